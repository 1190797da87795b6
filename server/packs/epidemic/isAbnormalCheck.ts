/** From this on a pupil stays at home (degrees Celsius, forehead or armpit alike). */
export const FEVER_CELSIUS = 37.3

/**
 * Whether a logged school body is abnormal: the pupil's own temperature, any symptom, or the pupil's own health code.
 * What the household reports and where somebody travelled does not count; a temperature that nobody can have (3.65, 365)
 * is a slip of the finger, marked `implausible` by the parser, and says nothing.
 */
export function isAbnormalCheck(body: Record<string, unknown>): boolean {
  if (typeof body.temperatureCelsius === 'number' && body.implausible !== true && body.temperatureCelsius >= FEVER_CELSIUS) return true
  if (Array.isArray(body.symptoms) && body.symptoms.length > 0) return true
  return body.healthCode === 'yellow' || body.healthCode === 'red'
}

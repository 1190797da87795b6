/** `second` counts from midnight of the day in China, which has no summer time. */
export function toInstant(day: string, second: number): string {
  const whole = Math.max(0, Math.min(86_399, Math.floor(second)))
  return `${day}T${twoDigits(Math.floor(whole / 3600))}:${twoDigits(Math.floor(whole / 60) % 60)}:${twoDigits(whole % 60)}+08:00`
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

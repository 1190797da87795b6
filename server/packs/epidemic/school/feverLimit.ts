import { FEVER_CELSIUS } from '../isAbnormalCheck.ts'

/** Where another place of measuring has another limit (degrees Celsius): an ear and a mouth are warmer than a forehead. */
const LIMITS: Readonly<Record<string, number>> = { oral: 37.5, mouth: 37.5, ear: 37.6 }

/** From which temperature on a reading of this kind of thermometer is a fever, degrees Celsius; `''`: nobody said which. */
export const feverLimit = (kind: string): number => (Object.hasOwn(LIMITS, kind) ? LIMITS[kind] : FEVER_CELSIUS)

import type { CareDay } from '../../server/protocol/desk.ts'

/** Days of health management without any entry, the latest first: each is a task. */
export const careToDo = (days: readonly CareDay[]): string[] => days.filter((day) => day.missing).map(({ day }) => day).sort().reverse()

/** Above it the reading is told in words and weight, not only as a number. Degrees Celsius, as at the school gates. */
export const FEVER_CELSIUS = 37.3

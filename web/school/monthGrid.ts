import { addDays } from '../desk/addDays.ts'

const DAYS_A_WEEK = 7
const MONDAY = 1

/** Monday is 1, Sunday 7, of `YYYY-MM-DD`. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || DAYS_A_WEEK

/** Weeks of a month (`YYYY-MM`) from Monday to Sunday; null: a day of its neighbours. Pure. */
export function monthGrid(month: string): (string | null)[][] {
  const weeks: (string | null)[][] = []
  const first = `${month}-01`
  for (let monday = addDays(first, MONDAY - weekdayOf(first)); monday.slice(0, 7) <= month; monday = addDays(monday, DAYS_A_WEEK)) {
    weeks.push(Array.from({ length: DAYS_A_WEEK }, (_, at) => addDays(monday, at)).map((day) => (day.startsWith(month) ? day : null)))
  }
  return weeks
}

/** The month `count` after one. Pure. */
export function addMonths(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7)
}

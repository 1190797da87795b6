/** Calendar days as whole numbers (days since 1970-01-01), so that day arithmetic never meets a clock or a zone. */

/** Stands for "no day" in a column of days. */
export const NO_DAY = -2147483648

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/

/** `2020-02-15` → 18307; null when it is no such day (2020-02-30 is none). */
export function dayFromText(text: string): number | null {
  const match = PATTERN.exec(text)
  if (!match) return null
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const time = Date.UTC(year, month - 1, date)
  const check = new Date(time)
  if (check.getUTCFullYear() !== year || check.getUTCMonth() !== month - 1 || check.getUTCDate() !== date) return null
  return time / 86_400_000
}

/** The day that was worded last: rows of a batch are mostly of one day. */
let lastDay = 0
let lastText = '1970-01-01'

/** 18307 → `2020-02-15`. */
export function dayToText(day: number): string {
  if (day !== lastDay) {
    lastText = new Date(day * 86_400_000).toISOString().slice(0, 10)
    lastDay = day
  }
  return lastText
}

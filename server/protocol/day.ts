/** Calendar days as whole numbers (days since 1970-01-01), so that day arithmetic never meets a clock or a zone. */

/** Stands for "no day" in a column of days. */
export const NO_DAY = -2147483648

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/

/** The day that was read last, and the one that was worded last: rows of a batch are mostly of one day. */
let readText = '1970-01-01'
let readDay = 0
let wordedText = '1970-01-01'
let wordedDay = 0

/** `2020-02-15` → 18307; null when it is no such day (2020-02-30 is none). */
export function dayFromText(text: string): number | null {
  if (text === readText) return readDay
  const match = PATTERN.exec(text)
  if (!match) return null
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const time = Date.UTC(year, month - 1, date)
  const check = new Date(time)
  if (check.getUTCFullYear() !== year || check.getUTCMonth() !== month - 1 || check.getUTCDate() !== date) return null
  readText = text
  readDay = time / 86_400_000
  return readDay
}

/** 18307 → `2020-02-15`. */
export function dayToText(day: number): string {
  if (day !== wordedDay) {
    wordedText = new Date(day * 86_400_000).toISOString().slice(0, 10)
    wordedDay = day
  }
  return wordedText
}

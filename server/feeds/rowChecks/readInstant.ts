import type { RowProblem } from '../../packs/pack.ts'
import { dayFromText } from '../../protocol/day.ts'
import { rowProblem } from '../reasons.ts'

/** 2019-01-01T00:00Z in epoch ms. */
const OLDEST = 1_546_300_800_000
/** A sender's clock may run ahead by this much (ms); more is a wrong date, not a wrong clock. */
const AHEAD_MS = 10 * 60_000

/** HOT: fixed positions instead of a pattern. -1 when not two digits. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}

/** ISO 8601 with an offset (`2020-04-13T06:41:07+08:00`, `…Z`, seconds and fractions optional) → epoch ms; null when it is none. */
export function instantFromText(text: string): number | null {
  if (text.length < 17 || text.length > 40 || (text[10] !== 'T' && text[10] !== ' ' && text[10] !== 't') || text[13] !== ':') return null
  const day = dayFromText(text.slice(0, 10))
  const hour = two(text, 11)
  const minute = two(text, 14)
  if (day === null || hour < 0 || hour > 23 || minute < 0 || minute > 59) return null
  let at = 16
  let second = 0
  let millis = 0
  if (text[at] === ':') {
    second = two(text, 17)
    // 60 is a leap second; it is taken for the second before it.
    if (second < 0 || second > 60) return null
    if (second === 60) second = 59
    at = 19
    if (text[at] === '.') {
      const start = ++at
      while (at < text.length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++
      if (at === start) return null
      millis = Math.floor(Number(`0.${text.slice(start, at)}`) * 1000)
    }
  }
  let offset = 0
  const sign = text[at]
  if (sign === '+' || sign === '-') {
    const colon = text[at + 3] === ':' ? 1 : 0
    const hours = two(text, at + 1)
    const minutes = two(text, at + 3 + colon)
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59 || text.length !== at + 5 + colon) return null
    offset = (hours * 60 + minutes) * (sign === '-' ? -1 : 1)
  } else if ((sign !== 'Z' && sign !== 'z') || text.length !== at + 1) {
    return null
  }
  return ((day * 24 + hour) * 60 + minute - offset) * 60_000 + second * 1000 + millis
}

/** An instant field in epoch ms; null when it is absent or bad, and then the problem is added. */
export function readInstant(row: Record<string, unknown>, field: string, now: number, problems: RowProblem[]): number | null {
  const value = row[field]
  if (value === undefined || value === null || value === '') {
    problems.push(rowProblem(field, 'missing'))
    return null
  }
  const instant = typeof value === 'string' ? instantFromText(value) : null
  if (instant === null) {
    problems.push(rowProblem(field, 'not-an-instant', value))
    return null
  }
  if (instant < OLDEST || instant > now + AHEAD_MS) {
    problems.push(rowProblem(field, instant < OLDEST ? 'date-too-old' : 'date-in-future'))
    return null
  }
  return instant
}

/** The calendar day of an instant in the deployment's zone, as a day number. */
export function dayOfInstant(instant: number, zoneOffsetMinutes: number): number {
  return Math.floor((instant + zoneOffsetMinutes * 60_000) / 86_400_000)
}

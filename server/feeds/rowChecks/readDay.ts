import type { RowProblem } from '../../packs/pack.ts'
import { dayFromText, dayToText } from '../../protocol/day.ts'
import { rowProblem } from '../reasons.ts'

/** 2019-01-01: no outbreak that this system was made for is older; an earlier day is a slip (1900, 0202). */
const OLDEST_DAY = 17_897
/** Longest day text: a cell of many kilobytes in a date column is not tried. */
const LONGEST = 10

/** The same few days come in every row: the last one read is remembered. */
let lastText = ''
let lastDay = 0

/**
 * A day field (`YYYY-MM-DD`) as a day number; null when it is absent or bad, and then the problem is added.
 * Refuses days before `oldest` (2019) and after `latest` (day numbers, usually today).
 */
export function readDay(row: Record<string, unknown>, field: string, latest: number, required: boolean, problems: RowProblem[], oldest = OLDEST_DAY): number | null {
  const value = row[field]
  if (value === undefined || value === null || value === '') {
    if (required) problems.push(rowProblem(field, 'missing'))
    return null
  }
  if (typeof value !== 'string') {
    problems.push(rowProblem(field, 'not-a-date'))
    return null
  }
  const day = dayOf(value)
  if (day === null) {
    problems.push(rowProblem(field, /^\d{4}-\d\d-\d\d$/.test(value) ? 'no-such-date' : 'not-a-date', value))
    return null
  }
  if (day < oldest || day > latest) {
    problems.push(rowProblem(field, day < oldest ? 'date-too-old' : 'date-in-future', dayToText(day)))
    return null
  }
  return day
}

function dayOf(text: string): number | null {
  if (text === lastText) return lastDay
  if (text.length > LONGEST) return null
  const day = dayFromText(text)
  if (day !== null) {
    lastText = text
    lastDay = day
  }
  return day
}

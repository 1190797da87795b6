import type { ParseContext, RowProblem } from '../../packs/pack.ts'
import { MOST_LATE_DAYS } from '../../protocol/mostLateDays.ts'
import { rowProblem } from '../reasons.ts'
import { dayOfInstant } from './readInstant.ts'

/** Just before midnight a phone's clock may run ahead by this much (ms); more is a wrong date, not a wrong clock. */
const AHEAD_MS = 10 * 60_000

/**
 * When a report of the desk was written (`at`, epoch ms; null when it says nothing) and its day; today without it. A
 * walk that is sent after midnight keeps the day of its taps. No instant, or one of another week or of a day to come, adds
 * a problem; a clock that is merely fast does not.
 */
export function readWrittenAt(row: Record<string, unknown>, { today, now, zoneOffsetMinutes }: ParseContext, problems: RowProblem[]): { writtenAt: number | null; day: number } {
  const { at } = row
  if (at === undefined || at === null) return { writtenAt: null, day: today }
  if (!Number.isSafeInteger(at)) {
    problems.push(rowProblem('at', 'not-an-instant'))
    return { writtenAt: null, day: today }
  }
  const day = dayOfInstant(at as number, zoneOffsetMinutes)
  if (day > today && (at as number) > now + AHEAD_MS) problems.push(rowProblem('at', 'date-in-future'))
  if (day < today - MOST_LATE_DAYS) problems.push(rowProblem('at', 'date-too-old'))
  return { writtenAt: Math.min(at as number, now), day: Math.min(day, today) }
}

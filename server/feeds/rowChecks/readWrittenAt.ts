import type { ParseContext, RowProblem } from '../../packs/pack.ts'
import { MOST_LATE_DAYS } from '../../protocol/mostLateDays.ts'
import { rowProblem } from '../reasons.ts'
import { dayOfInstant } from './readInstant.ts'

/** A phone's clock may run ahead by this much (ms); more is a wrong date, not a wrong clock. */
const AHEAD_MS = 10 * 60_000

/**
 * When a report of the desk was written (`at`, epoch ms; null when it says nothing) and its day; today without it. A
 * walk that is sent after midnight keeps the day of its taps. A bad, far or future instant adds a problem.
 */
export function readWrittenAt(row: Record<string, unknown>, { today, now, zoneOffsetMinutes }: ParseContext, problems: RowProblem[]): { writtenAt: number | null; day: number } {
  const { at } = row
  if (at === undefined || at === null) return { writtenAt: null, day: today }
  if (!Number.isSafeInteger(at)) {
    problems.push(rowProblem('at', 'not-an-instant'))
    return { writtenAt: null, day: today }
  }
  const day = dayOfInstant(at as number, zoneOffsetMinutes)
  if ((at as number) > now + AHEAD_MS) problems.push(rowProblem('at', 'date-in-future'))
  if (day < today - MOST_LATE_DAYS) problems.push(rowProblem('at', 'date-too-old'))
  return { writtenAt: at as number, day: Math.min(day, today) }
}

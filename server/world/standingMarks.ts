import { SELF_REPORT_MARK } from '../protocol/residents.ts'
import type { MaskRounds } from './maskRounds.ts'
import type { RecordColumns } from './recordColumns.ts'
import { selfReportStates } from './selfReportStates.ts'

/** A mark that stands: its key, the day since which it does, and the entry that laid it. */
export interface StandingMark { key: string; since: number; seq: number }

const NONE: readonly StandingMark[] = []
const MASK_BOOKED = 'mask-booked'

/**
 * Marks that stand on a unit on a day, as known at `maxSeq`: the newest word about each counts. The mark `self-report`
 * stands as long as one of the unit's self-reports waits for somebody to confirm it or set it aside, since the oldest of
 * them; a secured booking of a round of masks that is not over lays `mask-booked`.
 */
export function standingMarks(known: { records: RecordColumns; maskRounds: MaskRounds }, unit: number, day: number, maxSeq: number): readonly StandingMark[] {
  const { records, maskRounds } = known
  if (!records.hasAny(unit)) return NONE
  const decided = new Set<string>()
  const standing: StandingMark[] = []
  const decide = (key: string, stands: boolean, since: number, seq: number): void => {
    if (decided.has(key)) return
    decided.add(key)
    if (stands) standing.push({ key, since, seq })
  }
  const ofUnit = records.ofUnit(unit, maxSeq)
  let hasSelfReports = false
  for (const { feed, code, validOn, seq } of ofUnit) {
    if (validOn > day) continue
    if (feed === 'registration') hasSelfReports = true
    else if (feed === 'mark' && code.slice(1) !== SELF_REPORT_MARK) decide(code.slice(1), code[0] === '+', validOn, seq)
  }
  const waiting = hasSelfReports ? selfReportStates(ofUnit, day).findLast(({ settledBy }) => settledBy === null) : undefined
  if (waiting) standing.push({ key: SELF_REPORT_MARK, since: waiting.validOn, seq: waiting.seq })
  const booking = maskRounds.standingFor(unit, day, maxSeq)
  if (booking) decide(MASK_BOOKED, true, booking.bookedOn, booking.seq)
  return standing
}

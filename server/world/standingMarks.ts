import type { MaskRounds } from './maskRounds.ts'
import type { RecordColumns } from './recordColumns.ts'

/** A mark that stands: its key, the day since which it does, and the entry that laid it. */
export interface StandingMark { key: string; since: number; seq: number }

const NONE: readonly StandingMark[] = []
const SELF_REPORT = 'self-report'
const MASK_BOOKED = 'mask-booked'

/**
 * Marks that stand on a unit on a day, as known at `maxSeq`: the newest word about each counts. What a resident sent lays
 * the mark `self-report` until an officer reports about the unit or takes it off; a secured booking of a round of masks
 * that is not over lays `mask-booked`.
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
  for (const { feed, code, validOn, seq } of records.ofUnit(unit, maxSeq)) {
    if (validOn > day) continue
    if (feed === 'mark') decide(code.slice(1), code[0] === '+', validOn, seq)
    else if (feed === 'registration') decide(SELF_REPORT, true, validOn, seq)
    else if (feed === 'officer') decide(SELF_REPORT, false, validOn, seq)
  }
  const booking = maskRounds.standingFor(unit, day, maxSeq)
  if (booking) decide(MASK_BOOKED, true, booking.bookedOn, booking.seq)
  return standing
}

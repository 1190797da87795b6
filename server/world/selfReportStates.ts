import { SELF_REPORT_MARK } from '../protocol/residents.ts'
import type { UnitRecord } from './recordColumns.ts'

/** One self-report of a unit, and the entry that settled it, if one did. */
export interface SelfReportState { seq: number; validOn: number; settledBy: UnitRecord | null }

const TAKEN_OFF = `-${SELF_REPORT_MARK}`

/**
 * Self-reports of a unit as of a day, newest first; `records` are the unit's own, newest first. Only an entry that names a
 * self-report settles it: an officer's report confirms it, the mark taken off sets it aside. Whatever else is written about
 * the unit leaves it waiting. Entries of earlier versions took the mark off without naming any: those settled all.
 */
export function selfReportStates(records: readonly UnitRecord[], day: number): SelfReportState[] {
  const settledBy = new Map<number, UnitRecord>()
  let settlesAll: UnitRecord | null = null
  const states: SelfReportState[] = []
  for (const record of records) {
    const { feed, code, seq, settles, validOn } = record
    if (validOn > day) continue
    // Newest first: of two that settle one self-report, the first that came is kept.
    if (settles !== 0) settledBy.set(settles, record)
    else if (feed === 'mark' && code === TAKEN_OFF) settlesAll = record
    else if (feed === 'registration') states.push({ seq, validOn, settledBy: settledBy.get(seq) ?? settlesAll })
  }
  return states
}

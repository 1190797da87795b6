import type { Sighting, Visits } from '../packs/pack.ts'
import type { RecordColumns, UnitRecord } from './recordColumns.ts'

/**
 * What visits at a door found, about a day as known at `maxSeq`, as far as nothing written down since answers it: an
 * officer's report answers both; somebody reached, met or measured answers "nobody". The later day counts, then the later
 * entry (rule 1): a walk may be sent after what was seen later. Undefined when no visit stands.
 */
export function standingVisits(records: RecordColumns, unit: number, day: number, maxSeq: number): Visits | undefined {
  if (!records.hasAny(unit)) return undefined
  let [atHome, nobody, officer, contact]: (Sighting | null)[] = [null, null, null, null]
  for (const record of records.ofUnit(unit, maxSeq)) {
    if (record.validOn > day) continue
    if (isOf(record, 'visit', 'at-home')) atHome = later(atHome, record)
    else if (isOf(record, 'visit', 'nobody')) nobody = later(nobody, record)
    else if (record.feed === 'officer') officer = later(officer, record)
    else if (isOf(record, 'call', 'reached') || record.feed === 'care') contact = later(contact, record)
  }
  const standing = { atHome: unanswered(atHome, officer), nobody: unanswered(nobody, officer, contact, atHome) }
  return standing.atHome || standing.nobody ? standing : undefined
}

const isOf = (record: UnitRecord, feed: string, code: string): boolean => record.feed === feed && record.code === code
const isLater = (a: Sighting, b: Sighting): boolean => a.validOn !== b.validOn ? a.validOn > b.validOn : a.seq > b.seq
const later = (known: Sighting | null, { seq, validOn }: UnitRecord): Sighting => (known && isLater(known, { seq, validOn }) ? known : { seq, validOn })
const unanswered = (visit: Sighting | null, ...answers: (Sighting | null)[]): Sighting | null => (visit && answers.every((answer) => !answer || isLater(visit, answer)) ? visit : null)

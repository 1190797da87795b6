import { setImmediate as afterOthers } from 'node:timers/promises'
import type { Fact, FactContent } from '../../packs/pack.ts'
import type { DeskContext } from '../deskContext.ts'
import type { ReportMoment } from './reportMoment.ts'

/** About 8 ms of deriving. */
const PEOPLE_PER_SLICE = 4_000
const MOST_EVENTS = 255

/**
 * Reads one moment out of the known facts. What was known at `rev` about `day` does not change while others are let in
 * between, since facts are only ever appended; null when the facts were replaced meanwhile (a demo that began again).
 */
export async function collectMoment(context: DeskContext, day: number, rev: number): Promise<ReportMoment | null> {
  const known = context.known()
  const { pack } = context
  const events = pack.report?.events ?? []
  const { personUnit, personStatus, unitStatus, unitTags } = context.statusesAt(day, rev)
  const personTags = new Uint32Array(personUnit.length)
  const personSeq = new Uint32Array(personUnit.length)
  const personEvents = events.map(() => new Uint8Array(personUnit.length))
  const reference = known.referenceAt(rev)
  const rows: number[] = []
  await afterOthers()
  for (let person = 0; person < personUnit.length; person++) {
    if (person % PEOPLE_PER_SLICE === PEOPLE_PER_SLICE - 1) {
      await afterOthers()
      if (context.known() !== known) return null
    }
    if (personUnit[person] < 0) continue
    known.people.rowsOf(person, day, rev, rows)
    const facts: Fact<FactContent>[] = rows.map((row) => known.people.read(row))
    const { tags, reason } = pack.derivePerson(facts, day, reference)
    personTags[person] = tags
    personSeq[person] = reason.seq ?? 0
    pack.report?.countEvents(facts, day).forEach((times, event) => (personEvents[event][person] = Math.min(times, MOST_EVENTS)))
  }
  return { day, rev, personUnit, personStatus, personTags, personSeq, personEvents, unitStatus, unitTags }
}

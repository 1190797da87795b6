import { setImmediate as afterOthers } from 'node:timers/promises'
import type { PersonResult } from '../../packs/pack.ts'
import { Deriver, NOWHERE, UNCOUNTED, unitMarksAt } from '../../world/deriveAt.ts'
import type { DeskContext } from '../deskContext.ts'
import type { ReportMoment } from './reportMoment.ts'

/** About 10 ms of deriving. */
const PER_SLICE = 2_000
const MOST_EVENTS = 255

/**
 * Everybody and every home at one moment: what deriveAt gives, and what a report needs besides, a slice at a time, so that
 * walls get their ticks in between. What was known at `rev` about `day` does not change meanwhile, since facts are only
 * appended; null when they were replaced (a demo that began again).
 */
export async function collectMoment(context: DeskContext, day: number, rev: number): Promise<ReportMoment | null> {
  context.live()
  const known = context.known()
  const { registers, personCount } = known
  const { unitCount } = registers
  const rules = context.pack.report
  const deriver = new Deriver(known, day, rev)
  const personUnit = new Int32Array(personCount).fill(NOWHERE)
  const personStatus = new Uint8Array(personCount).fill(UNCOUNTED)
  const personTags = new Uint32Array(personCount)
  const personSeq = new Uint32Array(personCount)
  const personEvents = (rules?.events ?? []).map(() => new Uint8Array(personCount))
  const movedAway = new Uint8Array(unitCount)
  const results: PersonResult[][] = new Array<PersonResult[]>(unitCount)
  const rows: number[] = []
  const gone = registers.goneBuildings(day, rev)
  const isGone = (unit: number): boolean => gone[registers.unitBuilding.values[unit]] === 1
  /** Lets others in; false when there is nothing to go on with. */
  const goOn = async (): Promise<boolean> => {
    await afterOthers()
    return context.known() === known
  }

  for (let person = 0; person < personCount; person++) {
    if (person % PER_SLICE === PER_SLICE - 1 && !(await goOn())) return null
    const view = deriver.person(person)
    if (!view || view.unit >= unitCount) continue
    const { status, tags, reason } = view.result
    personUnit[person] = view.unit
    // Who lived in a building that is no more stands in no figure; what happened before stays in the cumulative ones.
    personStatus[person] = isGone(view.unit) ? UNCOUNTED : status ?? UNCOUNTED
    personTags[person] = isGone(view.unit) ? 0 : tags
    personSeq[person] = reason.seq ?? 0
    for (const unit of view.earlierUnits) movedAway[unit] = 1
    ;(results[view.unit] ??= []).push(view.result)
    if (!rules) continue
    known.people.rowsOf(person, day, rev, rows)
    rules.countEvents(rows.map((row) => known.people.read(row)), day).forEach((times, event) => (personEvents[event][person] = Math.min(times, MOST_EVENTS)))
  }

  const { pupilAlerts, openTasks } = unitMarksAt(known, day, rev)
  const unitStatus = new Uint8Array(unitCount).fill(UNCOUNTED)
  const unitTags = new Uint32Array(unitCount)
  for (let unit = 0; unit < unitCount; unit++) {
    if (unit % PER_SLICE === PER_SLICE - 1 && !(await goOn())) return null
    if (registers.unitSeq.values[unit] > rev || isGone(unit)) continue
    const { status, tags } = deriver.unit(unit, results[unit] ?? [], movedAway[unit] === 1, pupilAlerts[unit] > 0, openTasks.get(unit) ?? 0)
    unitStatus[unit] = status
    unitTags[unit] = tags
  }
  return { day, rev, personUnit, personStatus, personTags, personSeq, personEvents, unitStatus, unitTags }
}

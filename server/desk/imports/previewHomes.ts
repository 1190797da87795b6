import { setImmediate as afterOthers } from 'node:timers/promises'
import { identifyPerson, type PersonLookup } from '../../merge/identifyPerson.ts'
import { idOf } from '../../merge/opaqueId.ts'
import type { Fact, FactContent, ParsedReport, PersonResult, UnitResult } from '../../packs/pack.ts'
import type { ImportPreview } from '../../protocol/imports.ts'
import { Deriver, UNCOUNTED } from '../../world/deriveAt.ts'
import type { KnownFacts } from '../../world/knownFacts.ts'
import { standingMarks } from '../../world/standingMarks.ts'
import type { Reach } from '../createReach.ts'
import type { DeskContext } from '../deskContext.ts'

/** About 20 µs each: a few milliseconds. */
const HOMES_PER_TURN = 200
/** Behind everything that the log holds. */
const LAST_SEQ = 0xffffffff

/** A report about somebody, or about a home as a whole, that is not in the log. */
export interface ReportAhead { report: ParsedReport; unit: number }

/**
 * Which homes within reach would have another colour, were these returns taken. People are recognised as they would be
 * (also those that the file itself names twice), moves leave their old home. Only reads.
 */
export async function previewHomes(context: DeskContext, reach: Reach, reports: readonly ReportAhead[]): Promise<NonNullable<ImportPreview['recoloured']>> {
  const live = context.live()
  const known = context.known()
  const { pack } = known
  const ahead = { people: new Map<number, { unit: number; fact: Fact<FactContent> }[]>(), whole: new Map<number, Fact<FactContent>[]>(), left: new Set<number>() }
  const identify = createIdentifier(context.store.vault)
  for (let at = 0; at < reports.length; at++) {
    if (at % HOMES_PER_TURN === 0) await afterOthers()
    const { report, unit } = reports[at]
    const person = report.subject === 'person' && report.person ? identify(report.person, unit) : null
    const content = pack.factOf('household', person === null ? { unit: idOf('u', unit), ...report.body } : { person: idOf('p', Math.abs(person)), unit: idOf('u', unit), ...report.body })
    if (!content || report.validOn > live.day) continue
    const fact = { seq: LAST_SEQ, validOn: report.validOn, feed: 'household', ...content } as Fact<FactContent>
    if (person === null) ahead.whole.set(unit, [...ahead.whole.get(unit) ?? [], fact])
    else ahead.people.set(person, [...ahead.people.get(person) ?? [], { unit, fact }])
  }

  const deriver = new AheadDeriver(known, live.day, ahead.whole, ahead.left)
  const arrived = new Map<number, PersonResult[]>()
  const touched = new Set(ahead.whole.keys())
  for (const [person, facts] of ahead.people) {
    const rows = person < 0 ? [] : known.people.rowsOf(person, live.day, LAST_SEQ, [])
    const all = [...rows.map((row) => ({ unit: known.people.unit.values[row], fact: known.people.read(row) })), ...facts].sort((a, b) => a.fact.validOn - b.fact.validOn)
    const { unit } = all[all.length - 1]
    const before = person < 0 ? -1 : live.personUnitOf(person)
    if (before >= 0) touched.add(before)
    if (before >= 0 && before !== unit) ahead.left.add(before)
    touched.add(unit)
    arrived.set(unit, [...arrived.get(unit) ?? [], pack.derivePerson(all.map(({ fact }) => fact), live.day, known.referenceAt(LAST_SEQ))])
  }

  const changes = new Map<string, NonNullable<ImportPreview['recoloured']>[number]>()
  let done = 0
  for (const unit of touched) {
    if (++done % HOMES_PER_TURN === 0) await afterOthers()
    if (!reach.hasUnit(unit)) continue
    const staying = live.peopleIn(unit).filter((person) => !ahead.people.has(person)).map((person) => live.explainPerson(person)!.result)
    const from = live.statusOf(unit).status
    const to = live.explain(unit, [...staying, ...arrived.get(unit) ?? []], deriver).status
    if (from === to) continue
    const key = `${from} ${to}`
    const change = changes.get(key) ?? { from: from === UNCOUNTED ? null : from, to: to === UNCOUNTED ? null : to, units: 0 }
    change.units++
    changes.set(key, change)
  }
  return [...changes.values()].sort((a, b) => b.units - a.units)
}

/** Derives units with facts that are not in the log. */
class AheadDeriver extends Deriver {
  constructor(private readonly facts: KnownFacts, day: number, private readonly whole: ReadonlyMap<number, Fact<FactContent>[]>, private readonly left: ReadonlySet<number>) {
    super(facts, day, LAST_SEQ)
  }

  override unit(unit: number, people: PersonResult[], movedAway: boolean, pupilAlert: boolean, openTasks: number): UnitResult {
    const { wholeUnits, registers, pack } = this.facts
    const whole = [...wholeUnits.rowsOf(unit, this.day, LAST_SEQ, []).map((row) => wholeUnits.read(row)), ...this.whole.get(unit) ?? []].sort((a, b) => a.validOn - b.validOn)
    const marks = standingMarks(this.facts, unit, this.day, LAST_SEQ).map(({ key }) => key)
    return pack.deriveUnit({ people, whole, tenure: registers.tenureAt(unit, LAST_SEQ), movedAway: movedAway || this.left.has(unit), pupilAlert, openTasks, marks }, this.day, this.facts.referenceAt(LAST_SEQ))
  }
}

/** Recognises people as the intake would; those who are new get numbers below zero. */
function createIdentifier(vault: PersonLookup): (row: NonNullable<ParsedReport['person']>, unit: number) => number {
  const keys = new Map<string, number>()
  const records = new Map<number, NonNullable<ParsedReport['person']>>()
  const lookup: PersonLookup = { findKey: (key) => keys.get(key) ?? vault.findKey(key), person: (person) => records.get(person) ?? (person < 0 ? null : vault.person(person)) }
  return (row, unit) => {
    const found = identifyPerson(row, unit, lookup)
    const person = found.person ?? -1 - records.size - 1
    for (const key of found.keys) if (lookup.findKey(key) === null) keys.set(key, person)
    if (found.person === null) records.set(person, row)
    return person
  }
}

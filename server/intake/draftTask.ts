import { rowProblem } from '../feeds/reasons.ts'
import { identifyPerson } from '../merge/identifyPerson.ts'
import { idOf, numberOfId } from '../merge/opaqueId.ts'
import type { ParsedReport } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import type { KnownFacts } from '../world/knownFacts.ts'
import { NO_UNIT } from '../world/registers.ts'
import { unitOfPerson } from '../world/unitOfPerson.ts'
import { findUnitOf } from './addressProblem.ts'
import { draftPerson } from './draftPerson.ts'
import { contentOf } from './draftReport.ts'
import type { Drafted, IntakeContext } from './intakeContext.ts'

/** One row of a verification list. It opens or answers a task; it never moves or colours anybody (rule 8). */
export function draftTask(feed: string, report: ParsedReport, context: IntakeContext): Drafted | 'duplicate' {
  if (typeof report.body.head === 'string') return draftHead(feed, report, context)
  if (typeof report.body.task === 'string') return draftAnswer(feed, report, context)
  const { known } = context
  const { list, sheet } = report.body as { list: string; sheet?: string }
  const address = report.address!
  const found = address.building === '' ? -1 : findUnitOf(known.registers, address)
  const byAddress = typeof found === 'number' && found >= 0 ? found : null
  const unit = (sheet === undefined ? null : unitKnownFor(report, context)) ?? byAddress
  // The address is part of what the task is, known or not; an unknown one is matched by hand later.
  const person = report.person?.name ? draftNamed(context, report.person, unit ?? -1) : report.person ? findPerson(report.person, context) : null
  // A file's row is the same row wherever its person has moved to meanwhile.
  const row = report.privateCells?.row
  const said = sheet !== undefined && row !== undefined ? [list, sheet, report.reportId ?? row] : [list, unit ?? JSON.stringify(address), person ?? '']
  const task = context.store.reportKeyOf('task', said.join('\u0000'))
  const body: Record<string, unknown> = { task, unit: unit === null ? null : idOf('u', unit), person: person === null ? null : idOf('p', person), ...report.body }
  const place = unit === null ? placeOf(known, address) : -1
  if (place >= 0) body.place = idOf('n', place)
  const cells = unit === null || sheet !== undefined ? { ...report.privateCells, place: JSON.stringify(address) } : report.privateCells
  return {
    is: 'draft', body, feed, validOn: dayToText(report.validOn), observedAt: report.observedAt, table: 'verification:task',
    index: known.taskBook.indexOf(task), bodyText: null, content: contentOf(report, JSON.stringify(body)), cells, person, unit,
  }
}

/** The head of a file: the same one again is known. */
function draftHead(feed: string, report: ParsedReport, context: IntakeContext): Drafted | 'duplicate' {
  if (context.known.taskBook.sheets.has(report.body.head as string)) return 'duplicate'
  const bodyText = JSON.stringify(report.body)
  return {
    is: 'draft', body: report.body, feed, validOn: dayToText(report.validOn), observedAt: null, table: '', index: -1, bodyText,
    content: bodyText, cells: report.privateCells, person: null, unit: null,
  }
}

/** What the desk says of a task. Refused when something newer was said of it than its author had seen. */
function draftAnswer(feed: string, report: ParsedReport, context: IntakeContext): Drafted {
  const { known } = context
  const { task: id, seen, unit: unitId, answer } = report.body as { task: string; seen?: number; unit?: string; answer?: string }
  const index = numberOfId('t', id)
  if (index < 0 || index >= known.tasks.length) return { is: 'problem', problem: rowProblem('task', 'unknown-task') }
  const newest = known.taskBook.newestSeqOf(index)
  if (seen !== undefined && newest > seen && newest <= context.batchBeganAt) return { is: 'problem', problem: rowProblem('seen', 'changed-meanwhile') }
  const task = known.tasks[index]
  const unit = unitId === undefined ? task.unit : numberOfId('u', unitId)
  if (unitId !== undefined && (unit < 0 || unit >= known.registers.unitCount)) return { is: 'problem', problem: rowProblem('unit', 'unknown-unit') }
  const body: Record<string, unknown> = {
    task: id, unit: unit === NO_UNIT ? null : idOf('u', unit), person: task.person < 0 ? null : idOf('p', task.person), list: known.texts.textOf(task.list),
    ...(answer === undefined ? { isMatch: true } : { answer }),
  }
  const bodyText = JSON.stringify(body)
  return {
    is: 'draft', body, feed, validOn: dayToText(report.validOn), observedAt: null, table: '', index: -1, bodyText, content: bodyText,
    cells: report.privateCells, person: task.person < 0 ? null : task.person, unit: unit === NO_UNIT ? null : unit,
  }
}

/**
 * A list adds what is not known of somebody, and overwrites nothing: its spelling of a name and its old number stay in
 * its own row.
 */
function draftNamed(context: IntakeContext, row: NonNullable<ParsedReport['person']>, unit: number): number {
  const { vault } = context.store
  const { person, keys } = identifyPerson(row, unit, vault)
  const known = person === null ? null : vault.person(person)
  if (person === null || !known) return draftPerson(context, row, unit)
  const record = { name: known.name || row.name, phone: known.phone || row.phone, idNumber: known.idNumber || row.idNumber }
  // Not the name at that unit: the next one of the name there may be somebody else.
  const newKeys = keys.filter((key) => !key.startsWith('u:') && vault.findKey(key) === null)
  if (record.name !== known.name || record.phone !== known.phone || record.idNumber !== known.idNumber) vault.updatePerson(person, record, newKeys)
  else for (const key of newKeys) vault.addKey(key, person)
  return person
}

/** Where a person whom the list names is known to live: senders write where people are registered. */
function unitKnownFor(report: ParsedReport, context: IntakeContext): number | null {
  const person = report.person ? findPerson(report.person, context) : null
  return person === null ? null : unitOfPerson(context.known, person, report.validOn)
}

const findPerson = (person: NonNullable<ParsedReport['person']>, { store }: IntakeContext): number | null => identifyPerson(person, -1, store.vault).person

/** The compound, else the committee, that an address names, or -1. */
function placeOf({ registers }: KnownFacts, { committee, compound }: NonNullable<ParsedReport['address']>): number {
  if (compound !== '') {
    const found = registers.findCompound(committee, compound)
    if (found.length === 1) return found[0]
  }
  for (const name of [committee, compound]) {
    const found = name === '' ? [] : registers.placesNamed('committee', name)
    if (found.length === 1) return found[0]
  }
  return -1
}

import { idOf, numberOfId } from '../merge/opaqueId.ts'
import { dayToText } from '../protocol/day.ts'
import type { TimelineEntry, TimelinePage } from '../protocol/desk.ts'
import { maskName } from '../privacy/maskName.ts'
import type { LogEntry } from '../store/logEntry.ts'
import type { VaultCells } from '../store/vault.ts'
import type { Reach } from './createReach.ts'
import type { DeskContext } from './deskContext.ts'
import { maskNote } from './maskNote.ts'

/** What a card brings along at once; earlier entries come when they are asked for. */
const TIMELINE_PAGE = 60

/**
 * What was reported about a unit, newest first: reports on its people and on itself, what was written down, pupils' checks,
 * tasks. One page: entries before a log sequence, and how many there are before the last of them. Of a pupil whom the reader's
 * scope does not cover it says that there was a check, and nothing that was said in it.
 */
export function timelinePage(context: DeskContext, reach: Pick<Reach, 'hasStudent'>, unit: number, cells: readonly VaultCells[], names: readonly string[], before = Infinity): TimelinePage {
  const known = context.known()
  const { registers } = known
  const seqs = new Set<number>()
  for (const row of known.people.rowsNaming(unit)) seqs.add(known.people.seq.values[row])
  for (const row of known.wholeUnits.rowsNaming(unit)) seqs.add(known.wholeUnits.seq.values[row])
  for (const { seq } of known.records.ofUnit(unit)) seqs.add(seq)
  for (const { seq } of known.residents.ofUnit(unit)) seqs.add(seq)
  for (const task of known.tasks) {
    if (task.unit !== unit) continue
    seqs.add(task.openedSeq)
    for (const { seq } of task.steps) seqs.add(seq)
  }
  for (const seq of known.checks.seqsOf(new Set(registers.studentsOfUnit(unit)))) seqs.add(seq)
  if (unit < registers.unitCount) seqs.add(registers.unitSeq.values[unit])
  const asked = [...seqs].filter((seq) => seq < before).sort((a, b) => b - a)
  const cellsBySeq = new Map(cells.map((cell) => [cell.seq, cell.cells]))
  const entries: TimelineEntry[] = []
  for (const seq of asked.slice(0, TIMELINE_PAGE)) {
    const entry = context.store.entryAt(seq)
    if (!entry) continue
    const isOthers = entry.feed === 'school' && !reach.hasStudent(numberOfId('s', entry.body.student))
    entries.push({
      seq, at: entry.receivedAt, on: entry.validOn, feed: entry.feed, author: context.nameOfAuthor(entry.author), person: personOf(context, entry),
      ...(isOthers ? { code: 'check', details: {}, note: null } : { ...wordOf(context, entry), note: maskNote((cellsBySeq.get(seq) ?? context.store.vault.cellsAt(seq)?.cells)?.note, names) }),
    })
  }
  return { entries, earlier: Math.max(0, asked.length - TIMELINE_PAGE) }
}

function personOf(context: DeskContext, { body }: LogEntry): TimelineEntry['person'] {
  let person = numberOfId('p', body.person)
  if (person < 0) {
    const student = numberOfId('s', body.student)
    if (student >= 0) person = context.known().registers.studentPerson.values[student] ?? -1
  }
  if (person < 0) return null
  return { id: idOf('p', person), name: maskName(context.store.vault.person(person)?.name ?? '') }
}

type Details = TimelineEntry['details']
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const day = (value: unknown): string | null => (typeof value === 'number' && Number.isSafeInteger(value) ? dayToText(value) : null)

/** A key of the locale files and what it names. */
function wordOf(context: DeskContext, { feed, body }: LogEntry): { code: string; details: Details } {
  switch (feed) {
    case 'call':
      return { code: `call.${text(body.outcome)}`, details: {} }
    case 'care':
      return { code: 'care', details: { day: day(body.day), temperature: typeof body.temperatureCelsius === 'number' ? body.temperatureCelsius : null, outing: body.outing === true, unasked: body.unasked === true } }
    case 'mark':
      return { code: body.on === false ? 'mark.off' : 'mark.on', details: { mark: text(body.mark) } }
    case 'note':
      return { code: 'note', details: {} }
    case 'paper':
      return { code: `paper.${text(body.paper)}`, details: {} }
    case 'visit':
      return { code: `visit.${text(body.found)}`, details: {} }
    case 'residents':
      return { code: 'resident', details: { relation: text(body.relation), from: day(body.from), to: day(body.to) } }
    case 'units':
      return { code: 'ledger', details: { tenure: text(body.tenure) } }
    case 'booking':
      return { code: `booking.${text(body.act)}`, details: { round: context.known().maskRounds.rounds[numberOfId('r', body.round)]?.name ?? '', quantity: typeof body.quantity === 'number' ? body.quantity : null, waiting: body.waiting === true } }
    case 'registration':
      return { code: 'registration', details: { form: text(body.form) } }
    case 'school':
      return { code: 'check', details: { temperature: typeof body.temperatureCelsius === 'number' ? body.temperatureCelsius : null, symptoms: Array.isArray(body.symptoms) ? body.symptoms.join('、') : '', healthCode: text(body.healthCode), travelled: typeof body.travelled === 'boolean' ? body.travelled : null } }
    case 'verification':
      if (body.isMatch === true) return { code: 'task.matched', details: { list: text(body.list) } }
      return body.answer ? { code: `task.${text(body.answer)}`, details: { list: text(body.list) } } : { code: 'task.open', details: { list: text(body.list), dueOn: day(body.dueOn) } }
    default:
      return {
        code: `state.${text(body.state)}`,
        details: { origin: text(body.origin), transit: text(body.transit), returnedOn: day(body.returnedOn), releasedOn: day(body.releasedOn), condition: text(body.condition), healthCode: text(body.healthCode), settled: body.settled === true, confirms: typeof body.settles === 'number' },
      }
  }
}

import { idOf } from '../merge/opaqueId.ts'
import { dayToText, NO_DAY } from '../protocol/day.ts'
import type { UnitCard } from '../protocol/desk.ts'
import type { Locale } from '../protocol/entities.ts'
import { maskName } from '../privacy/maskName.ts'
import { maskPhone } from '../privacy/maskPhone.ts'
import type { VaultCells } from '../store/vault.ts'
import { standingMarks } from '../world/standingMarks.ts'
import { pathOf } from './buildingView.ts'
import { careDaysOf } from './careDays.ts'
import { conflictsOf } from './conflictsOf.ts'
import type { Reach } from './createReach.ts'
import type { DeskContext } from './deskContext.ts'
import { landlordIn, platesIn } from './ledgerCells.ts'
import { observationView, personView } from './personView.ts'
import { reasonView } from './reasonView.ts'
import { selfReportsOf } from './selfReports.ts'
import { timelinePage } from './timeline.ts'
import { unitState } from './unitState.ts'

const EVERYTHING = 0xffffffff

/** Everything about one unit, masked, for a reader of that scope. */
export function unitCard(context: DeskContext, reach: Pick<Reach, 'hasStudent'>, unit: number, locale: Locale): UnitCard {
  const known = context.known()
  const { registers } = known
  const live = context.live()
  const world = context.world()
  const today = context.today()
  const building = registers.unitBuilding.values[unit]
  const state = unitState(context, unit)
  const cells = context.store.vault.cellsOfUnit(unit)
  const students = studentsByPerson(context, unit)
  const people = peopleOf(context, unit, students)
  const names = namesOf(context, people)
  const { entries, earlier } = timelinePage(context, reach, unit, cells, names)
  return {
    id: idOf('u', unit), room: registers.roomOf(unit), building: { id: idOf('b', building), label: registers.buildings[building].label },
    path: pathOf(context, world.firstBuilding + building), rev: known.rev, seq: known.newestSeqOf(unit), day: dayToText(today),
    status: state.status, tags: state.tags, tenure: registers.tenureAt(unit, EVERYTHING), reason: reasonView(context, live.explain(unit).reason, locale),
    observation: observationView(context, state.observation), conflicts: conflictsOf(context, people, locale),
    people: people.map(({ person, student }) => personView(context, person, unit, student, false, locale)),
    landlord: maskedLandlord(context, cells), plates: platesIn(cells).map(maskPlate),
    care: careDaysOf(context, unit, context.pack.desk?.caredFor.includes(state.status) ? state.observation : null, cells, names),
    selfReports: selfReportsOf(context, unit, cells, names),
    marks: marksOf(context, unit), papers: papersOf(context, unit), tasks: tasksOf(context, unit),
    timeline: entries, timelineEarlier: earlier,
  }
}

/** Names that are cut out of the notes about a home. */
export const namesOf = (context: DeskContext, people: readonly { person: number }[]): string[] =>
  people.map(({ person }) => context.store.vault.person(person)?.name ?? '').filter((name) => name !== '')

/** Person → student, for pupils whose home it is. */
export function studentsByPerson(context: DeskContext, unit: number): Map<number, number> {
  const { registers } = context.known()
  const found = new Map<number, number>()
  for (const student of registers.studentsOfUnit(unit)) {
    const person = registers.studentPerson.values[student]
    if (person >= 0) found.set(person, student)
  }
  return found
}

/** Who counts here now, then who is registered here, then pupils whose home it is; each once, the first to be named first: registers begin with the head of the home. */
export function peopleOf(context: DeskContext, unit: number, students: ReadonlyMap<number, number>): { person: number; student: number }[] {
  const all = new Set<number>(context.live().peopleIn(unit))
  for (const { person } of context.known().residents.ofUnit(unit)) all.add(person)
  for (const person of students.keys()) all.add(person)
  return [...all].map((person) => ({ person, student: students.get(person) ?? -1 }))
}

function maskedLandlord(context: DeskContext, cells: readonly VaultCells[]): UnitCard['landlord'] {
  const landlord = landlordIn(cells)
  if (!landlord) return null
  const entry = context.store.entryAt(landlord.seq)
  const day = (field: string): string | null => (typeof entry?.body[field] === 'number' ? dayToText(entry.body[field]) : null)
  // A ledger without dates says at least since when it has said so.
  return { name: maskName(landlord.name), phone: landlord.phone ? maskPhone(landlord.phone) : null, from: day('landlordFrom') ?? entry?.validOn ?? null, to: day('landlordTo') }
}

/** As everybody may see it: the place's letters, then stars but for the last two. */
const maskPlate = (plate: string): string => `${plate.slice(0, 2)}${'*'.repeat(Math.max(1, plate.length - 4))}${plate.slice(-2)}`

function marksOf(context: DeskContext, unit: number): UnitCard['marks'] {
  return standingMarks(context.known(), unit, context.today(), EVERYTHING).map(({ key, since, seq }) => (
    { key, name: context.pack.description.tags.find((tag) => tag.key === key)?.name ?? { 'zh-CN': key, en: key }, since: dayToText(since), seq }))
}

function papersOf(context: DeskContext, unit: number): UnitCard['papers'] {
  return context.known().records.ofUnit(unit).filter(({ feed }) => feed === 'paper').map(({ code, seq, validOn }) => {
    const entry = context.store.entryAt(seq)
    return { paper: code, on: dayToText(validOn), by: entry ? context.nameOfAuthor(entry.author) : '', seq }
  })
}

function tasksOf(context: DeskContext, unit: number): UnitCard['tasks'] {
  const today = context.today()
  return context.known().tasks.flatMap((task, index) => {
    if (task.unit !== unit || task.closedSeq !== 0) return []
    const entry = context.store.entryAt(task.openedSeq)
    const dueOn = typeof entry?.body.dueOn === 'number' ? entry.body.dueOn : NO_DAY
    const person = typeof entry?.body.person === 'string' ? entry.body.person : null
    return [{ id: idOf('t', index), list: typeof entry?.body.list === 'string' ? entry.body.list : '', dueOn: dueOn === NO_DAY ? null : dayToText(dueOn), overdue: dueOn !== NO_DAY && dueOn < today, person }]
  })
}

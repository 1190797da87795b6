import { idOf } from '../../merge/opaqueId.ts'
import { maskIdNumber } from '../../privacy/maskIdNumber.ts'
import { maskName } from '../../privacy/maskName.ts'
import { maskPhone } from '../../privacy/maskPhone.ts'
import { dayToText, NO_DAY } from '../../protocol/day.ts'
import type { TaskAnswer, TaskDetail, TaskView } from '../../protocol/desk.ts'
import { NO_UNIT } from '../../world/registers.ts'
import type { DeskContext } from '../deskContext.ts'
import { maskNote } from '../maskNote.ts'
import { isOverdue } from './listsOverview.ts'
import { committeeOfTask } from './taskScope.ts'

/** Whom a task's row names, as the vault has it; empty strings where it names nobody or they were erased. */
export function namedBy(context: DeskContext, index: number): { name: string; phone: string; idNumber: string } {
  const task = context.known().tasks[index]
  const { vault } = context.store
  const record = task.person < 0 ? null : vault.person(task.person)
  if (record) return record
  const cells = vault.cellsAt(task.openedSeq)?.cells
  return { name: '', phone: cells?.phone ?? '', idNumber: cells?.idNumber ?? '' }
}

/** One task, masked. About 30 µs: pages of a few hundred. */
export function taskView(context: DeskContext, index: number): TaskView {
  const known = context.known()
  const { registers } = known
  const task = known.tasks[index]
  const { name, phone } = namedBy(context, index)
  const names = name === '' ? [] : [name]
  const newest = task.steps.at(-1)
  const entry = newest ? context.store.entryAt(newest.seq) : null
  const node = committeeOfTask(context, task)
  const building = task.unit === NO_UNIT ? -1 : registers.unitBuilding.values[task.unit]
  return {
    id: idOf('t', index), unit: building < 0 ? null : idOf('u', task.unit), building: building < 0 ? null : idOf('b', building),
    address: building < 0 ? maskNote(writtenAddress(context, index), names) ?? '' : addressOf(context, task.unit),
    committee: node < 0 ? null : context.world().layout.head.nodes[node].name,
    name: name === '' ? null : maskName(name), phone: phone === '' ? null : maskPhone(phone),
    dueOn: task.dueOn === NO_DAY ? null : dayToText(task.dueOn), overdue: isOverdue(task, context.today()),
    answer: task.answer === '' ? null : task.answer as TaskAnswer,
    note: newest ? maskNote(context.store.vault.cellsAt(newest.seq)?.cells.note, names) : null,
    by: entry ? context.nameOfAuthor(entry.author) : null, at: entry ? entry.receivedAt : null, seq: known.taskBook.newestSeqOf(index),
  }
}

/** The same with what the sender wrote; in full when `shown`. */
export function taskDetail(context: DeskContext, index: number, shown: boolean): TaskDetail {
  const { name, phone, idNumber } = namedBy(context, index)
  const names = name === '' ? [] : [name]
  const written = writtenAddress(context, index)
  const { columns, meanings, rows } = sheetOf(context, index)
  const cells = rows.flatMap((text, at) => (text === '' ? [] : [{ header: columns[at] ?? '', text: shown ? text : maskCell(text, columns[at] ?? '', meanings[at] ?? '', names) }]))
  return {
    task: taskView(context, index), shown, written: shown ? written : maskNote(written, names) ?? '', cells,
    name: name === '' ? null : shown ? name : maskName(name), phone: phone === '' ? null : shown ? phone : maskPhone(phone),
    idNumber: idNumber === '' ? null : shown ? idNumber : maskIdNumber(idNumber),
  }
}

/** Columns of other people that the list has no use for: 户主, 紧急联系人, 监护人 … */
const NAMES_SOMEBODY = /姓名|名字|联系人|户主|家属|家长|监护|房东|业主|亲属|name|contact|owner|guardian/i

/** A cell of the sender's row as everybody may see it, by its header and by what its column was taken for. */
export function maskCell(text: string, header: string, meaning: string, names: readonly string[]): string {
  if (meaning === 'name' || (meaning === '' && NAMES_SOMEBODY.test(header) && !/\d/.test(text))) return maskName(text)
  if (meaning === 'phone') return maskPhone(text)
  if (meaning === 'idNumber') return maskIdNumber(text)
  if (meaning === 'dueOn' || meaning === 'serial') return text
  return maskNote(text, names) ?? ''
}

/** The sender's columns and this row's cells; nothing for a task that came as a single row, or whose person was erased. */
export function sheetOf(context: DeskContext, index: number): { columns: string[]; meanings: string[]; rows: string[] } {
  const known = context.known()
  const task = known.tasks[index]
  const { vault } = context.store
  const sheet = known.taskBook.sheets.get(known.texts.textOf(task.sheet))
  const head = sheet ? vault.cellsAt(sheet.seq)?.cells : undefined
  const row = vault.cellsAt(task.openedSeq)?.cells.row
  return { columns: textsIn(head?.columns), meanings: textsIn(head?.meanings), rows: textsIn(row) }
}

/** The address as the list has it, or ''. */
export function writtenAddress(context: DeskContext, index: number): string {
  const cells = context.store.vault.cellsAt(context.known().tasks[index].openedSeq)?.cells
  if (!cells) return ''
  if (cells.address) return cells.address
  const { committee, compound, building, room } = addressParts(cells.place)
  return [committee, compound, building, room].filter((part) => part !== '').join(' ')
}

export interface AddressParts { committee: string; compound: string; building: string; room: string }

/** What was read of the list's address. */
export function addressParts(place: string | undefined): AddressParts {
  const parts = place ? readJson(place) as Partial<AddressParts> | null : null
  return { committee: parts?.committee ?? '', compound: parts?.compound ?? '', building: parts?.building ?? '', room: parts?.room ?? '' }
}

export function addressOf(context: DeskContext, unit: number): string {
  const { registers } = context.known()
  const building = registers.unitBuilding.values[unit]
  return `${registers.compoundNameOf(building)} ${registers.buildings[building].label} ${registers.roomOf(unit)}`.trim()
}

function textsIn(json: string | undefined): string[] {
  const list = json ? readJson(json) : null
  return Array.isArray(list) ? list.map(String) : []
}

/** Erasing a person writes stars into these texts: whatever is no JSON any more says nothing. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

import { setImmediate as afterOthers } from 'node:timers/promises'
import { dayToText, NO_DAY } from '../../protocol/day.ts'
import type { TaskAnswer } from '../../protocol/desk.ts'
import type { Locale } from '../../protocol/entities.ts'
import { maskNote } from '../maskNote.ts'
import type { DeskContext } from '../deskContext.ts'
import { answerColumns } from './answerColumns.ts'
import { maskCell, namedBy, sheetOf, writtenAddress } from './taskView.ts'
import { writeTextSheets } from './writeTextSheets.ts'

/** Cells are read from the vault row by row, about 30 µs each. */
const ROWS_PER_TURN = 100

const ANSWERS: Record<TaskAnswer, Record<Locale, string>> = {
  found: { 'zh-CN': '已找到', en: 'Found' },
  'not-here': { 'zh-CN': '不在此处', en: 'Not here' },
  moved: { 'zh-CN': '已搬离', en: 'Moved' },
  'wrong-number': { 'zh-CN': '号码有误', en: 'Wrong number' },
  refused: { 'zh-CN': '拒绝配合', en: 'Refused' },
  'not-ours': { 'zh-CN': '非本辖区', en: 'Not in this area' },
}
const ADDED: Record<Locale, [string, string]> = { 'zh-CN': ['核实结果', '备注'], en: ['Result', 'Note'] }
/** Of tasks that came one by one, without a sheet. */
const OWN_COLUMNS: Record<Locale, string[]> = { 'zh-CN': ['姓名', '证件号码', '联系电话', '地址', '截止日期'], en: ['Name', 'Identity number', 'Phone', 'Address', 'Due'] }
const OWN_MEANINGS = ['name', 'idNumber', 'phone', 'address', 'dueOn']

/**
 * The sender's sheet, its columns as they were, with the answers in those that wait for them, else in two more. Tasks of
 * several files of one list stand on a sheet each. Masked unless `inClear`. No cell is one that a spreadsheet program would run.
 */
export async function exportSheet(context: DeskContext, indexes: readonly number[], inClear: boolean, locale: Locale): Promise<Uint8Array> {
  const known = context.known()
  const sheets = new Map<number, { columns: readonly string[]; rows: string[][]; said: [answer: string, note: string][] }>()
  for (let i = 0; i < indexes.length; i++) {
    if (i > 0 && i % ROWS_PER_TURN === 0) await afterOthers()
    const index = indexes[i]
    const task = known.tasks[index]
    const { name, phone, idNumber } = namedBy(context, index)
    const names = name === '' ? [] : [name]
    const own = sheetOf(context, index)
    const isOwn = own.columns.length === 0
    const columns = isOwn ? OWN_COLUMNS[locale] : own.columns
    const meanings = isOwn ? OWN_MEANINGS : own.meanings
    const cells = isOwn ? [name, idNumber, phone, writtenAddress(context, index), task.dueOn === NO_DAY ? '' : dayToText(task.dueOn)] : own.rows
    const note = task.steps.length > 0 ? context.store.vault.cellsAt(task.steps.at(-1)!.seq)?.cells.note ?? '' : ''
    const answer = task.answer === '' ? '' : ANSWERS[task.answer as TaskAnswer][locale]
    let sheet = sheets.get(task.sheet)
    if (!sheet) sheets.set(task.sheet, (sheet = { columns, rows: [], said: [] }))
    sheet.rows.push(columns.map((header, at) => defuse(inClear ? cells[at] ?? '' : maskCell(cells[at] ?? '', header, meanings[at] ?? '', names))))
    sheet.said.push([answer, defuse(inClear ? note : maskNote(note, names) ?? '')])
  }
  return writeTextSheets([...sheets.values()].map((sheet, at) => ({
    name: `${locale === 'en' ? 'List' : '名单'}${sheets.size > 1 ? at + 1 : ''}`, ...withAnswers(sheet, locale),
  })))
}

/** Fills the columns that the sender left for the answers, and adds those that there are none of. */
function withAnswers({ columns, rows, said }: { columns: readonly string[]; rows: string[][]; said: readonly [string, string][] }, locale: Locale): { columns: string[]; rows: string[][] } {
  const { result, note } = answerColumns(columns, rows)
  const headers = columns.map(defuse)
  ;[result, note].forEach((own, which) => {
    const column = own ?? headers.push(ADDED[locale][which]) - 1
    rows.forEach((row, at) => { row[column] = said[at][which] })
  })
  return { columns: headers, rows }
}

/** `=`, `+`, `-`, `@` and their full-width forms, behind blanks too; tab and line ends at the start. */
const RUNS = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/
const defuse = (text: string): string => (RUNS.test(text) ? `'${text}` : text)

import { createHash } from 'node:crypto'
import { dayFromText, dayToText } from '../../protocol/day.ts'
import { isPlaceName } from '../rowChecks/isPlaceName.ts'
import type { VerificationHeadRow, VerificationRow } from '../rows.ts'
import { cellText } from '../sheet/cellText.ts'
import { findTitleDate } from '../sheet/findTitleDate.ts'
import type { ReadRow } from '../sheet/readSheetRows.ts'
import type { Recognition } from '../sheet/Recognition.ts'
import type { Table } from '../sheet/Table.ts'
import { ROWS_PER_TURN, yieldToOthers } from '../sheet/yieldToOthers.ts'

/** A title above a list is a line; the rest of it is who sent it and how to fill it in. */
const LONGEST_NAME = 60
const SHEET_ID_LENGTH = 16

export interface GivenList { list?: string; dueOn?: string; today: number }

/**
 * The rows of a file as tasks of one list: named by what was given, else by the title, else by the file; issued on the
 * day in its title, else today. The head keeps the columns, each row its cells, so that the sheet can be sent back.
 * A row is known again by what stands in it, its running number left out. Lets others run every 500 rows.
 */
export async function listOfSheet(table: Table, recognition: Recognition, rows: readonly ReadRow<'verification'>[], given: GivenList): Promise<{ head: VerificationHeadRow; rows: VerificationRow[] }> {
  const list = impersonalName(given.list?.trim() || recognition.title || bareFileName(table.fileName) || table.sheetName, rows)
  const kept = recognition.columns.filter(({ meaning }) => meaning !== 'reject')
  const columns = kept.map(({ header }) => header)
  const sheet = letters(['head', list, ...columns])
  const titles = [recognition.title, table.sheetName, table.fileName]
  const titleDay = dayFromText(findTitleDate(titles, recognition.titleYear ?? Number(dayToText(given.today).slice(0, 4))) ?? '')
  const issuedOn = dayToText(titleDay === null ? given.today : Math.min(titleDay, given.today))
  const tableRows = new Map(table.rows.map((row) => [row.number, row]))
  const tasks: VerificationRow[] = []
  for (const { sheetRow, row } of rows) {
    if (tasks.length % ROWS_PER_TURN === 0) await yieldToOthers()
    const whole = tableRows.get(sheetRow)?.cells ?? []
    const cells = kept.map(({ index }) => cellText(whole[index]))
    const said = cells.filter((_, at) => kept[at]!.meaning !== 'serial')
    const dueOn = row.dueOn ?? given.dueOn
    tasks.push({ ...row, id: letters(['row', list, ...said]), issuedOn, list, sheet, cells, ...(dueOn && { dueOn }) })
  }
  return { head: { issuedOn, list, sheet, columns, meanings: kept.map(({ meaning }) => meaning ?? '') }, rows: tasks }
}

/** Letters only: no part of it can be taken for a number of somebody's. */
const letters = (parts: readonly string[]): string =>
  [...createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, SHEET_ID_LENGTH)].map((digit) => String.fromCharCode(97 + parseInt(digit, 16))).join('')

/** Senders write the case's name into the title; it stands in the log and on every page. */
function impersonalName(title: string, rows: readonly ReadRow<'verification'>[]): string {
  let name = title.normalize('NFKC').replace(/\s+/g, ' ').replace(/\d{11,}[Xx]?/g, '…')
  for (const { row } of rows) {
    const person = row.name?.normalize('NFKC') ?? ''
    if (person.length >= 2 && name.includes(person) && !isPlaceName(person)) name = name.replaceAll(person, '…')
  }
  return name.slice(0, LONGEST_NAME).replace(/[\uD800-\uDBFF]$/, '').trim() || '…'
}

/** A download is `名单(1).xlsx`, a copy `名单 - 副本.xlsx`, its corrected rows `名单.rejects.csv`. */
const bareFileName = (name: string): string => name.replace(/\.(?:xlsx|csv|txt)$/i, '').replace(/\.rejects$/i, '').replace(/\s*(?:[(（]\d+[)）]|-?\s*副本|-?\s*copy)$/i, '').trim()

import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { TASK_ANSWERS } from '../../protocol/desk.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readAddress } from '../rowChecks/readAddress.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { readPerson } from '../rowChecks/readPerson.ts'
import { FREE_LENGTH, ID_LENGTH, NOTE_LENGTH, PLACE_LENGTH, readText } from '../rowChecks/readText.ts'

/** A task may be due this many days ahead; more is a slip. */
const DUE_AHEAD_DAYS = 366
/** Phones and identity numbers. Shorter runs stay: lists are told apart by their dates and numbers (协查20200213). */
const PERSONAL_NUMBER = /\d{11,}[Xx]?/g
const SHEET_ID = /^[a-p]{16}$/
const MOST_COLUMNS = 1_000
/** Control characters and half surrogate pairs. */
// eslint-disable-next-line no-control-regex
const UNKEPT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/**
 * A verification list: a row that makes a task or answers it by saying the same address and person again
 * (VerificationRow, body `{list, dueOn?, answer?, sheet?}`), the head of a file (VerificationHeadRow, body
 * `{list, head}`), or what the desk says of a task by its id (VerificationAnswerRow, body `{task, answer?, unit?}`).
 */
export const verificationFeed: Feed = {
  name: 'verification',
  title: { 'zh-CN': '协查名单', en: 'Verification list' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const reportId = readText(row, 'id', ID_LENGTH, false, problems) || null
    if (row.task !== undefined) return parseAnswer(row, reportId, problems, aside, context)
    const sheet = readSheetId(row, problems)
    const issuedOn = readDay(row, 'issuedOn', context.today, true, problems)
    const list = readText(row, 'list', PLACE_LENGTH, true, problems)
    if (row.columns !== undefined) {
      aside.keep('columns', readTexts(row, 'columns', problems))
      aside.keep('meanings', readTexts(row, 'meanings', problems))
      if (sheet === '') problems.push(rowProblem('sheet', 'missing'))
      return problems.length > 0 ? problems : task(issuedOn!, reportId, { list: list.replace(PERSONAL_NUMBER, '…'), head: sheet }, aside)
    }
    const address = sheet === '' ? readAddress(row, problems) : {
      committee: readText(row, 'committee', PLACE_LENGTH, false, problems), compound: readText(row, 'compound', PLACE_LENGTH, false, problems),
      building: readText(row, 'building', PLACE_LENGTH, false, problems), room: readText(row, 'room', PLACE_LENGTH, false, problems),
    }
    const person = readPerson(row, false, problems, aside)
    const dueOn = readDay(row, 'dueOn', context.today + DUE_AHEAD_DAYS, false, problems)
    const answer = readChoice(row, 'answer', TASK_ANSWERS, false, problems)
    const note = readText(row, 'note', NOTE_LENGTH, false, problems)
    const written = readText(row, 'address', FREE_LENGTH, false, problems)
    const cells = row.cells === undefined ? '' : readTexts(row, 'cells', problems)
    if (problems.length > 0) return problems

    const named = person.name !== ''
    if (!named) {
      aside.keep('idNumber', person.idNumber)
      aside.keep('phone', person.phone)
    }
    aside.keep('note', note)
    aside.keep('address', written)
    aside.keep('row', cells)
    let impersonalList = list.replace(PERSONAL_NUMBER, '…')
    // The title of a file was freed of all its names at once: taking each row's own would make many lists of one.
    if (person.name.length >= 2 && sheet === '') impersonalList = impersonalList.replaceAll(person.name, '…')
    const body: Record<string, unknown> = { list: sheet === '' ? aside.redact('list', list, impersonalList) : impersonalList }
    if (dueOn !== null) body.dueOn = dueOn
    if (answer !== null) body.answer = answer
    if (sheet !== '') body.sheet = sheet
    return { ...task(issuedOn!, reportId, body, aside), address, person: named || (sheet !== '' && person.idNumber !== '') ? person : null }
  },
}

function parseAnswer(row: Record<string, unknown>, reportId: string | null, problems: RowProblem[], aside: PrivateCells, context: ParseContext): ParsedReport | RowProblem[] {
  const id = readText(row, 'task', ID_LENGTH, true, problems)
  const unit = readText(row, 'unit', ID_LENGTH, false, problems)
  const answer = readChoice(row, 'answer', TASK_ANSWERS, unit === '', problems)
  aside.keep('note', readText(row, 'note', NOTE_LENGTH, false, problems))
  const { seen } = row
  if (seen !== undefined && seen !== null && !Number.isSafeInteger(seen)) problems.push(rowProblem('seen', 'not-a-number'))
  if (problems.length > 0) return problems
  const body: Record<string, unknown> = { task: id }
  if (unit !== '') body.unit = unit
  if (answer !== null) body.answer = answer
  if (typeof seen === 'number') body.seen = seen
  return task(context.today, reportId, body, aside)
}

const task = (validOn: number, reportId: string | null, body: Record<string, unknown>, aside: PrivateCells): ParsedReport =>
  ({ subject: 'task', validOn, observedAt: null, reportId, address: null, person: null, pupil: null, body, privateCells: aside.cells })

function readSheetId(row: Record<string, unknown>, problems: RowProblem[]): string {
  const sheet = readText(row, 'sheet', ID_LENGTH, false, problems)
  if (sheet === '' || SHEET_ID.test(sheet)) return sheet
  problems.push(rowProblem('sheet', 'unknown-value'))
  return ''
}

/** A list of short texts as JSON; what a store cannot keep faithfully is left out of each. */
function readTexts(row: Record<string, unknown>, field: string, problems: RowProblem[]): string {
  const list = row[field]
  if (!Array.isArray(list) || list.some((cell) => typeof cell !== 'string')) problems.push(rowProblem(field, 'not-a-list'))
  else if (list.length > MOST_COLUMNS) problems.push(rowProblem(field, 'too-many'))
  else return JSON.stringify((list as string[]).map((cell) => cell.slice(0, NOTE_LENGTH).replace(UNKEPT, '')))
  return ''
}

import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { ALERT_ACTS, ALERT_VERDICTS } from '../../protocol/school.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { ID_LENGTH, NAME_LENGTH, NOTE_LENGTH, PLACE_LENGTH, readText } from '../rowChecks/readText.ts'

const STUDENT = /^s[0-9a-z]{1,8}$/
const ACCOUNT = /^a[0-9a-zA-Z_-]{1,60}$/
const DETAIL = /^[a-z][a-zA-Z]{0,20}$/
const MOST_DETAILS = 8
const MOST_STUDENTS = 2_000
const MOST_LEVELS = 16

/**
 * A school's alert: opened by the rules, then worked off (AlertRow). Body: `{act, alert?, seen?, …}` of what belongs to
 * the act; the words of a note are in the vault only.
 */
export const alertFeed: Feed = {
  name: 'alert',
  title: { 'zh-CN': '学校预警', en: 'School alerts' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const reportId = readText(row, 'id', ID_LENGTH, false, problems) || null
    const act = readChoice(row, 'act', ALERT_ACTS, true, problems)
    aside.keep('note', readText(row, 'note', NOTE_LENGTH, act === 'note', problems))
    const body: Record<string, unknown> = { act }
    if (act === 'open') readOpening(row, body, context, problems)
    else {
      body.alert = readText(row, 'alert', PLACE_LENGTH, true, problems)
      const { seen } = row
      if (seen !== undefined && seen !== null && !Number.isSafeInteger(seen)) problems.push(rowProblem('seen', 'not-a-number'))
      else if (typeof seen === 'number') body.seen = seen
    }
    if (act === 'close' && row.why !== undefined) body.why = readChoice(row, 'why', ['home-released', 'home-changed', 'device-fault'] as const, true, problems)
    if (act === 'verify') body.verdict = readChoice(row, 'verdict', ALERT_VERDICTS, true, problems)
    if (act === 'assign') {
      body.to = readText(row, 'to', ID_LENGTH, true, problems)
      if (body.to !== '' && !ACCOUNT.test(body.to as string)) problems.push(rowProblem('to', 'unknown-account'))
    }
    if (act === 'climb' || (act === 'open' && row.level !== undefined)) {
      body.level = row.level
      if (!Number.isSafeInteger(row.level) || (row.level as number) < 1 || (row.level as number) > MOST_LEVELS) problems.push(rowProblem('level', 'out-of-range'))
    }
    if (act === 'group' || (act === 'open' && row.group !== undefined)) body.group = row.group === null ? null : readText(row, 'group', PLACE_LENGTH, true, problems)
    if (problems.length > 0) return problems
    return { subject: 'alert', validOn: context.today, observedAt: null, reportId, address: null, person: null, pupil: null, body, privateCells: aside.cells }
  },
}

function readOpening(row: Record<string, unknown>, body: Record<string, unknown>, context: ParseContext, problems: RowProblem[]): void {
  body.key = readText(row, 'key', PLACE_LENGTH, true, problems)
  body.rule = readText(row, 'rule', NAME_LENGTH, true, problems)
  body.campus = readText(row, 'campus', ID_LENGTH, true, problems)
  const className = readText(row, 'class', NAME_LENGTH, false, problems)
  const device = readText(row, 'device', NAME_LENGTH, false, problems)
  if (className !== '') body.class = className
  if (device !== '') body.device = device
  const students = row.students ?? []
  if (!Array.isArray(students) || students.length > MOST_STUDENTS || students.some((id) => typeof id !== 'string' || !STUDENT.test(id))) problems.push(rowProblem('students', 'not-a-list'))
  else body.students = students
  body.day = readDay(row, 'day', context.today, true, problems)
  const { check } = row
  if (check !== undefined && !(Number.isSafeInteger(check) && (check as number) > 0)) problems.push(rowProblem('check', 'not-a-number'))
  else if (check !== undefined) body.check = check
  const details = row.details === undefined ? {} : asRecord(row.details)
  const entries = details === null ? [] : Object.entries(details)
  if (details === null || entries.length > MOST_DETAILS || entries.some(([name, value]) => !DETAIL.test(name) || !(typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && value.length <= NOTE_LENGTH))) problems.push(rowProblem('details', 'unknown-value'))
  else body.details = details
}

import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { CALENDAR_KINDS } from '../../protocol/school.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { ID_LENGTH, NAME_LENGTH, readText } from '../rowChecks/readText.ts'
import { redactPersonal } from '../rowChecks/redactPersonal.ts'
import { placesOfLine } from './placesOfLine.ts'

/** A calendar is written two years ahead at most (days). */
const AHEAD = 800
const MOST_NAMES = 60
const CAMPUS = /^c[0-9a-z]{1,8}$/
const ENTRY = /^d[0-9a-z]{1,8}$/
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/

/**
 * A line of the schools' calendar (CalendarRow), or the removal of one. Grades and classes are those that a roster's file would
 * mean by them, `1班` of `一年级` is `一(1)班`. Body: `{kind, campus?, grades?, classes?, from,
 * to?, weekdays?, turns?, cutOffMinute?, name?}` with days as day numbers, or `{remove}`.
 */
export const calendarFeed: Feed = {
  name: 'calendar',
  title: { 'zh-CN': '校历', en: 'School calendar' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const remove = readText(row, 'remove', ID_LENGTH, false, problems)
    const body = remove === '' ? readLine(row, context, problems) : { remove }
    if (remove !== '' && !ENTRY.test(remove)) problems.push(rowProblem('remove', 'unknown-entry'))
    if (problems.length > 0) return problems
    return { subject: 'unit', validOn: context.today, observedAt: null, reportId: reportId || null, address: null, person: null, pupil: null, body, privateCells: null }
  },
}

function readLine(row: Record<string, unknown>, context: ParseContext, problems: RowProblem[]): Record<string, unknown> {
  const latest = context.today + AHEAD
  const kind = readChoice(row, 'kind', CALENDAR_KINDS, true, problems)
  const campus = readText(row, 'campus', ID_LENGTH, false, problems)
  if (campus !== '' && !CAMPUS.test(campus)) problems.push(rowProblem('campus', 'unknown-school'))
  const { grades, classes } = placesOfLine(readNames(row, 'grades', problems), readNames(row, 'classes', problems))
  const from = readDay(row, 'from', latest, true, problems)
  const to = readDay(row, 'to', latest, kind === 'term', problems)
  if (from !== null && to !== null && to < from) problems.push(rowProblem('to', 'date-order'))
  // On time is a figure of the campus; a grade's own cut-off would be in no figure.
  if (kind === 'cut-off' && (grades ?? classes)) problems.push(rowProblem(grades ? 'grades' : 'classes', 'unknown-value'))
  const name = readText(row, 'name', NAME_LENGTH, false, problems)
  const turns = readChoice(row, 'turns', ['day', 'week'] as const, kind === 'halves', problems)
  const weekdays = row.weekdays
  if (kind === 'weekdays' && !(Array.isArray(weekdays) && weekdays.length <= 7 && weekdays.every((day) => Number.isInteger(day) && day >= 1 && day <= 7))) problems.push(rowProblem('weekdays', weekdays === undefined ? 'missing' : 'out-of-range'))
  const cutOff = readText(row, 'cutOff', ID_LENGTH, kind === 'cut-off', problems)
  const clock = CLOCK.exec(cutOff)
  if (cutOff !== '' && !clock) problems.push(rowProblem('cutOff', 'out-of-range'))
  return {
    kind, ...(campus !== '' && { campus }), ...(grades && { grades }), ...(classes && { classes }), from, ...(to !== null && { to }),
    ...(kind === 'weekdays' && { weekdays }), ...(kind === 'halves' && { turns }), ...(kind === 'cut-off' && clock && { cutOffMinute: Number(clock[1]) * 60 + Number(clock[2]) }),
    ...(name !== '' && { name: redactPersonal(name, []) }),
  }
}

function readNames(row: Record<string, unknown>, field: string, problems: RowProblem[]): string[] | null {
  const value = row[field]
  if (value === undefined || value === null) return null
  if (!Array.isArray(value) || value.length > MOST_NAMES) {
    problems.push(rowProblem(field, Array.isArray(value) ? 'too-many' : 'not-a-list'))
    return null
  }
  const names = value.map((item: unknown) => readText({ [field]: item }, field, NAME_LENGTH, true, problems)).filter((text) => text !== '')
  return names.length > 0 ? names : null
}

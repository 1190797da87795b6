import { nameOfCampus } from '../../merge/nameOfCampus.ts'
import { parseAddress } from '../../merge/address/parseAddress.ts'
import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { STAFF_CLASS } from '../../protocol/school.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { normalizeStudentNo } from '../rowChecks/normalizeStudentNo.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { readPerson } from '../rowChecks/readPerson.ts'
import { readPupilSubject } from '../rowChecks/readPupilSubject.ts'
import { FREE_LENGTH, ID_LENGTH, NAME_LENGTH, NOTE_LENGTH, PLACE_LENGTH, readText } from '../rowChecks/readText.ts'
import { parseClassName } from '../../merge/parseClassName.ts'
import { placeOfChange } from './placeOfChange.ts'

/** A promotion is prepared in summer: a roster's word may hold from a day this far ahead (days). */
const AHEAD = 400
const UNIT = /^u[0-9a-z]{1,12}$/
export const LEFT_REASONS = ['transferred', 'graduated', 'other'] as const

/**
 * One pupil or one of the staff, who are one group whatever the row calls them, on a roster (RosterRow). Class and grade
 * are spelled as in files: `1班` of `一年级` is `一(1)班`, or the 1班 of all grades would be one class. Body: `{grade?,
 * staff?, half?, from?}`, `from` as a day number. The home address is taken apart where that can be done and links the
 * pupil to a unit, which it neither moves nor colours (rule 8); as written it stays in the vault. A row with a `student` (RosterChangeRow) only says what changes from a day on.
 */
export const rosterFeed: Feed = {
  name: 'roster',
  title: { 'zh-CN': '学生名册', en: 'Roster of pupils' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    if (row.student !== undefined) return parseChange(row, context)
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const school = readText(row, 'school', PLACE_LENGTH, true, problems)
    const campus = readText(row, 'campus', NAME_LENGTH, false, problems)
    const grade = readText(row, 'grade', NAME_LENGTH, false, problems)
    const className = readText(row, 'class', NAME_LENGTH, true, problems)
    const studentNo = normalizeStudentNo(readText(row, 'studentNo', NAME_LENGTH, true, problems))
    const person = readPerson(row, true, problems, aside)
    const kind = readChoice(row, 'kind', ['pupil', 'staff'] as const, false, problems)
    const half = readChoice(row, 'half', ['A', 'B'] as const, false, problems)
    const from = readDay(row, 'from', context.today + AHEAD, false, problems)
    const addressText = readText(row, 'address', FREE_LENGTH, false, problems)
    aside.keep('guardianName', readText(row, 'guardianName', NAME_LENGTH, false, problems))
    aside.keep('guardianPhone', readText(row, 'guardianPhone', NAME_LENGTH, false, problems))
    aside.keep('note', readText(row, 'note', NOTE_LENGTH, false, problems))
    if (problems.length > 0) return problems
    aside.keep('address', addressText)
    const isStaff = kind === 'staff' || className === STAFF_CLASS
    const place = parseClassName(className, grade)
    const parsed = addressText === '' ? null : parseAddress(addressText)
    return {
      subject: 'pupil',
      validOn: context.today,
      observedAt: null,
      reportId: reportId || null,
      address: parsed ? { committee: '', ...parsed } : null,
      person,
      pupil: { school: nameOfCampus(school, campus), className: isStaff ? STAFF_CLASS : place.className, studentNo },
      body: { ...(place.grade !== null && !isStaff && { grade: place.grade }), ...(isStaff && { staff: true }), half: half === null ? undefined : half === 'A' ? 0 : 1, ...(from !== null && { from }) },
      privateCells: aside.cells,
    }
  },
}

function parseChange(row: Record<string, unknown>, context: ParseContext): ParsedReport | RowProblem[] {
  const problems: RowProblem[] = []
  const { reportId, student, seen } = readPupilSubject(row, problems)
  const from = readDay(row, 'from', context.today + AHEAD, false, problems)
  const grade = readText(row, 'grade', NAME_LENGTH, false, problems)
  const className = readText(row, 'class', NAME_LENGTH, false, problems)
  const left = readChoice(row, 'left', LEFT_REASONS, false, problems)
  const unit = readText(row, 'unit', ID_LENGTH, false, problems)
  if (unit !== '' && !UNIT.test(unit)) problems.push(rowProblem('unit', 'unknown-unit'))
  if (left === null && className === '' && unit === '') problems.push(rowProblem('class', 'missing'))
  if (problems.length > 0) return problems
  const place = placeOfChange(className, grade)
  return {
    subject: 'pupil', validOn: context.today, observedAt: null, reportId, address: null, person: null, seen,
    pupil: { school: '', className: place.className, studentNo: '', student },
    body: { from: from ?? context.today, ...(place.grade !== null && { grade: place.grade }), ...(left !== null && { left }), ...(unit !== '' && { unit }) }, privateCells: null,
  }
}

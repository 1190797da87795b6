import { rowProblem } from '../feeds/reasons.ts'
import { normalizeStudentNo } from '../feeds/rowChecks/normalizeStudentNo.ts'
import { idOf, numberOfId } from '../merge/opaqueId.ts'
import type { ParsedReport } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import { contentOf, findOrMakeStudent, type NewStudent } from './draftReport.ts'
import type { Drafted, IntakeContext } from './intakeContext.ts'

/**
 * A reading or pass at a gate, of a pupil by id, by number or by card, or of somebody whom nothing recognised. The card is
 * looked up and forgotten: the log has the pupil's opaque id. A card that is nobody's may be the student number itself
 * (terminals are enrolled by it); else somebody unknown passed.
 */
export function draftGateReading(report: ParsedReport, context: IntakeContext, zoneOffsetMinutes: number): Drafted {
  const { known, store } = context
  const { registers } = known
  const { school, studentNo, card, student: id } = report.pupil!
  const campus = registers.findCampus(school)
  let student = -1
  let newStudent: NewStudent | null = null
  if (id !== undefined) {
    student = numberOfId('s', id)
    if (student < 0 || student >= registers.studentCount || registers.studentCampus.values[student] !== campus) return { is: 'problem', problem: rowProblem('student', 'unknown-pupil') }
  } else if (studentNo !== '') {
    ({ student, newStudent } = findOrMakeStudent(context, school, '', studentNo, ''))
  } else if (campus < 0) {
    return { is: 'problem', problem: rowProblem('school', 'unknown-school') }
  } else if (card !== undefined) {
    student = store.gateTables.studentOfCard(campus, card) ?? context.studentByNumber(campus, normalizeStudentNo(card)) ?? -1
    if (student >= registers.studentCount) student = -1
  }
  const local = report.observedAt! + zoneOffsetMinutes * 60_000
  const secondOfDay = Math.floor((((local % 86_400_000) + 86_400_000) % 86_400_000) / 1000)
  const body: Record<string, unknown> = student >= 0 ? { student: idOf('s', student), secondOfDay, ...report.body } : { campus: idOf('c', campus), secondOfDay, ...report.body }
  if (student < 0 && card !== undefined) body.unknownCard = true
  const bodyText = JSON.stringify(body)
  const content = contentOf(report, bodyText)
  if (newStudent) body.newStudent = newStudent
  const person = student >= 0 && student < registers.studentCount ? registers.studentPerson.values[student] : -1
  return {
    is: 'draft', body, feed: 'gate', validOn: dayToText(report.validOn), observedAt: report.observedAt, table: 'gate:student', index: student, bodyText: newStudent ? null : bodyText, content,
    cells: report.privateCells, person: person < 0 ? null : person, unit: null,
  }
}

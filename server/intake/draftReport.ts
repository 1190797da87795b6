import { dayToText } from '../protocol/day.ts'
import { parseClassName } from '../merge/parseClassName.ts'
import { idOf } from '../merge/opaqueId.ts'
import { normalizeSchool } from '../merge/normalizeSchool.ts'
import type { ParsedReport } from '../packs/pack.ts'
import { findUnitOf } from './addressProblem.ts'
import { draftPerson } from './draftPerson.ts'
import { findAtOtherCampus } from './findStudentOfRoster.ts'
import type { Drafted, IntakeContext } from './intakeContext.ts'

/** A report about a person or a whole unit: the unit must be known, the person is found or made. */
export function draftHouseholdReport(feed: string, report: ParsedReport, context: IntakeContext): Drafted {
  const unit = findUnitOf(context.known.registers, report.address!)
  if (typeof unit !== 'number') return { is: 'problem', problem: unit }
  const person = report.subject === 'person' && report.person ? draftPerson(context, report.person, unit) : null
  const body: Record<string, unknown> = person === null ? { unit: idOf('u', unit), ...report.body } : { person: idOf('p', person), unit: idOf('u', unit), ...report.body }
  const bodyText = JSON.stringify(body)
  return {
    is: 'draft', body, feed, validOn: dayToText(report.validOn), observedAt: report.observedAt,
    table: person === null ? `${feed}:unit` : `${feed}:person`, index: person ?? unit, bodyText,
    content: contentOf(report, bodyText), cells: report.privateCells, person, unit,
  }
}

/** A pupil's check or a gate reading. A pupil on no roster is taken and marked unknown; so is a school nobody has listed. */
export function draftStudentReport(feed: string, report: ParsedReport, context: IntakeContext, zoneOffsetMinutes: number): Drafted {
  const { known } = context
  const { school, className, studentNo } = report.pupil!
  const { student, newStudent } = findOrMakeStudent(context, school, className, studentNo, report.person?.name ?? '')
  const observedAt = report.observedAt!
  const local = observedAt + zoneOffsetMinutes * 60_000
  // The second by which it had come: 07:30:00 is in time for 07:30, anything later is not.
  const secondOfDay = Math.ceil((((local % 86_400_000) + 86_400_000) % 86_400_000) / 1000)
  const body: Record<string, unknown> = { student: idOf('s', student), secondOfDay, ...report.body }
  const bodyText = JSON.stringify(body)
  const content = contentOf(report, bodyText)
  if (newStudent) body.newStudent = newStudent
  const person = newStudent?.person ? parseInt(newStudent.person.slice(1), 36) : student < known.registers.studentCount ? known.registers.studentPerson.values[student] : null
  return {
    is: 'draft', body, feed, validOn: dayToText(report.validOn), observedAt, table: `${feed}:student`, index: student, bodyText: newStudent ? null : bodyText, content,
    cells: report.privateCells, person: person === -1 ? null : person, unit: null,
  }
}

export interface NewStudent { student: string; campus: string; class: string; person: string | null; onRoster: false; newCampus?: Record<string, unknown> }

/** HOT: a known pupil costs one map look-up. Whoever is on no roster counts in the class of the name that was said, spelled as rosters are. */
export function findOrMakeStudent(context: IntakeContext, school: string, className: string, studentNo: string, name: string): { student: number; newStudent: NewStudent | null } {
  const { registers } = context.known
  let campus = registers.findCampus(school)
  let newCampus: Record<string, unknown> | undefined
  const here = campus < 0 ? null : context.studentByNumber(campus, studentNo)
  if (here !== null) return { student: here, newStudent: null }
  const elsewhere = findAtOtherCampus(campus, school, studentNo, name, context)
  if (elsewhere !== null) return { student: elsewhere, newStudent: null }
  if (campus < 0) {
    const key = normalizeSchool(school)
    const made = context.newCampuses.get(key)
    if (made === undefined) {
      campus = context.nextCampus()
      context.newCampuses.set(key, campus)
      newCampus = { campus: idOf('c', campus), name: school, lngLat: null, listed: false }
    } else campus = made
  }
  const known = context.studentByNumber(campus, studentNo) ?? context.newStudents.get(`${campus} ${studentNo}`)
  if (known !== undefined && known !== null) return { student: known, newStudent: null }
  const student = context.nextStudent()
  context.newStudents.set(`${campus} ${studentNo}`, student)
  const person = name ? context.nextPerson() : null
  if (person !== null) context.store.vault.addPerson(person, { name, phone: '', idNumber: '' }, [])
  context.store.vault.addStudent(student, campus, studentNo, person)
  return { student, newStudent: { student: idOf('s', student), campus: idOf('c', campus), class: parseClassName(className).className, person: person === null ? null : idOf('p', person), onRoster: false, newCampus } }
}

/** What "the same row" is judged by: everything the row says, read, whatever its spelling. */
export function contentOf(report: ParsedReport, body: string): string {
  const who = report.person ? `${report.person.name}\u0001${report.person.idNumber}\u0001${report.person.phone}` : ''
  const cells = report.privateCells ? JSON.stringify(report.privateCells) : ''
  return `${report.validOn}\u0000${report.observedAt ?? ''}\u0000${who}\u0000${body}\u0000${cells}`
}

import { rowProblem } from '../feeds/reasons.ts'
import { idOf, numberOfId } from '../merge/opaqueId.ts'
import type { ParsedReport } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import { ALWAYS, ROSTER } from '../world/rosterSpans.ts'
import { unitOfPerson } from '../world/unitOfPerson.ts'
import { findUnitOf } from './addressProblem.ts'
import { draftPerson } from './draftPerson.ts'
import { contentOf } from './draftReport.ts'
import { findStudentOfRoster, personOfStudent } from './findStudentOfRoster.ts'
import type { Drafted, IntakeContext } from './intakeContext.ts'

type Person = NonNullable<ParsedReport['person']>

/**
 * One line of a roster, joined to a home by the address where that is known. A pupil is known by the campus's number; by
 * the identity number, when a later roster gives another number, class or campus; by the number at another campus of the
 * same school. The first word about a pupil holds always, later ones from their day on.
 */
export function draftPupil(report: ParsedReport, context: IntakeContext): Drafted {
  if (report.pupil!.student !== undefined) return draftRosterChange(report, context)
  const { registers } = context.known
  const { school, className, studentNo } = report.pupil!
  const today = report.validOn
  const row = report.person!
  let campus = registers.findCampus(school)
  const body: Record<string, unknown> = { student: '', campus: '', class: className, onRoster: true, ...report.body }
  if (campus < 0 || !registers.campuses[campus].listed) {
    campus = campus < 0 ? registers.campuses.length : campus
    body.newCampus = { campus: idOf('c', campus), name: school, lngLat: null, listed: true }
  }
  const found = report.address ? findUnitOf(registers, report.address) : null
  // Where the household's or the residents' register knows this identity number; else where the address is.
  const byIdentity = row.idNumber ? context.store.vault.findKey(`i:${row.idNumber}`) : null
  const unit = (byIdentity === null ? null : unitOfPerson(context.known, byIdentity, today)) ?? (typeof found === 'number' ? found : null)

  const known = findStudentOfRoster(campus, school, studentNo, row, (report.body.from as number | undefined) ?? today, context)
  const person = known === null ? draftNewPerson(row, unit, campus, context) : draftKnownPerson(known, row, unit, context)
  const student = known ?? context.nextStudent()
  context.store.vault.addStudent(student, campus, studentNo, person)
  if (known !== null && known < registers.studentCount) {
    const before = context.store.vault.student(known)
    const oldCampus = registers.studentCampus.values[known]
    if (before && (oldCampus !== campus || before.studentNo !== studentNo)) {
      context.store.vault.moveStudent(student, campus, studentNo)
      if (context.studentByNumber(oldCampus, before.studentNo) === known) context.forgetStudentNumber(oldCampus, before.studentNo)
    }
  }
  context.rememberStudent(campus, studentNo, student)
  // A line that says nothing of the half leaves the one that was said.
  body.half ??= known !== null && known < registers.studentCount && hasBeenOnRoster(known, context) ? registers.studentHalf.values[known] : halfOfNumber(studentNo)
  Object.assign(body, { student: idOf('s', student), campus: idOf('c', campus), unit: unit === null ? null : idOf('u', unit), person: idOf('p', person) })
  const { newCampus, ...said } = body
  void newCampus
  // A register has no date of its own: the same line sent on another day is the same line.
  const content = contentOf({ ...report, validOn: 0 }, JSON.stringify(said))
  if (unit === null && known !== null && saysNothingNewOfHome(known, report.privateCells?.address ?? '', context)) delete body.unit
  if (body.from === undefined && hasBeenOnRoster(student, context)) body.from = today
  return { is: 'draft', body, feed: 'roster', validOn: dayToText(today), observedAt: null, table: 'roster:student', index: student, bodyText: null, content, cells: withWhatWasSaid(student, report.privateCells, context), person, unit }
}

/** Another class, or off the roster, for somebody whom the desk has before it by id. */
function draftRosterChange(report: ParsedReport, context: IntakeContext): Drafted {
  const { registers } = context.known
  const student = numberOfId('s', report.pupil!.student)
  const from = report.body.from as number
  const { roster } = registers
  let at = student >= 0 && student < registers.studentCount ? roster.rowAt(student, from) : -1
  // Leaving is taken back by another word for the same day.
  if (at >= 0 && roster.on.values[at] === ROSTER.off && roster.dayOf(at) === from && report.pupil!.className !== '') at = roster.rowAt(student, from, roster.seqOf(at) - 1)
  if (at < 0 || roster.on.values[at] === ROSTER.off) return { is: 'problem', problem: rowProblem('student', 'unknown-pupil') }
  const { left, grade } = report.body
  const group = roster.groupOf(at)
  if (report.body.unit !== undefined) {
    const unit = numberOfId('u', report.body.unit)
    if (unit < 0 || unit >= registers.unitCount) return { is: 'problem', problem: rowProblem('unit', 'unknown-unit') }
    return changeDraft(report, student, { student: idOf('s', student), home: idOf('u', unit) }, context)
  }
  const body: Record<string, unknown> = {
    student: idOf('s', student), campus: idOf('c', group.campus), from,
    grade: left === undefined ? grade ?? '' : registers.texts.textOf(group.grade), class: left === undefined ? report.pupil!.className : registers.texts.textOf(group.class),
    onRoster: left === undefined, ...(left !== undefined && { left }), ...(group.staff && { staff: true }),
  }
  return changeDraft(report, student, body, context)
}

function changeDraft(report: ParsedReport, student: number, body: Record<string, unknown>, context: IntakeContext): Drafted {
  const bodyText = JSON.stringify(body)
  const person = context.known.registers.studentPerson.values[student]
  return { is: 'draft', body, feed: 'roster', validOn: dayToText(report.validOn), observedAt: null, table: 'roster:student', index: student, bodyText, content: bodyText, cells: null, person: person >= 0 ? person : null, unit: null }
}

/** A line with the address of before, or none, takes back no home that was found by hand or by the identity number since. */
function saysNothingNewOfHome(student: number, address: string, { known: { registers }, store }: IntakeContext): boolean {
  if (student >= registers.studentCount) return false
  const seq = registers.studentRosterSeq.values[student]
  return address === '' || (seq > 0 && address === store.vault.cellsAt(seq)?.cells.address)
}

/** A line without guardian or address takes none away: what an earlier one said of them is kept with the newest. */
function withWhatWasSaid(student: number, cells: Record<string, string> | null, { known: { registers }, store }: IntakeContext): Record<string, string> | null {
  const seq = student < registers.studentCount ? registers.studentRosterSeq.values[student] : 0
  const before = seq > 0 ? store.vault.cellsAt(seq)?.cells : undefined
  if (!before) return cells
  const kept: Record<string, string> = {}
  if (before.address && !cells?.address) kept.address = before.address
  // Another guardian has another phone.
  const isSameGuardian = !cells?.guardianName || !before.guardianName || cells.guardianName === before.guardianName
  if (before.guardianPhone && !cells?.guardianPhone && isSameGuardian) kept.guardianPhone = before.guardianPhone
  if (before.guardianName && !cells?.guardianName && (!cells?.guardianPhone || cells.guardianPhone === before.guardianPhone)) kept.guardianName = before.guardianName
  return Object.keys(kept).length > 0 ? { ...kept, ...cells } : cells
}

/** Odd numbers are the first half. */
const halfOfNumber = (studentNo: string): number => (/[13579](?=\D*$)/.test(studentNo) ? 0 : 1)

/** Somebody of whom a roster spoke before. */
function hasBeenOnRoster(student: number, { known }: IntakeContext): boolean {
  const { roster } = known.registers
  return roster.daysOf(student).some((day) => day > ALWAYS || roster.on.values[roster.rowAt(student, day)] !== ROSTER.off)
}

/** A known pupil stays the same person, however often the roster comes; what it writes otherwise is a correction. */
function draftKnownPerson(student: number, row: Person, unit: number | null, context: IntakeContext): number {
  const { vault } = context.store
  const before = personOfStudent(student, context)
  const number = student < context.known.registers.studentCount ? context.known.registers.studentPerson.values[student] : -1
  const byIdentity = row.idNumber ? vault.findKey(`i:${row.idNumber}`) : null
  // The home's register knows this identity number: that is who the pupil is.
  if (byIdentity !== null) return draftPerson(context, row, unit ?? -1)
  if (before === null || (row.idNumber && before.idNumber && row.idNumber !== before.idNumber)) return draftPerson(context, row, unit ?? -1)
  const record = { name: row.name, phone: row.phone || before.phone, idNumber: row.idNumber || before.idNumber }
  if (record.name !== before.name || record.phone !== before.phone || record.idNumber !== before.idNumber) vault.updatePerson(number, record, row.idNumber ? [`i:${row.idNumber}`] : [])
  return number
}

/** Twins with one name in one home are two people: whom another pupil of the campus is already, nobody else is without an identity number that says so. */
function draftNewPerson(row: Person, unit: number | null, campus: number, context: IntakeContext): number {
  const { registers } = context.known
  const { vault } = context.store
  if (!row.idNumber && unit !== null) {
    const candidate = vault.findKey(`u:${row.name}\u0000${unit}`)
    if (candidate !== null && registers.studentsOfPerson(candidate).some((student) => registers.studentCampus.values[student] === campus && registers.studentOnRoster.values[student])) {
      const added = context.nextPerson()
      vault.addPerson(added, row, [])
      return added
    }
  }
  return draftPerson(context, row, unit ?? -1)
}

import { schoolOfCampus } from '../merge/schoolOfCampus.ts'
import type { ParsedReport } from '../packs/pack.ts'
import { ALWAYS, ROSTER } from '../world/rosterSpans.ts'
import type { IntakeContext } from './intakeContext.ts'

type Person = NonNullable<ParsedReport['person']>
/** What is asked to find somebody; a draft has it, and so has a preview. */
export type RosterLookup = Pick<IntakeContext, 'known' | 'store' | 'studentByNumber'>

/**
 * The student whom a roster's line means, or null for somebody new: by the campus's number; by the identity number, when a
 * later roster gives another number, class or campus; by number and name at another campus of the same school. A number
 * that a leaver had may be somebody else's now.
 */
export function findStudentOfRoster(campus: number, school: string, studentNo: string, row: Person, from: number, context: RosterLookup): number | null {
  const { registers } = context.known
  const { vault } = context.store
  const byNumber = context.studentByNumber(campus, studentNo)
  if (byNumber !== null) {
    const before = personOfStudent(byNumber, context)
    // A number that a leaver had is given to somebody new.
    const isReused = before !== null && before.name !== row.name && hasLeft(byNumber, from, context)
    if (!isReused) return byNumber
  }
  if (row.idNumber) {
    const person = vault.findKey(`i:${row.idNumber}`)
    const students = person === null ? [] : registers.studentsOfPerson(person)
    if (students.length > 0) return students.find((student) => !hasLeft(student, from, context)) ?? students[students.length - 1]
    return null
  }
  return findAtOtherCampus(campus, school, studentNo, row.name, context)
}

/** A pupil of that number and name at another campus of the same school, or null: a form says `浦南小学`, the roster `浦南小学(东校区)`. */
export function findAtOtherCampus(campus: number, school: string, studentNo: string, name: string, context: RosterLookup): number | null {
  const { registers } = context.known
  const stem = schoolOfCampus(school)
  for (let other = 0; name !== '' && other < registers.campuses.length; other++) {
    if (other === campus) continue
    const student = context.studentByNumber(other, studentNo)
    if (student !== null && student < registers.studentCount && schoolOfCampus(registers.campuses[other].name) === stem && personOfStudent(student, context)?.name === name) return student
  }
  return null
}

function hasLeft(student: number, day: number, { known }: RosterLookup): boolean {
  const { roster } = known.registers
  const at = roster.rowAt(student, day)
  return at >= 0 && roster.on.values[at] === ROSTER.off && roster.rowAt(student, ALWAYS) !== at
}

/** Who a student is, by the vault; null when nobody knows. */
export function personOfStudent(student: number, { known, store }: RosterLookup): Person | null {
  if (student >= known.registers.studentCount) return null
  const person = known.registers.studentPerson.values[student]
  return person < 0 ? null : store.vault.person(person)
}

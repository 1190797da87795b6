import type { DeskContext } from '../../desk/deskContext.ts'
import { normalizeName } from '../../feeds/rowChecks/normalizeName.ts'
import { normalizeStudentNo } from '../../feeds/rowChecks/normalizeStudentNo.ts'
import { pupilName } from '../pupilName.ts'
import type { ClassDoor } from './classDoor.ts'

const LONGEST_NUMBER = 64
const LONGEST_NAME = 64

/** Who a pupil is, for reports about them; null when the vault knows no name (any more). Never leaves the server whole. */
export function identityOf(context: DeskContext, student: number): { name: string; studentNo: string } | null {
  const row = context.store.vault.student(student)
  const name = pupilName(context, student)
  return row && name !== '' ? { name, studentNo: row.studentNo } : null
}

/** As names are compared here: a blank between the two parts of one, which many type, is no part of it. */
const spelt = (name: string): string => normalizeName(name).normalize('NFKC').replace(/[\s·•]/g, '').toLowerCase()

/**
 * The pupil of a class with that number and that name, -1 when there is none: whether number or name was wrong is not
 * told. Of twins with one name the number decides. Any spelling of either (blanks, full width) that is compared alike
 * elsewhere is alike here.
 */
export function findPupil(context: DeskContext, door: ClassDoor, studentNo: unknown, name: unknown): number {
  if (typeof studentNo !== 'string' || typeof name !== 'string' || studentNo.length > LONGEST_NUMBER || name.length > LONGEST_NAME) return -1
  const number = normalizeStudentNo(studentNo)
  const called = spelt(name)
  if (number === '' || called === '') return -1
  let found = -1
  for (const student of door.students) {
    const identity = identityOf(context, student)
    if (identity && normalizeStudentNo(identity.studentNo) === number && spelt(identity.name) === called) found = student
  }
  return found
}

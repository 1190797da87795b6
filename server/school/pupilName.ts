import type { DeskContext } from '../desk/deskContext.ts'
import { maskName } from '../privacy/maskName.ts'

const SHOWN_DIGITS = 2

/** A pupil's whole name; '' when the vault knows none (any more). */
export function pupilName({ known, store }: Pick<DeskContext, 'known' | 'store'>, student: number): string {
  const { studentCount, studentPerson } = known().registers
  const person = student < studentCount ? studentPerson.values[student] : -1
  return person < 0 ? '' : store.vault.person(person)?.name ?? ''
}

/** A pupil as anybody may see one: a surname and the end of the student number. */
export const maskedPupil = (context: Pick<DeskContext, 'known' | 'store'>, student: number): { name: string; studentNo: string } =>
  ({ name: maskName(pupilName(context, student)), studentNo: (context.store.vault.student(student)?.studentNo ?? '').slice(-SHOWN_DIGITS) })

import type { DeskContext } from '../desk/deskContext.ts'
import { idOf } from '../merge/opaqueId.ts'
import type { PupilPerson } from '../protocol/school.ts'

/** A pupil in full; the caller has written the audit entry. Guardian and address as the newest roster gives them. */
export function pupilPerson(context: DeskContext, student: number): PupilPerson {
  const { registers } = context.known()
  const { vault } = context.store
  const person = registers.studentPerson.values[student]
  const record = person < 0 ? null : vault.person(person)
  const seq = student < registers.studentRosterSeq.length ? registers.studentRosterSeq.values[student] : 0
  const cells = seq === 0 ? null : vault.cellsAt(seq)?.cells ?? null
  return {
    id: idOf('s', student), name: record?.name ?? '', studentNo: vault.student(student)?.studentNo ?? '', idNumber: record?.idNumber ?? '',
    // An erased person's cells are gone with the person.
    guardianName: cells?.guardianName ?? '', guardianPhone: cells?.guardianPhone ?? record?.phone ?? '', address: cells?.address ?? '',
    school: registers.campuses[registers.studentCampus.values[student]]?.name ?? '', grade: registers.texts.textOf(registers.studentGrade.values[student]), class: registers.texts.textOf(registers.studentClass.values[student]),
  }
}

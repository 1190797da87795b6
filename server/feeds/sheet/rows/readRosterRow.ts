import { nameOfCampus } from '../../../merge/nameOfCampus.ts'
import { STAFF_CLASS } from '../../../protocol/school.ts'
import type { RosterRow } from '../../rows.ts'
import { parseHalf } from '../cells/parseHalf.ts'
import { readClassAndNumber } from './readClassAndNumber.ts'
import { readIdNumber, readPhone } from './readIdentity.ts'
import type { SheetCells } from './SheetCells.ts'

/** Whoever stands in the column of classes as one of these works there. */
const STAFF = /^(?:教职工|教职员工|教职员|教师|教工|职工|工勤|后勤|staff|teacher)/i

/** One pupil of a roster, or one of the staff; the class in its canonical spelling, the address as written. What names neither half of a class goes into the note. */
export function readRosterRow(cells: SheetCells): RosterRow {
  const school = nameOfCampus(cells.requiredText('school'), cells.text('campus'))
  const { className, grade, studentNo } = readClassAndNumber(cells)
  const isStaff = STAFF.test(className)
  const name = cells.requiredText('name')
  const idNumber = readIdNumber(cells, 'idNumber')
  const half = cells.optional('half', parseHalf)
  const guardianName = cells.optionalText('guardianName')
  const guardianPhone = readPhone(cells, 'guardianPhone')
  const address = cells.optionalText('address')
  const note = cells.note()
  return {
    school,
    ...(grade === null ? {} : { grade }),
    class: isStaff ? STAFF_CLASS : className,
    ...(isStaff && { kind: 'staff' as const }),
    studentNo,
    name,
    ...(half === undefined ? {} : { half }),
    ...(idNumber === undefined ? {} : { idNumber }),
    ...(guardianName === undefined ? {} : { guardianName }),
    ...(guardianPhone === undefined ? {} : { guardianPhone }),
    ...(address === undefined ? {} : { address }),
    ...(note === undefined ? {} : { note }),
  }
}

import { type ClassName, parseClassName } from '../../../merge/parseClassName.ts'
import { STAFF_CLASS } from '../../../protocol/school.ts'
import type { SheetCells } from './SheetCells.ts'

/** Class, grade and number of a pupil; whoever has a staff number works there, for a list of staff names departments, or the classes that they teach. */
export function readClassAndNumber(cells: SheetCells): ClassName & { studentNo: string } {
  const staffNo = cells.optionalText('staffNo')
  const place = staffNo === undefined ? parseClassName(cells.requiredText('class'), cells.text('grade')) : { className: STAFF_CLASS, grade: null }
  return { ...place, studentNo: (staffNo ?? cells.requiredText('studentNo')).replace(/^'/, '') }
}

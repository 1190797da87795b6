import { normalizeStudentNo } from '../../rowChecks/normalizeStudentNo.ts'
import type { ReadRow } from '../readSheetRows.ts'
import { sheetProblem } from '../sheetProblem.ts'

/**
 * Keeps out every row of a roster whose number another row of the file gives to another name or class: the last of them
 * would stand, and nobody would miss the others. Which one is right only the school knows. A row written twice is one.
 */
export function refuseRepeatedNumbers(rows: readonly ReadRow<'roster'>[]): void {
  const holders = new Map<string, ReadRow<'roster'>[]>()
  for (const read of rows) {
    if (read.problems.length > 0) continue
    const key = `${read.row.school}\u0000${normalizeStudentNo(read.row.studentNo)}`
    const holder = holders.get(key)
    if (holder) holder.push(read)
    else holders.set(key, [read])
  }
  for (const each of holders.values()) {
    if (each.every(({ row }) => row.name === each[0].row.name && row.class === each[0].row.class && row.grade === each[0].row.grade)) continue
    for (const read of each) read.problems.push(sheetProblem(read.columnOf.studentNo ?? '学号', 'studentNo', 'number-given-twice'))
  }
}

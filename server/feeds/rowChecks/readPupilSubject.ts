import type { RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { ID_LENGTH, readText } from './readText.ts'

const STUDENT = /^s[0-9a-z]{1,12}$/

/** The fields that every report on a pupil by id has: `id`, `student`, and `seen`, the newest entry about the pupil that its author had in front of them. */
export function readPupilSubject(row: Record<string, unknown>, problems: RowProblem[]): { reportId: string | null; student: string; seen: number | null } {
  const reportId = readText(row, 'id', ID_LENGTH, false, problems)
  const student = readText(row, 'student', ID_LENGTH, true, problems)
  if (student !== '' && !STUDENT.test(student)) problems.push(rowProblem('student', 'unknown-pupil'))
  let seen: number | null = null
  if (row.seen !== undefined && row.seen !== null) {
    if (Number.isSafeInteger(row.seen) && (row.seen as number) >= 0) seen = row.seen as number
    else problems.push(rowProblem('seen', 'not-a-number'))
  }
  return { reportId: reportId || null, student, seen }
}

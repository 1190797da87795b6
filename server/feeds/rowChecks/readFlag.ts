import type { RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'

/** A yes-or-no field; false when it is absent or bad, and then the problem is added. */
export function readFlag(row: Record<string, unknown>, field: string, problems: RowProblem[]): boolean {
  const value = row[field]
  if (value === undefined || value === null) return false
  if (typeof value !== 'boolean') problems.push(rowProblem(field, 'not-a-boolean'))
  return value === true
}

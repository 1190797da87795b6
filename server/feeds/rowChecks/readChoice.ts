import type { RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'

/** A field with named values; null when it is absent or bad, and then the problem is added. */
export function readChoice<Choice extends string>(row: Record<string, unknown>, field: string, choices: readonly Choice[], required: boolean, problems: RowProblem[]): Choice | null {
  const value = row[field]
  if (value === undefined || value === null || value === '') {
    if (required) problems.push(rowProblem(field, 'missing'))
    return null
  }
  if (choices.includes(value as Choice)) return value as Choice
  problems.push(rowProblem(field, typeof value === 'string' ? 'unknown-value' : 'not-a-text'))
  return null
}

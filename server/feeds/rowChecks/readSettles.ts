import type { RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'

/** Log sequence of the self-report that a report settles; null when it settles none, or none that there can be. */
export function readSettles({ settles }: Record<string, unknown>, problems: RowProblem[]): number | null {
  if (settles === undefined || settles === null) return null
  if (Number.isSafeInteger(settles) && (settles as number) > 0) return settles as number
  problems.push(rowProblem('settles', 'unknown-self-report'))
  return null
}

import type { CellView } from '../../server/protocol/desk.ts'

/** Which cells stand out. `null` and an empty list ask for nothing. */
export interface CellFilter {
  /** Status codes; several are one or the other. */
  statuses: readonly number[]
  /** Bit of a tag in the pack's order. */
  tag: number | null
  /** As in CellView; `none` for units of which the ledger says nothing. */
  tenure: string | null
  todo: boolean
}

/** What of a cell a filter asks. */
type Filtered = Pick<CellView, 'status' | 'tags' | 'tenure' | 'todo'>

export const NO_FILTER: CellFilter = { statuses: [], tag: null, tenure: null, todo: false }

export const isFiltering = ({ statuses, tag, tenure, todo }: CellFilter): boolean => statuses.length > 0 || tag !== null || tenure !== null || todo

/** Of a filter what a list of work can be asked for: everything on it is to be done today, and it tells no tenure. */
export const plainFilter = (filter: CellFilter): CellFilter => ({ ...filter, tenure: null, todo: false })

export function matchesFilter(cell: Filtered, filter: CellFilter): boolean {
  return (filter.statuses.length === 0 || filter.statuses.includes(cell.status)) && matchesRest(cell, filter)
}

/** Cells per status that everything but the colours lets through: what each button of the legend would show. */
export function countByStatus(cells: readonly CellView[], filter: CellFilter, statuses: number): number[] {
  const counts = new Array<number>(statuses).fill(0)
  for (const cell of cells) if (matchesRest(cell, filter) && cell.status < statuses) counts[cell.status]!++
  return counts
}

function matchesRest(cell: Filtered, { tag, tenure, todo }: CellFilter): boolean {
  return (tag === null || (cell.tags & (1 << tag)) !== 0) && (tenure === null || (cell.tenure ?? 'none') === tenure) && (!todo || cell.todo)
}

import type { Cell } from './Table.ts'

/** What stands in the cell, trimmed (full-width blanks too); empty for an empty cell. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  return (typeof cell === 'string' ? cell : cell.text).trim()
}

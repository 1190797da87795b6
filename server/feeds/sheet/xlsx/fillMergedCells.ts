import type { TableRow } from '../Table.ts'
import type { MergedRange } from './readWorksheet.ts'

/** Overlapping ranges of a forged file would otherwise multiply. */
const MOST_FILLED_CELLS = 2_000_000

/**
 * Writes the value of a cell that was merged downwards into the rows it covers (a building's number that stands once
 * beside all its rooms), in its first column and only where the row exists and the cell is empty. Ranges of one row
 * (titles) stay: they say nothing about the columns they cover. Changes `rows` in place.
 */
export function fillMergedCells(rows: TableRow[], merged: MergedRange[]): void {
  const tall = merged.filter((range) => range.lastRow > range.firstRow && range.lastRow - range.firstRow < rows.length + 100_000)
  if (tall.length === 0) return
  let budget = MOST_FILLED_CELLS
  for (const range of tall) {
    let index = firstIndexFrom(rows, range.firstRow)
    const first = rows[index]
    if (first === undefined || first.number !== range.firstRow) continue
    const value = first.cells[range.firstColumn] ?? null
    if (value === null) continue
    for (index++; index < rows.length && rows[index]!.number <= range.lastRow; index++) {
      if (budget-- <= 0) return
      const cells = rows[index]!.cells
      while (cells.length <= range.firstColumn) cells.push(null)
      cells[range.firstColumn] ??= value
    }
  }
}

function firstIndexFrom(rows: TableRow[], number: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle]!.number < number) low = middle + 1
    else high = middle
  }
  return low
}

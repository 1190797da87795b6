import type { ElevationLayout } from './layOutElevation.ts'

export type ElevationMove = 'left' | 'right' | 'up' | 'down' | 'row-start' | 'row-end' | 'page-up' | 'page-down' | 'first' | 'last'

/** Storeys that PageUp and PageDown pass at once. */
const PAGE_ROWS = 5

/**
 * The unit that a key leads to from `unit`: left and right along the storey, up and down to whatever stands over or
 * under the same column (the nearest one where there is a hole). The same unit at the edge of the building.
 */
export function moveInElevation(layout: ElevationLayout, unit: string, move: ElevationMove): string {
  const at = layout.rows.findIndex(({ cells }) => cells.some(({ cell }) => cell.id === unit))
  if (at < 0) return layout.rows[0]?.cells[0]?.cell.id ?? unit
  const row = layout.rows[at]!
  const index = row.cells.findIndex(({ cell }) => cell.id === unit)
  switch (move) {
    case 'left': return row.cells[Math.max(0, index - 1)]!.cell.id
    case 'right': return row.cells[Math.min(row.cells.length - 1, index + 1)]!.cell.id
    case 'row-start': return row.cells[0]!.cell.id
    case 'row-end': return row.cells.at(-1)!.cell.id
    case 'first': return layout.rows[0]!.cells[0]!.cell.id
    case 'last': return layout.rows.at(-1)!.cells.at(-1)!.cell.id
    case 'up': return nearest(at - 1)
    case 'down': return nearest(at + 1)
    case 'page-up': return nearest(Math.max(0, at - PAGE_ROWS))
    case 'page-down': return nearest(Math.min(layout.rows.length - 1, at + PAGE_ROWS))
  }

  function nearest(target: number): string {
    const cells = layout.rows[target]?.cells
    if (cells === undefined) return unit
    const { column, span } = row.cells[index]!
    const middle = column + span / 2
    return cells.reduce((best, each) => (away(each, middle) < away(best, middle) ? each : best)).cell.id
  }
}

/** Columns between a cell and a point; nothing when it lies over it. */
const away = ({ column, span }: { column: number; span: number }, middle: number): number =>
  Math.max(0, column - middle, middle - (column + span))

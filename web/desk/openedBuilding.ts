import type { BuildingView } from '../../server/protocol/desk.ts'
import { layOutElevation } from './layOutElevation.ts'

/** Where each unit of the elevation stands when the building is opened on the map: row 0 is the lowest storey; what fits no storey stands above all. */
export interface OpenedCells { columns: number; rows: number; cells: { unit: string; row: number; column: number; span: number; status: number }[] }

/** The elevation's own rows and columns, so that both pictures of a building are the same building. */
export function openedBuilding(view: BuildingView): OpenedCells {
  const { columns, rows } = layOutElevation(view.cells)
  const storeys = rows.filter(({ storey }) => storey !== null).reverse()
  const ordered = [...storeys, ...rows.filter(({ storey }) => storey === null)]
  return {
    columns, rows: ordered.length,
    cells: ordered.flatMap(({ cells }, row) => cells.map(({ cell, column, span }) => ({ unit: cell.id, row, column, span, status: cell.status }))),
  }
}

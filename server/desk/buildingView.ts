import { idOf } from '../merge/opaqueId.ts'
import { dayToText } from '../protocol/day.ts'
import type { BuildingView, CellView, PathNode } from '../protocol/desk.ts'
import { NO_STATUS } from '../protocol/entities.ts'
import { NO_STOREY } from '../world/registers.ts'
import type { DeskContext } from './deskContext.ts'
import { listBits, unitState } from './unitState.ts'

/** The building as it stands, every unit once, in the order of the ledger. */
export function buildingView(context: DeskContext, building: number): BuildingView {
  const { registers, rev } = context.known()
  const world = context.world()
  const todoBits = listBits(context)
  const counts = context.pack.description.statuses.map(() => 0)
  const cells: CellView[] = []
  for (let i = world.unitsStart[building]; i < world.unitsStart[building + 1]; i++) {
    const cell = cellView(context, world.unitsByBuilding[i], todoBits)
    if (cell.status < counts.length) counts[cell.status]++
    cells.push(cell)
  }
  const takenDownFrom = registers.takenDownFrom(building)
  return {
    id: idOf('b', building), label: registers.buildings[building].label, path: pathOf(context, world.firstBuilding + building), rev,
    day: dayToText(context.today()), observationDays: context.pack.desk?.observationDays ?? 0, counts, cells,
    takenDownOn: takenDownFrom === null ? null : dayToText(takenDownFrom),
  }
}

/** One unit in the elevation. */
export function cellView(context: DeskContext, unit: number, todoBits: number): CellView {
  const known = context.known()
  const { registers } = known
  const storey = registers.unitStorey.values[unit]
  const { status, tags, observation, todo } = unitState(context, unit, todoBits)
  return {
    id: idOf('u', unit), room: registers.roomOf(unit), storey: storey === NO_STOREY ? null : storey,
    tenure: registers.tenureAt(unit, 0xffffffff), status: status ?? NO_STATUS, tags, day: observation ? observation.day : null, todo, seq: known.newestSeqOf(unit),
  }
}

/** The nodes above a node, from the top, without the node itself. */
export function pathOf(context: DeskContext, node: number): PathNode[] {
  const { layout } = context.world()
  const path: PathNode[] = []
  for (let at = layout.parent[node]; at >= 0; at = layout.parent[at]) path.unshift({ ...layout.head.nodes[at] })
  return path
}

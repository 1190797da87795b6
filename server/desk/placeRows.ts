import type { PlaceRow } from '../protocol/desk.ts'
import type { DeskContext } from './deskContext.ts'
import type { Reach } from './createReach.ts'
import { listBits, unitState } from './unitState.ts'

/** Committees, compounds and buildings within reach, parents first, with units per status and how many need somebody today. */
export function placeRows(context: DeskContext, reach: Reach): PlaceRow[] {
  const { registers } = context.known()
  const world = context.world()
  const { nodes } = world.layout.head
  const { parent } = world.layout
  const live = context.live()
  const statusCount = context.pack.description.statuses.length
  const todoBits = listBits(context)
  const counts = new Map<number, { counts: number[]; units: number; todo: number }>()
  const at = (node: number): { counts: number[]; units: number; todo: number } => {
    let entry = counts.get(node)
    if (!entry) counts.set(node, (entry = { counts: new Array<number>(statusCount).fill(0), units: 0, todo: 0 }))
    return entry
  }
  for (let building = 0; building < registers.buildings.length; building++) {
    if (!reach.hasBuilding(building)) continue
    const own = at(world.firstBuilding + building)
    // What is no more can be found, and is in no count.
    if (live.gone[building]) continue
    for (let i = world.unitsStart[building]; i < world.unitsStart[building + 1]; i++) {
      const unit = world.unitsByBuilding[i]
      const { status, tags } = live.statusOf(unit)
      if (status < statusCount) own.counts[status]++
      own.units++
      if ((tags & todoBits) !== 0 || (context.pack.desk?.caredFor.includes(status) && unitState(context, unit, todoBits).todo)) own.todo++
    }
    for (let node = parent[world.firstBuilding + building]; node >= 0; node = parent[node]) {
      const above = at(node)
      for (let status = 0; status < statusCount; status++) above.counts[status] += own.counts[status]
      above.units += own.units
      above.todo += own.todo
    }
  }
  const isShown = (node: number): boolean =>
    node >= world.firstBuilding ? node < world.bureauNode && counts.has(node) : node >= world.firstPlace && reach.hasPlace(node - world.firstPlace)
  const rows: PlaceRow[] = []
  for (let node = world.firstPlace; node < world.bureauNode; node++) {
    if (!isShown(node)) continue
    const { id, kind, name } = nodes[node]
    const above = parent[node]
    rows.push({ id, kind, name, parent: above > 0 && isShown(above) ? nodes[above].id : null, ...(counts.get(node) ?? { counts: new Array<number>(statusCount).fill(0), units: 0, todo: 0 }), ...(live.gone[node - world.firstBuilding] && { takenDown: true }) })
  }
  return rows
}

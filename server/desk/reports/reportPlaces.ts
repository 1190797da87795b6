import type { DeskContext } from '../deskContext.ts'

/** Id of the row of homes that belong to no committee. */
export const NO_COMMITTEE = ''

/** The rows of a report, and which of them each unit counts in. */
export interface ReportPlaces { rows: { id: string; name: string }[]; rowOfUnit: Int32Array }

/** Committees in the order of the registers, as the world is now; a last row for homes of none when there are any. */
export function reportPlaces(context: DeskContext): ReportPlaces {
  const world = context.world()
  const { unitBuilding, unitCount, buildings } = context.known().registers
  const { parent, head: { nodes } } = world.layout
  const rows: ReportPlaces['rows'] = []
  const rowOfNode = new Map<number, number>()
  for (let node = world.firstPlace; node < world.firstBuilding; node++) {
    if (nodes[node].kind === 'committee') rowOfNode.set(node, rows.push({ id: nodes[node].id, name: nodes[node].name }) - 1)
  }
  let none = -1
  const rowOfBuilding = buildings.map((_, building) => {
    for (let node = world.firstBuilding + building; node >= 0; node = parent[node]) {
      const row = rowOfNode.get(node)
      if (row !== undefined) return row
    }
    return none >= 0 ? none : (none = rows.push({ id: NO_COMMITTEE, name: '' }) - 1)
  })
  const rowOfUnit = new Int32Array(unitCount)
  for (let unit = 0; unit < unitCount; unit++) rowOfUnit[unit] = rowOfBuilding[unitBuilding.values[unit]]
  return { rows, rowOfUnit }
}

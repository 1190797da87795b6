import { counterTable } from './counterTable.ts'
import { readFigure } from './readFigure.ts'
import type { World } from './world.ts'

export interface StatusSum {
  /** Code: index into `pack.statuses`. */
  code: number
  units: number
  /** Null where the pack does not count people. */
  people: number | null
  /** Against the end of yesterday; null where that is not known. */
  unitsChange: number | null
}

/** Units and people by status, in the pack's order, over nodes that do not contain each other. */
export function summarizeStatuses(world: World, nodes: readonly number[], yesterday: Record<number, number[]>): StatusSum[] {
  const table = counterTable(world.layout)
  const comparable = nodes.length > 0 && nodes.every((node) => yesterday[node] !== undefined)
  return world.layout.head.pack.statuses.map((_, code) => {
    const counter = table.unitsOfStatus[code]
    const units = readFigure(world, nodes, counter)
    const before = nodes.reduce((sum, node) => sum + (yesterday[node]?.[counter] ?? 0), 0)
    return {
      code, units,
      people: table.peopleOfStatus[code] < 0 ? null : readFigure(world, nodes, table.peopleOfStatus[code]),
      unitsChange: comparable && counter >= 0 ? units - before : null,
    }
  })
}

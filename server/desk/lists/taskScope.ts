import { NO_UNIT } from '../../world/registers.ts'
import type { TaskRecord } from '../../world/taskBook.ts'
import type { Reach } from '../createReach.ts'
import type { DeskContext } from '../deskContext.ts'

/** Whether a task is within reach: by its unit; unmatched by the place that its address names; else by everything. */
export function reachesTask(reach: Reach, { unit, place }: TaskRecord): boolean {
  if (unit !== NO_UNIT) return reach.hasUnit(unit)
  return place >= 0 ? reach.hasPlace(place) : reach.hasEverything
}

/** Node of the committee that a task belongs to, or -1. */
export function committeeOfTask(context: DeskContext, { unit, place }: TaskRecord): number {
  const world = context.world()
  const { nodes } = world.layout.head
  let node = unit !== NO_UNIT ? world.firstBuilding + context.known().registers.unitBuilding.values[unit] : place >= 0 ? world.firstPlace + place : -1
  for (; node >= 0; node = world.layout.parent[node]) if (nodes[node].kind === 'committee') return node
  return -1
}

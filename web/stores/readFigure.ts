import type { World } from './world.ts'

/** A figure summed over nodes that do not contain each other. 0 where the pack has no such counter (-1). */
export function readFigure(world: World, nodes: readonly number[], counter: number): number {
  if (counter < 0) return 0
  let sum = 0
  for (const node of nodes) sum += world.figures[node * world.counterCount + counter]
  return sum
}

import { counterTable } from './counterTable.ts'
import type { World } from './world.ts'

export interface WorkRank {
  node: number
  /** By line of `pack.work`. */
  parts: number[]
  total: number
}

/**
 * Committees by what is left to do, most first; those with nothing left are not listed. Not by how many they have
 * registered: whoever looks closely finds more, and must not stand at the top for it.
 */
export function rankByWork(world: World): WorkRank[] {
  const { work } = counterTable(world.layout)
  const lines = world.layout.head.pack.work
  const ranks: WorkRank[] = []
  for (let node = 0; node < world.layout.head.firstBuilding; node++) {
    if (world.layout.head.nodes[node].kind !== 'committee') continue
    const parts = work.map((counter, line) => (counter < 0 || lines[line].within !== undefined ? 0 : world.figures[node * world.counterCount + counter]))
    const total = parts.reduce((sum, part) => sum + part, 0)
    if (total > 0) ranks.push({ node, parts, total })
  }
  return ranks.sort((a, b) => b.total - a.total || a.node - b.node)
}

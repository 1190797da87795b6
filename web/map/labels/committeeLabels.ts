import type { Layout } from '../../../server/protocol/layout.ts'

export interface LabelModel {
  node: number
  name: string
  /** One for each loud status that occurs, worst first. */
  counts: { glyph: string; color: string; count: number }[]
  /** Worst first, then most. */
  priority: number
}

/** Committees with a place on the map, and how many units each has in the statuses that are loud. */
export function committeeLabels(layout: Layout, figures: Uint32Array): LabelModel[] {
  const { nodes, pack, firstBuilding } = layout.head
  const loud = pack.statuses
    .filter((status) => status.loud)
    .sort((a, b) => b.severity - a.severity)
    .map((status) => ({ status, column: pack.counters.findIndex(({ source }) => source.of === 'unit-status' && source.status === status.key) }))
    .filter(({ column }) => column >= 0)
  const labels: LabelModel[] = []
  const suffix = commonSuffix(nodes.slice(0, firstBuilding).filter((node) => node.kind === 'committee').map((node) => node.name))
  for (let node = 0; node < firstBuilding; node++) {
    if (nodes[node].kind !== 'committee' || !Number.isFinite(layout.lngLat[node * 2])) continue
    const counts = loud.map(({ status, column }) => ({ glyph: status.glyph, color: status.colorOnDark, count: figures[node * pack.counters.length + column] ?? 0 }))
    // Each rank outweighs any number of the next: 1e4 units of one status in one committee do not occur.
    const priority = counts.reduce((sum, { count }) => sum * 1e4 + Math.min(count, 9999), 0)
    labels.push({ node, name: nodes[node].name.slice(0, nodes[node].name.length - suffix), counts: counts.filter(({ count }) => count > 0), priority })
  }
  return labels
}

/** A suffix says nothing that all of at least this many share: 云川新村居委会, 浦南三村居委会, … */
const LEAST_SHARED = 4

/** Characters that all names end with and that none needs; 0 when there are few names or one would be left with less than two. */
function commonSuffix(names: string[]): number {
  if (names.length < LEAST_SHARED) return 0
  const most = Math.min(...names.map((name) => name.length)) - 2
  let shared = 0
  while (shared < most && names.every((name) => name[name.length - 1 - shared] === names[0][names[0].length - 1 - shared])) shared++
  // One character in common may be chance: …村, …里.
  return shared < 2 ? 0 : shared
}

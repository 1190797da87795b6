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
  for (let node = 0; node < firstBuilding; node++) {
    if (nodes[node].kind !== 'committee' || !Number.isFinite(layout.lngLat[node * 2])) continue
    const counts = loud.map(({ status, column }) => ({ glyph: status.glyph, color: status.colorOnDark, count: figures[node * pack.counters.length + column] ?? 0 }))
    // Each rank outweighs any number of the next: 1e4 units of one status in one committee do not occur.
    const priority = counts.reduce((sum, { count }) => sum * 1e4 + Math.min(count, 9999), 0)
    labels.push({ node, name: nodes[node].name, counts: counts.filter(({ count }) => count > 0), priority })
  }
  return labels
}

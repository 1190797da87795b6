import type { Layout } from '../../server/protocol/layout.ts'

/** The place and all that contain it, outermost first; the whole (node 0) is named only when it is the place itself. */
export function placePath(layout: Layout, node: number): number[] {
  const path: number[] = []
  // The length guards against a layout whose parents run in a circle.
  for (let at = node; (at > 0 || at === node) && at >= 0 && path.length < 32; at = layout.parent[at]) path.unshift(at)
  return path
}

/** A name that can stand alone: a building says whose it is (`浦南三村 12号`). */
export function placeLabel(layout: Layout, node: number): string {
  const { nodes } = layout.head
  const own = nodes[node]?.name ?? ''
  if (nodes[node]?.kind !== 'building' || layout.parent[node] < 0) return own
  const owner = nodes[layout.parent[node]].name
  return own.startsWith(owner) ? own : `${owner} ${own}`
}

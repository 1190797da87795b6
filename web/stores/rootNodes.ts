import type { Layout } from '../../server/protocol/layout.ts'

export interface RootNodes {
  /** Nodes of the place tree without a parent; buildings too, where an import brought them without boundaries. */
  places: number[]
  /** Nodes of the school tree without a parent. */
  schools: number[]
}

const roots = new WeakMap<Layout, RootNodes>()

/** Where the totals of the whole town stand: their sum counts every place once. Found once per layout. */
export function rootNodes(layout: Layout): RootNodes {
  const known = roots.get(layout)
  if (known) return known
  const found: RootNodes = { places: [], schools: [] }
  const firstSchool = layout.head.firstBuilding + layout.head.buildingCount
  for (let node = 0; node < layout.parent.length; node++) {
    if (layout.parent[node] === -1) (node < firstSchool ? found.places : found.schools).push(node)
  }
  roots.set(layout, found)
  return found
}

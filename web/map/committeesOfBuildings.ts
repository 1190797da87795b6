import type { Layout } from '../../server/protocol/layout.ts'

export const NO_COMMITTEE = 0xffffffff

/** Per building: the node index of the committee above it, however many levels up, or NO_COMMITTEE. */
export function committeesOfBuildings(layout: Layout): Uint32Array {
  const { firstBuilding, buildingCount, nodes } = layout.head
  const committees = new Uint32Array(buildingCount)
  for (let b = 0; b < buildingCount; b++) {
    let node = layout.parent[firstBuilding + b]
    while (node >= 0 && nodes[node].kind !== 'committee') node = layout.parent[node]
    committees[b] = node < 0 ? NO_COMMITTEE : node
  }
  return committees
}

import type { PlaceAnswer } from '../../service.ts'
import type { WorldLayout } from '../buildLayout.ts'

/** The tree as a list, parents before children; buildings included. Counts are of everything below but buildings that are no more (`gone`: building → 1). */
export function listPlaces(world: WorldLayout, gone: Uint8Array): PlaceAnswer[] {
  const { nodes, buildingCount } = world.layout.head
  const { parent, unitCount } = world.layout
  const buildings = new Uint32Array(nodes.length)
  const units = new Uint32Array(nodes.length)
  for (let b = 0; b < buildingCount; b++) {
    if (gone[b]) continue
    for (let node = world.firstBuilding + b; node >= 0; node = parent[node]) {
      buildings[node]++
      units[node] += unitCount[b]
    }
  }
  const order: number[] = []
  const children: number[][] = nodes.map(() => [])
  nodes.forEach((_, node) => parent[node] >= 0 && children[parent[node]].push(node))
  const walk = [0]
  while (walk.length > 0) {
    const node = walk.pop()!
    order.push(node)
    for (let i = children[node].length - 1; i >= 0; i--) walk.push(children[node][i])
  }
  return order
    .filter((node) => nodes[node].kind !== 'bureau' && nodes[node].kind !== 'campus')
    .map((node) => ({ id: nodes[node].id, kind: nodes[node].kind, name: nodes[node].name, parent: parent[node] < 0 ? null : nodes[parent[node]].id, buildings: buildings[node], units: units[node] }))
}

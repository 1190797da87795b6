import type { Layout } from '../../../server/protocol/layout.ts'
import { measureColumns, measureValue } from '../measures/measureValue.ts'

export interface CampusRing {
  node: number
  lngLat: [number, number]
  /** 0 … 1: how much of the ring is drawn; null where the group is too small to say. */
  share: number | null
  /** The number inside; 0 is not written. */
  count: number
}

/** Campuses with a place on the map, each with the measure and the count that the pack's `rings` name; none without. */
export function campusRings(layout: Layout, figures: Uint32Array): CampusRing[] {
  const { nodes, pack, firstBuilding, buildingCount } = layout.head
  const measure = pack.measures.find(({ key }) => key === pack.rings?.measure)
  if (!measure) return []
  const columns = measureColumns(pack, measure)
  const countColumn = pack.counters.findIndex(({ key }) => key === pack.rings!.count)
  const rings: CampusRing[] = []
  for (let node = firstBuilding + buildingCount; node < nodes.length; node++) {
    const lngLat: [number, number] = [layout.lngLat[node * 2], layout.lngLat[node * 2 + 1]]
    if (nodes[node].kind !== 'campus' || !Number.isFinite(lngLat[0]) || !Number.isFinite(lngLat[1])) continue
    const count = countColumn < 0 ? 0 : figures[node * pack.counters.length + countColumn] ?? 0
    rings.push({ node, lngLat, share: measureValue(figures, pack.counters.length, columns, node), count })
  }
  return rings
}

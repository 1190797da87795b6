import Flatbush from 'flatbush'
import type { Layout } from '../../../server/protocol/layout.ts'
import { ringsContain } from './ringsContain.ts'

/** A ray from the camera to the ground, as the two points where it is at height 0 and at `topMetres`. */
export interface PickRay { ground: [lng: number, lat: number]; top: [lng: number, lat: number]; topMetres: number }

export interface PickIndex {
  /** Building number that the ray meets first, or -1. `heightFactor` 0 … 1 is how much of their height they show. */
  building(ray: PickRay, heightFactor: number): number
  /** Node index of the committee around a point on the ground, or -1. */
  committee(lng: number, lat: number): number
  /** Height that a ray must start at to meet every building, metres. */
  topMetres: number
}

/** Where a footprint's points start and end in the layout's tables. */
const ringsOf = (layout: Layout, polygonStart: number, polygonEnd: number): [number, number] => [layout.polygonRing[polygonStart], layout.polygonRing[polygonEnd]]

/** Built once per layout; exact for towers, since it intersects prisms and not their shadows on the ground. */
export function createPickIndex(layout: Layout): PickIndex {
  const { footprintPolygon, boundaryPolygon, ringPoint, points, heightMetres, head } = layout
  const count = head.buildingCount
  const tree = count > 0 ? new Flatbush(count, 16, Float64Array) : null
  let topMetres = 1
  const boxOf = (ringStart: number, ringEnd: number): [number, number, number, number] => {
    const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = ringPoint[ringStart]; i < ringPoint[ringEnd]; i++) {
      box[0] = Math.min(box[0], points[i * 2])
      box[1] = Math.min(box[1], points[i * 2 + 1])
      box[2] = Math.max(box[2], points[i * 2])
      box[3] = Math.max(box[3], points[i * 2 + 1])
    }
    return box
  }
  for (let b = 0; b < count; b++) {
    const box = boxOf(...ringsOf(layout, footprintPolygon[b], footprintPolygon[b + 1]))
    tree!.add(...box)
    topMetres = Math.max(topMetres, heightMetres[b])
  }
  tree?.finish()

  const committees: { node: number; rings: [number, number]; box: [number, number, number, number] }[] = []
  for (let node = 0; node < head.firstBuilding; node++) {
    if (head.nodes[node].kind !== 'committee' || boundaryPolygon[node] === boundaryPolygon[node + 1]) continue
    const rings = ringsOf(layout, boundaryPolygon[node], boundaryPolygon[node + 1])
    committees.push({ node, rings, box: boxOf(...rings) })
  }

  /** Greatest height (as a part of the ray, 0 = ground) at which the ray is in the prism; -1 when it misses. */
  function highestHit(b: number, ray: PickRay, heightFactor: number): number {
    const [ringStart, ringEnd] = ringsOf(layout, footprintPolygon[b], footprintPolygon[b + 1])
    const roof = Math.min(1, Math.max(0, (heightMetres[b] * heightFactor) / ray.topMetres))
    const [gx, gy] = ray.ground
    const dx = ray.top[0] - gx
    const dy = ray.top[1] - gy
    if (ringsContain(layout, ringStart, ringEnd, gx + dx * roof, gy + dy * roof)) return roof
    let best = -1
    for (let ring = ringStart; ring < ringEnd; ring++) {
      const start = ringPoint[ring]
      const end = ringPoint[ring + 1]
      for (let i = start, j = end - 1; i < end; j = i++) {
        const ex = points[i * 2] - points[j * 2]
        const ey = points[i * 2 + 1] - points[j * 2 + 1]
        const cross = dx * ey - dy * ex
        if (cross === 0) continue
        const ox = points[j * 2] - gx
        const oy = points[j * 2 + 1] - gy
        const along = (ox * ey - oy * ex) / cross
        const beside = (ox * dy - oy * dx) / cross
        if (along >= 0 && along <= roof && beside >= 0 && beside <= 1 && along > best) best = along
      }
    }
    return best
  }

  return {
    topMetres,
    building(ray, heightFactor) {
      if (!tree) return -1
      const [[gx, gy], [tx, ty]] = [ray.ground, ray.top]
      let found = -1
      let height = -1
      for (const b of tree.search(Math.min(gx, tx), Math.min(gy, ty), Math.max(gx, tx), Math.max(gy, ty))) {
        const hit = highestHit(b, ray, heightFactor)
        if (hit > height) {
          height = hit
          found = b
        }
      }
      return found
    },
    committee(lng, lat) {
      for (const { node, rings, box } of committees) {
        if (lng < box[0] || lng > box[2] || lat < box[1] || lat > box[3]) continue
        if (ringsContain(layout, rings[0], rings[1], lng, lat)) return node
      }
      return -1
    },
  }
}

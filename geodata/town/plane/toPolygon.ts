import type { Ring } from './Point.ts'
import { ringArea } from './ringArea.ts'
import { toLngLat } from './toLngLat.ts'

/** Closed, outer ring counter-clockwise, courtyards clockwise. */
export function toPolygon(rings: readonly Ring[]): [number, number][][] {
  return rings.map((ring, at) => {
    const turned = ringArea(ring) > 0 === (at === 0) ? ring : ring.slice().reverse()
    const closed = turned.map(toLngLat)
    return [...closed, closed[0]]
  })
}

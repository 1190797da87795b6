import type { Layout } from '../../../server/protocol/layout.ts'

/** Whether a point lies inside rings `ringStart … ringEnd` by the even-odd rule, so holes are outside. */
export function ringsContain(layout: Pick<Layout, 'ringPoint' | 'points'>, ringStart: number, ringEnd: number, lng: number, lat: number): boolean {
  const { ringPoint, points } = layout
  let inside = false
  for (let ring = ringStart; ring < ringEnd; ring++) {
    const start = ringPoint[ring]
    const end = ringPoint[ring + 1]
    for (let i = start, j = end - 1; i < end; j = i++) {
      const yi = points[i * 2 + 1]
      const yj = points[j * 2 + 1]
      if (yi > lat !== yj > lat && lng < ((points[j * 2] - points[i * 2]) * (lat - yi)) / (yj - yi) + points[i * 2]) inside = !inside
    }
  }
  return inside
}

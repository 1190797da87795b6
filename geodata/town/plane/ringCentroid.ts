import type { Point } from './Point.ts'

/** Centre of gravity of the area; outside the ring where that is strongly concave. */
export function ringCentroid(ring: readonly Point[]): Point {
  let twice = 0, x = 0, y = 0
  const [originX, originY] = ring[0]
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const ax = ring[before][0] - originX, ay = ring[before][1] - originY
    const bx = ring[at][0] - originX, by = ring[at][1] - originY
    const cross = ax * by - bx * ay
    twice += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  return [originX + x / (3 * twice), originY + y / (3 * twice)]
}

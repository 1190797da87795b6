import type { Point } from './Point.ts'

/** Even-odd rule; a point on the edge may count as either. */
export function isInside([x, y]: Point, ring: readonly Point[]): boolean {
  let inside = false
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const a = ring[at], b = ring[before]
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside
  }
  return inside
}

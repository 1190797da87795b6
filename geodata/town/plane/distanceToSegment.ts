import type { Point } from './Point.ts'

/** Metres. */
export function distanceToSegment([x, y]: Point, a: Point, b: Point): number {
  const ux = b[0] - a[0], uy = b[1] - a[1]
  const length = ux * ux + uy * uy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a[0]) * ux + (y - a[1]) * uy) / length))
  const dx = x - a[0] - along * ux, dy = y - a[1] - along * uy
  return Math.sqrt(dx * dx + dy * dy)
}

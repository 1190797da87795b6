import type { Extent, Point } from './Point.ts'

export function ringExtent(ring: readonly Point[]): Extent {
  const extent: Extent = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring) {
    if (x < extent[0]) extent[0] = x
    if (y < extent[1]) extent[1] = y
    if (x > extent[2]) extent[2] = x
    if (y > extent[3]) extent[3] = y
  }
  return extent
}

import { distanceToSegment } from './distanceToSegment.ts'
import { isInside } from './isInside.ts'
import type { Point } from './Point.ts'
import { ringExtent } from './ringExtent.ts'
import { segmentsCross } from './segmentsCross.ts'

/** Whether two rings keep at least `gapMetres` between them. */
export function ringsAreApart(one: readonly Point[], other: readonly Point[], gapMetres: number): boolean {
  const a = ringExtent(one), b = ringExtent(other)
  if (a[0] - gapMetres > b[2] || b[0] - gapMetres > a[2] || a[1] - gapMetres > b[3] || b[1] - gapMetres > a[3]) return true
  if (isInside(one[0], other) || isInside(other[0], one)) return false
  for (let at = 0, before = one.length - 1; at < one.length; before = at++) {
    for (let edge = 0, last = other.length - 1; edge < other.length; last = edge++) {
      if (segmentsCross(one[before], one[at], other[last], other[edge]) >= 0) return false
      if (distanceToSegment(one[at], other[last], other[edge]) < gapMetres) return false
      if (distanceToSegment(other[edge], one[before], one[at]) < gapMetres) return false
    }
  }
  return true
}

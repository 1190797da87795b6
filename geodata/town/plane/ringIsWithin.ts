import { isInside } from './isInside.ts'
import type { Point } from './Point.ts'
import { segmentsCross } from './segmentsCross.ts'

/** Whether `inner` lies wholly inside `outer`, concave or not. */
export function ringIsWithin(inner: readonly Point[], outer: readonly Point[]): boolean {
  for (const point of inner) if (!isInside(point, outer)) return false
  for (let at = 0, before = inner.length - 1; at < inner.length; before = at++) {
    for (let edge = 0, last = outer.length - 1; edge < outer.length; last = edge++) {
      if (segmentsCross(inner[before], inner[at], outer[last], outer[edge]) >= 0) return false
    }
  }
  return true
}

import type { Point } from './Point.ts'

export function metresBetween(one: Point, other: Point): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1])
}

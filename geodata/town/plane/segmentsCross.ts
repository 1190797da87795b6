import type { Point } from './Point.ts'

/** Where along `a → b` (0…1) it meets `c → d`, or -1. */
export function segmentsCross(a: Point, b: Point, c: Point, d: Point): number {
  const ux = b[0] - a[0], uy = b[1] - a[1], vx = d[0] - c[0], vy = d[1] - c[1]
  const cross = ux * vy - uy * vx
  if (cross === 0) return -1
  const wx = c[0] - a[0], wy = c[1] - a[1]
  const along = (wx * vy - wy * vx) / cross
  const other = (wx * uy - wy * ux) / cross
  return along >= 0 && along <= 1 && other >= 0 && other <= 1 ? along : -1
}

import type { Point } from './Point.ts'

export interface OrientedBox {
  center: Point
  /** Radians, of the longer side. */
  angle: number
  length: number
  width: number
}

/** The smallest rectangle around a ring whose side is parallel to one of the ring's longer edges. */
export function orientedBox(ring: readonly Point[]): OrientedBox {
  let best: OrientedBox | null = null
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const ex = ring[at][0] - ring[before][0], ey = ring[at][1] - ring[before][1]
    const size = Math.sqrt(ex * ex + ey * ey)
    if (size < 1e-6) continue
    const cos = ex / size, sin = ey / size
    let left = Infinity, right = -Infinity, bottom = Infinity, top = -Infinity
    for (const [x, y] of ring) {
      const along = x * cos + y * sin, across = -x * sin + y * cos
      if (along < left) left = along
      if (along > right) right = along
      if (across < bottom) bottom = across
      if (across > top) top = across
    }
    const length = right - left, width = top - bottom
    if (best !== null && length * width >= best.length * best.width) continue
    const middle = (left + right) / 2, height = (bottom + top) / 2
    const center: Point = [middle * cos - height * sin, middle * sin + height * cos]
    const angle = Math.atan2(sin, cos)
    best = length >= width
      ? { center, angle, length, width }
      : { center, angle: angle + Math.PI / 2, length: width, width: length }
  }
  if (best === null) throw new Error('orientedBox: ring without edges')
  return best
}

import { distanceToSegment } from './distanceToSegment.ts'
import { isInside } from './isInside.ts'
import type { Point, Ring } from './Point.ts'
import { ringArea } from './ringArea.ts'

interface Side { from: Point; to: Point; dx: number; dy: number }

/**
 * A ring moved inwards, each edge by its own distance (edge i runs from point i to point i + 1).
 * Edges that vanish are dropped one at a time. Null when nothing worth having is left.
 */
export function insetRing(ring: readonly Point[], insetMetres: number | ((edge: number) => number)): Ring | null {
  const sides: Side[] = []
  ring.forEach((a, edge) => {
    const b = ring[(edge + 1) % ring.length]
    const length = Math.sqrt((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2)
    if (length < 1e-6) return
    const dx = (b[0] - a[0]) / length, dy = (b[1] - a[1]) / length
    const by = typeof insetMetres === 'number' ? insetMetres : insetMetres(edge)
    // The inside of a counter-clockwise ring is on the left.
    sides.push({ from: [a[0] - dy * by, a[1] + dx * by], to: [b[0] - dy * by, b[1] + dx * by], dx, dy })
  })
  for (let rounds = ring.length; rounds > 0 && sides.length >= 3; rounds--) {
    const corners = sides.map((side, at) => cornerOf(sides[(at + sides.length - 1) % sides.length], side))
    let worst = -1, worstLength = -1e-9
    sides.forEach((side, at) => {
      const start = corners[at], end = corners[(at + 1) % corners.length]
      const forward = (end[0] - start[0]) * side.dx + (end[1] - start[1]) * side.dy
      if (forward < worstLength) {
        worst = at
        worstLength = forward
      }
    })
    if (worst < 0) {
      const area = ringArea(corners)
      return area > 1 && area < ringArea(ring) && corners.every((corner) => isWithin(corner, ring)) ? corners : null
    }
    sides.splice(worst, 1)
  }
  return null
}

function cornerOf(before: Side, after: Side): Point {
  const cross = before.dx * after.dy - before.dy * after.dx
  if (Math.abs(cross) < 0.02) return [(before.to[0] + after.from[0]) / 2, (before.to[1] + after.from[1]) / 2]
  const wx = after.from[0] - before.from[0], wy = after.from[1] - before.from[1]
  const along = (wx * after.dy - wy * after.dx) / cross
  return [before.from[0] + before.dx * along, before.from[1] + before.dy * along]
}

/** Edges that were not moved leave their corners on the ring itself. */
function isWithin(corner: Point, ring: readonly Point[]): boolean {
  return isInside(corner, ring)
    || ring.some((point, at) => distanceToSegment(corner, point, ring[(at + 1) % ring.length]) < 0.01)
}

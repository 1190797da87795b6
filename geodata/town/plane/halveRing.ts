import { metresBetween } from './metresBetween.ts'
import type { Point, Ring } from './Point.ts'
import { ringArea } from './ringArea.ts'

/** The part of a ring to the left of the line through `origin` along `angle`; exact for convex rings. */
function leftOf(ring: readonly Point[], origin: Point, dx: number, dy: number): Ring {
  const kept: Ring = []
  const side = (point: Point): number => dx * (point[1] - origin[1]) - dy * (point[0] - origin[0])
  ring.forEach((a, at) => {
    const b = ring[(at + 1) % ring.length]
    const sideA = side(a), sideB = side(b)
    if (sideA >= 0) kept.push(a)
    if (sideA >= 0 !== sideB >= 0) {
      const t = sideA / (sideA - sideB)
      kept.push([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t])
    }
  })
  return kept.filter((point, at) => metresBetween(point, kept[(at + 1) % kept.length]) > 0.5)
}

/** Cuts a ring in two along the line through `origin` at `angle`; parts smaller than a square metre are left out. */
export function halveRing(ring: readonly Point[], origin: Point, angle: number): Ring[] {
  const dx = Math.cos(angle), dy = Math.sin(angle)
  return [leftOf(ring, origin, dx, dy), leftOf(ring, origin, -dx, -dy)].filter((part) => part.length > 2 && ringArea(part) > 1)
}

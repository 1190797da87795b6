import type { Point } from './Point.ts'

/** A curve through the knots (centripetal enough for evenly spaced ones), a point about every `stepMetres`. */
export function smoothCurve(knots: readonly Point[], stepMetres: number): Point[] {
  const curve: Point[] = []
  for (let at = 0; at + 1 < knots.length; at++) {
    const b = knots[at], c = knots[at + 1]
    const a = knots[at - 1] ?? [2 * b[0] - c[0], 2 * b[1] - c[1]]
    const d = knots[at + 2] ?? [2 * c[0] - b[0], 2 * c[1] - b[1]]
    const steps = Math.max(1, Math.round(Math.sqrt((c[0] - b[0]) ** 2 + (c[1] - b[1]) ** 2) / stepMetres))
    for (let step = 0; step < steps; step++) {
      const t = step / steps
      const value = (axis: 0 | 1): number => 0.5 * (2 * b[axis] + (c[axis] - a[axis]) * t
        + (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t
        + (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t * t * t)
      curve.push([value(0), value(1)])
    }
  }
  curve.push(knots[knots.length - 1])
  return curve
}

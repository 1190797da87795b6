import type { Point } from './Point.ts'

/** The curve moved to its left (negative: right). Only for curves much wider than the offset. */
export function offsetCurve(curve: readonly Point[], offsetMetres: number | ((at: number) => number)): Point[] {
  return curve.map((point, at) => {
    const before = curve[Math.max(0, at - 1)], after = curve[Math.min(curve.length - 1, at + 1)]
    const dx = after[0] - before[0], dy = after[1] - before[1]
    const length = Math.sqrt(dx * dx + dy * dy)
    const offset = typeof offsetMetres === 'number' ? offsetMetres : offsetMetres(at)
    return [point[0] - (dy / length) * offset, point[1] + (dx / length) * offset]
  })
}

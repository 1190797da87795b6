import type { Point } from './Point.ts'

/** Square metres; negative when the ring runs clockwise. */
export function ringArea(ring: readonly Point[]): number {
  let twice = 0
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    twice += ring[before][0] * ring[at][1] - ring[at][0] * ring[before][1]
  }
  return twice / 2
}

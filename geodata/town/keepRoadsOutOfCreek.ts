import { HALF_WIDTH_METRES, type Road } from './roads.ts'
import { distanceToSegment } from './plane/distanceToSegment.ts'
import { metresBetween } from './plane/metresBetween.ts'
import type { Point } from './plane/Point.ts'

/** A road that ends at the creek ends on its bank; one that goes on beyond it is a bridge. */
export function keepRoadsOutOfCreek(roads: readonly Road[], creek: readonly Point[]): void {
  const ends = new Map<Point, number>()
  for (const { line } of roads) for (const end of [line[0], line[line.length - 1]]) ends.set(end, (ends.get(end) ?? 0) + 1)
  for (const { line } of roads) {
    for (const [last, before] of [[0, 1], [line.length - 1, line.length - 2]]) {
      const end = line[last], inner = line[before]
      if (ends.get(end)! > 1 || !creek.some((point, at) => at > 0 && distanceToSegment(end, creek[at - 1], point) < 1)) continue
      const share = Math.min(0.9, HALF_WIDTH_METRES.creek / metresBetween(end, inner))
      line[last] = [end[0] + (inner[0] - end[0]) * share, end[1] + (inner[1] - end[1]) * share]
    }
  }
}

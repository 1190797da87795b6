import type { EdgeKind } from './roads.ts'
import type { GroundPlan } from './plane/GroundPlan.ts'
import { metresBetween } from './plane/metresBetween.ts'
import type { Point } from './plane/Point.ts'

/** Parts the strip along the river wherever two sites meet at the avenue, so that every committee can reach the water. */
export function cutEmbankment(plan: GroundPlan<EdgeKind>, bank: readonly Point[]): void {
  const corners = new Map<number, number>()
  const parted: Point[] = []
  for (const [face, loop] of plan.faces) {
    const kinds = plan.kindsOf(face)
    if (kinds.includes('bank')) {
      loop.forEach((vertex, at) => {
        if (kinds[at] !== 'walk' && kinds[at] !== 'creek') return
        parted.push(plan.vertices[vertex], plan.vertices[loop[(at + 1) % loop.length]])
      })
      continue
    }
    loop.forEach((vertex, at) => {
      const before = kinds[(at + kinds.length - 1) % kinds.length]
      // A corner on the avenue: one edge along it, one away from it.
      if ((kinds[at] === 'avenue') !== (before === 'avenue')) corners.set(vertex, (corners.get(vertex) ?? 0) + 1)
    })
  }
  for (const [vertex, sides] of corners) {
    if (sides < 2) continue
    const from = plan.vertices[vertex]
    const to = bank.reduce((best, point) => (metresBetween(point, from) < metresBetween(best, from) ? point : best), bank[0])
    const reach = metresBetween(from, to)
    // Two cuts that met at the water would leave a piece without a bank.
    if (reach > 250 || parted.some((point) => metresBetween(point, from) < 40 || metresBetween(point, to) < 40)) continue
    parted.push(from, to)
    const dx = ((to[0] - from[0]) / reach) * 4, dy = ((to[1] - from[1]) / reach) * 4
    plan.cut([[from[0] - dx, from[1] - dy], [to[0] + dx, to[1] + dy]], 'walk')
  }
}

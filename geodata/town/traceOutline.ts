import type { GroundPlan } from './plane/GroundPlan.ts'
import type { Ring } from './plane/Point.ts'

/** The common outline of some faces, or null where they have none without a hole or a pinch. */
export function traceOutline<Kind>(plan: GroundPlan<Kind>, faces: readonly number[]): Ring | null {
  const inside = new Set(faces)
  const next = new Map<number, number>()
  for (const face of faces) {
    const loop = plan.faces.get(face)!
    const neighbours = plan.neighboursOf(face)
    for (let at = 0; at < loop.length; at++) {
      if (inside.has(neighbours[at])) continue
      if (next.has(loop[at])) return null
      next.set(loop[at], loop[(at + 1) % loop.length])
    }
  }
  const start = next.keys().next().value
  if (start === undefined) return null
  const ring: Ring = []
  let at = start
  do {
    ring.push(plan.vertices[at])
    const following = next.get(at)
    if (following === undefined) return null
    at = following
  } while (at !== start && ring.length <= next.size)
  return ring.length === next.size ? ring : null
}

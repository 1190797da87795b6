import type { Ground } from './layOutGround.ts'
import type { EdgeKind } from './roads.ts'
import { traceOutline } from './traceOutline.ts'

/** How much a shared edge holds two sites together: people cross a lane more readily than an arterial. */
const BOND: Record<EdgeKind, number> = { frame: 0, bank: 0, walk: 0.02, avenue: 0.7, major: 0.4, minor: 1, lane: 1.4, creek: 0.3 }
/** Homes that a committee looks after, as a rule. */
const USUAL_UNITS = 1600

/**
 * Joins sites until `count` committees are left, the smallest first, each with the neighbour it is best connected to.
 * The great compound is a committee of its own. Returns the faces of each.
 */
export function groupCommittees(ground: Ground, unitsOf: ReadonlyMap<number, number>, count: number): number[][] {
  const { plan } = ground
  const groups = new Map<number, number[]>()
  const groupOf = new Map<number, number>()
  const weight = new Map<number, number>()
  for (const face of [...ground.sites, ...ground.embankment, ground.greatSite]) {
    groups.set(face, [face])
    groupOf.set(face, face)
    weight.set(face, unitsOf.get(face) ?? 0)
  }
  const refused = new Set<string>()
  while (groups.size > count) {
    const smallest = [...groups.keys()]
      .filter((group) => group !== ground.greatSite)
      .sort((one, other) => weight.get(one)! - weight.get(other)! || one - other)
    let joined = false
    for (const group of smallest) {
      const bonds = new Map<number, number>()
      let around = 0
      for (const face of groups.get(group)!) {
        const kinds = plan.kindsOf(face), ring = plan.ringOf(face)
        plan.neighboursOf(face).forEach((neighbour, edge) => {
          const other = groupOf.get(neighbour)
          const b = ring[(edge + 1) % ring.length]
          const length = Math.hypot(b[0] - ring[edge][0], b[1] - ring[edge][1])
          if (other === group) return
          around += length
          if (other === undefined || other === ground.greatSite) return
          bonds.set(other, (bonds.get(other) ?? 0) + length * BOND[kinds[edge]])
        })
      }
      const candidates = [...bonds].map(([other, bond]) => ({
        other, score: (bond / around) * 3 - (weight.get(other)! + weight.get(group)!) / USUAL_UNITS,
      })).sort((one, two) => two.score - one.score || one.other - two.other)
      for (const { other } of candidates) {
        const key = `${groups.get(group)!.length} ${group} ${groups.get(other)!.length} ${other}`
        if (refused.has(key)) continue
        const faces = [...groups.get(other)!, ...groups.get(group)!]
        // One ring without a pinch, or the committee would have a hole or fall apart at a corner.
        if (traceOutline(plan, faces) === null) {
          refused.add(key)
          continue
        }
        groups.set(other, faces)
        for (const face of groups.get(group)!) groupOf.set(face, other)
        weight.set(other, weight.get(other)! + weight.get(group)!)
        groups.delete(group)
        joined = true
        break
      }
      if (joined) break
    }
    if (!joined) throw new Error('groupCommittees: nothing left to join')
  }
  return [...groups.values()]
}

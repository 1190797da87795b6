import type { Layout } from '../../../../server/protocol/layout.ts'
import { TABLE_WIDTH } from './buildGeometry.ts'

/** Drawn faint, as they are, brighter than the rest, or not at all: an opened building stands in its own place. */
export const STEPS_BACK = 0
export const AS_IT_IS = 1
export const THE_ONE = 2
export const NOT_DRAWN = 3

/**
 * How each building stands beside a highlighted node: those of a place stay as they are while others step back, a
 * single building is the one. With no node, or one without buildings (a school), all stay as they are.
 */
export function buildingPresence(layout: Layout, node: number | null): Uint8Array {
  const { firstBuilding, buildingCount } = layout.head
  const presence = new Uint8Array(Math.max(1, Math.ceil(buildingCount / TABLE_WIDTH)) * TABLE_WIDTH).fill(AS_IT_IS)
  if (node === null) return presence
  let found = false
  for (let b = 0; b < buildingCount; b++) {
    let above = firstBuilding + b
    while (above >= 0 && above !== node) above = layout.parent[above]
    presence[b] = above < 0 ? STEPS_BACK : firstBuilding + b === node ? THE_ONE : AS_IT_IS
    found ||= above >= 0
  }
  return found ? presence : presence.fill(AS_IT_IS)
}

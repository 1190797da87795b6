import type { DeltaFrame } from '../../server/protocol/frame.ts'
import type { World } from './world.ts'

/** Writes a delta onto the world. False, and nothing written, when an index lies outside it (a delta of another layout). */
export function applyDelta(world: World, delta: DeltaFrame): boolean {
  const { slots, figures, counterCount } = world
  const { slotIndex, slotStatus, figureNode, figureCounter, figureValue } = delta
  const nodeCount = world.layout.head.nodes.length
  // HOT: every tick, up to thousands of changes; plain loops on purpose. Checked first: half a delta must not be applied.
  for (let i = 0; i < slotIndex.length; i++) if (slotIndex[i] >= slots.length) return false
  for (let i = 0; i < figureNode.length; i++) if (figureNode[i] >= nodeCount || figureCounter[i] >= counterCount) return false
  for (let i = 0; i < slotIndex.length; i++) slots[slotIndex[i]] = slotStatus[i]
  for (let i = 0; i < figureNode.length; i++) figures[figureNode[i] * counterCount + figureCounter[i]] = figureValue[i]
  world.rev = delta.toRev
  return true
}

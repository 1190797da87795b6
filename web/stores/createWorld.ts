import type { SnapshotFrame } from '../../server/protocol/frame.ts'
import type { Layout } from '../../server/protocol/layout.ts'
import type { World } from './world.ts'

/** A world from a snapshot, or null when it was not made for this layout. Copies: a frame's arrays are views of its buffer. */
export function createWorld(layout: Layout, snapshot: SnapshotFrame): World | null {
  const { head } = layout
  const fits = snapshot.layoutHash === head.layoutHash && snapshot.slots.length === head.slotCount &&
    snapshot.counterCount === head.pack.counters.length && snapshot.figures.length === head.nodes.length * snapshot.counterCount
  if (!fits) return null
  return {
    layout, worldId: snapshot.worldId, rev: snapshot.rev, counterCount: snapshot.counterCount,
    slots: snapshot.slots.slice(), figures: snapshot.figures.slice(),
  }
}

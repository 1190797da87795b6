import type { Service } from '../service.ts'
import { type CompressedBytes, createCompressedBytes } from './compressedBytes.ts'

/** Walls that come in one after another while the world moves ask for a few neighbouring revisions. */
const SNAPSHOTS_KEPT = 4

export interface HeldSnapshot {
  worldId: string
  rev: number
  bytes: CompressedBytes
}

export interface SnapshotShelf {
  /** A snapshot of that world at `rev` or later, as new as needed. */
  at(worldId: string, rev: number): HeldSnapshot
  stop(): void
}

/**
 * Snapshots, made and compressed once for many walls. One that is newer than asked for serves as well: deltas hold
 * absolute values, so a wall may apply those that lie before it.
 */
export function createSnapshotShelf(service: Service): SnapshotShelf {
  let held: HeldSnapshot[] = []
  // A day that ends changes the world without a new revision; what is held of this revision is then out of date.
  const stopListening = service.onChange(() => { held = held.filter((snapshot) => snapshot.rev !== service.rev()) })
  const stopReset = service.onReset(() => { held = [] })
  return {
    at(worldId, rev) {
      const found = held.find((snapshot) => snapshot.worldId === worldId && snapshot.rev === rev)
        ?? held.find((snapshot) => snapshot.worldId === worldId && snapshot.rev > rev)
      if (found) return found
      const { rev: newest, bytes } = service.snapshotBytes()
      const snapshot = { worldId: service.worldId(), rev: newest, bytes: createCompressedBytes(bytes) }
      held = [snapshot, ...held].slice(0, SNAPSHOTS_KEPT)
      return snapshot
    },
    stop() {
      stopListening()
      stopReset()
    },
  }
}

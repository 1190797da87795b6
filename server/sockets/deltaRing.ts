import { mergeDeltas } from './mergeDeltas.ts'

/** [R2] What is kept for those who were away: at ten frames a second five minutes, on a quiet day hours. */
export const RING_FRAMES = 3000
export const RING_BYTES = 32 * 1024 * 1024

/** Above this a snapshot is smaller, and merging would hold the process for more than a tick. */
const MOST_MERGED_BYTES = 2 * 1024 * 1024

export interface RingFrame {
  fromRev: number
  toRev: number
  bytes: Uint8Array
}

export interface DeltaRing {
  push(frame: RingFrame): void
  /**
   * What somebody at `rev` has missed, merged into one frame; `current` when that is nothing, `too-old` when the
   * oldest frame kept begins after it, or there is so much that a snapshot is cheaper.
   */
  missingSince(rev: number): Uint8Array | 'current' | 'too-old'
  /** Another world: nothing of before means anything. `rev` is where it starts. */
  restart(rev: number): void
  /** The last revision that was sent. */
  lastRev(): number
  size(): { frames: number; bytes: number }
}

/** The last frames that were sent, without a gap between them. */
export function createDeltaRing(startRev: number, limits = { frames: RING_FRAMES, bytes: RING_BYTES }): DeltaRing {
  let frames: RingFrame[] = []
  let bytes = 0
  let lastRev = startRev
  /** Fifty walls that lost the same switch come back at the same revision: merged once. */
  let merged = new Map<number, Uint8Array>()

  return {
    push(frame) {
      // A gap would be resumed over in silence; whoever is before it has to start anew.
      if (frame.fromRev > lastRev) [frames, bytes] = [[], 0]
      frames.push(frame)
      bytes += frame.bytes.length
      lastRev = Math.max(lastRev, frame.toRev)
      merged = new Map()
      let drop = 0
      while (drop < frames.length && (frames.length - drop > limits.frames || bytes > limits.bytes)) bytes -= frames[drop++].bytes.length
      if (drop > 0) frames.splice(0, drop)
    },
    missingSince(rev) {
      const known = merged.get(rev)
      if (known) return known
      // Frames of this very revision are repeated: midnight changes statuses without a new revision, values are absolute.
      const first = frames.findIndex((frame) => frame.toRev > rev || (frame.toRev === rev && frame.fromRev === rev))
      if (first === -1) return rev === lastRev ? 'current' : 'too-old'
      if (frames[first].fromRev > rev) return 'too-old'
      const missing = frames.slice(first).map((frame) => frame.bytes)
      if (missing.reduce((sum, each) => sum + each.length, 0) > MOST_MERGED_BYTES) return 'too-old'
      const frame = mergeDeltas(missing)
      merged.set(rev, frame)
      return frame
    },
    restart(rev) {
      [frames, bytes, lastRev, merged] = [[], 0, rev, new Map()]
    },
    lastRev: () => lastRev,
    size: () => ({ frames: frames.length, bytes }),
  }
}

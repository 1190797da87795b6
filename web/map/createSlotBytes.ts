/** Slots in one row of the status texture; a power of two for the shader's shift, and a multiple of four for the upload. */
export const SLOT_ROW = 2048

/**
 * The status bytes as rows of a texture. The GPU's copy is a cache: `dirty` says which rows it lacks, and whoever
 * writes them calls `taken`.
 */
export interface SlotBytes {
  readonly bytes: Uint8Array
  readonly rows: number
  /** First and last row that changed since `taken`, or null. */
  dirty: { from: number; to: number } | null
  /** Replaces everything; `slots` may be shorter than the rows hold. */
  set(slots: Uint8Array): void
  /** Writes the slots named by `index`; those outside are ignored. HOT: every tick. */
  apply(index: Uint32Array, status: Uint8Array): void
  taken(): void
}

/** Room for `slotCount` bytes, all `fill` at first. */
export function createSlotBytes(slotCount: number, fill: number): SlotBytes {
  const rows = Math.max(1, Math.ceil(slotCount / SLOT_ROW))
  const bytes = new Uint8Array(rows * SLOT_ROW).fill(fill)
  return {
    bytes,
    rows,
    dirty: { from: 0, to: rows - 1 },
    set(slots) {
      bytes.set(slots.length > bytes.length ? slots.subarray(0, bytes.length) : slots)
      this.dirty = { from: 0, to: rows - 1 }
    },
    apply(index, status) {
      let least = Infinity
      let most = -1
      for (let i = 0; i < index.length; i++) {
        const slot = index[i]
        if (slot >= bytes.length) continue
        bytes[slot] = status[i]
        if (slot < least) least = slot
        if (slot > most) most = slot
      }
      if (most < 0) return
      const from = Math.floor(least / SLOT_ROW)
      const to = Math.floor(most / SLOT_ROW)
      this.dirty = this.dirty ? { from: Math.min(this.dirty.from, from), to: Math.max(this.dirty.to, to) } : { from, to }
    },
    taken() {
      this.dirty = null
    },
  }
}

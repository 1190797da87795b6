import type { Layout } from '../../server/protocol/layout.ts'

/** The world as the page holds it. Plain arrays, mutated in place; never made reactive (50,000 bytes would cost a proxy each). */
export interface World {
  layout: Layout
  worldId: string
  rev: number
  /** One status byte per slot. */
  slots: Uint8Array
  /** nodes × counterCount, row by row. */
  figures: Uint32Array
  counterCount: number
}

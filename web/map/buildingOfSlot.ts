import type { Layout } from '../../server/protocol/layout.ts'

/** The building that a slot belongs to, or -1 when there is no such slot. */
export function buildingOfSlot(layout: Pick<Layout, 'slotOffset'>, slot: number): number {
  const { slotOffset } = layout
  let low = 0
  let high = slotOffset.length - 1
  if (high < 1 || !(slot >= slotOffset[0]) || slot >= slotOffset[high]) return -1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (slotOffset[middle] <= slot) low = middle
    else high = middle
  }
  return low
}

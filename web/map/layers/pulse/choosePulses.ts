import type { StatusDescription } from '../../../../server/protocol/entities.ts'
import type { Layout } from '../../../../server/protocol/layout.ts'
import { buildingOfSlot } from '../../buildingOfSlot.ts'

export interface Pulse { building: number; status: number }

/**
 * Which buildings of a change get a pulse, in which status: each building once, with the worst of its changed slots;
 * if more than `limit` changed, the worst, since a thousand rings at once tell nobody anything.
 */
export function choosePulses(layout: Layout, statuses: StatusDescription[], slotIndex: Uint32Array, slotStatus: Uint8Array, limit: number): Pulse[] {
  const worst = new Map<number, number>()
  for (let i = 0; i < slotIndex.length; i++) {
    const building = buildingOfSlot(layout, slotIndex[i])
    if (building < 0 || !statuses[slotStatus[i]]) continue
    const known = worst.get(building)
    if (known === undefined || statuses[slotStatus[i]].severity > statuses[known].severity) worst.set(building, slotStatus[i])
  }
  const pulses = Array.from(worst, ([building, status]) => ({ building, status }))
  if (pulses.length <= limit) return pulses
  return pulses.sort((a, b) => statuses[b.status].severity - statuses[a.status].severity || a.building - b.building).slice(0, limit)
}

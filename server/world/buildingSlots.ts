import { NO_STATUS, type PackDescription } from '../protocol/entities.ts'
import { SLOT_FLAT, SLOT_ROOF } from '../protocol/layout.ts'
import { UNCOUNTED } from './deriveAt.ts'
import type { WorldLayout } from './buildLayout.ts'

/** Writes one building's slots from its units: each storey its worst status, the roof the worst of all, flat the far view's. */
export class BuildingSlots {
  private readonly severity: Int16Array
  private readonly loud: Uint8Array
  private readonly tally: Uint32Array

  /** `gone`: building → 1 when it is no more; it has no colour. */
  constructor(private readonly world: WorldLayout, pack: PackDescription, private readonly gone: Uint8Array) {
    this.severity = Int16Array.from(pack.statuses, (status) => status.severity)
    this.loud = Uint8Array.from(pack.statuses, (status) => (status.loud ? 1 : 0))
    this.tally = new Uint32Array(pack.statuses.length)
  }

  /** HOT: every changed building, every tick; `slots` is written in place. */
  write(building: number, unitStatus: Uint8Array, slots: Uint8Array): void {
    const { slotOffset } = this.world.layout
    const { unitsStart, unitsByBuilding, unitSlot } = this.world
    const { severity, tally } = this
    const first = slotOffset[building]
    slots.fill(NO_STATUS, first, slotOffset[building + 1])
    if (this.gone[building]) return
    tally.fill(0)
    let worst = NO_STATUS
    for (let i = unitsStart[building]; i < unitsStart[building + 1]; i++) {
      const unit = unitsByBuilding[i]
      const status = unitStatus[unit]
      if (status === UNCOUNTED) continue
      tally[status]++
      const slot = unitSlot[unit]
      if (slots[slot] === NO_STATUS || severity[status] > severity[slots[slot]]) slots[slot] = status
      if (worst === NO_STATUS || severity[status] > severity[worst]) worst = status
    }
    slots[first + SLOT_ROOF] = worst
    slots[first + SLOT_FLAT] = worst !== NO_STATUS && this.loud[worst] ? worst : this.commonest()
  }

  /** Of equally common ones the worse. */
  private commonest(): number {
    let best = NO_STATUS
    for (let status = 0; status < this.tally.length; status++) {
      if (this.tally[status] === 0) continue
      if (best === NO_STATUS || this.tally[status] > this.tally[best] || (this.tally[status] === this.tally[best] && this.severity[status] > this.severity[best])) best = status
    }
    return best
  }
}


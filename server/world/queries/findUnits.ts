import { normalizeBuilding } from '../../merge/address/normalizeBuilding.ts'
import { normalizeCompound } from '../../merge/address/normalizeCompound.ts'
import { normalizeRoom } from '../../merge/address/normalizeRoom.ts'
import { withoutBuilding } from '../../merge/address/withoutBuilding.ts'
import { withoutCompound } from '../../merge/address/withoutCompound.ts'
import type { Registers } from '../registers.ts'

/** Unit numbers that match; each part in any spelling, an absent part matches all. */
export function findUnits(registers: Registers, query: { compound?: string; building?: string; room?: string }): number[] {
  const compound = query.compound === undefined ? null : normalizeCompound(query.compound)
  const building = query.building === undefined ? null : normalizeBuilding(withoutCompound(query.building, query.compound ?? ''))
  const room = query.room === undefined ? null : normalizeRoom(withoutBuilding(query.room, query.building ?? '', query.compound ?? ''))
  let buildings: Set<number>
  if (query.compound !== undefined && query.building !== undefined) buildings = new Set(registers.findBuildings('', query.compound, query.building))
  else {
    buildings = new Set()
    registers.buildings.forEach(({ label }, index) => {
      if (compound !== null && normalizeCompound(registers.compoundNameOf(index)) !== compound) return
      if (building !== null && normalizeBuilding(label) !== building) return
      buildings.add(index)
    })
  }
  const found: number[] = []
  for (let unit = 0; unit < registers.unitCount; unit++) {
    if (!buildings.has(registers.unitBuilding.values[unit])) continue
    if (room !== null && normalizeRoom(registers.roomOf(unit)) !== room) continue
    found.push(unit)
  }
  return found
}

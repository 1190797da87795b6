import type { DeskContext } from '../desk/deskContext.ts'
import { normalizeBuilding } from '../merge/address/normalizeBuilding.ts'
import { parseAddress } from '../merge/address/parseAddress.ts'
import { numberOfId } from '../merge/opaqueId.ts'

/** What a code stands for. */
export type CodeTarget = { kind: 'unit'; unit: number } | { kind: 'building'; building: number } | { kind: 'place'; place: number }

const LONGEST_ADDRESS = 80

/** The place behind an id; `gone` when its building was taken down; null when there is none any more: a ledger that was replaced. */
export function codeTarget(context: DeskContext, id: string): CodeTarget | 'gone' | null {
  const { registers } = context.known()
  const today = context.today()
  const world = context.world()
  const unit = numberOfId('u', id)
  if (unit >= 0 && unit < registers.unitCount && registers.isHomeGone(unit, today)) return 'gone'
  if (unit >= 0) return unit < registers.unitCount ? { kind: 'unit', unit } : null
  const building = numberOfId('b', id)
  if (building >= 0 && registers.isTakenDown(building, today)) return 'gone'
  if (building >= 0) return building < registers.buildings.length && world.unitsStart[building] < world.unitsStart[building + 1] ? { kind: 'building', building } : null
  const place = numberOfId('n', id)
  return place >= 0 && place < registers.places.length ? { kind: 'place', place } : null
}

/** As it stands on the door. */
export function nameOfTarget(context: DeskContext, target: CodeTarget): string {
  const { registers } = context.known()
  if (target.kind === 'place') return registers.places[target.place].name
  const building = target.kind === 'unit' ? registers.unitBuilding.values[target.unit] : target.building
  const name = `${registers.compoundNameOf(building)} ${registers.buildings[building].label}`.trim()
  return target.kind === 'unit' ? `${name} ${registers.roomOf(target.unit)}` : name
}

/** The home that a resident means, below the place of the code, written in any way; -1 when there is no such, or more than one. */
export function findHome(context: DeskContext, target: CodeTarget, address: unknown): number {
  if (target.kind === 'unit') return target.unit
  if (typeof address !== 'string' || address.length > LONGEST_ADDRESS) return -1
  const { registers } = context.known()
  if (target.kind === 'building') {
    const room = registers.findUnit(target.building, address.trim())
    if (room >= 0) return room
  }
  const read = parseAddress(address)
  if (!read) return -1
  const candidates = new Set(read.compound === '' ? [] : registers.findBuildings('', read.compound, read.building))
  if (read.compound === '') {
    // Only the building's number: whichever below this place bears it.
    for (let building = 0; building < registers.buildings.length; building++) if (normalizeBuilding(registers.buildings[building].label) === read.building) candidates.add(building)
  }
  let found = -1
  for (const building of candidates) {
    if (registers.isTakenDown(building, context.today())) continue
    if (target.kind === 'building' ? building !== target.building : !isBelow(context, building, target.place)) continue
    const unit = registers.findUnit(building, read.room)
    if (unit < 0) continue
    if (found >= 0) return -1
    found = unit
  }
  return found
}

/** Whether a building stands in a place, at whatever depth. */
export function isBelow(context: DeskContext, building: number, place: number): boolean {
  const world = context.world()
  for (let node = world.layout.parent[world.firstBuilding + building]; node >= 0; node = world.layout.parent[node]) if (node === world.firstPlace + place) return true
  return false
}

import type { Random } from './createRandom.ts'
import type { UnitStyle } from './createUnitStyle.ts'
import type { Footprint } from './Footprint.ts'
import { layOutUnits, type UnitPlan } from './layOutUnits.ts'

/** More than this many homes too many, and a storey goes; the rest is merged flat by flat. */
const MERGEABLE = 40

/** Brings a compound to exactly `wanted` homes: whole storeys first, then two neighbouring flats merged at a time. */
export function adjustUnits(
  buildings: { footprint: Footprint; units: UnitPlan[] }[], wanted: number, style: UnitStyle, random: Random,
): void {
  const order = random.shuffle(buildings.slice())
  let total = buildings.reduce((sum, { units }) => sum + units.length, 0)
  for (let turn = 0; turn < order.length * 12 && (total < wanted || total > wanted + MERGEABLE); turn++) {
    const building = order[turn % order.length]
    const { footprint } = building
    const levels = footprint.levels + (total < wanted ? 1 : -1)
    if (levels < 4 || levels > 7) continue
    footprint.levels = levels
    total -= building.units.length
    building.units = layOutUnits(footprint, style, random)
    total += building.units.length
  }
  for (const { units } of order) {
    if (total <= wanted) break
    const at = units.findIndex((one, index) => index + 1 < units.length && areNeighbours(one, units[index + 1]))
    if (at < 0) continue
    const [one, other] = units.slice(at, at + 2)
    units.splice(at, 2, { room: `${one.room}-${other.room}`, storey: one.room.slice(0, -2), kind: 'home' })
    total--
  }
  if (total !== wanted) throw new Error(`adjustUnits: ${total} homes where ${wanted} were wanted`)
}

function areNeighbours(one: UnitPlan, other: UnitPlan): boolean {
  return one.kind === 'home' && other.kind === 'home' && /^\d+$/.test(one.room) && /^\d+$/.test(other.room)
    && one.room.slice(0, -2) === other.room.slice(0, -2)
}

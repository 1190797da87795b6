import type { Random } from './createRandom.ts'
import type { Footprint } from './Footprint.ts'

export interface UnitPlan {
  room: string
  /** Written in the ledger only where the room number does not tell it. */
  storey?: string
  kind: 'home' | 'shop' | 'basement'
}

/** What all buildings of one compound have in common. */
export interface UnitStyle {
  /** Flats that share a landing of one staircase. */
  flatsPerLanding: number
  /** Storeys 4, 14, 24 … are not counted. */
  skipsFours: boolean
  /** Rooms of lane houses are called by what they are (前客堂), not by number. */
  namedRooms: boolean
  shopShare: number
  basementShare: number
  mergedShare: number
}

const NAMED_ROOMS: readonly (readonly string[])[] = [['前客堂', '后客堂', '灶间'], ['前楼', '后楼', '亭子间'], ['三层前楼', '三层阁'], ['晒台间']]

export function createUnitStyle(use: string, stairs: number, random: Random): UnitStyle {
  const tall = use === 'tower' || use === 'midrise'
  return {
    flatsPerLanding: use === 'great' ? 2 : use === 'tower' && stairs > 1 ? random.weighted([[3, 2], [2, 1]]) : use === 'tower' ? random.weighted([[4, 2], [6, 3], [5, 1]])
      : use === 'midrise' ? random.weighted([[2, 3], [3, 1]]) : random.weighted([[2, 4], [3, 1]]),
    skipsFours: tall && random.chance(0.4),
    namedRooms: use === 'lane' && random.chance(0.45),
    shopShare: use === 'tower' ? 0.12 : use === 'slab' ? 0.07 : use === 'great' ? 0.05 : 0.03,
    basementShare: tall ? 0.12 : use === 'slab' ? 0.012 : 0,
    mergedShare: use === 'lane' ? 0 : 0.008,
  }
}

/** The rooms of one building from the ground up, in ledger order. */
export function layOutUnits(footprint: Footprint, style: UnitStyle, random: Random): UnitPlan[] {
  if (footprint.use === 'lane') return layOutLaneHouse(footprint, style, random)
  const units: UnitPlan[] = []
  const landings = Math.max(1, footprint.stairs)
  const perStorey = landings * style.flatsPerLanding
  if (random.chance(style.basementShare)) {
    for (let at = random.integer(1, 3); at > 0; at--) units.unshift({ room: `B1${twoDigits(at)}`, kind: 'basement' })
  }
  const hasShops = footprint.onStreet === true || random.chance(style.shopShare)
  let label = 0
  for (let level = 1; level <= footprint.levels; level++) {
    label++
    while (style.skipsFours && label % 10 === 4) label++
    if (level === 1 && hasShops) {
      for (let shop = 1; shop <= Math.max(2, perStorey - 1); shop++) units.push({ room: `商铺${shop}`, storey: '1', kind: 'shop' })
      continue
    }
    // A tower's entrance hall takes the place of one flat.
    const rooms = level === 1 && footprint.use === 'tower' ? perStorey - 1 : perStorey
    for (let at = 1; at <= rooms; at++) {
      const room = `${label}${twoDigits(at)}`
      if (at < rooms && random.chance(style.mergedShare)) {
        units.push({ room: `${room}-${label}${twoDigits(at + 1)}`, storey: String(label), kind: 'home' })
        at++
      } else units.push({ room, kind: 'home' })
    }
  }
  return units
}

function layOutLaneHouse(footprint: Footprint, style: UnitStyle, random: Random): UnitPlan[] {
  const units: UnitPlan[] = []
  const ring = footprint.rings[0]
  const front = Math.hypot(ring[1][0] - ring[0][0], ring[1][1] - ring[0][1])
  const most = front > 22 ? 4 : front > 13 ? 3 : 2
  const isShop = random.chance(0.05)
  for (let level = 1; level <= footprint.levels; level++) {
    const names = NAMED_ROOMS[level - 1]
    const rooms = Math.max(1, most - (random.chance(0.45) ? 1 : 0))
    for (let at = 1; at <= rooms; at++) {
      if (level === 1 && at === 1 && isShop) units.push({ room: '商铺1', storey: '1', kind: 'shop' })
      else if (style.namedRooms && at <= names.length) units.push({ room: names[at - 1], storey: String(level), kind: 'home' })
      else units.push({ room: `${level}${twoDigits(at)}`, kind: 'home' })
    }
  }
  return units
}

/** More than this many homes too many, and a storey goes; the rest is merged flat by flat. */
const MERGEABLE = 40

/** Brings a compound to exactly `wanted` homes: whole storeys first, then two neighbouring flats merged at a time. */
export function adjustUnits(buildings: { footprint: Footprint; units: UnitPlan[] }[], wanted: number, style: UnitStyle, random: Random): void {
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

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

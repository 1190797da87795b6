import type { Random } from './createRandom.ts'
import type { UnitStyle } from './createUnitStyle.ts'
import type { Footprint } from './Footprint.ts'

export interface UnitPlan {
  room: string
  /** Written in the ledger only where the room number does not tell it. */
  storey?: string
  kind: 'home' | 'shop' | 'basement'
}

const NAMED_ROOMS: readonly (readonly string[])[] = [['前客堂', '后客堂', '灶间'], ['前楼', '后楼', '亭子间'], ['三层前楼', '三层阁'], ['晒台间']]

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

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

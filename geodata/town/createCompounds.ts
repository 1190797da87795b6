import { adjustUnits } from './adjustUnits.ts'
import { GREAT_BUILDINGS, HOMES, type Site } from './buildSites.ts'
import { createRandom, type Random } from './createRandom.ts'
import { createUnitStyle, type UnitStyle } from './createUnitStyle.ts'
import { fitShape } from './fitShape.ts'
import type { Footprint } from './Footprint.ts'
import { layOutUnits, type UnitPlan } from './layOutUnits.ts'
import type { Ground } from './layOutGround.ts'
import { HALF_WIDTH_METRES } from './roads.ts'
import {
  GREAT_COMPOUND_NAME, LANE_NAMES, MIDRISE_SUFFIXES, NUMBERED_VILLAGE_SUFFIXES, PLACE_STEMS, TOWER_SUFFIXES, VILLAGE_SUFFIXES,
} from './nameTables.ts'
import { distanceToSegment } from './plane/distanceToSegment.ts'
import { metresBetween } from './plane/metresBetween.ts'
import type { Point } from './plane/Point.ts'

export const GREAT_UNITS = 2046
/** Homes, shops and basements of the whole sub-district. */
const WANTED_UNITS = 50_160
const TOWER_LEVELS: readonly [number, number] = [12, 34]

export interface CompoundBuilding { name: string; footprint: Footprint; units: UnitPlan[] }
export interface Compound { name: string; site: Site; style: UnitStyle; buildings: CompoundBuilding[] }

/** Names every site with homes, numbers its buildings and lays out their rooms. */
export function createCompounds(ground: Ground, sites: readonly Site[], seed: number): Compound[] {
  const random = createRandom(seed, 'compounds')
  const names = createNames(random)
  const compounds: Compound[] = []
  for (const site of sites) {
    if (!HOMES.has(site.use)) continue
    if (site.use === 'great') thinOut(site)
    const homes = site.footprints.filter((footprint) => footprint.use !== 'civic' && footprint.use !== 'shops')
    if (homes.length === 0) continue
    const style = createUnitStyle(site.use, homes[0].stairs, random)
    const ending = random.chance(0.85) ? '号' : '幢'
    const skipsFour = site.use === 'tower' && random.chance(0.4)
    let number = 0
    const buildings = homes.map((footprint): CompoundBuilding => {
      number++
      while (skipsFour && number % 10 === 4) number++
      footprint.onStreet = site.use !== 'lane' && random.chance(0.3) && isOnStreet(ground, site, footprint.center)
      return { name: `${number}${ending}`, footprint, units: layOutUnits(footprint, style, random) }
    })
    compounds.push({ name: names(site.use), site, style, buildings })
  }
  for (const { site, buildings, style } of compounds) if (site.use === 'great') adjustUnits(buildings, GREAT_UNITS, style, random)
  raiseTowers(compounds, random)
  return compounds
}

/** Keeps exactly 93 slabs; those in the middle make room for a garden. */
function thinOut(site: Site): void {
  const far = (footprint: Footprint): number => metresBetween(footprint.center, site.center)
  const surplus = site.footprints.length - GREAT_BUILDINGS
  const dropped = new Set(site.footprints.slice().sort((one, other) => far(one) - far(other)).slice(0, surplus))
  site.footprints = site.footprints.filter((footprint) => !dropped.has(footprint))
  const outers = site.footprints.map((footprint) => footprint.rings[0])
  const garden = fitShape(site.kerb, [[-60, -34], [40, -48], [66, 10], [30, 46], [-44, 40]], site.center, 0, 0.2, outers, 3)
  if (garden !== null) site.greens.push({ kind: 'park', ring: garden })
}

function isOnStreet(ground: Ground, site: Site, center: Point): boolean {
  const ring = ground.plan.ringOf(site.face), kinds = ground.plan.kindsOf(site.face)
  return ring.some((a, edge) => (kinds[edge] === 'major' || kinds[edge] === 'avenue')
    && distanceToSegment(center, a, ring[(edge + 1) % ring.length]) < HALF_WIDTH_METRES[kinds[edge]] + 36)
}

/** Adds or takes storeys of towers, one at a time, until the sub-district has its homes. */
function raiseTowers(compounds: readonly Compound[], random: Random): void {
  const towers = compounds.filter((compound) => compound.site.use === 'tower')
    .flatMap((compound) => compound.buildings.map((building) => ({ building, style: compound.style })))
  random.shuffle(towers)
  let missing = WANTED_UNITS
  for (const { buildings } of compounds) for (const { units } of buildings) missing -= units.length
  for (let turn = 0; turn < towers.length * 14 && Math.abs(missing) > 6; turn++) {
    const { building, style } = towers[turn % towers.length]
    const levels = building.footprint.levels + Math.sign(missing)
    if (levels < TOWER_LEVELS[0] || levels > TOWER_LEVELS[1]) continue
    building.footprint.levels = levels
    missing += building.units.length
    building.units = layOutUnits(building.footprint, style, random)
    missing -= building.units.length
  }
}

/** Every name once; the great compound has its own. Villages of one stem are numbered in the order they were built. */
function createNames(random: Random): (use: Site['use']) => string {
  const used = new Set<string>([GREAT_COMPOUND_NAME])
  const lanes = random.shuffle(LANE_NAMES.slice())
  const series = random.shuffle(PLACE_STEMS.slice()).map((stem) => ({ stem, numbered: random.chance(0.45), built: 0 }))
  const draw = (suffixes: readonly string[]): string => {
    for (;;) {
      const name = random.pick(PLACE_STEMS) + random.pick(suffixes)
      if (used.has(name)) continue
      used.add(name)
      return name
    }
  }
  const drawVillage = (): string => {
    for (;;) {
      const village = random.pick(series)
      const suffixes = village.numbered ? NUMBERED_VILLAGE_SUFFIXES : VILLAGE_SUFFIXES
      const name = village.stem + (suffixes[village.built++] ?? '')
      if (name === village.stem || used.has(name)) continue
      used.add(name)
      return name
    }
  }
  return (use) => {
    switch (use) {
      case 'great': return GREAT_COMPOUND_NAME
      case 'lane': return lanes.pop() ?? draw(['里', '坊'])
      case 'midrise': return draw(MIDRISE_SUFFIXES)
      case 'tower': return draw(TOWER_SUFFIXES)
      default: return drawVillage()
    }
  }
}

import { chooseLandUse, type LandUse, type Plot } from './chooseLandUse.ts'
import { createRandom, type Random } from './createRandom.ts'
import { fitShape } from './fitShape.ts'
import type { Footprint, SitePlan } from './Footprint.ts'
import type { Ground } from './layOutGround.ts'
import { type EdgeKind, HALF_WIDTH_METRES } from './roads.ts'
import { distanceToSegment } from './plane/distanceToSegment.ts'
import { insetRing } from './plane/insetRing.ts'
import { orientedBox } from './plane/orientedBox.ts'
import { metresBetween } from './plane/metresBetween.ts'
import type { Point, Ring } from './plane/Point.ts'
import { ringArea } from './plane/ringArea.ts'
import { ringCentroid } from './plane/ringCentroid.ts'
import { ringIsWithin } from './plane/ringIsWithin.ts'
import { ringsAreApart } from './plane/ringsAreApart.ts'
import { roundCorners } from './plane/roundCorners.ts'
import { placeLaneHouses } from './placeLaneHouses.ts'
import { placeOffices } from './placeOffices.ts'
import { placeSchool } from './placeSchool.ts'
import { placeSlabs } from './placeSlabs.ts'
import { placeTowers, type TowerShape } from './placeTowers.ts'

/** One face of the ground with what stands on it. */
export interface Site extends SitePlan {
  face: number
  use: LandUse | 'embankment'
  /** Within the kerbs. */
  kerb: Ring
  center: Point
}

/** From the kerb to the walls, metres. */
const SETBACK_METRES: Record<EdgeKind, number> = { frame: 0, bank: 0, walk: 0, avenue: 8, major: 8, minor: 5, lane: 3.5, creek: 7 }
const TOWER_SHAPES: readonly (readonly [TowerShape, number])[] = [
  ['butterfly', 3], ['aitch', 2], ['block', 2], ['star', 0.8], ['plate', 2.4], ['cross', 1],
]
const SHOP_DEPTH_METRES = 9
const SIDE_DEPTH_METRES = 11
/** The compound of the brief: 93 buildings, 2,046 homes. */
export const GREAT_BUILDINGS = 93

/** Uses whose sites are compounds with homes. */
export const HOMES: ReadonlySet<Site['use']> = new Set<Site['use']>(['great', 'slab', 'midrise', 'tower', 'lane'])

/** Decides the use of every site and builds it up; sites too thin to build on become green. */
export function buildSites(ground: Ground, seed: number): Site[] {
  const { plan } = ground
  const kerbs = new Map<number, Ring>()
  for (const face of [...ground.sites, ground.greatSite, ...ground.embankment]) {
    const kinds = plan.kindsOf(face)
    const kerb = insetRing(plan.ringOf(face), (edge) => HALF_WIDTH_METRES[kinds[edge]])
    if (kerb !== null) kerbs.set(face, kerb)
  }
  const faces = [...ground.sites, ground.greatSite].filter((face) => kerbs.has(face))
  const plots = faces.map((face): Plot => {
    const kerb = kerbs.get(face)!
    const center = ringCentroid(kerb)
    const box = orientedBox(kerb)
    return {
      face, center, area: ringArea(kerb), slenderness: box.length / box.width,
      metresToBank: metresTo(center, ground.bank), metresToCreek: metresTo(center, ground.creek),
    }
  })
  const uses = chooseLandUse(plots, ground.greatSite, createRandom(seed, 'land use'))
  const sites: Site[] = plots.map((plot) => {
    const use = uses.get(plot.face)!
    const kerb = kerbs.get(plot.face)!
    // A stream per site: a change to one does not move the next.
    const random = createRandom(seed, `site ${plot.face}`)
    const built = buildSite(ground, plot.face, use, kerb, random)
    if (HOMES.has(use)) addSheds(ground, plot.face, kerb, built, random)
    return { face: plot.face, use, kerb, center: plot.center, ...built }
  })
  for (const face of ground.embankment) {
    const kerb = kerbs.get(face)
    if (kerb === undefined) continue
    const random = createRandom(seed, `embankment ${face}`)
    sites.push({ face, use: 'embankment', kerb, center: ringCentroid(kerb), ...buildEmbankment(ground, kerb, random) })
  }
  return sites
}

/** Gatehouse, bicycle shed, pump house, club room: every compound has a few low ones at its edge. */
function addSheds(ground: Ground, face: number, kerb: Ring, built: SitePlan, random: Random): void {
  if (ringArea(kerb) < 9_000 || ground.greatSite === face) return
  const wanted = random.integer(1, 2) + (ringArea(kerb) > 40_000 ? 1 : 0)
  const placed = built.footprints.map((footprint) => footprint.rings[0])
  const clear = [...placed, ...built.greens.map((green) => green.ring)]
  const inner = insetRing(kerb, 3)
  if (inner === null) return
  for (let made = 0, attempt = 0; made < wanted && attempt < 30; attempt++) {
    const edge = random.integer(0, inner.length - 1)
    const a = inner[edge], b = inner[(edge + 1) % inner.length]
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    if (length < 12) continue
    const half = random.between(4, 10), side = random.between(2.6, 4.2), along = random.next()
    const spot: Point = [
      a[0] + (b[0] - a[0]) * along - ((b[1] - a[1]) / length) * (side + 1),
      a[1] + (b[1] - a[1]) * along + ((b[0] - a[0]) / length) * (side + 1),
    ]
    const shape: Point[] = [[-half, -side], [half, -side], [half, side], [-half, side]]
    const shed = fitShape(inner, shape, spot, Math.atan2(b[1] - a[1], b[0] - a[0]), 0.9, clear, 2.5)
    if (shed === null) continue
    clear.push(shed)
    built.footprints.push({ use: 'civic', rings: [shed], levels: random.integer(1, 2), stairs: 0, center: spot })
    made++
  }
}

function metresTo(point: Point, line: readonly Point[]): number {
  let least = Infinity
  for (let at = 0; at + 1 < line.length; at++) least = Math.min(least, distanceToSegment(point, line[at], line[at + 1]))
  return least
}

function buildSite(ground: Ground, face: number, use: LandUse, kerb: Ring, random: Random): SitePlan {
  const { plan } = ground
  const ring = plan.ringOf(face), kinds = plan.kindsOf(face)
  const empty: SitePlan = { footprints: [], greens: [], paths: [] }
  const yardWith = (extra: (edge: number) => number): Ring | null =>
    insetRing(ring, (edge) => HALF_WIDTH_METRES[kinds[edge]] + SETBACK_METRES[kinds[edge]] + extra(edge))
  const yard = yardWith(() => 0)
  if (yard === null) return { ...empty, greens: [{ kind: 'park', ring: kerb }] }
  const angle = facingAngle(kerb, random)
  switch (use) {
    case 'great': {
      const style = {
        use: 'slab', angle, depth: 11.5, levels: [[6, 1]], stairFront: 15.5, stairs: [[2, 5], [3, 3.2], [1, 0.4]],
      } as const
      // Closer rows until there is room; createCompounds keeps 93 of them.
      for (const spacing of [1.2, 1.14, 1.08, 1.02, 0.96, 0.9]) {
        const slabs = placeSlabs(yard, { ...style, spacing }, random)
        if (slabs.footprints.length >= GREAT_BUILDINGS + 2) return slabs
      }
      throw new Error('buildSites: the great compound does not fit')
    }
    case 'slab': {
      const shopEdges = chooseShopEdges(ring, kinds, random)
      const shops: Ring[] = []
      for (const shop of shopEdges.map((edge) => drawShops(ring, kinds, edge))) {
        if (ringIsWithin(shop, kerb) && shops.every((other) => ringsAreApart(shop, other, 1))) shops.push(shop)
      }
      // Every third compound closes its sides with slabs along the street.
      const closed = random.chance(0.34) ? chooseClosedEdges(ring, shopEdges, angle) : []
      const sides = closed.flatMap((edge) => drawSideSlabs(ring, kinds, edge, yard, random))
      const rows = yardWith((edge) =>
        shopEdges.includes(edge) ? SHOP_DEPTH_METRES + 3 : closed.includes(edge) ? SIDE_DEPTH_METRES + 7 : 0) ?? yard
      const tall = random.chance(0.25)
      const slabs = placeSlabs(rows, {
        use: 'slab', angle, depth: random.between(10.5, 12.5), spacing: random.between(0.86, 1.02),
        stairFront: random.between(14.5, 17.5),
        levels: tall ? [[7, 2], [6, 2]] : [[6, 7], [5, 2.4], [4, 0.5]], stairs: [[2, 5.5], [3, 3], [4, 0.8], [1, 0.8]],
      }, random, [...shops, ...sides.map((side) => side.rings[0])])
      const keptSides = sides.filter((side) => shops.every((shop) => ringsAreApart(side.rings[0], shop, 3)))
      return { ...slabs, footprints: [...slabs.footprints, ...keptSides, ...shops.map((shop): Footprint => ({
        use: 'shops', rings: [shop], levels: random.integer(1, 3), stairs: 0, center: ringCentroid(shop),
      }))] }
    }
    case 'midrise':
      return placeSlabs(yard, {
        use: 'midrise', angle, depth: random.between(13, 15), spacing: random.between(0.8, 0.95),
        stairFront: random.between(17, 21),
        levels: [[11, 4], [12, 1], [9, 1.5], [8, 1]], stairs: [[2, 4], [3, 3], [1, 1.4]],
      }, random)
    case 'tower': {
      const shape = random.weighted(TOWER_SHAPES)
      const levels: readonly [number, number] = random.chance(0.25) ? [28, 34] : random.chance(0.5) ? [18, 24] : [15, 18]
      return placeTowers(yard, { angle, shape, levels, gap: random.between(15, 24) }, random)
    }
    case 'lane': return placeLaneHouses(yard, edgeAngle(kerb, random), random)
    case 'office': {
      // The skyline stands by the river.
      const highest = metresTo(ringCentroid(kerb), ground.bank) < 520 ? 40 : 22
      return placeOffices(yard, random.between(3_200, 6_500), random, 'office', highest)
    }
    case 'civic': return placeOffices(yard, random.between(2_600, 4_800), random, 'civic', 8)
    case 'school': return placeSchool(yard, random)
    case 'park': return buildPark(kerb, random)
  }
}

/** Homes look south, a little east of it; rows take up the direction of the streets where those are not far off. */
function facingAngle(kerb: Ring, random: Random): number {
  const wanted = random.normal(-0.1, 0.1)
  const box = orientedBox(kerb)
  for (const turn of [0, Math.PI / 2]) {
    let angle = box.angle + turn
    angle -= Math.round(angle / Math.PI) * Math.PI
    if (Math.abs(angle) < 0.6) return angle * 0.92 + random.normal(0, 0.02)
  }
  return wanted - 0.25
}

function edgeAngle(kerb: Ring, random: Random): number {
  let longest = 0, angle = 0
  kerb.forEach((a, at) => {
    const b = kerb[(at + 1) % kerb.length]
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    if (length > longest) {
      longest = length
      angle = Math.atan2(b[1] - a[1], b[0] - a[0])
    }
  })
  return angle + random.normal(0, 0.03)
}

/** Runs of a large road's edge that have shops in front of the compound. */
function chooseShopEdges(ring: Ring, kinds: readonly EdgeKind[], random: Random): number[] {
  const share = random.weighted([[0, 3], [0.45, 2], [0.85, 1.4]])
  return ring.map((_, edge) => edge).filter((edge) => {
    const a = ring[edge], b = ring[(edge + 1) % ring.length]
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    if (length <= 26 || length >= 90) return false
    return kinds[edge] === 'major' ? random.chance(share) : kinds[edge] === 'minor' && random.chance(share * 0.3)
  })
}

/** Edges that run across the rows, more or less. */
function chooseClosedEdges(ring: Ring, shopEdges: readonly number[], rowAngle: number): number[] {
  return ring.map((_, edge) => edge).filter((edge) => {
    const a = ring[edge], b = ring[(edge + 1) % ring.length]
    const turn = Math.abs(Math.sin(Math.atan2(b[1] - a[1], b[0] - a[0]) - rowAngle))
    return !shopEdges.includes(edge) && turn > 0.82 && Math.hypot(b[0] - a[0], b[1] - a[1]) > 36
  })
}

/** Slabs with their long side to the street, as many as the edge has room for. */
function drawSideSlabs(ring: Ring, kinds: readonly EdgeKind[], edge: number, yard: Ring, random: Random): Footprint[] {
  const a = ring[edge], b = ring[(edge + 1) % ring.length]
  const length = Math.hypot(b[0] - a[0], b[1] - a[1])
  const dx = (b[0] - a[0]) / length, dy = (b[1] - a[1]) / length
  const near = HALF_WIDTH_METRES[kinds[edge]] + SETBACK_METRES[kinds[edge]] + 0.5
  const at = (along: number, in_: number): Point => [a[0] + dx * along - dy * in_, a[1] + dy * along + dx * in_]
  const far = near + SIDE_DEPTH_METRES
  const slabs: Footprint[] = []
  for (let along = 3; along + 24 < length;) {
    const size = Math.min(random.between(28, 46), length - along - 2)
    const shape = [at(along, near), at(along + size, near), at(along + size, far), at(along, far)]
    if (ringIsWithin(shape, yard) && slabs.every((other) => ringsAreApart(shape, other.rings[0], 4))) {
      const levels = random.weighted([[5, 2], [6, 5], [4, 1]])
      slabs.push({ use: 'slab', rings: [shape], levels, stairs: Math.max(1, Math.round(size / 16)), center: ringCentroid(shape) })
    }
    along += size + random.between(7, 14)
  }
  return slabs
}

function drawShops(ring: Ring, kinds: readonly EdgeKind[], edge: number): Ring {
  const a = ring[edge], b = ring[(edge + 1) % ring.length]
  const length = Math.hypot(b[0] - a[0], b[1] - a[1])
  const dx = (b[0] - a[0]) / length, dy = (b[1] - a[1]) / length
  const near = HALF_WIDTH_METRES[kinds[edge]] + 3, far = near + SHOP_DEPTH_METRES
  const at = (along: number, in_: number): Point => [a[0] + dx * along - dy * in_, a[1] + dy * along + dx * in_]
  return [at(2.5, near), at(length - 2.5, near), at(length - 2.5, far), at(2.5, far)]
}

function buildPark(kerb: Ring, random: Random): SitePlan {
  const plan: SitePlan = { footprints: [], greens: [{ kind: 'park', ring: roundCorners(kerb, 12) }], paths: [] }
  const center = ringCentroid(kerb), box = orientedBox(kerb)
  const pond = fitShape(kerb, drawBlob(box.width * 0.3, random), center, box.angle, 0.3)
  if (pond !== null && ringArea(kerb) > 15_000) plan.greens.push({ kind: 'water', ring: pond })
  const walk = insetRing(kerb, Math.min(14, box.width * 0.12))
  if (walk !== null) plan.paths.push([...roundCorners(walk, 20), roundCorners(walk, 20)[0]])
  for (let count = random.integer(1, 2); count > 0; count--) {
    const away = box.width * 0.37
    const spot: Point = [center[0] + Math.cos(box.angle + count) * away, center[1] + Math.sin(box.angle + count) * away]
    const turn = box.angle + random.between(-0.5, 0.5)
    const hut = fitShape(kerb, [[-9, -5], [9, -5], [9, 5], [-9, 5]], spot, turn, 0.7, pond === null ? [] : [pond])
    if (hut !== null && plan.footprints.every((other) => Math.hypot(other.center[0] - spot[0], other.center[1] - spot[1]) > 26)) {
      plan.footprints.push({ use: 'civic', rings: [hut], levels: 1, stairs: 0, center: spot })
    }
  }
  return plan
}

function drawBlob(radius: number, random: Random): Point[] {
  const ring: Point[] = []
  for (let at = 0; at < 18; at++) {
    const turn = (at * 2 * Math.PI) / 18
    const reach = radius * (1 + 0.28 * Math.sin(turn * 2 + 1) + 0.12 * Math.sin(turn * 3)) * random.between(0.94, 1.06)
    ring.push([Math.cos(turn) * reach * 1.5, Math.sin(turn) * reach])
  }
  return ring
}

function buildEmbankment(ground: Ground, kerb: Ring, random: Random): SitePlan {
  const plan: SitePlan = { footprints: [], greens: [{ kind: 'park', ring: kerb }], paths: [] }
  const side = ground.bank.filter((point) => kerb.some((corner) => metresBetween(corner, point) < 1))
  if (side.length > 2 && random.chance(0.6)) {
    const spot = halfwayInto(kerb, side[Math.floor(side.length * random.between(0.3, 0.7))])
    const hut = fitShape(kerb, [[-11, -6], [11, -6], [11, 6], [-11, 6]], spot, random.between(0, Math.PI), 0.7)
    if (hut !== null) plan.footprints.push({ use: 'civic', rings: [hut], levels: random.integer(1, 2), stairs: 0, center: spot })
  }
  return plan
}

/** From a point at the water's side to the middle of the strip there. */
function halfwayInto(kerb: Ring, from: Point): Point {
  let best: Point = from, least = Infinity
  for (const corner of kerb) {
    const distance = Math.hypot(corner[0] - from[0], corner[1] - from[1])
    if (distance > 30 && distance < least) {
      least = distance
      best = [(corner[0] + from[0]) / 2, (corner[1] + from[1]) / 2]
    }
  }
  return best
}

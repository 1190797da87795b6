import type { Random } from './createRandom.ts'
import { cutLots } from './cutLots.ts'
import { fitShape } from './fitShape.ts'
import type { BuildingUse, SitePlan } from './Footprint.ts'
import { halveRing } from './plane/halveRing.ts'
import { insetRing } from './plane/insetRing.ts'
import { orientedBox } from './plane/orientedBox.ts'
import type { Point, Ring } from './plane/Point.ts'
import { ringArea } from './plane/ringArea.ts'
import { ringCentroid } from './plane/ringCentroid.ts'
import { ringsAreApart } from './plane/ringsAreApart.ts'
import { roundCorners } from './plane/roundCorners.ts'

/** Lots of a few thousand square metres, each filled to its streets: podiums, courts, towers, halls. */
export function placeOffices(
  yard: Ring, lotSquareMetres: number, random: Random, use: BuildingUse = 'office', highest = 32,
): SitePlan {
  const plan: SitePlan = { footprints: [], greens: [], paths: [] }
  for (const lot of cutLots(yard, lotSquareMetres, random)) fillLot(lot, plan, random, use, highest)
  return plan
}

function fillLot(lot: Ring, plan: SitePlan, random: Random, use: BuildingUse, highest: number): void {
  const free = insetRing(lot, random.between(4, 8))
  if (free === null || ringArea(free) < 220) return
  const box = orientedBox(free)
  const center = ringCentroid(free)
  const half = box.length / 2, side = box.width / 2
  const add = (rings: Ring[], levels: number): void => {
    plan.footprints.push({ use, rings, levels, stairs: 0, center: ringCentroid(rings[0]) })
  }
  const kind = random.next()
  if (kind < 0.22) {
    // The lot itself, built up to its streets.
    add([random.chance(0.5) ? roundCorners(free, random.between(3, 12)) : free], random.integer(3, Math.min(9, highest)))
  } else if (kind < 0.4 && side > 16) {
    // A court inside.
    const court = insetRing(free, random.between(11, 15))
    add(court !== null && ringArea(court) > 120 ? [free, court.slice().reverse()] : [free], random.integer(4, Math.min(12, highest)))
  } else if (kind < 0.62) {
    const wing = Math.min(side * 0.9, random.between(14, 19))
    const shape: Point[] = random.chance(0.5)
      ? [[-half, -side], [half, -side], [half, -side + wing], [-half + wing, -side + wing], [-half + wing, side], [-half, side]]
      : [
          [-half, -side], [half, -side], [half, side], [half - wing, side],
          [half - wing, -side + wing], [-half + wing, -side + wing], [-half + wing, side], [-half, side],
        ]
    const ring = fitShape(free, shape, box.center, box.angle + (random.chance(0.5) ? Math.PI : 0), 0.6)
    add([ring ?? free], random.integer(4, Math.min(14, highest)))
  } else {
    // A tower on one side, its podium beside it.
    const size = Math.min(side * 0.92, random.between(15, 23))
    const round = random.next()
    const square: Point[] = [[-size, -size], [size, -size], [size, size], [-size, size]]
    const tower = round < 0.25 ? circle(size, 20) : round < 0.5 ? roundCorners(square, size * 0.6) : square
    const away = Math.max(0, half - size) * (random.chance(0.5) ? 1 : -1) * random.between(0.75, 0.95)
    const spot: Point = [box.center[0] + Math.cos(box.angle) * away, box.center[1] + Math.sin(box.angle) * away]
    const ring = fitShape(free, tower, spot, box.angle, 0.55) ?? fitShape(free, tower, center, box.angle, 0.4)
    if (ring === null) {
      add([free], random.integer(3, Math.min(7, highest)))
      return
    }
    add([ring], random.integer(Math.min(12, highest), highest))
    const beside = Math.sign(away) * (size + 1.5)
    const cut: Point = [spot[0] - Math.cos(box.angle) * beside, spot[1] - Math.sin(box.angle) * beside]
    const podium = halveRing(free, cut, box.angle + Math.PI / 2)
      .filter((part) => ringArea(part) > 300 && ringArea(part) < ringArea(free) * 0.8)
      .map((part) => insetRing(part, 0.8))
      .find((part) => part !== null && ringsAreApart(part, ring, 0.8))
    if (podium && random.chance(0.75)) add([roundCorners(podium, 4)], random.integer(2, 5))
  }
}

function circle(radius: number, corners: number): Point[] {
  return Array.from({ length: corners }, (_, at): Point => [
    Math.cos((at * 2 * Math.PI) / corners) * radius, Math.sin((at * 2 * Math.PI) / corners) * radius,
  ])
}

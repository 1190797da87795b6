import type { Random } from './createRandom.ts'
import { cutLots } from './cutLots.ts'
import { fitShape } from './fitShape.ts'
import type { SitePlan } from './Footprint.ts'
import { halveRing } from './plane/halveRing.ts'
import { orientedBox } from './plane/orientedBox.ts'
import type { Point, Ring } from './plane/Point.ts'
import { ringCentroid } from './plane/ringCentroid.ts'

/** A running track on one side of the ground, teaching blocks on the other; the first building is the main one. */
export function placeSchool(yard: Ring, random: Random): SitePlan {
  const plan: SitePlan = { footprints: [], greens: [], paths: [] }
  const box = orientedBox(yard)
  const toField = random.chance(0.5) ? 1 : -1
  const shift = box.length * 0.06 * toField
  const through: Point = [box.center[0] + Math.cos(box.angle) * shift, box.center[1] + Math.sin(box.angle) * shift]
  const halves = halveRing(yard, through, box.angle + Math.PI / 2)
  const along = (ring: Ring): number => {
    const [x, y] = ringCentroid(ring)
    return (x - box.center[0]) * Math.cos(box.angle) + (y - box.center[1]) * Math.sin(box.angle)
  }
  halves.sort((one, other) => (along(one) - along(other)) * toField)
  const [teaching, field] = halves

  const fieldBox = orientedBox(field)
  const track = fitShape(field, drawTrack(fieldBox.length / 2, fieldBox.width / 2), fieldBox.center, fieldBox.angle, 0.4)
  if (track !== null) plan.greens.push({ kind: 'park', ring: track })

  const placed: Ring[] = []
  const add = (ring: Ring | null, levels: number): void => {
    if (ring === null) return
    placed.push(ring)
    plan.footprints.push({ use: 'school', rings: [ring], levels, stairs: 0, center: ringCentroid(ring) })
  }
  const lots = cutLots(teaching, 4200, random)
  lots.forEach((lot, at) => {
    const lotBox = orientedBox(lot)
    const shape = at === 0
      ? drawTeaching(lotBox.length / 2 - 4, lotBox.width / 2 - 4, random)
      : drawHall(lotBox.length / 2 - 5, lotBox.width / 2 - 5, random)
    add(fitShape(lot, shape, lotBox.center, lotBox.angle, 0.4, placed, 5)
      ?? fitShape(lot, shape, ringCentroid(lot), lotBox.angle, 0.25, placed, 5), at === 0 ? random.integer(4, 5) : random.integer(1, 4))
  })
  // The porter's lodge in the corner that is left.
  for (const corner of yard) {
    const center = ringCentroid(yard)
    const spot: Point = [corner[0] + (center[0] - corner[0]) * 0.1, corner[1] + (center[1] - corner[1]) * 0.1]
    const clear = track === null ? placed : [...placed, track]
    const lodge = fitShape(yard, [[-5, -3.5], [5, -3.5], [5, 3.5], [-5, 3.5]], spot, box.angle, 0.9, clear, 3)
    if (lodge !== null) {
      add(lodge, 1)
      break
    }
  }
  return plan
}

function drawTrack(half: number, side: number): Point[] {
  const radius = Math.min(side * 0.94, 38), straight = Math.max(4, Math.min(half * 0.95, 78) - radius)
  const ring: Point[] = []
  for (let at = 0; at <= 10; at++) {
    const turn = -Math.PI / 2 + (at * Math.PI) / 10
    ring.push([straight + Math.cos(turn) * radius, Math.sin(turn) * radius])
  }
  for (let at = 0; at <= 10; at++) {
    const turn = Math.PI / 2 + (at * Math.PI) / 10
    ring.push([-straight + Math.cos(turn) * radius, Math.sin(turn) * radius])
  }
  return ring
}

function drawTeaching(half: number, side: number, random: Random): Point[] {
  const h = Math.min(half, 46), s = Math.min(side, 32), wing = Math.min(11, s * 0.5)
  const kind = random.integer(0, 2)
  if (kind === 0) return [[-h, -s], [h, -s], [h, -s + wing], [-h + wing, -s + wing], [-h + wing, s], [-h, s]]
  if (kind === 1) {
    return [[-h, -s], [h, -s], [h, s], [h - wing, s], [h - wing, -s + wing], [-h + wing, -s + wing], [-h + wing, s], [-h, s]]
  }
  const m = wing / 2
  return [
    [-h, -s], [h, -s], [h, s], [h - wing, s], [h - wing, -s + wing], [m, -s + wing],
    [m, s * 0.8], [-m, s * 0.8], [-m, -s + wing], [-h + wing, -s + wing], [-h + wing, s], [-h, s],
  ]
}

function drawHall(half: number, side: number, random: Random): Point[] {
  const h = Math.min(half, random.between(18, 30)), s = Math.min(side, random.between(9, 17))
  if (random.chance(0.7)) return [[-h, -s], [h, -s], [h, s], [-h, s]]
  return [[-h, -s], [h, -s], [h, s * 0.2], [h * 0.2, s * 0.2], [h * 0.2, s], [-h, s]]
}

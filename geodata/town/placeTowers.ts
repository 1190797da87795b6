import type { Random } from './createRandom.ts'
import type { SitePlan } from './Footprint.ts'
import type { Point, Ring } from './plane/Point.ts'
import { ringCentroid } from './plane/ringCentroid.ts'
import { ringExtent } from './plane/ringExtent.ts'
import { ringIsWithin } from './plane/ringIsWithin.ts'
import { ringsAreApart } from './plane/ringsAreApart.ts'
import { roundCorners } from './plane/roundCorners.ts'
import { standShape } from './plane/standShape.ts'

export interface TowerStyle { angle: number; levels: readonly [number, number]; shape: TowerShape; gap: number }
export type TowerShape = 'butterfly' | 'aitch' | 'block' | 'star' | 'plate' | 'cross'

/** Point blocks in offset rows around a garden; the middle of a large yard stays free. */
export function placeTowers(yard: Ring, style: TowerStyle, random: Random, taken: readonly Ring[] = []): SitePlan {
  const plan: SitePlan = { footprints: [], greens: [], paths: [] }
  const turned = standShape(yard, [0, 0], -style.angle)
  const [left, bottom, right, top] = ringExtent(turned)
  const sample = drawTower(style.shape, random)
  const [, sampleBottom, sampleRight, sampleTop] = ringExtent(sample)
  const width = sampleRight * 2 + style.gap * 0.8, height = sampleTop - sampleBottom + style.gap * 1.25
  const middle = ringCentroid(yard)
  const garden = (right - left) * (top - bottom) > 26_000
    ? roundCorners(standShape([[-26, -17], [24, -20], [30, 14], [-20, 19]], middle, style.angle + random.between(-0.3, 0.3)), 14)
    : null
  if (garden !== null) {
    plan.greens.push({ kind: 'park', ring: garden })
    if (random.chance(0.5)) {
      const pond = garden.map(([x, y]): Point => [middle[0] + (x - middle[0]) * 0.4, middle[1] + (y - middle[1]) * 0.4])
      plan.greens.push({ kind: 'water', ring: pond })
    }
  }
  const placed: Ring[] = []
  const usual = random.integer(style.levels[0], style.levels[1])
  let row = 0
  for (let y = bottom + (sampleTop - sampleBottom) / 2 + 1; y < top; y += height, row++) {
    const shift = row % 2 === 0 ? 0 : width / 2
    for (let x = left + sampleRight + 1 + shift; x < right; x += width) {
      const center = standShape([[x + random.between(-4, 4), y + random.between(-3, 3)]], [0, 0], style.angle)[0]
      const levels = random.chance(0.7) ? usual : random.integer(style.levels[0], style.levels[1])
      // Slide into the yard where its edge is slanted.
      for (const [dx, dy] of [[0, 0], [0, 9], [9, 0], [-9, 0], [0, -9], [0, 17], [15, 0], [-15, 0]]) {
        const spot: Point = [center[0] + dx, center[1] + dy]
        const ring = standShape(drawTower(style.shape, random), spot, style.angle + random.between(-0.03, 0.03))
        if (!ringIsWithin(ring, yard)) continue
        if (!placed.every((other) => ringsAreApart(ring, other, style.gap * 0.62))) continue
        if (!taken.every((other) => ringsAreApart(ring, other, 6))) continue
        if (garden !== null && !ringsAreApart(ring, garden, 4)) continue
        placed.push(ring)
        plan.footprints.push({ use: 'tower', rings: [ring], levels, stairs: style.shape === 'plate' ? 2 : 1, center: spot })
        break
      }
    }
  }
  return plan
}

/** Around the origin, front to the south, metres. */
function drawTower(shape: TowerShape, random: Random): Point[] {
  const s = random.between(0.94, 1.06)
  const scaled = (points: Point[]): Point[] => points.map(([x, y]) => [x * s, y * s])
  switch (shape) {
    case 'butterfly':
      return scaled([
        [-17, -9], [-6, -6], [-6, -9], [6, -9], [6, -6], [17, -9], [18, 3], [8, 6], [7, 10], [-7, 10], [-8, 6], [-18, 3],
      ])
    case 'aitch':
      return scaled([
        [-14, -11], [-5, -11], [-5, -6], [5, -6], [5, -11], [14, -11], [14, 11], [5, 11], [5, 7], [-5, 7], [-5, 11], [-14, 11],
      ])
    case 'block':
      return scaled([[-12, -11], [12, -11], [12, 10], [4, 10], [4, 12], [-4, 12], [-4, 10], [-12, 10]])
    case 'star':
      return scaled([[-3.5, 4], [-3.5, 17], [3.5, 17], [3.5, 4], [15, -3.5], [11.5, -10.5], [0, -4.5], [-11.5, -10.5], [-15, -3.5]]
        .map(([x, y]): Point => [x * 1.1, y * 1.1]).reverse())
    case 'plate':
      return scaled([
        [-24, -7], [-2, -7], [-2, -5], [2, -5], [2, -7], [24, -7], [24, 6], [15, 6],
        [15, 8.5], [9, 8.5], [9, 6], [-9, 6], [-9, 8.5], [-15, 8.5], [-15, 6], [-24, 6],
      ])
    case 'cross':
      return scaled([
        [-6, -15], [6, -15], [6, -6], [15, -6], [15, 6], [6, 6], [6, 14], [-6, 14], [-6, 6], [-15, 6], [-15, -6], [-6, -6],
      ])
  }
}

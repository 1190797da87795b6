import type { Random } from './createRandom.ts'
import type { SitePlan } from './Footprint.ts'
import type { Point, Ring } from './plane/Point.ts'
import { ringExtent } from './plane/ringExtent.ts'
import { ringIsWithin } from './plane/ringIsWithin.ts'
import { ringsAreApart } from './plane/ringsAreApart.ts'
import { standShape } from './plane/standShape.ts'

/** Low rows along narrow lanes (里弄), crooked by hand and by time: no two corners quite square. */
export function placeLaneHouses(yard: Ring, angle: number, random: Random): SitePlan {
  const plan: SitePlan = { footprints: [], greens: [], paths: [] }
  const turned = standShape(yard, [0, 0], -angle)
  const [left, bottom, right, top] = ringExtent(turned)
  const placed: Ring[] = []
  const mains: number[] = []
  for (let x = left + random.between(30, 55); x < right - 18; x += random.between(48, 78)) mains.push(x)
  for (const x of mains) {
    const lane: Point[] = [[x, bottom + 4], [x + random.between(-3, 3), (bottom + top) / 2], [x, top - 4]]
    plan.paths.push(standShape(lane, [0, 0], angle))
  }
  const edges = [left, ...mains, right]
  for (let column = 0; column + 1 < edges.length; column++) {
    const tilt = random.between(-0.035, 0.035)
    let y = bottom + random.between(0, 4)
    while (y < top) {
      const depth = random.between(8, 12.5)
      let x = edges[column] + (column === 0 ? 0 : 3)
      const end = edges[column + 1] - (column + 2 === edges.length ? 0 : 3)
      while (x < end - 6) {
        const wanted = random.weighted([[random.between(8, 13), 3], [random.between(13, 20), 3], [random.between(20, 34), 1.1]])
        const length = Math.min(wanted, end - x)
        if (length < 6.5) break
        const lean = (): number => random.between(-0.55, 0.55)
        const shape: Point[] = [
          [x + 0.3 + lean() * 0.4, y + lean()], [x + length - 0.7 + lean() * 0.3, y + lean()],
          [x + length - 0.7 + lean() * 0.3, y + depth + lean()],
        ]
        // A back yard bites into one corner of every fourth house.
        if (random.chance(0.27)) {
          const bite = length * random.between(0.3, 0.55), deep = random.between(2, 4)
          shape.push([x + bite, y + depth], [x + bite, y + depth - deep], [x + 0.3, y + depth - deep])
        } else shape.push([x + 0.3 + lean() * 0.4, y + depth + lean()])
        const ring = standShape(shape.map(([a, b]): Point => [a, b + (a - edges[column]) * tilt]), [0, 0], angle)
        if (!random.chance(0.06) && ringIsWithin(ring, yard) && placed.every((other) => ringsAreApart(ring, other, 0.6))) {
          placed.push(ring)
          const center = standShape([[x + length / 2, y + depth / 2]], [0, 0], angle)[0]
          const levels = random.weighted([[2, 6], [3, 3], [1, 0.6], [4, 0.4]])
          plan.footprints.push({ use: 'lane', rings: [ring], levels, stairs: 1, center })
        }
        x += length + (random.chance(0.25) ? random.between(2, 4) : 0.7)
      }
      y += depth + random.between(2.6, 4.6)
    }
  }
  return plan
}

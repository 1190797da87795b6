import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSelfCrossing } from '../../../geodata/readers/findSelfCrossing.ts'

const ring = (...points: [number, number][]) => Int32Array.from([...points, points[0]].flat())

/** A star-shaped ring never crosses itself: every vertex is seen from the middle, in the order of angles. */
function createStar(radii: number[]): [number, number][] {
  return radii.map((radius, i) => {
    const angle = (2 * Math.PI * i) / radii.length
    return [Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle))]
  })
}

describe('findSelfCrossing', () => {
  it.each<[string, Int32Array, boolean]>([
    ['a square', ring([0, 0], [10, 0], [10, 10], [0, 10]), false],
    ['a triangle', ring([0, 0], [10, 0], [10, 10]), false],
    ['a bow-tie', ring([0, 0], [10, 10], [10, 0], [0, 10]), true],
    ['a pentagram', ring([0, 100], [59, -81], [-95, 31], [95, 31], [-59, -81]), true],
    ['a vertex that touches another edge', ring([0, 0], [10, 0], [10, 10], [5, 0], [0, 10]), false],
    ['a vertex at which the outline passes through another edge', ring([0, 0], [10, 0], [10, 10], [5, 0], [4, -5], [0, -3]), true],
    ['two squares that meet in one vertex', ring([0, 0], [5, 5], [10, 5], [10, 10], [5, 10], [5, 5], [0, 5]), false],
    ['a spike that runs back on itself', ring([0, 0], [10, 0], [10, 10], [15, 10], [10, 10], [0, 10]), false],
  ])('judges %s', (_, points, crosses) => {
    expect(findSelfCrossing(points) >= 0).toBe(crosses)
  })

  it('finds nothing in rings that are seen whole from their middle, and a crossing once two distant vertices change places', () => {
    // Radii large enough that rounding to whole units cannot make neighbours cross.
    fc.assert(fc.property(fc.array(fc.integer({ min: 5_000_000, max: 9_000_000 }), { minLength: 12, maxLength: 300 }), (radii) => {
      const star = createStar(radii)
      expect(findSelfCrossing(ring(...star))).toBe(-1)
      const half = Math.floor(star.length / 2)
      ;[star[0], star[half]] = [star[half], star[0]]
      expect(findSelfCrossing(ring(...star))).toBeGreaterThanOrEqual(0)
    }))
  })

  it('judges with the index as it does without', () => {
    const point = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }))
    fc.assert(fc.property(fc.array(point, { minLength: 5, maxLength: 9 }), (few) => {
      // The same outline with its edges cut into eight pieces has enough of them for the index.
      const many = few.flatMap(([x, y], i) => {
        const [nextX, nextY] = few[(i + 1) % few.length]
        return Array.from({ length: 8 }, (_, k): [number, number] => [8 * x + k * (nextX - x), 8 * y + k * (nextY - y)])
      })
      const coarse = findSelfCrossing(ring(...few.map(([x, y]): [number, number] => [8 * x, 8 * y]))) >= 0
      // Pieces of a collinear overlap may be told apart differently; a plain crossing must be found by both.
      if (coarse) expect(findSelfCrossing(ring(...many))).toBeGreaterThanOrEqual(0)
    }))
  })

  it('works through 100,000 vertices', () => {
    expect(findSelfCrossing(ring(...createStar(Array.from({ length: 100_000 }, (_, i) => 100_000_000 + (i % 7) * 1000))))).toBe(-1)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPickIndex, type PickRay } from '../../../../web/map/picking/createPickIndex.ts'
import { createLayout } from '../../../fixtures/createLayout.ts'

const DEGREE = 1e-5
const square = (x: number, y: number, size: number): [number, number][] => [[x, y], [x + size, y], [x + size, y + size], [x, y + size]].map(([a, b]) => [121.5 + a * DEGREE, 31.2 + b * DEGREE])
const ray = (ground: [number, number], top: [number, number], topMetres: number): PickRay => ({
  ground: [121.5 + ground[0] * DEGREE, 31.2 + ground[1] * DEGREE], top: [121.5 + top[0] * DEGREE, 31.2 + top[1] * DEGREE], topMetres,
})

describe('createPickIndex', () => {
  // A tower in the south, a low house behind it in the north; the camera looks from the south.
  const layout = createLayout({
    committees: [{ name: '一', rings: [square(-50, -50, 200)] }],
    buildings: [
      { committee: 0, rings: [square(0, 0, 10)], storeys: 30, heightMetres: 100 },
      { committee: 0, rings: [square(0, 20, 10)], storeys: 3, heightMetres: 10 },
      { committee: 0, rings: [square(40, 0, 30), square(50, 10, 10)], storeys: 6, heightMetres: 20 },
    ],
  })
  const picks = createPickIndex(layout)

  it('meets the tower where it covers the house behind it', () => {
    // The ground point is inside the house; on the way down the ray passes through the tower.
    expect(picks.building(ray([5, 25], [5, -75], 100), 1)).toBe(0)
  })

  it('meets the house where nothing covers it', () => {
    expect(picks.building(ray([5, 25], [5, 24], 100), 1)).toBe(1)
  })

  it('passes over the house when towers are flat', () => {
    expect(picks.building(ray([5, 25], [5, -75], 100), 0)).toBe(1)
    expect(picks.building(ray([5, 35], [5, -65], 100), 0)).toBe(-1)
  })

  it('meets the top of a tower whose foot is elsewhere', () => {
    expect(picks.building(ray([5, 105], [5, 5], 100), 1)).toBe(0)
  })

  it('falls through a courtyard', () => {
    expect(picks.building(ray([55, 15], [55, 15], 100), 1)).toBe(-1)
    expect(picks.building(ray([45, 15], [45, 15], 100), 1)).toBe(2)
  })

  it('knows the committee of a point on the ground', () => {
    expect(picks.committee(121.5, 31.2)).toBe(1)
    expect(picks.committee(121.6, 31.2)).toBe(-1)
  })

  it('finds what a walk down the ray finds', () => {
    const heights = [100, 10, 20]
    // A ray may graze a corner between two steps: the walk is taken past slightly smaller and slightly larger houses.
    const inside = (b: number, x: number, y: number, by: number): boolean => {
      const within = (x0: number, y0: number, size: number, more: number): boolean => x > x0 - more && x < x0 + size + more && y > y0 - more && y < y0 + size + more
      return b === 0 ? within(0, 0, 10, by) : b === 1 ? within(0, 20, 10, by) : within(40, 0, 30, by) && !within(50, 10, 10, -by)
    }
    const coordinate = fc.integer({ min: -60, max: 120 })
    fc.assert(fc.property(coordinate, coordinate, coordinate, coordinate, (gx, gy, tx, ty) => {
      const walk = (by: number): number => {
        for (let step = 4000; step >= 0; step--) {
          const t = step / 4000
          const found = [0, 1, 2].findIndex((b) => t * 100 <= heights[b] + by && inside(b, gx + 0.37 + (tx - gx) * t, gy + 0.41 + (ty - gy) * t, by))
          if (found >= 0) return found
        }
        return -1
      }
      expect([walk(-0.1), walk(0.1)]).toContain(picks.building(ray([gx + 0.37, gy + 0.41], [tx + 0.37, ty + 0.41], 100), 1))
    }), { numRuns: 300 })
  })

  it('has nothing to pick in an empty system', () => {
    const empty = createPickIndex(createLayout())
    expect(empty.building(ray([0, 0], [0, 0], 10), 1)).toBe(-1)
    expect(empty.committee(121.5, 31.2)).toBe(-1)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BOX_METRES, openBuilding, openedHeight, PULLED_METRES, type OpenedBuilding } from '../../../../web/map/layers/opened/openBuilding.ts'

const METRES = 1 / 111_320
/** A slab of 40 × 12 m, turned by `degrees`. */
function slab(degrees: number): [number, number][] {
  const turn = (degrees * Math.PI) / 180
  const lngMetres = METRES / Math.cos((31.2 * Math.PI) / 180)
  return [[0, 0], [40, 0], [40, 12], [0, 12]].map(([x, y]) => [121.5 + (x * Math.cos(turn) - y * Math.sin(turn)) * lngMetres, 31.2 + (x * Math.sin(turn) + y * Math.cos(turn)) * METRES])
}
const building = (rows: number, columns: number): OpenedBuilding => ({
  node: 7, rows, columns, cells: Array.from({ length: rows * columns }, (_, i) => ({ unit: `u${i}`, row: Math.floor(i / columns), column: i % columns, span: 1, status: i % 6 })),
})

describe('openBuilding', () => {
  it('has one box for every unit, storeys one above the other with air between, homes side by side', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 359 }), (rows, columns, degrees) => {
      const boxes = openBuilding(slab(degrees), building(rows, columns))
      expect(boxes.map(({ unit }) => unit)).toEqual(building(rows, columns).cells.map(({ unit }) => unit))
      boxes.forEach(({ floor, heightMetres }, i) => {
        expect(floor.map(([, , z]) => z)).toEqual(Array(4).fill(Math.floor(i / columns) * PULLED_METRES))
        expect(heightMetres).toBeLessThan(PULLED_METRES)
      })
      expect(openedHeight(building(rows, columns))).toBe((rows - 1) * PULLED_METRES + BOX_METRES)
    }), { numRuns: 60 })
  })

  it('stands on the footprint: columns along the long side, as deep as the short one, none over another', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 359 }), fc.integer({ min: 1, max: 10 }), (degrees, columns) => {
      const ring = slab(degrees)
      const boxes = openBuilding(ring, building(1, columns))
      const metres = ([aLng, aLat]: number[], [bLng, bLat]: number[]): number => Math.hypot((aLng - bLng) / METRES * Math.cos((31.2 * Math.PI) / 180), (aLat - bLat) / METRES)
      for (const { floor } of boxes) {
        expect(metres(floor[0], floor[1])).toBeCloseTo((40 / columns) * 0.88, 1)
        expect(metres(floor[1], floor[2])).toBeCloseTo(12, 1)
        for (const corner of floor) expect(Math.max(...ring.map((point) => metres(corner, point)))).toBeLessThan(42)
      }
      for (let i = 1; i < boxes.length; i++) expect(metres(boxes[i - 1].floor[1], boxes[i].floor[0])).toBeCloseTo((40 / columns) * 0.12, 1)
    }), { numRuns: 60 })
  })

  it('a merged flat is as long as its columns; nothing to stand on gives nothing', () => {
    const merged = openBuilding(slab(0), { node: 7, rows: 1, columns: 4, cells: [{ unit: 'u1', row: 0, column: 1, span: 2, status: 0 }] })
    expect((merged[0].floor[1][0] - merged[0].floor[0][0]) / METRES * Math.cos((31.2 * Math.PI) / 180)).toBeCloseTo(20 - 2 * 0.6, 1)
    expect(openBuilding([], building(2, 2))).toEqual([])
    expect(openBuilding(slab(0), { ...building(1, 1), columns: 0 })).toEqual([])
  })
})

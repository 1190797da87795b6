import { describe, expect, it } from 'vitest'
import { layOutElevation } from '../../../web/desk/layOutElevation.ts'
import { type ElevationMove, moveInElevation } from '../../../web/desk/moveInElevation.ts'
import { createCell } from '../../fixtures/createBuildingView.ts'

/** 3: 301 302 303 304 · 2: 201-202 204 · 1: 101 */
const layout = layOutElevation(['301', '302', '303', '304', '201-202', '204', '101'].map((room) => createCell(room, { storey: Number(room[0]) })))
const walk = (from: string, ...moves: ElevationMove[]): string => moves.reduce((unit, move) => moveInElevation(layout, unit, move), `u${from}`).slice(1)

describe('moveInElevation', () => {
  it('left and right stay on the storey and end at its edges', () => {
    expect([walk('302', 'left'), walk('301', 'left'), walk('304', 'right'), walk('201-202', 'right')]).toEqual(['301', '301', '304', '204'])
    expect([walk('302', 'row-end'), walk('304', 'row-start')]).toEqual(['304', '301'])
  })
  it('up and down go to what stands there, over holes to the nearest', () => {
    expect([walk('302', 'down'), walk('303', 'down'), walk('304', 'down', 'down')]).toEqual(['201-202', '201-202', '101'])
    expect([walk('101', 'up'), walk('301', 'up'), walk('101', 'down')]).toEqual(['201-202', '301', '101'])
  })
  it('pages, and the corners', () => expect([walk('302', 'page-down'), walk('101', 'page-up'), walk('302', 'last'), walk('101', 'first')]).toEqual(['101', '301', '101', '301']))
  it('from nowhere one comes to the first', () => expect(walk('999', 'down')).toBe('301'))
})

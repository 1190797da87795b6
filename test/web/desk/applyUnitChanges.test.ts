import { describe, expect, it } from 'vitest'
import { applyUnitChanges } from '../../../web/desk/applyUnitChanges.ts'
import { createBuildingView, createCell } from '../../fixtures/createBuildingView.ts'

const building = createBuildingView([createCell('101'), createCell('102', { status: 2, seq: 5, day: 3 })])
const news = (id: string, change: object = {}) => [{ id, status: 1, tags: 4, day: 0, todo: true, seq: 11, ...change }]

describe('applyUnitChanges', () => {
  it('only the changed cell is another object, and the counts follow', () => {
    const after = applyUnitChanges(building, news('u102'), 11)
    expect(after.cells[0]).toBe(building.cells[0])
    expect(after.cells[1]).toMatchObject({ room: '102', status: 1, tags: 4, day: 0, todo: true, seq: 11 })
    expect([after.rev, after.counts]).toEqual([11, [1, 1, 0, 0, 0, 0]])
    expect(building.counts).toEqual([1, 0, 1, 0, 0, 0])
  })
  it('news of other buildings, and news that says nothing new, leave the building as it is', () => {
    expect(applyUnitChanges(building, news('u999'), 11)).toBe(building)
    expect(applyUnitChanges(building, news('u102', { status: 2, tags: 0, day: 3, todo: false, seq: 5 }), 11)).toBe(building)
  })
  it('what is older than the building or than the cell is not applied', () => {
    expect(applyUnitChanges(building, news('u101'), 9)).toBe(building)
    expect(applyUnitChanges(building, news('u102', { seq: 4 }), 12)).toBe(building)
  })
  it('a unit without a status is in no count', () => {
    const bare = createBuildingView([createCell('101', { status: 255 })], { counts: [0, 0] })
    expect(applyUnitChanges(bare, news('u101'), 11).counts).toEqual([0, 1])
    expect(applyUnitChanges(bare, news('u101', { status: 255 }), 11).counts).toEqual([0, 0])
  })
})

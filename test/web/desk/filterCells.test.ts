import { describe, expect, it } from 'vitest'
import { type CellFilter, countByStatus, isFiltering, matchesFilter, NO_FILTER } from '../../../web/desk/filterCells.ts'
import { createCell } from '../../fixtures/createBuildingView.ts'

const cells = [
  createCell('101', { status: 0 }), createCell('102', { status: 1, tags: 0b10, todo: true }), createCell('103', { status: 2, tags: 0b11, tenure: 'rented' }),
  createCell('104', { status: 2, tenure: null }), createCell('105', { status: 255 }),
]
const through = (change: Partial<CellFilter>): string[] => cells.filter((cell) => matchesFilter(cell, { ...NO_FILTER, ...change })).map(({ room }) => room)

describe('filterCells', () => {
  it('nothing asked lets everything through', () => {
    expect(through({})).toHaveLength(cells.length)
    expect(isFiltering(NO_FILTER)).toBe(false)
  })
  it('several colours are one or the other; tag, tenure and today must all fit', () => {
    expect(through({ statuses: [1, 2] })).toEqual(['102', '103', '104'])
    expect(through({ tag: 1 })).toEqual(['102', '103'])
    expect(through({ tag: 1, tenure: 'rented' })).toEqual(['103'])
    expect(through({ todo: true, statuses: [2] })).toEqual([])
    expect(through({ tenure: 'none' })).toEqual(['104'])
  })
  it('the legend counts what its colours would show under the other filters', () => {
    expect(countByStatus(cells, { ...NO_FILTER, statuses: [1] }, 6)).toEqual([1, 1, 2, 0, 0, 0])
    expect(countByStatus(cells, { ...NO_FILTER, tag: 1 }, 6)).toEqual([0, 1, 1, 0, 0, 0])
  })
})

import fc from 'fast-check'
import { cellToChildren, cellToLatLng, latLngToCell } from 'h3-js'
import { expect, it } from 'vitest'
import { homeCells } from '../../../server/world/homeCells.ts'

const point = fc.tuple(fc.double({ min: 121.4, max: 121.6, noNaN: true }), fc.double({ min: 31.1, max: 31.3, noNaN: true }))

it('no cell holds fewer than the least, whatever the homes are; nobody is counted twice', () => {
  fc.assert(fc.property(fc.array(point, { maxLength: 200 }), fc.integer({ min: 2, max: 9 }), (points, least) => {
    const cells = homeCells(points, least)
    for (const [, , count] of cells) expect(count).toBeGreaterThanOrEqual(least)
    expect(cells.reduce((sum, [, , count]) => sum + count, 0)).toBeLessThanOrEqual(points.length)
  }))
})

it('five homes of one building are a cell of their own; four are none, wherever they are', () => {
  expect(homeCells(Array.from({ length: 5 }, () => [121.5, 31.2] as const), 5)).toEqual([[expect.closeTo(121.5, 2), expect.closeTo(31.2, 2), 5]])
  expect(homeCells(Array.from({ length: 4 }, () => [121.5, 31.2] as const), 5)).toEqual([])
})

it('too few in several cells beside each other are told as one coarser cell', () => {
  const scattered = cellToChildren(latLngToCell(31.2, 121.5, 8), 9).map((cell) => {
    const [lat, lng] = cellToLatLng(cell)
    return [lng, lat] as const
  })
  expect(homeCells(scattered, 5)).toEqual([[expect.closeTo(121.5, 1), expect.closeTo(31.2, 1), scattered.length]])
})

it('the order of the homes tells nothing', () => {
  fc.assert(fc.property(fc.array(point, { maxLength: 60 }), (points) => {
    expect(homeCells([...points].reverse(), 5)).toEqual(homeCells(points, 5))
  }))
})

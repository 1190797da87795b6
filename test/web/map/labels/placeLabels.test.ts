import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type LabelBox, placeLabels } from '../../../../web/map/labels/placeLabels.ts'

const AREA = { left: 100, top: 50, right: 900, bottom: 600 }
const box = fc.record({
  x: fc.integer({ min: 0, max: 1000 }), y: fc.integer({ min: 0, max: 700 }),
  width: fc.integer({ min: 40, max: 160 }), height: fc.integer({ min: 20, max: 60 }), priority: fc.nat(5),
})
const labelled = fc.array(box, { maxLength: 60 }).map((boxes): LabelBox[] => boxes.map((one, key) => ({ ...one, key })))

it('no two labels touch, and none leaves the area', () => {
  fc.assert(fc.property(labelled, (labels) => {
    const placed = placeLabels(labels, AREA).map(({ key, x, y }) => ({ ...labels[key], x, y }))
    placed.forEach((one, i) => {
      expect(one.x - one.width / 2 >= AREA.left && one.x + one.width / 2 <= AREA.right && one.y - one.height / 2 >= AREA.top && one.y + one.height / 2 <= AREA.bottom).toBe(true)
      for (const other of placed.slice(i + 1)) {
        expect(Math.abs(one.x - other.x) * 2 >= one.width + other.width || Math.abs(one.y - other.y) * 2 >= one.height + other.height).toBe(true)
      }
    })
  }))
})

it('the label that matters most is always there when it fits', () => {
  fc.assert(fc.property(labelled, (labels) => {
    const first: LabelBox = { key: 999, x: 500, y: 300, width: 100, height: 40, priority: 99 }
    expect(placeLabels([...labels, first], AREA)[0]).toEqual({ key: 999, x: 500, y: 300 })
  }))
})

it('of equals, the one that was there stays', () => {
  const pair: LabelBox[] = [1, 2].map((key) => ({ key, x: 500, y: 300, width: 100, height: 400, priority: 0 }))
  expect(placeLabels(pair, AREA).map(({ key }) => key)).toEqual([1])
  expect(placeLabels(pair, AREA, new Set([2])).map(({ key }) => key)).toEqual([2])
})

it('no label covers what stands there, and moves out of its way when it can', () => {
  const obstacle = fc.record({ x: fc.integer({ min: 0, max: 1000 }), y: fc.integer({ min: 0, max: 700 }), width: fc.integer({ min: 5, max: 60 }), height: fc.integer({ min: 5, max: 60 }) })
  fc.assert(fc.property(labelled, fc.array(obstacle, { maxLength: 20 }), (labels, obstacles) => {
    for (const { key, x, y } of placeLabels(labels, AREA, new Set(), obstacles)) {
      for (const other of obstacles) expect(Math.abs(other.x - x) * 2 >= other.width + labels[key].width || Math.abs(other.y - y) * 2 >= other.height + labels[key].height).toBe(true)
    }
  }))
  const label: LabelBox = { key: 1, x: 500, y: 300, width: 100, height: 40, priority: 0 }
  expect(placeLabels([label], AREA, new Set(), [{ x: 500, y: 315, width: 20, height: 20 }])).toEqual([{ key: 1, x: 500, y: 270 }])
})

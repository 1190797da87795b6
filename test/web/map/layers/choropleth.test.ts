import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHOROPLETH_RAMP, choroplethClasses, choroplethLegend, classOf } from '../../../../web/map/layers/choropleth/choroplethClasses.ts'
import { choroplethColors } from '../../../../web/map/layers/choropleth/choroplethColors.ts'
import { createLayout } from '../../../fixtures/createLayout.ts'
import { createPackDescription } from '../../../fixtures/createPackDescription.ts'

const pack = createPackDescription()
const share = pack.measures[0]
const count = pack.measures[2]
const RING: [number, number][] = [[121.5, 31.2], [121.51, 31.2], [121.51, 31.21]]

describe('choroplethClasses', () => {
  it('are five, adjoin, and every value lies in the one that holds it', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 }), (values) => {
      const classes = choroplethClasses(values, true)
      expect(classes).toHaveLength(5)
      classes.forEach((one, i) => {
        if (i > 0) expect(one.from).toBe(classes[i - 1].to)
        expect(one.from).toBeGreaterThanOrEqual(0)
        expect(one.to).toBeLessThanOrEqual(1)
      })
      for (const value of values) {
        const found = classOf(classes, value)!
        const i = classes.indexOf(found)
        if (i > 0) expect(value).toBeGreaterThanOrEqual(found.from - 1e-9)
        if (i < 4) expect(value).toBeLessThan(found.to)
      }
    }))
  })

  it('stay the same while values wander a little', () => {
    expect(choroplethClasses([0.021, 0.05, 0.081], true)).toEqual(choroplethClasses([0.023, 0.055, 0.088], true))
  })

  it('one extreme committee does not make all others look alike', () => {
    const values = [...Array.from({ length: 20 }, (_, i) => i / 200), 0.9]
    const used = new Set(values.map((value) => classOf(choroplethClasses(values, true), value)!.color))
    expect(used.size).toBe(5)
  })

  it('counts have whole steps', () => {
    expect(choroplethClasses([0, 3, 8], false).map(({ from }) => from)).toEqual([0, 2, 4, 6, 8])
    expect(choroplethClasses([0, 1], false).map(({ from }) => from)).toEqual([0, 1, 2, 3, 4])
  })

  it('of nothing there are none', () => {
    expect(choroplethClasses([null], true)).toEqual([])
    expect(classOf([], 1)).toBeNull()
  })
})

it('the legend says the classes in the reader’s language', () => {
  const legend = choroplethLegend(share, choroplethClasses([0.01, 0.09], true), 'en')
  expect(legend).toMatchObject({ title: 'Share waiting' })
  expect(legend.rows.map(({ label }) => label)).toEqual(['< 2 %', '2–4 %', '4–6 %', '6–8 %', '≥ 8 %'])
  expect(choroplethLegend(count, choroplethClasses([0, 8], false), 'zh-CN').rows.map(({ label }) => label)).toEqual(['< 2', '2–3', '4–5', '6–7', '≥ 8'])
  expect(choroplethLegend(count, choroplethClasses([0, 2], false), 'zh-CN').rows.map(({ label }) => label)).toEqual(['< 1', '1', '2', '3', '≥ 4'])
})

it('no class looks like a status', () => {
  const statuses = pack.statuses.flatMap((status) => [status.colorOnDark])
  for (const color of CHOROPLETH_RAMP) expect(statuses).not.toContain(color)
})

it('committees too small to be shown have no colour, and a measure that is not told by committee colours none', () => {
  const layout = createLayout({ committees: [{ name: '甲', rings: [RING] }, { name: '乙', rings: [RING] }] })
  const columns = pack.counters.length
  const figures = new Uint32Array(layout.head.nodes.length * columns)
  figures.set([100, 0, 0, 0, 0, 7], 1 * columns)
  figures.set([3, 0, 0, 0, 0, 3], 2 * columns)
  expect([...choroplethColors(layout, figures, share).keys()]).toEqual([1])
  expect(choroplethColors(layout, figures, { ...share, on: ['campus'] }).size).toBe(0)
})

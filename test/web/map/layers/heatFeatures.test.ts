import { expect, it } from 'vitest'
import { heatFeatures } from '../../../../web/map/layers/heat/heatFeatures.ts'
import { createLayout } from '../../../fixtures/createLayout.ts'

const ring = (x: number): [number, number][] => [[121.5 + x, 31.2], [121.501 + x, 31.2], [121.501 + x, 31.201]]
const layout = createLayout({
  committees: [{ name: '甲', rings: [ring(0)] }],
  buildings: [0, 0.01, 0.02].map((x) => ({ committee: 0, rings: [ring(x)], storeys: 5, heightMetres: 15 })),
  campuses: [{ name: '一小', at: [121.51, 31.21] }, { name: '二小', at: [121.52, 31.22] }],
})
const { pack, nodes } = layout.head
const measure = (key: string) => pack.measures.find((one) => one.key === key)!
function figuresOf(rows: Record<number, Record<string, number>>): Uint32Array {
  const figures = new Uint32Array(nodes.length * pack.counters.length)
  for (const [node, values] of Object.entries(rows)) pack.counters.forEach((counter, column) => { figures[Number(node) * pack.counters.length + column] = values[counter.key] ?? 0 })
  return figures
}
const weights = (figures: Uint32Array, key: string): number[] => heatFeatures(layout, figures, measure(key)).features.map((feature) => feature.properties!.weight)

it('weighs buildings by how many homes there are to work off, and leaves out those without', () => {
  const figures = figuresOf({ 2: { units: 20, 'units-waiting': 2 }, 3: { units: 20, 'units-waiting': 6 }, 4: { units: 20 } })
  const [less, more, ...none] = weights(figures, 'waiting-share')
  expect(more / less).toBeCloseTo(3)
  expect(none).toEqual([])
})

it('a building too small to be shown weighs nothing', () => {
  expect(weights(figuresOf({ 2: { units: 3, 'units-waiting': 3 } }), 'waiting-share')).toEqual([])
})

it('schools stand where they are, weighed by the pupils that are missing', () => {
  const firstCampus = nodes.findIndex((node) => node.kind === 'campus')
  const figures = figuresOf({ [firstCampus]: { roster: 100, reported: 90 }, [firstCampus + 1]: { roster: 100, reported: 100 } })
  const { features } = heatFeatures(layout, figures, measure('reported-share'))
  expect(features).toHaveLength(1)
  expect(features[0].geometry).toEqual({ type: 'Point', coordinates: [121.51, 31.21] })
})

it('no weight passes one, however uneven', () => {
  const figures = figuresOf({ 2: { units: 1000, 'units-waiting': 1000 }, 3: { units: 20, 'units-waiting': 1 } })
  expect(Math.max(...weights(figures, 'waiting-share'))).toBeLessThanOrEqual(1)
})

it('a measure that is counted by home weighs its cells, and no school', () => {
  const byHome = { ...measure('reported-share'), byHome: 'abnormal-pupils' as const }
  const cells = { 'reported-share': [[121.5, 31.2, 5], [121.52, 31.21, 15]] as [number, number, number][] }
  const { features } = heatFeatures(layout, figuresOf({ 6: { roster: 40, reported: 10 } }), byHome, cells)
  expect(features.map(({ geometry }) => geometry)).toEqual([{ type: 'Point', coordinates: [121.5, 31.2] }, { type: 'Point', coordinates: [121.52, 31.21] }])
  expect(features[1].properties!.weight / features[0].properties!.weight).toBeCloseTo(3)
  expect(heatFeatures(layout, figuresOf({}), byHome).features).toEqual([])
})

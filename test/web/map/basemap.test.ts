import { expect, it } from 'vitest'
import { boundaryFeatures } from '../../../web/map/basemap/boundaryFeatures.ts'
import { createStyle } from '../../../web/map/basemap/createStyle.ts'
import { groundFeatures } from '../../../web/map/basemap/groundFeatures.ts'
import { createLayout } from '../../fixtures/createLayout.ts'

const RING: [number, number][] = [[121.5, 31.2], [121.51, 31.2], [121.51, 31.21]]
const layout = createLayout({
  committees: [{ name: '甲', rings: [RING] }],
  ground: [{ kind: 'water', rings: [RING, RING] }, { kind: 'road-major', rings: [RING] }, { kind: 'road-major', rings: [RING] }],
})

it('areas become closed polygons with holes, lines stay open', () => {
  const ground = groundFeatures(layout)
  expect([...ground.keys()]).toEqual(['water', 'road-major'])
  expect(ground.get('water')!.features[0].geometry).toEqual({ type: 'MultiPolygon', coordinates: [[[...RING, RING[0]], [...RING, RING[0]]]] })
  expect(ground.get('road-major')!.features).toHaveLength(2)
  expect(ground.get('road-major')!.features[0].geometry).toEqual({ type: 'MultiLineString', coordinates: [RING] })
})

it('boundaries carry their node', () => {
  expect(boundaryFeatures(layout).features.map(({ id, properties }) => ({ id, properties }))).toEqual([{ id: 1, properties: { kind: 'committee' } }])
})

it('the style asks nobody outside for anything, and every layer has its source', () => {
  const style = createStyle(layout)
  for (const layer of style.layers) if ('source' in layer) expect(Object.keys(style.sources)).toContain(layer.source)
  expect(style.glyphs).toBeUndefined()
  expect(style.sprite).toBeUndefined()
  expect(JSON.stringify(style)).not.toMatch(/https?:|\/\//)
})

it('an empty system has a ground, too', () => {
  expect(createStyle(createLayout()).layers[0].type).toBe('background')
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLayers, USUAL_LAYERS, writeLayers } from '../../../web/stores/layersInQuery.ts'

const key = fc.option(fc.stringMatching(/^[a-z][a-z-]{0,20}$/), { nil: null })

describe('layers in the address', () => {
  it('come back as they were written', () => {
    fc.assert(fc.property(fc.record({ choropleth: key, heat: key, buildings: fc.boolean(), labels: fc.boolean(), campuses: fc.boolean() }), (layers) => {
      expect(readLayers(writeLayers(layers))).toEqual(layers)
      expect(readLayers(writeLayers(layers)?.join(','))).toEqual(layers)
    }))
  })
  it('say nothing when nothing differs from the usual', () => expect(writeLayers(USUAL_LAYERS)).toBe(undefined))
  it('read the documented form', () => {
    expect(readLayers('heat:reporting-rate')).toEqual({ ...USUAL_LAYERS, heat: 'reporting-rate' })
    expect(readLayers(['choropleth:a', 'heat:b'])).toEqual({ ...USUAL_LAYERS, choropleth: 'a', heat: 'b' })
  })
  it('ignore what they do not know, whatever somebody typed', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(fc.option(fc.string(), { nil: null }))), (value) => { readLayers(value) }))
    expect(readLayers(['heat', 'heat:', 'pie:x', null])).toEqual(USUAL_LAYERS)
    expect(readLayers(undefined)).toEqual(USUAL_LAYERS)
  })
})

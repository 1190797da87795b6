import fc from 'fast-check'
import { zipSync } from 'fflate'
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js'
import { describe, expect, it } from 'vitest'
import { GeodataError } from '../../../geodata/readers/GeodataError.ts'
import { readGeodata } from '../../../geodata/readers/readGeodata.ts'
import type { GeodataOptions } from '../../../geodata/readers/geodataResult.ts'
import { createFootprints, toBytes } from './fixtures/createFootprints.ts'
import { createOsmPbf } from './fixtures/createOsmPbf.ts'
import { createShapefile } from './fixtures/createShapefile.ts'

const KINDS: GeodataOptions['kind'][] = ['buildings', 'boundaries', 'basemap']
const layer = createShapefile(createFootprints(), { columns: ['小区', '楼号'] })
const osm = {
  nodes: [{ id: 1, lng: 1, lat: 1 }, { id: 2, lng: 2, lat: 1 }, { id: 3, lng: 2, lat: 2, tags: { amenity: 'school', name: '样板' } }],
  ways: [{ id: 7, refs: [1, 2, 3, 1], tags: { building: 'yes' } }],
  relations: [{ id: 8, members: [{ type: 1 as const, id: 7, role: 'outer' }], tags: { type: 'multipolygon', building: 'yes' } }],
}
const FILES: Record<string, Uint8Array> = {
  'a.geojson': toBytes(createFootprints()),
  'a.zip': zipSync({ 'a.shp': layer.shp, 'a.dbf': layer.dbf }),
  // Stored, so that damage reaches the shapefile and not only the inflater; the checksum is what then finds it.
  'stored.zip': zipSync({ 'a.shp': layer.shp, 'a.dbf': layer.dbf }, { level: 0 }),
  'a.fgb': serialize(createFootprints()),
  'a.osm.pbf': createOsmPbf(osm),
  // Without compression damage reaches the decoder.
  'raw.osm.pbf': createOsmPbf(osm, { compress: false }),
}

async function readsOrRefuses(bytes: Uint8Array, name: string, kind: GeodataOptions['kind']): Promise<void> {
  try {
    const { rows } = await readGeodata(bytes, name, { kind, crs: 'wgs84', near: null })
    for (const { row } of rows) {
      for (const [lng, lat] of row.polygons?.flat(2) ?? []) expect(Math.abs(lng) <= 180 && Math.abs(lat) <= 90).toBe(true)
    }
  } catch (error) {
    if (!(error instanceof GeodataError)) throw error
    expect(error.reason['zh-CN']).not.toBe('')
  }
}

describe('readGeodata throws nothing but GeodataError', () => {
  it('on random bytes, whatever they are called', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...Object.keys(FILES)), fc.constantFrom(...KINDS), readsOrRefuses))
  })

  it('on random bytes behind a good beginning', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...Object.keys(FILES)), fc.nat(), fc.uint8Array({ maxLength: 200 }), async (name, at, tail) => {
      const file = FILES[name]
      await readsOrRefuses(Buffer.concat([file.subarray(0, at % file.length), tail]), name, 'buildings')
    }), { numRuns: 300 })
  })

  it.each(Object.keys(FILES))('on %s cut at every place', async (name) => {
    const file = FILES[name]
    const step = Math.max(1, Math.floor(file.length / 300))
    for (let length = 0; length < file.length; length += step) await readsOrRefuses(file.subarray(0, length), name, 'buildings')
  })

  it.each(Object.keys(FILES))('on %s with any few bytes changed', async (name) => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }))
    await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), fc.constantFrom(...KINDS), async (changes, kind) => {
      const bytes = Uint8Array.from(FILES[name])
      for (const [at, value] of changes) bytes[at % bytes.length] = value
      await readsOrRefuses(bytes, name, kind)
    }), { numRuns: 400 })
  })

  it('on any JSON in the place of coordinates, properties and features', async () => {
    await fc.assert(fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), fc.constantFrom(...KINDS), async (coordinates, properties, id, kind) => {
      const features = [
        { type: 'Feature', id, properties, geometry: { type: 'Polygon', coordinates } },
        { type: 'Feature', properties, geometry: { type: 'GeometryCollection', geometries: coordinates } },
        { type: 'Feature', properties, geometry: coordinates }, coordinates,
      ]
      await readsOrRefuses(toBytes({ type: 'FeatureCollection', features, crs: id }), 'a.geojson', kind)
    }), { numRuns: 300 })
  })
})

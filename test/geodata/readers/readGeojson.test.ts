import { Buffer } from 'node:buffer'
import gcoord from 'gcoord'
import { describe, expect, it } from 'vitest'
import type { NumberedRow } from '../../../geodata/readers/geodataResult.ts'
import type { BuildingRow } from '../../../server/feeds/rows.ts'
import { createFeature, createFootprints, createSquare, toBytes } from './fixtures/createFootprints.ts'
import { readAs } from './fixtures/readAs.ts'

const collection = (...features: unknown[]) => toBytes({ type: 'FeatureCollection', features })
const codes = (list: { code: string }[]) => list.map(({ code }) => code)

describe('GeoJSON', () => {
  it('reads footprints with Chinese property names, holes and numbers', async () => {
    const { rows, rejected, warnings } = await readAs('buildings', toBytes(createFootprints()), 'a.geojson')
    expect(rejected).toEqual([])
    expect(warnings).toEqual([])
    expect(rows.map(({ number }) => number)).toEqual([1, 2])
    expect(rows[0].row).toMatchObject({ compound: '样板新村', building: '11号', levels: 6, heightMetres: 18, name: '西楼' })
    expect(rows[1].row.polygons[0]).toHaveLength(2)
    expect(rows[0].row.polygons).toEqual([[createSquare(121.5, 31.18).map((p) => p.map((v) => Math.round(v * 1e7) / 1e7))]])
  })

  it('is recognised by its content, whatever it is called', async () => {
    expect((await readAs('buildings', toBytes(createFootprints()), 'a.zip')).rows).toHaveLength(2)
  })

  it.each([
    ['a single feature', toBytes(createFeature(createSquare(1, 1))), 1],
    ['a bare geometry', toBytes(createFeature(createSquare(1, 1)).geometry), 1],
    ['a geometry collection, each member being a feature',
      toBytes({ type: 'GeometryCollection', geometries: [createFeature(createSquare(1, 1)).geometry, createFeature(createSquare(2, 2)).geometry] }), 2],
    ['newline-delimited features', toBytes([1, 2, 3].map((i) => JSON.stringify(createFeature(createSquare(i, i)))).join('\n')), 3],
    ['a text sequence with record separators', toBytes([1, 2].map((i) => `\u001e${JSON.stringify(createFeature(createSquare(i, i)))}\n`).join('')), 2],
    ['a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), toBytes(createFootprints())]), 2],
    ['UTF-16', Buffer.from(`\ufeff${JSON.stringify(createFootprints())}`, 'utf16le'), 2],
    ['an empty collection', collection(), 0],
    ['features listed before the type', toBytes(`{"features":[${JSON.stringify(createFeature(createSquare(1, 1)))}],"type":"FeatureCollection"}`), 1],
    ['brackets inside of texts', collection(createFeature(createSquare(1, 1), { name: '"features":[{]}\\"' })), 1],
  ])('reads %s', async (_, bytes, count) => {
    const { rows, rejected } = await readAs('buildings', bytes, 'a.geojson')
    expect(rejected).toEqual([])
    expect(rows).toHaveLength(count)
  })

  it('takes the members of a collection inside of a feature as one building', async () => {
    const geometries = [createFeature(createSquare(1, 1)).geometry, createFeature(createSquare(2, 2)).geometry]
    const { rows } = await readAs('buildings', collection({ type: 'Feature', properties: {}, geometry: { type: 'GeometryCollection', geometries } }), 'a.json')
    expect(rows.map(({ row }) => row.polygons.length)).toEqual([2])
  })

  it('reads GB18030, in which second bytes look like brackets', async () => {
    // 82 7B and 84 7D are characters whose second bytes are `{` and `}` to anybody who looks for brackets.
    const [before, after] = JSON.stringify(collectionOf('@')).split('@')
    const bytes = Buffer.concat([toBytes(before), Buffer.from([0x82, 0x7b, 0x84, 0x7d]), toBytes(after)])
    const { rows } = await readAs('buildings', bytes, 'a.geojson')
    expect(rows[0].row.name).toBe(new TextDecoder('gb18030').decode(new Uint8Array([0x82, 0x7b, 0x84, 0x7d])))
  })

  it('stops at a file of nothing but millions of features', async () => {
    const bytes = toBytes(`{"type":"FeatureCollection","features":[${'1,'.repeat(700_000)}1]}`)
    await expect(readAs('buildings', bytes, 'a.geojson')).rejects.toMatchObject({ code: 'too-many-features' })
  })

  it('closes rings, drops repeated vertices and rounds to 1e-7 degrees', async () => {
    const ring = [[121.50000001, 31.1], [121.50000002, 31.1], [121.6, 31.1], [121.6, 31.1], [121.6, 31.20000004]]
    const { rows } = await readAs('buildings', collection(createFeature(ring)), 'a.geojson')
    expect(rows[0].row.polygons[0][0]).toEqual([[121.5, 31.1], [121.6, 31.1], [121.6, 31.2], [121.5, 31.1]])
  })

  it.each<[string, unknown, string]>([
    ['no geometry', { type: 'Feature', properties: {}, geometry: null }, 'no-geometry'],
    ['an empty polygon', { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [] } }, 'no-geometry'],
    ['a point', { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [1, 1] } }, 'not-a-polygon'],
    ['a line', { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [[1, 1], [2, 2]] } }, 'not-a-polygon'],
    ['an unknown geometry', { type: 'Feature', properties: {}, geometry: { type: 'Cube', coordinates: [] } }, 'broken-feature'],
    ['null instead of a feature', null, 'broken-feature'],
    ['a null coordinate', createFeature([[1, 1], [2, null], [2, 2], [1, 1]]), 'coordinates-not-numbers'],
    ['a text as coordinate', createFeature([[1, 1], [2, '1'], [2, 2], [1, 1]]), 'coordinates-not-numbers'],
    ['coordinates that are no list', createFeature(7), 'coordinates-not-numbers'],
    ['two points', createFeature([[1, 1], [2, 1], [1, 1]]), 'too-few-points'],
    ['one point again and again', createFeature([[1, 1], [1, 1], [1, 1], [1, 1]]), 'too-few-points'],
    ['points in a row', createFeature([[1, 1], [2, 1], [3, 1], [1, 1]]), 'no-area'],
    ['a bow-tie', createFeature([[1, 1], [2, 2], [2, 1], [1, 2], [1, 1]]), 'self-crossing'],
    ['more points than can be checked', createFeature(Array.from({ length: 100_001 }, (_, i) => [i / 1e6, i % 2])), 'too-many-points'],
    ['a longitude of 200°', createFeature(createSquare(200, 10)), 'coordinates-out-of-range'],
  ])('rejects a feature with %s and keeps the others', async (_, feature, code) => {
    const good = [1, 2, 3].map((i) => createFeature(createSquare(i, i)))
    const { rows, rejected } = await readAs('buildings', collection(good[0], feature, good[1], good[2]), 'a.geojson')
    expect(rows.map(({ number }) => number)).toEqual([1, 3, 4])
    expect(rejected).toMatchObject([{ number: 2, field: 'geometry', code }])
    expect(rejected[0].reason['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
    expect(rejected[0].reason.en).toMatch(/^[A-Z]/)
  })

  it('rejects only the feature into which a program wrote NaN as a coordinate, and lets it pass as a height', async () => {
    const text = JSON.stringify({ type: 'FeatureCollection', features: [1, 2, 3].map((i) => createFeature(createSquare(i, i), { height: i })) })
    const { rows, rejected } = await readAs('buildings', toBytes(text.replace('[2,2]', '[NaN,2]').replace('"height":3', '"height":NaN')), 'a.geojson')
    expect(rejected).toMatchObject([{ number: 2, code: 'coordinates-not-numbers' }])
    expect(rows.map(({ row }) => row.heightMetres)).toEqual([1, undefined])
  })

  it.each([
    ['an empty file', new Uint8Array(), 'a.geojson', 'empty-file'],
    ['a file cut in the middle', toBytes(createFootprints()).subarray(0, 300), 'a.geojson', 'truncated-file'],
    ['a file cut inside of a text', toBytes('{"type":"Feature","properties":{"na'), 'a.geojson', 'truncated-file'],
    ['a missing comma', toBytes('{"type":"FeatureCollection","features":[{} {}]}'), 'a.geojson', 'broken-json'],
    ['a bracket too many', toBytes('{"type":"FeatureCollection","features":[]}]'), 'a.geojson', 'broken-json'],
    ['JSON of another kind', toBytes('{"name":"liuse","version":"1"}'), 'package.json', 'not-geojson'],
    ['a coordinate system that we do not convert', toBytes({ ...createFootprints(), crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::2154' } } }), 'a.geojson', 'unsupported-crs'],
    ['a page of HTML', toBytes('<html>404</html>'), 'a.html', 'unknown-format'],
    ['a page of HTML called GeoJSON', toBytes('<html>404</html>'), 'a.geojson', 'damaged-file'],
    ['a shapefile without its companions', new Uint8Array([0, 0, 0x27, 0x0a, 0, 0]), 'a.shp', 'shapefile-not-zipped'],
  ])('refuses %s by name', async (_, bytes, fileName, code) => {
    await expect(readAs('buildings', bytes, fileName)).rejects.toMatchObject({ name: 'GeodataError', code })
  })

  it('says so when the numbers of storeys or heights cannot be read', async () => {
    const features = [['十几', 'high'], ['6', '12 m'], ['0', '0']].map(([levels, height], i) => createFeature(createSquare(i, i), { levels, height }))
    const { rows, warnings } = await readAs('buildings', collection(...features), 'a.geojson')
    expect(rows.map(({ row }) => [row.levels, row.heightMetres])).toEqual([[undefined, undefined], [6, 12], [undefined, undefined]])
    expect(codes(warnings).sort()).toEqual(['height-unreadable', 'levels-unreadable'])
  })

  it('skips what is no building in a mixed export, and tells how much', async () => {
    const { rows, warnings } = await readAs('buildings', collection(
      createFeature(createSquare(1, 1), { building: 'apartments', 'addr:housenumber': '74', 'addr:street': '样板路', amenity: 'school' }),
      createFeature(createSquare(2, 2), { leisure: 'park' }),
      createFeature(createSquare(3, 3), { building: 'no' }),
    ), 'a.geojson')
    expect(rows.map(({ row }) => row)).toMatchObject([{ building: '74', compound: '样板路', school: true }])
    expect(warnings[0].reason.en).toContain('2 features are not buildings')
  })
})

describe('building parts', () => {
  const outline = (properties: object) => createFeature(createSquare(1, 1, 0.001), { kind: 'building', id: 5_000_001, ...properties })
  const part = (lng: number, properties: object) => createFeature(createSquare(lng, lng), { kind: 'building_part', id: 5_000_002, ...properties })

  it('are skipped when the outline that they name is there', async () => {
    const { rows, rejected, warnings } = await readAs('buildings', collection(part(2, { root_id: 5_000_001 }), outline({})), 'a.geojson')
    expect(rows.map(({ number }) => number)).toEqual([2])
    expect(rejected).toEqual([])
    expect(codes(warnings)).toEqual(['building-parts-skipped'])
  })

  it('are skipped when they lie inside of an outline', async () => {
    const { rows } = await readAs('buildings', collection(outline({}), part(1.0002, {})), 'a.geojson')
    expect(rows.map(({ number }) => number)).toEqual([1])
  })

  it('stand for the building when there is no outline', async () => {
    const { rows, warnings } = await readAs('buildings', collection(outline({}), part(2, { root_id: 77 })), 'a.geojson')
    expect(rows.map(({ number }) => number)).toEqual([1, 2])
    expect(warnings).toEqual([])
  })
})

describe('ids of the source', () => {
  it('put the name of the layer before counters, and leave ids of the world as they are', async () => {
    const { rows } = await readAs('buildings', collection(
      createFeature(createSquare(1, 1), { OBJECTID: 17 }), createFeature(createSquare(2, 2), { '@id': 'way/9' }),
      { ...createFeature(createSquare(3, 3)), id: 178411796 },
    ), '/tmp/east.geojson')
    expect(rows.map(({ row }) => row.sourceId)).toEqual(['east#17', 'way/9', '178411796'])
  })

  it('are not used when two features share them', async () => {
    const { rows, warnings } = await readAs('buildings', collection(
      createFeature(createSquare(1, 1), { id: 0 }), createFeature(createSquare(2, 2), { id: 0 }), createFeature(createSquare(3, 3), { id: 4 }),
    ), 'a.geojson')
    expect(rows.map(({ row }) => row.sourceId)).toEqual([undefined, undefined, 'a#4'])
    expect(codes(warnings)).toEqual(['source-id-not-unique'])
  })
})

describe('coordinate systems', () => {
  const near: [number, number, number, number] = [121.48, 31.16, 121.52, 31.2]
  const first = (result: { rows: NumberedRow<BuildingRow>[] }) => result.rows[0].row.polygons[0][0][0]

  it.each([['gcj02', gcoord.GCJ02], ['bd09', gcoord.BD09]] as const)('converts %s to within 20 cm', async (crs, system) => {
    const moved = createSquare(121.5, 31.18).map((point) => gcoord.transform(point, gcoord.WGS84, system))
    const [lng, lat] = first(await readAs('buildings', collection(createFeature(moved)), 'a.geojson', { crs }))
    expect(Math.abs(lng - 121.5)).toBeLessThan(2e-6)
    expect(Math.abs(lat - 31.18)).toBeLessThan(2e-6)
  })

  it('ends even at the edge of the box in which GCJ-02 is shifted', async () => {
    for (const [lng, lat] of [[72.0041, 30], [72.005, 30], [137.8346, 30], [100, 0.83], [100, 55.827], [72.2, 1], [0, 0]]) {
      expect((await readAs('buildings', collection(createFeature(createSquare(lng, lat))), 'a.geojson', { crs: 'gcj02' })).rows).toHaveLength(1)
    }
  })

  it('converts CGCS2000 Gauss-Krüger metres with a zone number, and degrees as they are', async () => {
    // Zone 40 (120° E); readOtherFormats.test.ts compares the same point with proj4.
    const ring = [[40643000, 3451000], [40643010, 3451000], [40643010, 3451010], [40643000, 3451000]]
    const [lng, lat] = first(await readAs('buildings', collection(createFeature(ring)), 'a.geojson', { crs: 'cgcs2000', near }))
    expect(lng).toBeCloseTo(121.5, 1)
    expect(lat).toBeCloseTo(31.18, 1)
    expect(first(await readAs('buildings', collection(createFeature(createSquare(121.5, 31.18))), 'a.geojson', { crs: 'cgcs2000' }))).toEqual([121.5, 31.18])
  })

  it('honours the crs member of older files', async () => {
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } }
    const ring = createSquare(121.5, 31.18).map((point) => gcoord.transform(point, gcoord.WGS84, gcoord.EPSG3857))
    const [lng, lat] = first(await readAs('buildings', toBytes({ type: 'FeatureCollection', features: [createFeature(ring)], crs }), 'a.geojson'))
    expect([lng, lat]).toEqual([121.5, 31.18])
  })

  it('refuses a file in metres', async () => {
    await expect(readAs('buildings', collection(createFeature(createSquare(-1234.5, 5678.9, 10))), 'a.geojson', { near }))
      .rejects.toMatchObject({ code: 'projected-coordinates' })
  })

  it.each([['with boundaries', near], ['without', null]])('refuses a file with swapped axes, %s', async (_, box) => {
    const swapped = createSquare(121.5, 31.18).map(([lng, lat]) => [lat, lng])
    await expect(readAs('buildings', collection(createFeature(swapped)), 'a.geojson', { near: box }))
      .rejects.toMatchObject({ code: 'coordinates-swapped' })
  })

  it('refuses swapped axes where both orders are on the globe, once it knows where to look', async () => {
    const swapped = createSquare(87.6, 43.8).map(([lng, lat]) => [lat, lng])
    await expect(readAs('buildings', collection(createFeature(swapped)), 'a.geojson', { near: [87.5, 43.7, 87.7, 43.9] }))
      .rejects.toMatchObject({ code: 'coordinates-swapped' })
  })

  it('rejects a single swapped feature in a good file', async () => {
    const swapped = createSquare(121.5, 31.18).map(([lng, lat]) => [lat, lng])
    const { rows, rejected } = await readAs('buildings', collection(...createFootprints().features, createFeature(swapped)), 'a.geojson', { near })
    expect(rows).toHaveLength(2)
    expect(rejected).toMatchObject([{ number: 3, code: 'coordinates-swapped' }])
  })

  it('warns when a file lands nowhere near the boundaries, and not when part of it does', async () => {
    const far = await readAs('buildings', toBytes(createFootprints()), 'a.geojson', { near: [7.4, 43.7, 7.45, 43.75] })
    expect(far.rows).toHaveLength(2)
    expect(codes(far.warnings)).toEqual(['far-from-boundaries'])
    const mixed = collection(...createFootprints().features, createFeature(createSquare(7.4, 43.7)))
    expect((await readAs('buildings', mixed, 'a.geojson', { near })).warnings).toEqual([])
  })
})

describe('boundaries', () => {
  const boundary = (properties: object, size = 0.01) => createFeature(createSquare(121.5, 31.18, size), { ...properties })

  it.each([
    [{ kind: 'committee', name: '样板一居' }, { kind: 'committee', name: '样板一居' }],
    [{ 类型: '街道', 名称: '样板' }, { kind: 'subdistrict', name: '样板' }],
    [{ admin_level: '8', name: '样板街道' }, { kind: 'subdistrict' }],
    [{ admin_level: 10, name: '样板' }, { kind: 'committee' }],
    [{ name: '样板居委会' }, { kind: 'committee' }],
    [{ name: '样板小区' }, { kind: 'compound' }],
    [{ name: '样板新区' }, { kind: 'district' }],
    [{ 居委名称: '样板一居', 街道: '样板街道' }, { kind: 'committee', name: '样板一居', parent: '样板街道' }],
    [{ 小区名称: '样板新村', 居委: '样板一居', 街道: '样板街道' }, { kind: 'compound', name: '样板新村', parent: '样板一居' }],
    [{ kind: 'compound', name: '样板新村', parent: '样板二居', committee: '样板一居' }, { parent: '样板二居' }],
  ])('takes %o for %o', async (properties, expected) => {
    const { rows, warnings } = await readAs('boundaries', collection(boundary(properties)), 'a.geojson')
    expect(rows[0].row).toMatchObject(expected)
    expect(warnings).toEqual([])
  })

  it.each([[0.001, 'compound'], [0.004, 'committee'], [0.03, 'subdistrict'], [0.5, 'district']])(
    'takes boundaries of %f° that say nothing by their size for %s, and says so', async (size, kind) => {
      const { rows, warnings } = await readAs('boundaries', collection(boundary({ name: '样板' }, size)), 'a.geojson')
      expect(rows[0].row.kind).toBe(kind)
      expect(codes(warnings)).toEqual(['boundary-kind-assumed'])
    })

  it('assumes nothing in a file that says it elsewhere', async () => {
    const { rejected } = await readAs('boundaries', collection(boundary({ name: 'A', kind: 'committee' }), boundary({ name: 'B' }), boundary({ kind: 'committee' })), 'a.geojson')
    expect(rejected).toMatchObject([{ number: 2, field: 'kind', code: 'boundary-kind-missing' }, { number: 3, field: 'name', code: 'name-missing' }])
  })
})

describe('ground', () => {
  it('takes areas and lines by kind or tags and leaves the rest', async () => {
    const line = (properties: object) => ({ type: 'Feature', properties, geometry: { type: 'LineString', coordinates: [[1, 1], [2, 2]] } })
    const { rows, warnings, rejected } = await readAs('basemap', collection(
      createFeature(createSquare(1, 1), { natural: 'water', name: '样板河' }), line({ kind: 'minor_road' }), line({ highway: 'trunk' }),
      line({ highway: 'trunk', tunnel: 'yes' }), createFeature(createSquare(1, 1), { kind: 'fence' }), line({ kind: 'park' }),
    ), 'a.geojson')
    expect(rejected).toEqual([])
    expect(rows.map(({ row }) => [row.kind, Boolean(row.polygons), Boolean(row.lines)])).toEqual([
      ['water', true, false], ['road-minor', false, true], ['road-major', false, true],
    ])
    expect(warnings[0].reason.en).toMatch(/^3 features/)
  })
})

function collectionOf(name: string) {
  return { type: 'FeatureCollection', features: [createFeature(createSquare(1, 1), { name })] }
}

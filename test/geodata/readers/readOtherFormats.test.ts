import { Buffer } from 'node:buffer'
import { zipSync } from 'fflate'
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js'
import { describe, expect, it } from 'vitest'
import { createFeature, createFootprints, createSquare, toBytes } from './fixtures/createFootprints.ts'
import { createOsmPbf } from './fixtures/createOsmPbf.ts'
import type { OsmFixture } from './fixtures/createOsmPbf.ts'
import { createShapefile } from './fixtures/createShapefile.ts'
import { readAs } from './fixtures/readAs.ts'

const COLUMNS = ['小区', '楼号', '层数', '高度', '名称']
const WGS84_PRJ = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
const CGCS2000_PRJ = 'PROJCS["CGCS2000_3_Degree_GK_Zone_40",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",40500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'

/** GBK of the few characters that the fixture needs; the platform decodes GBK but does not encode it. */
function encodeGbk(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0)!
    if (code < 0x80) bytes.push(code)
    else bytes.push(...gbkOf(character))
  }
  return new Uint8Array(bytes)
}

function gbkOf(character: string): [number, number] {
  const decoder = new TextDecoder('gbk')
  for (let high = 0xb0; high <= 0xf7; high++) {
    for (let low = 0xa1; low <= 0xfe; low++) {
      if (decoder.decode(new Uint8Array([high, low])) === character) return [high, low]
    }
  }
  throw new Error(`no GBK for ${character}`)
}

const zipLayer = (files: Record<string, Uint8Array>, name = 'layer') =>
  zipSync(Object.fromEntries(Object.entries(files).map(([ending, content]) => [`${name}.${ending}`, content])))

describe('zipped shapefile', () => {
  const utf8 = createShapefile(createFootprints(), { columns: COLUMNS })
  const gbk = createShapefile(createFootprints(), { columns: COLUMNS, encode: encodeGbk })

  it.each([
    ['UTF-8 said by the .cpg', zipLayer({ ...utf8, cpg: toBytes('UTF-8'), prj: toBytes(WGS84_PRJ) })],
    ['UTF-8 that nobody mentions', zipLayer({ ...utf8 })],
    ['GBK said by the .cpg', zipLayer({ ...gbk, cpg: toBytes('GBK\r\n') })],
    ['GBK said as a code page', zipLayer({ ...gbk, cpg: toBytes('936') })],
    ['GBK said by the header', zipLayer({ ...createShapefile(createFootprints(), { columns: COLUMNS, encode: encodeGbk, languageDriver: 0x4d }) })],
    ['GBK that nobody mentions', zipLayer({ ...gbk })],
    ['files in a folder with capitals', zipSync({ '数据/楼.SHP': gbk.shp, '数据/楼.DBF': gbk.dbf, '__MACOSX/数据/._楼.shp': new Uint8Array(4) })],
  ])('reads footprints and columns from %s', async (_, bytes) => {
    const { rows, rejected } = await readAs('buildings', bytes, 'footprints.zip')
    expect(rejected).toEqual([])
    expect(rows.map(({ row }) => [row.compound, row.building, row.levels, row.heightMetres, row.name, row.polygons[0].length])).toEqual([
      ['样板新村', '11号', 6, 18, '西楼', 1], ['样板新村', '12号', 18, 54.5, '东楼', 2],
    ])
    expect(rows[0].row.polygons[0][0]).toContainEqual([121.5, 31.18])
  })

  it('understands the names that a DBF cuts at ten letters', async () => {
    const features = createFootprints()
    features.features = [createFeature(createSquare(1, 1), { 'building:l': '7', addr_house: '74', NAME: 'East' })]
    const { rows } = await readAs('buildings', zipLayer({ ...createShapefile(features, { columns: ['building:l', 'addr_house', 'NAME'] }) }), 'a.zip')
    expect(rows[0].row).toMatchObject({ levels: 7, building: '74', name: 'East' })
  })

  it('turns CGCS2000 metres into degrees by the .prj, like our own formula does', async () => {
    const metres = createFootprints()
    metres.features = [createFeature(createSquare(40643000, 3451000, 10))]
    const { shp, dbf } = createShapefile(metres, { columns: ['NAME'] })
    const byPrj = await readAs('buildings', zipLayer({ shp, dbf, prj: toBytes(CGCS2000_PRJ) }), 'a.zip')
    const byFormula = await readAs('buildings', toBytes(metres), 'a.geojson', { crs: 'cgcs2000' })
    const corner = (result: typeof byPrj) => result.rows[0].row.polygons[0][0].toSorted((a, b) => a[0] - b[0] || a[1] - b[1])[0]
    expect(corner(byPrj)[0]).toBeCloseTo(corner(byFormula)[0], 6)
    expect(corner(byPrj)[1]).toBeCloseTo(corner(byFormula)[1], 6)
    expect(corner(byPrj)[0]).toBeGreaterThan(121.4)
  })

  it('warns of datums without a public shift', async () => {
    const { warnings } = await readAs('buildings', zipLayer({ ...utf8, prj: toBytes(WGS84_PRJ.replace('D_WGS_1984', 'D_Beijing_1954')) }), 'a.zip')
    expect(warnings.map(({ code }) => code)).toEqual(['old-datum'])
  })

  it('rejects only the record that is broken', async () => {
    const shp = Uint8Array.from(utf8.shp)
    new DataView(shp.buffer).setInt32(100 + 8 + 40, 1_000_000, true)
    const { rows, rejected } = await readAs('buildings', zipLayer({ shp, dbf: utf8.dbf }), 'a.zip')
    expect(rejected).toMatchObject([{ number: 1, code: 'broken-feature' }])
    expect(rows.map(({ number, row }) => [number, row.building])).toEqual([[2, '12号']])
  })

  it('reads a zip with GeoJSON or FlatGeobuf in it, too', async () => {
    expect((await readAs('buildings', zipSync({ 'a/b.geojson': toBytes(createFootprints()) }), 'a.zip')).rows).toHaveLength(2)
    expect((await readAs('buildings', zipSync({ 'b.fgb': serialize(createFootprints()) }), 'a.zip')).rows).toHaveLength(2)
  })

  it.each([
    ['a zip without a map', zipSync({ 'xl/workbook.xml': toBytes('<x/>') }), 'no-layer-in-zip'],
    ['a zip that was cut', zipLayer({ ...utf8 }).subarray(0, 400), 'truncated-file'],
    ['a .shp that was cut', zipLayer({ shp: utf8.shp.subarray(0, 200), dbf: utf8.dbf }), 'truncated-file'],
    ['a .dbf that was cut', zipLayer({ shp: utf8.shp, dbf: utf8.dbf.subarray(0, 250) }), 'truncated-file'],
    ['a .shp that is something else', zipLayer({ shp: new Uint8Array(200), dbf: utf8.dbf }), 'damaged-file'],
  ])('refuses %s', async (_, bytes, code) => {
    await expect(readAs('buildings', bytes, 'a.zip')).rejects.toMatchObject({ name: 'GeodataError', code })
  })

  it('refuses a zip bomb by what it declares, before unpacking it', async () => {
    const bytes = Buffer.from(zipLayer({ ...utf8 }))
    const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    bytes.writeUInt32LE(400 * 1024 * 1024, entry + 24)
    await expect(readAs('buildings', bytes, 'a.zip')).rejects.toMatchObject({ code: 'too-large-unpacked' })
  })

  it('stops a zip bomb that lies about its size while unpacking it', async () => {
    const bytes = Buffer.from(zipSync({ 'a.shp': new Uint8Array(20_000_000) }, { level: 9 }))
    bytes.writeUInt32LE(1000, bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 24)
    await expect(readAs('buildings', bytes, 'a.zip')).rejects.toMatchObject({ code: 'too-large-unpacked' })
  })
})

describe('FlatGeobuf', () => {
  it('reads what the library writes', async () => {
    const { rows, rejected } = await readAs('buildings', serialize(createFootprints()), 'a.fgb')
    expect(rejected).toEqual([])
    expect(rows.map(({ row }) => [row.building, row.levels, row.heightMetres, row.polygons[0].length])).toEqual([['11号', 6, 18, 1], ['12号', 18, 54.5, 2]])
  })

  it('reads from the middle of a larger buffer, where nothing is aligned', async () => {
    const file = serialize(createFootprints())
    const shifted = new Uint8Array(file.length + 3)
    shifted.set(file, 3)
    expect((await readAs('buildings', shifted.subarray(3), 'a.fgb')).rows).toHaveLength(2)
  })

  it('honours the crs of the header', async () => {
    const metres = createFootprints()
    metres.features = [createFeature(createSquare(643000, 3451000, 10))]
    const { rows } = await readAs('buildings', serialize(metres, 4549), 'a.fgb')
    expect(rows[0].row.polygons[0][0][0][0]).toBeCloseTo(121.5, 1)
    await expect(readAs('buildings', serialize(metres, 2154), 'a.fgb')).rejects.toMatchObject({ code: 'unsupported-crs' })
  })

  it('refuses a file that was cut', async () => {
    const file = serialize(createFootprints())
    await expect(readAs('buildings', file.subarray(0, file.length - 20), 'a.fgb')).rejects.toMatchObject({ code: 'truncated-file' })
  })
})

/** Four corners of a square as nodes, numbered from `first`. */
function createCorners(first: number, lng: number, lat: number, degrees = 0.001) {
  return createSquare(lng, lat, degrees).slice(0, 4).map(([x, y], i) => ({ id: first + i, lng: x, lat: y }))
}

const TOWN: OsmFixture = {
  nodes: [
    ...createCorners(1, 7.42, 43.73), ...createCorners(11, 7.43, 43.73), ...createCorners(21, 7.4302, 43.7302, 0.0002),
    ...createCorners(31, 7.44, 43.73), ...createCorners(41, 7.4202, 43.7302, 0.0002),
    { id: 51, lng: 7.421, lat: 43.735, tags: { amenity: 'school', name: '样板小学' } },
  ],
  ways: [
    { id: 100, refs: [1, 2, 3, 4, 1], tags: { 'building': 'apartments', 'building:levels': '6', 'height': '40\'', 'name': '甲', 'addr:housenumber': '12', 'addr:street': '样板路' } },
    { id: 101, refs: [11, 12, 13] },
    { id: 102, refs: [11, 14, 13] },
    { id: 103, refs: [21, 22, 23, 24, 21] },
    { id: 104, refs: [31, 32, 33, 34, 31], tags: { natural: 'water', name: '样板湖' } },
    { id: 105, refs: [1, 11, 31], tags: { highway: 'primary' } },
    { id: 106, refs: [41, 42, 43, 44, 41], tags: { 'building:part': 'yes' } },
    { id: 107, refs: [1, 2, 999, 1], tags: { building: 'yes' } },
    { id: 108, refs: [1, 2, 3], tags: { building: 'yes' } },
    { id: 109, refs: [31, 32, 33, 31], tags: { amenity: 'school', name: '样板中学' } },
    { id: 110, refs: [31, 32, 33, 31], tags: { building: 'no' } },
  ],
  relations: [
    {
      id: 200, tags: { type: 'multipolygon', building: 'yes', name: '乙' },
      members: [{ type: 1, id: 101, role: 'outer' }, { type: 1, id: 102, role: 'outer' }, { type: 1, id: 103, role: 'inner' }],
    },
    { id: 201, tags: { type: 'multipolygon', building: 'yes' }, members: [{ type: 1, id: 101, role: 'outer' }] },
    { id: 202, tags: { type: 'site', building: 'yes' }, members: [{ type: 1, id: 100, role: '' }] },
    {
      id: 203, tags: { type: 'boundary', boundary: 'administrative', admin_level: '10', name: '样板社区' },
      members: [{ type: 1, id: 102, role: 'outer' }, { type: 1, id: 101, role: 'outer' }, { type: 0, id: 51, role: 'label' }],
    },
  ],
}

describe('.osm.pbf', () => {
  it.each([['compressed', true], ['uncompressed', false]])('reads ways and multipolygons with holes from %s blocks', async (_, compress) => {
    const { rows, rejected, warnings, basemap, campuses } = await readAs('buildings', createOsmPbf(TOWN, { compress }), 'a.osm.pbf')
    expect(rows.map(({ row }) => row.sourceId)).toEqual(['way/100', 'relation/200'])
    expect(rows[0].row).toMatchObject({ levels: 6, heightMetres: 12.19, name: '甲', building: '12', compound: '样板路' })
    expect(rows[1].row.polygons[0].map((ring) => ring.length)).toEqual([5, 5])
    expect(rejected).toMatchObject([{ code: 'incomplete-geometry' }, { code: 'not-a-polygon' }, { code: 'incomplete-geometry' }])
    expect(warnings.map(({ code }) => code)).toEqual(['building-parts-skipped'])
    expect(basemap?.map(({ kind, name }) => [kind, name])).toEqual([['water', '样板湖'], ['road-major', undefined]])
    expect(campuses?.map(({ name }) => name)).toEqual(['样板小学', '样板中学'])
    expect(campuses?.[0].lngLat).toEqual([7.421, 43.735])
  })

  it('reads administrative boundaries', async () => {
    const { rows } = await readAs('boundaries', createOsmPbf(TOWN), 'a.osm.pbf')
    expect(rows.map(({ row }) => [row.kind, row.name, row.sourceId])).toEqual([['committee', '样板社区', 'relation/203']])
  })

  it('reads the ground', async () => {
    expect((await readAs('basemap', createOsmPbf(TOWN), 'a.osm.pbf')).rows.map(({ row }) => row.kind)).toEqual(['water', 'road-major'])
  })

  it('is WGS84 whatever was chosen', async () => {
    const { rows, warnings } = await readAs('buildings', createOsmPbf(TOWN), 'a.osm.pbf', { crs: 'gcj02' })
    expect(rows[0].row.polygons[0][0][0]).toEqual([7.42, 43.73])
    expect(warnings.map(({ code }) => code)).toContain('crs-ignored')
  })

  it('comes to an end when the tags of the nodes are cut short (osm-pbf-parser-node does not)', async () => {
    expect((await readAs('buildings', createOsmPbf(TOWN, { cutTags: true }), 'a.osm.pbf')).rows).toHaveLength(2)
  })

  it('is refused by name when it is cut at any place', async () => {
    const file = createOsmPbf(TOWN)
    for (const length of [30, 60, Math.floor(file.length / 2), file.length - 1]) {
      await expect(readAs('buildings', file.subarray(0, length), 'a.osm.pbf')).rejects.toMatchObject({ code: 'truncated-file' })
    }
  })

  it('is refused when it demands what we do not know', async () => {
    await expect(readAs('buildings', createOsmPbf(TOWN, { requiredFeatures: ['Unheard'] }), 'a.osm.pbf'))
      .rejects.toMatchObject({ code: 'unsupported-osm-feature' })
  })

  it('is refused when it is garbage', async () => {
    await expect(readAs('buildings', Buffer.alloc(500, 7), 'a.osm.pbf')).rejects.toMatchObject({ code: 'damaged-file' })
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readAs } from './fixtures/readAs.ts'

const folder = fileURLToPath(new URL('../../../../shared/geodata/', import.meta.url))
const absent = !existsSync(folder)
if (absent) console.warn(`SKIPPED: the real map files are not there (${folder}); nothing here is checked against OpenStreetMap`)
const read = (name: string) => readFileSync(`${folder}${name}`)
const codes = (list: { code: string }[]) => list.map(({ code }) => code)

describe.skipIf(absent)('real files', () => {
  it('gets every whole building of Monaco with its levels, names and numbers, ten schools, and the ground', async () => {
    const { rows, rejected, basemap, campuses } = await readAs('buildings', read('monaco-osm/monaco-2023-11-21.osm.pbf'), 'monaco.osm.pbf')
    expect(rows).toHaveLength(1283)
    expect(rows.filter(({ row }) => row.levels)).toHaveLength(462)
    expect(rows.filter(({ row }) => row.name)).toHaveLength(606)
    expect(rows.filter(({ row }) => row.building)).toHaveLength(130)
    // Two relations are cut by the edge of the extract.
    expect(codes(rejected)).toEqual(['incomplete-geometry', 'incomplete-geometry'])
    expect(campuses).toHaveLength(10)
    expect(new Set(basemap?.map(({ kind }) => kind))).toEqual(new Set(['water', 'park', 'block', 'road-major', 'road-minor', 'path']))
  })

  it('gets 1,450 pieces of Shanghai: outlines as buildings, parts left out because every outline is there', async () => {
    const bytes = read('shanghai-lujiazui-osm/buildings.geojson')
    const { features } = JSON.parse(bytes.toString()) as { features: { properties: { kind: string } }[] }
    const parts = features.filter(({ properties }) => properties.kind === 'building_part').length
    expect(features).toHaveLength(1450)
    const { rows, rejected, warnings } = await readAs('buildings', bytes, 'buildings.geojson', { near: [121.4, 31.1, 121.6, 31.3] })
    expect(rows).toHaveLength(1450 - parts)
    expect(rejected).toEqual([])
    expect(codes(warnings)).toEqual(['building-parts-skipped'])
    expect(warnings[0].reason.en).toContain(`${parts} building parts`)
    expect(new Set(rows.map(({ row }) => row.sourceId)).size).toBe(rows.length)
  })

  it('warns when Shanghai is imported into Monaco', async () => {
    const { warnings } = await readAs('buildings', read('shanghai-lujiazui-osm/buildings.geojson'), 'a.geojson', { near: [7.4, 43.7, 7.45, 43.75] })
    expect(codes(warnings)).toContain('far-from-boundaries')
  })

  it('gets 124 of 127 planning sectors: three outlines do cross themselves', async () => {
    const { rows, rejected, warnings } = await readAs('boundaries', read('boundaries-shanghai-odbl/sectors_127.wgs84.geojson'), 'a.geojson')
    expect(rows).toHaveLength(124)
    expect(rejected.map(({ number, code }) => [number, code])).toEqual([[12, 'self-crossing'], [13, 'self-crossing'], [25, 'self-crossing']])
    expect(new Set(rows.map(({ row }) => row.kind))).toEqual(new Set(['subdistrict']))
    expect(codes(warnings)).toEqual(['boundary-kind-assumed'])
  })

  it('gets the district', async () => {
    const { rows } = await readAs('boundaries', read('zhoujiadu/pudong_district_wgs84.geojson'), 'a.geojson')
    expect(rows.map(({ row }) => [row.kind, row.name])).toEqual([['district', '浦东新区']])
  })

  it('lets the event loop run while it reads', async () => {
    let turns = 0
    let running = true
    const count = () => {
      turns++
      if (running) setImmediate(count)
    }
    setImmediate(count)
    await readAs('buildings', read('monaco-osm/monaco-2023-11-21.osm.pbf'), 'monaco.osm.pbf')
    running = false
    expect(turns).toBeGreaterThan(10)
  })
})

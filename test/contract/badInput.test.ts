import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHouseholdRow, createLedger } from '../fixtures/createTestService.ts'
import { createRunningServer, type RunningServer } from './createRunningServer.ts'

let server: RunningServer
beforeAll(async () => {
  server = await createRunningServer({ day: '2020-02-16' })
  await server.service.accept('units', createLedger({ buildings: 3 }), 'test')
})
afterAll(() => server.stop())

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const household = (rows: unknown[]) => server.post('/api/v1/feeds/household', JSON.stringify(rows))

/** After whatever was sent, a good row must still be taken. */
async function stillTakes(): Promise<void> {
  const answer = await household([createHouseholdRow({ note: String(Math.random()) })])
  expect([answer.status, answer.body.accepted]).toEqual([200, 1])
}

describe('bad input', () => {
  it.each([
    ['not an object', 7], ['null', null], ['a list', []], ['nothing', {}],
    ['wrong types', { registeredOn: 1, compound: {}, building: [], room: true, state: null }],
    ['a date in 1900', createHouseholdRow({ registeredOn: '1900-01-01' })],
    ['a date to come', createHouseholdRow({ registeredOn: '2031-01-01' })],
    ['a day that does not exist', createHouseholdRow({ registeredOn: '2020-02-30' })],
    ['an unknown unit', createHouseholdRow({ room: '9901' })],
    ['an unknown state', createHouseholdRow({ state: 'flown' as 'stayed' })],
    ['a returned person without a name', createHouseholdRow({ state: 'returned', returnedOn: '2020-02-10' })],
    ['NUL bytes', createHouseholdRow({ compound: '测试\0新村', room: '1\0' })],
    ['very long', createHouseholdRow({ compound: '测'.repeat(500_000) })],
  ])('a row that is %s is rejected with field, code and reason, and its neighbours stand', async (_what, row) => {
    const { status, body } = await household([createHouseholdRow({ note: 'before' + String(Math.random()) }), row, createHouseholdRow({ building: '2号', note: String(Math.random()) })])
    expect(status).toBe(200)
    expect(body).toMatchObject({ accepted: 2, rejected: [{ index: 1, field: expect.any(String), code: expect.stringMatching(/^[a-z-]+$/), reason: expect.any(String) }] })
  })

  it.each([500, 50_000])('a row nested %i deep is rejected alone, or the batch is refused', async (depth) => {
    const deep = `${'{"note":'.repeat(depth)}1${'}'.repeat(depth)}`
    const { status, body } = await server.post('/api/v1/feeds/household', `[${deep}]`)
    expect([status, status === 200 ? body.accepted : 0]).toEqual([expect.toSatisfy((each: number) => each === 200 || each === 400), 0])
    const register = await server.post('/api/v1/feeds/household', `[{"registeredOn":"2020-02-15","compound":"测试新村","building":"1","room":"101","state":"stayed","note":${deep}}]`)
    expect([200, 400]).toContain(register.status)
    await stillTakes()
  })

  it('emoji and rare characters are kept as they are', async () => {
    const { body } = await household([createHouseholdRow({ name: '𠮷㛃🙂', phone: '10000000001', note: '👨‍👩‍👧‍👦 𠮷', origin: '武汉', state: 'returned', returnedOn: '2020-02-10' })])
    expect(body).toMatchObject({ accepted: 1, rejected: [] })
  })

  const zipBomb = (): Uint8Array => createZip('xl/worksheets/sheet1.xml', new Uint8Array(300 * 1024 * 1024))
  it.each<[string, string, string, () => Uint8Array]>([
    ['an empty file', 'units', 'a.csv', () => new Uint8Array(0)],
    ['an .xlsx that is really HTML', 'units', 'a.xlsx', () => bytes('<html><table><tr><td>楼号</td></tr></table></html>')],
    ['a zip bomb as .xlsx', 'units', 'a.xlsx', zipBomb],
    ['a zip of something else as .xlsx', 'household', 'a.xlsx', () => createZip('readme.txt', bytes('hello'))],
    ['a truncated zip', 'roster', 'a.xlsx', () => createZip('xl/workbook.xml', bytes('<x/>')).subarray(0, 40)],
    ['random bytes', 'units', 'a.csv', () => Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)],
    ['a sheet without the needed columns', 'units', 'a.csv', () => bytes('颜色,重量\n红,3\n')],
    ['a truncated .osm.pbf', 'buildings', 'a.osm.pbf', () => Uint8Array.from([0, 0, 0, 13, 10, 9, 79, 83, 77, 72, 101, 97, 100, 101, 114, 24, 200, 1, 16])],
    ['broken GeoJSON', 'buildings', 'a.geojson', () => bytes('{"type":"FeatureCollection","features":[{"type":"Fea')],
    ['JSON that is no GeoJSON', 'boundaries', 'a.geojson', () => bytes('{"hello":1}')],
    ['coordinates swapped', 'buildings', 'a.geojson', () => square(31.23, 121.5)],
  ])('%s is 422 with a code and one line', async (_what, kind, name, make) => {
    const { status, body } = await server.importFile(kind, name, make())
    expect(status).toBe(422)
    expect(body.code).toMatch(/^[a-z-]+$/)
    expect(body.reason).toMatch(/^[^\n]+$/)
    await stillTakes()
  })

  it('a self-crossing polygon is rejected alone', async () => {
    const bowTie = [[[121.5, 31.2], [121.501, 31.201], [121.501, 31.2], [121.5, 31.201], [121.5, 31.2]]]
    const good = [[[121.51, 31.2], [121.511, 31.2], [121.511, 31.201], [121.51, 31.201], [121.51, 31.2]]]
    const features = [bowTie, good].map((coordinates) => ({ type: 'Feature', properties: { building: 'yes' }, geometry: { type: 'Polygon', coordinates } }))
    const { body } = await server.importFile('buildings', 'b.geojson', bytes(JSON.stringify({ type: 'FeatureCollection', features })))
    expect(body).toMatchObject({ rows: 2, accepted: 1, rejected: 1, rejectsFile: expect.stringMatching(/^\/api\/v1\/rejects\//) })
  })

  it('a file that lands nowhere near what is known gets a warning', async () => {
    const { status, body } = await server.importFile('buildings', 'b.geojson', square(7.42, 43.73))
    expect(status).toBe(200)
    expect(body.warnings).toContainEqual({ code: 'far-from-boundaries', reason: expect.any(String) })
  })

  it('says what is wrong with the request itself', async () => {
    expect((await server.importFile('secrets', 'a.csv', bytes('x'))).body.code).toBe('unknown-kind')
    expect((await server.importFile('buildings', 'a.geojson', square(121.5, 31.2), 'mars')).body.code).toBe('bad-crs')
    expect((await server.post('/api/v1/import/units', '{}')).status).toBe(415)
    expect((await server.post('/api/v1/import/units', '--x\r\n', 'multipart/form-data; boundary=x')).status).toBe(400)
    expect((await server.post('/api/v1/import/units', 'rubbish', 'multipart/form-data')).status).toBe(415)
    expect((await server.importFile('units', 'big.csv', new Uint8Array(51 * 1024 * 1024))).status).toBe(413)
    await stillTakes()
  })

  it('an import that takes its time keeps nobody waiting', async () => {
    const ledger = ['小区,楼号,室号', ...Array.from({ length: 20_000 }, (_, i) => `大新村,${1 + Math.floor(i / 100)}号,${101 + (i % 100)}`)].join('\n')
    let done = false
    const large = server.importFile('units', 'large.csv', bytes(ledger)).finally(() => { done = true })
    let between = 0
    while (!done) {
      await stillTakes()
      if (!done) between++
    }
    expect((await large).body).toMatchObject({ rows: 20_000, accepted: 20_000 })
    expect(between).toBeGreaterThan(5)
  })

  it('a full disk is 503, nothing is acknowledged, and nothing is left half-applied', async () => {
    const full = await createRunningServer({ day: '2020-02-16', maxPages: 150 })
    await full.service.accept('units', createLedger({ buildings: 1 }), 'test')
    let status = 200
    let acknowledged = 0
    for (let i = 0; i < 200 && status === 200; i++) {
      const rows = Array.from({ length: 20 }, (_, n) => createHouseholdRow({ note: `${i} ${n} ${'x'.repeat(300)}`, id: `${i}-${n}` }))
      const answer = await full.post('/api/v1/feeds/household', JSON.stringify(rows))
      status = answer.status
      if (status === 200) acknowledged += Number(answer.body.accepted)
      else expect(answer.body).toMatchObject({ code: 'disk-full' })
    }
    expect(status).toBe(503)
    expect((await full.get('/api/v1/summary')).rev).toBe((await full.get('/healthz')).rev)
    expect(acknowledged).toBeGreaterThan(0)
    await full.stop()
  })
})

function square(x: number, y: number): Uint8Array {
  const ring = [[x, y], [x + 0.001, y], [x + 0.001, y + 0.001], [x, y + 0.001], [x, y]]
  const features = Array.from({ length: 3 }, () => ({ type: 'Feature', properties: { building: 'yes' }, geometry: { type: 'Polygon', coordinates: [ring] } }))
  return bytes(JSON.stringify({ type: 'FeatureCollection', features }))
}

/** A zip with one deflated entry; only what readers look at. */
function createZip(name: string, content: Uint8Array): Uint8Array {
  const packed = deflateRawSync(content)
  const nameBytes = Buffer.from(name)
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(8, 4)
  fields.writeUInt32LE(packed.length, 14)
  fields.writeUInt32LE(content.length, 18)
  fields.writeUInt16LE(nameBytes.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, nameBytes, packed])
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, Buffer.alloc(14), nameBytes])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recogniseFile } from '../../../../server/desk/imports/recogniseFile.ts'
import type { ImportedView, ImportPreview } from '../../../../server/protocol/imports.ts'
import { createPersonRow, createRosterRow } from '../../../fixtures/createTestService.ts'
import { type AuthServer, createAuthServer } from '../../auth/createAuthServer.ts'
import { createListFile, listRow } from '../../desk/lists/createListFile.ts'

const SAMPLES = join(import.meta.dirname, '../../../../../shared/samples/punan-sancun')
const hasSamples = existsSync(SAMPLES)
if (!hasSamples) console.warn('recognising the sample files is skipped: ../shared/samples is not there')

let server: AuthServer
const RETURNS = `测试居委会返沪登记
登记日期,小区,楼号,室号,姓名,证件号码,联系电话,返沪状态,返沪日期,来源地
2020-02-15,测试新村,1号,101,测试1,990101198001010010,10000000001,已返沪,2020-02-14,湖北武汉
2020-02-15,测试新村,1号,102,测试2,990101198001010020,10000000002,在沪未离开,,
2020-02-15,测试新村,1号,999,金丝雀,990101198001010030,10000000003,在沪未离开,,
2020-02-15,测试新村,1号,201,金丝雀乙,990101198001010040,10000000004,已返沪,二月三十日,浙江温州
`
beforeEach(async () => {
  server = await createAuthServer()
  await server.lay({ login: 'street', role: 'street-officer', scope: { places: ['all'], schools: [] } })
  await server.lay({ login: 'admin', role: 'administrator', scope: { places: ['all'], schools: ['all'] } })
  await server.lay({ login: 'local', role: 'street-officer', scope: { places: [server.service.places().find(({ name }) => name === '测试居委会')!.id], schools: [] } })
  await server.lay({ login: 'committee', role: 'committee-officer', scope: { places: ['all'], schools: [] } })
  await server.service.accept('regions', [{ region: '湖北', level: 'key', from: '2020-01-20' }], 'test')
})
afterEach(() => server.stop())

function send<T>(login: string, path: string, name: string, file: string | Uint8Array): Promise<{ status: number; body: T & { code?: string; reason?: string }; text: string }> {
  const boundary = 'b-of-the-tests'
  const payload = Buffer.concat([Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`), Buffer.from(file), Buffer.from(`\r\n--${boundary}--\r\n`)])
  return server.app.inject({ method: 'POST', url: `/api/v1/desk/imports${path}`, payload, headers: { ...server.signedIn(login), 'content-type': `multipart/form-data; boundary=${boundary}` } })
    .then((answer) => ({ status: answer.statusCode, body: answer.json(), text: answer.body }))
}
const preview = (login: string, name: string, file: string | Uint8Array, kind?: string) => send<ImportPreview>(login, `/preview${kind ? `?kind=${kind}` : ''}`, name, file)
const take = (login: string, kind: string, name: string, file: string | Uint8Array) => send<ImportedView>(login, `?kind=${kind}`, name, file)
const statuses = (): Map<string, string> => new Map(server.service.units({}, {}, 'zh-CN').map(({ id, status }) => [id, status]))

describe('a file dropped at the desk', () => {
  it('is recognised and looked at first: columns, rows with what is wrong, homes that would change colour; nothing is written', async () => {
    const rev = server.service.rev()
    const people = server.service.desk.context.known().personCount
    const { status, body, text } = await preview('street', 'returns.csv', RETURNS)
    expect([status, body.kind, body.rows, body.accepted, body.rejected]).toEqual([200, 'household', 4, 2, 2])
    expect(body.columns.find(({ header }) => header === '来源地')).toEqual({ header: '来源地', takenFor: 'origin' })
    expect(body.problems.map(({ row, column, code }) => [row, column, code])).toEqual([[5, '室号', 'unknown-room'], [6, '返沪日期', 'not-a-date']])
    expect(body.recoloured!.reduce((sum, { units }) => sum + units, 0)).toBe(2)
    expect(text).not.toMatch(/金丝雀|测试1|1000000000/)
    expect(server.service.rev()).toBe(rev)
    expect(server.service.desk.context.known().personCount).toBe(people)
  })

  it('is taken in the name of who sent it, with one row in the audit log', async () => {
    const { body } = await take('street', 'household', 'returns.csv', RETURNS)
    expect(body).toMatchObject({ kind: 'household', rows: 4, accepted: 2, duplicates: 0, rejected: 2 })
    expect(body.rejectsCsv).toContain('金丝雀')
    const { store } = server.service.desk.context
    expect([...store.entriesAfter(0)].filter(({ feed }) => feed === 'household').map(({ author }) => author)).toEqual(Array(2).fill(server.accounts.findByLogin('street')!.id))
    expect(server.service.audit.list({ action: 'import' })).toMatchObject([{ details: { what: 'household', rows: 4, accepted: 2, duplicates: 0, rejected: 2 } }])
    expect(server.logged.join()).not.toMatch(/金丝雀|测试1|1000000000/)
    expect((await take('street', 'household', 'returns.csv', RETURNS)).body).toMatchObject({ accepted: 0, duplicates: 2 })
  })

  it('the preview foretells the colours: known and new people, one named twice, somebody who moves, a home as a whole', async () => {
    await server.service.accept('household', [createPersonRow(1, { room: '301', state: 'returned', returnedOn: '2020-02-10', origin: '湖北武汉' }), createPersonRow(2, { room: '302', state: 'stayed' })], 'test')
    const rows = [
      ['101', '测试1', '990101198001010010', '10000000001', '已返沪', '2020-02-14', '湖北武汉'], ['302', '测试2', '990101198001010020', '10000000002', '未返沪', '', ''],
      ['102', '新来', '', '10000000007', '已返沪', '2020-02-15', '湖北武汉'], ['102', '新来', '', '10000000007', '在沪未离开', '', ''], ['201', '', '', '', '空关', '', ''], ['202', '同上', '', '', '已返沪', '2020-02-13', '浙江温州'],
    ]
    const file = `登记日期,小区,楼号,室号,姓名,证件号码,联系电话,返沪状态,返沪日期,来源地\n${rows.map(([room, ...rest]) => ['2020-02-16', '测试新村', '1号', room, ...rest].join(',')).join('\n')}\n`
    const before = statuses()
    const { body } = await preview('street', 'returns.csv', file)
    expect(body.problems).toEqual([])
    await take('street', 'household', 'returns.csv', file)
    const { statuses: colours } = server.service.desk.context.pack.description
    const real = new Map<string, number>()
    for (const [id, status] of statuses()) if (before.get(id) !== status) real.set(`${before.get(id)} ${status}`, (real.get(`${before.get(id)} ${status}`) ?? 0) + 1)
    expect(real.size).toBeGreaterThan(2)
    expect(new Map(body.recoloured!.map(({ from, to, units }) => [`${colours[from!].key} ${colours[to!].key}`, units]))).toEqual(real)
  })

  it('says of an organisation what it would make and move', async () => {
    const file = '街道,居委,小区\n滨江街道,测试居委会,测试新村\n滨江街道,新居委会,\n'
    const { body } = await preview('admin', '组织架构.csv', file)
    expect([body.kind, body.accepted, body.steps!.map(({ what, kind, name, under }) => [what, kind, name, under])]).toEqual(['organisation', 2, [
      ['new', 'subdistrict', '滨江街道', ''], ['moved', 'committee', '测试居委会', '滨江街道'], ['moved', 'compound', '测试新村', '测试居委会'], ['new', 'committee', '新居委会', '滨江街道'],
    ].filter(([, kind]) => kind !== 'compound')])
    expect((await take('admin', 'organisation', '组织架构.csv', file)).body).toMatchObject({ accepted: 2 })
    expect((await preview('admin', '组织架构.csv', file)).body.steps).toEqual([])
  })

  it('takes ledgers, residents, rosters and map files', async () => {
    expect((await preview('admin', 'a.csv', '小区,楼号,室号,房屋性质\n测试新村,1号,101,空关\n')).body).toMatchObject({ kind: 'units', accepted: 1 })
    expect((await preview('admin', 'a.csv', '小区,楼号,室号,姓名,与户主关系\n测试新村,1号,101,甲,本人\n')).body).toMatchObject({ kind: 'residents', accepted: 1, recoloured: [] })
    expect((await preview('admin', 'a.csv', '学校,班级,学号,姓名\n测试小学,一(1)班,1,甲\n')).body).toMatchObject({ kind: 'roster', accepted: 1 })
    const shapes = JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { name: '甲居委会', kind: 'committee' }, geometry: { type: 'Polygon', coordinates: [[[121, 31], [121.01, 31], [121.01, 31.01], [121, 31]]] } }] })
    expect((await preview('admin', 'a.geojson', shapes)).body).toMatchObject({ kind: 'buildings', others: ['boundaries', 'basemap'] })
    expect((await take('admin', 'boundaries', 'a.geojson', shapes)).status).toBe(200)
  })

  it('what has a page of its own is sent there; what nobody recognises is asked about', async () => {
    expect((await preview('street', 'list.xlsx', createListFile([listRow(1, '测试新村1号101室')]))).body.code).toBe('is-verification-list')
    expect((await preview('street', 'r.csv', '地区,等级,生效日期\n湖北,重点疫区,2020-01-20\n')).body.code).toBe('is-region-list')
    expect((await preview('street', 'r.csv', '一,二\n1,2\n')).body.code).toBe('unrecognised-file')
    expect((await preview('street', 'r.csv', '一,二\n1,2\n', 'units')).status).toBe(422)
    expect((await preview('street', 'r.xlsx', new Uint8Array([0x50, 0x4b, 3, 4, 0]))).status).toBe(422)
    expect((await take('street', 'nonsense', 'a.csv', RETURNS)).body.code).toBe('unknown-kind')
  })
})

describe('whose rows', () => {
  it('only roles with the permission import', async () => {
    expect([(await preview('committee', 'a.csv', RETURNS)).status, (await take('committee', 'household', 'a.csv', RETURNS)).status]).toEqual([403, 403])
  })

  it('a part of the town takes only rows of its own; what is elsewhere and what is nowhere get one answer', async () => {
    const row = (compound: string) => `2020-02-15,${compound},1号,101,甲,,,在沪未离开\n`
    const file = `登记日期,小区,楼号,室号,姓名,证件号码,联系电话,返沪状态\n${row('测试新村')}${row('别处新村')}${row('没有新村')}`
    const { body } = await preview('local', 'a.csv', file)
    expect([body.accepted, body.problems.map(({ row: at, column, code, reason }) => [at, column, code, reason])]).toEqual([1, [3, 4].map((at) => [at, '小区', 'outside-scope', expect.any(String)])])
    expect((await take('local', 'household', 'a.csv', file)).body).toMatchObject({ accepted: 1, rejected: 2 })
    const ledger = '居委,小区,楼号,室号\n测试居委会,新建小区,1号,101\n别处居委会,新建小区,1号,102\n,没有小区,1号,101\n别处居委会,别处新村,1号,777\n'
    expect((await take('local', 'units', 'a.csv', ledger)).body).toMatchObject({ accepted: 1, rejected: 3 })
    expect(server.service.units({ compound: '别处新村', room: '777' }, {}, 'zh-CN')).toEqual([])
    for (const [name, kind, text] of [['a.csv', 'organisation', '街道,居委\n甲,测试居委会\n'], ['a.geojson', 'boundaries', '{}']]) expect((await take('local', kind, name, text)).body.code).toBe('whole-scope-needed')
  })

  it('rosters are of those whose schools they are', async () => {
    const file = `学校,班级,学号,姓名\n${createRosterRow(1).school},一(1)班,2020001,学生1\n新学校,一(1)班,1,乙\n`
    expect((await take('street', 'roster', 'a.csv', file)).body).toMatchObject({ accepted: 0, rejected: 2 })
    expect((await take('admin', 'roster', 'a.csv', file)).body).toMatchObject({ accepted: 2, rejected: 0 })
  })
})

describe.skipIf(!hasSamples)('files as committees and schools write them', () => {
  it.each([['returns-2020-02-15.xlsx', 'household'], ['returns-2020-02-16.csv', 'household'], ['roster.xlsx', 'roster'], ['morning-check-2020-04-13.csv', 'school'], ['units.csv', 'units'], ['buildings.geojson', 'buildings']])('%s is a file of kind %s', async (name, kind) => {
    expect((await recogniseFile(readFileSync(join(SAMPLES, name)), name)).kinds[0]).toBe(kind)
  })
})

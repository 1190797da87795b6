import { existsSync, readFileSync } from 'node:fs'
import { parse as parseCsv } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PupilList, PupilPerson } from '../../server/protocol/school.ts'
import { createRunningServer, TEST_KEY, type RunningServer } from './createRunningServer.ts'
import { signIn } from './signIn.ts'

const SAMPLE = new URL('../../../shared/samples/punan-sancun/', import.meta.url)
const hasSample = existsSync(new URL('expected.json', SAMPLE))
if (!hasSample) console.warn('SKIPPED: ../shared/samples/punan-sancun is absent, so no whole import of a real committee was checked')

describe.skipIf(!hasSample)('a committee’s and a school’s real files, by HTTP, from an empty system', () => {
  const read = (name: string): Uint8Array => readFileSync(new URL(name, SAMPLE))
  const expected = hasSample ? JSON.parse(readFileSync(new URL('expected.json', SAMPLE), 'utf8')) : {}
  let server: RunningServer
  beforeAll(async () => { server = await createRunningServer({ day: '2020-04-13' }) })
  afterAll(() => server.stop())
  const countsOf = async (query = ''): Promise<unknown> => (await server.get<{ counts: unknown }>(`/api/v1/summary${query}`)).counts

  it('takes the footprints, then the ledger: every unit, grey or blue', async () => {
    const buildings = await server.importFile('buildings', 'buildings.geojson', read('buildings.geojson'))
    expect(buildings).toMatchObject({ status: 200, body: { kind: 'buildings', rows: expected.buildings, accepted: expected.buildings, rejected: 0 } })
    const ledger = await server.importFile('units', 'units.csv', read('units.csv'))
    expect(ledger).toMatchObject({ status: 200, body: { kind: 'units', rows: expected.units, accepted: expected.units, duplicates: 0, rejected: 0, rejectsFile: null } })
    expect(await server.get('/api/v1/summary')).toMatchObject({ buildings: expected.buildings, units: expected.units, counts: expected.afterLedgerOnly.counts })
  })

  it('takes the region list and the two return registers, rejecting exactly the rows that are wrong', async () => {
    expect(await server.importFile('regions', 'regions.csv', read('regions.csv'))).toMatchObject({ status: 200, body: { rows: 20, accepted: 20 } })
    for (const [name, figures] of Object.entries<{ rows: number; accepted: number; duplicates: number; rejected: { row: number; column: string }[] }>(expected.files)) {
      const { body } = await server.importFile('household', name, read(name))
      expect(body).toMatchObject({ rows: figures.rows, accepted: figures.accepted, duplicates: figures.duplicates, rejected: figures.rejected.length })
      const rejects = await fetch(server.origin + body.rejectsFile, { headers: { authorization: `Bearer ${TEST_KEY}` } })
      const [header, ...lines] = parseCsv(await rejects.text(), { bom: true }) as string[][]
      expect(header.slice(0, 4)).toEqual(['表中行号', '问题列', '问题代码', '问题原因'])
      expect(lines.map(([row, column]) => ({ row: Number(row), column }))).toEqual(figures.rejected)
      expect((await fetch(server.origin + body.rejectsFile)).status).toBe(401)
    }
  })

  it('counts every colour as of each day', async () => {
    expect(await countsOf('?date=2020-02-15')).toEqual(expected.after_2020_02_15.counts)
    expect(await countsOf('?date=2020-02-16')).toEqual(expected.after_2020_02_16.counts)
    expect(await countsOf('?date=2020-02-17')).toEqual(expected.regions_widened.counts)
  })

  it('gives each named unit its colour on each day, whatever way its address is written', async () => {
    for (const [address, days] of Object.entries<Record<string, string>>(expected.sampleUnits)) {
      const [building, room] = address.split('-')
      for (const [date, status] of Object.entries(days)) {
        const query = new URLSearchParams({ compound: '浦南三村', building: `${building}号`, room: `${room}室`, date })
        const units = await server.get<{ status: string; building: string; room: string }[]>(`/api/v1/units?${query}`)
        expect([address, date, units.map((unit) => unit.status)]).toEqual([address, date, [status]])
      }
    }
    for (const address of expected.vacantButReturned as string[]) {
      const [building, room] = address.split('-')
      const units = await server.get<{ tags: string[] }[]>(`/api/v1/units?${new URLSearchParams({ building, room, date: '2020-02-16' })}`)
      expect([address, units[0]?.tags]).toEqual([address, expect.arrayContaining(['vacant-but-occupied'])])
    }
  })

  it('takes the roster and the morning check', async () => {
    expect((await server.importFile('roster', 'roster.xlsx', read('roster.xlsx'))).body).toMatchObject({ rows: expected.school.roster, accepted: expected.school.roster, rejected: 0 })
    expect((await server.importFile('school', 'morning-check-2020-04-13.csv', read('morning-check-2020-04-13.csv'))).status).toBe(200)
    const day = await server.get(`/api/v1/schools/${encodeURIComponent('浦南小学')}/days/${expected.school.date}`)
    const { date, cutOff, roster, reported, onTime, late, missing, abnormal, unknown } = expected.school
    expect(day).toMatchObject({ date, cutOff, roster, reported, onTime, late, missing, abnormal, unknown })
    // The very pupils, not only as many.
    const campus = server.service.campuses().find(({ name }) => name === '浦南小学')!.id
    const headers = { cookie: await signIn(server, { role: 'bureau-officer', schools: ['all'] }), origin: server.origin }
    const { pupils } = (await (await fetch(`${server.origin}/api/v1/school/campuses/${campus}/pupils?state=abnormal`, { headers })).json()) as PupilList
    const shown = await Promise.all(pupils.map(async ({ id }) => (await (await fetch(`${server.origin}/api/v1/school/pupils/${id}/show`, { method: 'POST', headers })).json()) as PupilPerson))
    expect(shown.map(({ studentNo }) => studentNo).sort()).toEqual(expected.school.abnormalStudentNos)
  })

  it('takes everything a second time without counting anything twice', async () => {
    const before = await server.get<Record<string, unknown>>('/api/v1/summary')
    const files = [['units', 'units.csv'], ['regions', 'regions.csv'], ['buildings', 'buildings.geojson'], ['roster', 'roster.xlsx']] as const
    for (const [kind, name] of files) {
      const { body } = await server.importFile(kind, name, read(name))
      expect([name, body.accepted, body.duplicates]).toEqual([name, 0, body.rows - body.rejected])
    }
    expect(await server.get('/api/v1/summary')).toEqual(before)
  })

  it('logs nobody', () => {
    expect(server.logged.join('\n')).not.toMatch(/\d{15,}|\b1\d{10}\b/)
    expect(server.logged.join('\n')).not.toMatch(/[一-鿿]/)
  })
})

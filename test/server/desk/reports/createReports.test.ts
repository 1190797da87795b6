import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collectMoment } from '../../../../server/desk/reports/collectMoment.ts'
import { createReports } from '../../../../server/desk/reports/createReports.ts'
import type { Reports } from '../../../../server/desk/reports/reports.ts'
import { importFile } from '../../../../server/feeds/importFile.ts'
import type { HouseholdRow } from '../../../../server/feeds/rows.ts'
import type { DailyReportView, FigureValue } from '../../../../server/protocol/deskReport.ts'
import { createOfficer } from '../../../fixtures/createOfficer.ts'
import { createHouseholdRow, createLedger, createPersonRow, createTestService, type TestService } from '../../../fixtures/createTestService.ts'

const SAMPLE = new URL('../../../../../shared/samples/punan-sancun/', import.meta.url)
const hasSample = existsSync(new URL('expected.json', SAMPLE))
if (!hasSample) console.warn('SKIPPED: ../shared/samples/punan-sancun is absent, so the daily report was not checked against a whole compound')

let test: TestService
let reports: Reports
const officer = createOfficer()

async function open(day = '2020-02-16'): Promise<void> {
  test = await createTestService({ day })
  reports = createReports(test.service.desk, false)
  await test.service.accept('units', [...createLedger(), ...createLedger({ compound: '别处新村', committee: '别处居委会', buildings: 1 })], 'test')
  await test.service.accept('regions', [{ region: '湖北', level: 'key', from: '2020-01-27' }, { region: '温州', level: 'concern', from: '2020-02-04' }], 'test')
}
beforeEach(() => open())
afterEach(() => test.remove())

const send = (...rows: HouseholdRow[]) => test.service.accept('household', rows, 'test')
const at = (time: string, day = '2020-02-16'): void => test.clock.setNow(Date.parse(`${day}T${time}:00+08:00`))
const now = async (user = officer): Promise<DailyReportView> => (await reports.view(user, 'now'))!
const valueOf = (report: DailyReportView, key: string, place = 'all', when: 'today' | 'yesterday' = 'today'): FigureValue | null => {
  const row = place === 'all' ? report.total : report.rows.find(({ name }) => name === place)!
  return row[when][report.figures.findIndex((figure) => figure.key === key)]
}
const placeId = (report: DailyReportView, name: string): string => report.rows.find((row) => row.name === name)!.id
const returning = (person: number, row: Partial<HouseholdRow> = {}): HouseholdRow => createPersonRow(person, { state: 'returned', origin: '浙江温州', returnedOn: '2020-02-15', ...row })

describe('the figures', () => {
  it('count people and homes, what is new beside what stands', async () => {
    await send(
      returning(1), returning(2), returning(3, { room: '102', registeredOn: '2020-02-16', returnedOn: '2020-02-16' }),
      returning(4, { room: '201', returnedOn: '2020-02-01', registeredOn: '2020-02-01' }), returning(4, { room: '201', returnedOn: '2020-02-01', registeredOn: '2020-02-16', releasedOn: '2020-02-16' }),
      createPersonRow(5, { room: '202', state: 'unreached' }), createHouseholdRow({ room: '301', state: 'vacant' }),
    )
    const report = await now()
    expect(valueOf(report, 'returned-new')).toEqual({ people: 1, units: 1 })
    expect(valueOf(report, 'returned-new', 'all', 'yesterday')).toEqual({ people: 2, units: 1 })
    expect(valueOf(report, 'managed')).toEqual({ people: 3, units: 2 })
    expect(valueOf(report, 'managed', 'all', 'yesterday')).toEqual({ people: 3, units: 2 })
    expect(valueOf(report, 'managed-new')).toEqual({ people: 1, units: 1 })
    expect(valueOf(report, 'released-new')).toEqual({ people: 1, units: 1 })
    expect(valueOf(report, 'returned-all')).toEqual({ people: 4, units: 3 })
    expect(valueOf(report, 'released-all')).toEqual({ people: 1, units: 1 })
    // Beside the one in 202, the homes that nobody has said anything about.
    expect(valueOf(report, 'not-reached')?.people).toBe(1)
    expect(valueOf(report, 'vacant')).toEqual({ people: null, units: 1 })
    expect(valueOf(report, 'returned-all', '别处居委会')).toEqual({ people: 0, units: 0 })
  })

  it('a corrected arrival day is not another return; a second return is', async () => {
    await send(returning(1, { returnedOn: '2020-02-10', registeredOn: '2020-02-10' }))
    await send(returning(1, { returnedOn: '2020-02-11', registeredOn: '2020-02-16' }))
    expect([valueOf(await now(), 'returned-new'), valueOf(await now(), 'returned-all')]).toEqual([{ people: 0, units: 0 }, { people: 1, units: 1 }])
    await send(returning(2, { room: '102', returnedOn: '2020-02-01', registeredOn: '2020-02-01', releasedOn: '2020-02-14' }), returning(2, { room: '102', returnedOn: '2020-02-16', registeredOn: '2020-02-16' }))
    expect(valueOf(await now(), 'returned-new')).toEqual({ people: 1, units: 1 })
  })

  it('of the statuses are those of the world; the total is the sum of the committees; the reasons add up to the change', async () => {
    const states = ['stayed', 'not-returned', 'unreached', 'returned', 'vacant'] as const
    const anyRow = fc.record({
      person: fc.integer({ min: 0, max: 9 }), compound: fc.constantFrom('测试新村', '别处新村'), room: fc.constantFrom('101', '102', '201', '302'), state: fc.constantFrom(...states),
      day: fc.integer({ min: 1, max: 16 }), back: fc.integer({ min: 1, max: 16 }), release: fc.option(fc.integer({ min: 1, max: 16 })), origin: fc.constantFrom('湖北孝感', '浙江温州', '江苏南京'),
    })
    const two = (day: number): string => `2020-02-${String(day).padStart(2, '0')}`
    await fc.assert(fc.asyncProperty(fc.array(anyRow, { maxLength: 25 }), async (rows) => {
      await test.remove()
      await open()
      await send(...rows.map(({ person, compound, room, state, day, back, release, origin }): HouseholdRow => {
        const row = { compound, room, registeredOn: two(day), state: state === 'vacant' && person > 0 ? 'stayed' : state, ...(state === 'returned' ? { origin, returnedOn: two(Math.min(back, day)), ...(release ? { releasedOn: two(release) } : {}) } : {}) }
        return person === 0 && state !== 'returned' ? createHouseholdRow(row) : createPersonRow(person, row)
      }))
      const report = await now()
      const summary = test.service.summary(null, {})
      for (const { key } of test.service.desk.context.pack.description.statuses) {
        expect(valueOf(report, `status.${key}`)!.units, key).toBe(summary.counts[key])
        if (key !== 'grey') expect(valueOf(report, `status.${key}`)!.people, key).toBe(summary.people[key])
      }
      for (const [index, { key, isNew, inPeople, inUnits }] of report.figures.entries()) {
        const sum = (what: 'people' | 'units') => report.rows.reduce((total, { today }) => total + (today[index][what] ?? 0), 0)
        if (inPeople) expect(report.total.today[index].people, key).toBe(sum('people'))
        if (inUnits) expect(report.total.today[index].units, key).toBe(sum('units'))
        for (const place of ['all', ...report.rows.map(({ id }) => id)]) {
          const [today, yesterday] = place === 'all' ? [report.total.today[index], report.total.yesterday[index]] : ['today', 'yesterday'].map((when) => report.rows.find(({ id }) => id === place)![when as 'today'][index])
          const reason = (await reports.reason(officer, 'now', key, place))!
          if (inPeople) expect(reason.people, `${key} ${place}`).toBe(today!.people! - (isNew ? 0 : yesterday!.people!))
          if (inUnits) expect(reason.units, `${key} ${place}`).toBe(today!.units! - (isNew ? 0 : yesterday!.units!))
        }
      }
    }), { numRuns: 12, seed: 20200216 })
  })
})

describe('a moment', () => {
  it('is what the world derives at once, person by person and unit by unit', async () => {
    await send(returning(1), returning(2, { room: '102', registeredOn: '2020-02-16', returnedOn: '2020-02-16' }), createPersonRow(3, { room: '201', state: 'unreached' }), createPersonRow(3, { room: '202', registeredOn: '2020-02-16' }), createHouseholdRow({ room: '301', state: 'vacant' }))
    const { context } = test.service.desk
    for (const day of [context.today(), context.today() - 1]) for (const rev of [context.known().rev, context.known().rev - 2]) {
      const { personStatus, personUnit, unitStatus, unitTags } = context.statusesAt(day, rev)
      expect(await collectMoment(context, day, rev)).toMatchObject({ personStatus, personUnit, unitStatus, unitTags })
    }
  })
})

describe('a scope', () => {
  it('has its committees only, and their sum as the total', async () => {
    await send(returning(1), returning(2, { compound: '别处新村', room: '101', registeredOn: '2020-02-16', returnedOn: '2020-02-16' }))
    const all = await now()
    const local = createOfficer({ id: 'a2', role: 'committee-officer', places: [placeId(all, '别处居委会')] })
    const own = await now(local)
    expect(own.rows.map(({ name }) => name)).toEqual(['别处居委会'])
    expect([valueOf(all, 'managed'), valueOf(own, 'managed')]).toEqual([{ people: 2, units: 2 }, { people: 1, units: 1 }])
    expect((await reports.reason(local, 'now', 'managed', 'all'))!.items.map(({ address }) => address)).toEqual(['别处新村 1号 101'])
    expect(await reports.reason(local, 'now', 'managed', placeId(all, '测试居委会'))).toBeNull()
    expect((await now(createOfficer({ places: [] }))).rows).toEqual([])
  })
})

describe('a reason', () => {
  it('names the homes and the entries, and nobody', async () => {
    await send(returning(1, { registeredOn: '2020-02-16', returnedOn: '2020-02-16', note: '测试1 的电话 10000000001' }))
    const { rev } = test.service.desk.context.known()
    const reason = (await reports.reason(officer, 'now', 'returned-new', 'all'))!
    expect(reason).toMatchObject({ people: 1, units: 1, more: 0, items: [{ address: '测试新村 1号 101', people: 1, units: 1, seq: rev, feed: 'household', on: '2020-02-16' }] })
    expect(JSON.stringify([reason, await now()])).not.toMatch(/测试1|10000000001/)
  })
})

describe('fixing', () => {
  const days = () => reports.list().days.map(({ day, late }) => [day, late])

  it('happens at the set time by the clock of the deployment, once, and not before', async () => {
    at('10:59')
    expect([await reports.fixWhenDue(), days()]).toEqual([false, []])
    at('11:00')
    expect(await Promise.all([reports.fixWhenDue(), reports.fixWhenDue()])).toEqual([true, true])
    expect([await reports.fixWhenDue(), days()]).toEqual([false, [['2020-02-16', false]]])
    at('11:00', '2020-02-17')
    expect([await reports.fixWhenDue(), days()]).toEqual([true, [['2020-02-17', false], ['2020-02-16', false]]])
  })

  it('a missed time is made up for at the next look, and says so', async () => {
    at('15:30')
    expect([await reports.fixWhenDue(), days()]).toEqual([true, [['2020-02-16', true]]])
  })

  it('a day whose time passed while the server was down is made up from what was known then, marked as late', async () => {
    await send(returning(1))
    at('11:00')
    await reports.fixWhenDue()
    at('10:00', '2020-02-17')
    await send(returning(2, { room: '102', registeredOn: '2020-02-17', returnedOn: '2020-02-16' }))
    at('11:00', '2020-02-17')
    await reports.fixWhenDue()
    const { reportTables } = test.service.desk.context.store
    const inTime = reportTables.report('2020-02-17')!
    reportTables.removeReport('2020-02-17')
    // What comes after 11:00 of the 17th, also about days before, is in the report of the 18th.
    at('11:01', '2020-02-17')
    await send(returning(3, { room: '201', registeredOn: '2020-02-17', returnedOn: '2020-02-16' }), returning(4, { room: '202', registeredOn: '2020-02-14', returnedOn: '2020-02-14' }))
    at('08:00', '2020-02-19')
    test = await test.reopen()
    reports = createReports(test.service.desk, false)
    expect([await reports.fixWhenDue(), days()]).toEqual([true, [['2020-02-18', true], ['2020-02-17', true], ['2020-02-16', false]]])
    const tables = test.service.desk.context.store.reportTables
    const madeUp = tables.report('2020-02-17')!
    expect({ ...madeUp, body: JSON.parse(madeUp.body) }).toEqual({
      ...inTime, made_at: Date.parse('2020-02-19T08:00:00+08:00'), late: 1, body: { ...JSON.parse(inTime.body), asOf: Date.parse('2020-02-17T11:00:00+08:00') },
    })
    const next = (await reports.view(officer, '2020-02-18'))!
    expect(next.previous).toEqual({ day: '2020-02-17', rev: inTime.rev, fixed: true })
    expect([valueOf(next, 'returned-new'), next.rev]).toEqual([{ people: 2, units: 2 }, test.service.rev()])
    // Once; and today's has its own time.
    expect([await reports.fixWhenDue(), days().length]).toEqual([false, 3])
    at('11:00', '2020-02-19')
    expect([await reports.fixWhenDue(), days()[0]]).toEqual([true, ['2020-02-19', false]])
  })

  it('makes up a month at most, and nothing from before the first report', async () => {
    at('12:00')
    expect([await reports.fixWhenDue(), days()]).toEqual([true, [['2020-02-16', true]]])
    at('08:00', '2020-04-30')
    expect(await reports.fixWhenDue()).toBe(true)
    expect([days().length, days()[0][0], days().at(-2)![0]]).toEqual([32, '2020-04-29', '2020-03-30'])
  })

  it('follows a changed time, which is kept', async () => {
    expect([reports.setReportTime('25:00'), reports.setReportTime('9:00'), reports.setReportTime('16:30')]).toEqual([false, false, true])
    at('16:29')
    expect(await reports.fixWhenDue()).toBe(false)
    test = await test.reopen()
    reports = createReports(test.service.desk, false)
    expect(reports.list().reportTime).toBe('16:30')
    at('16:31')
    expect(await reports.fixWhenDue()).toBe(true)
  })

  it('a fixed report never changes; the same revision gives the same bytes; what came after it is in the next', async () => {
    await send(returning(1))
    at('11:00')
    await reports.fixWhenDue()
    const kept = () => test.service.desk.context.store.reportTables.report('2020-02-16')!.body
    const before = kept()
    const { rev } = JSON.parse(before) as { rev: number }
    // In the afternoon: one more return of that day, and a backdated one.
    await send(returning(2, { room: '102', registeredOn: '2020-02-16', returnedOn: '2020-02-16' }), returning(3, { room: '201', registeredOn: '2020-02-14', returnedOn: '2020-02-14' }))
    expect(await reports.fixWhenDue()).toBe(false)
    expect(kept()).toBe(before)
    // Derived again at that revision, by a service that has only the log.
    test = await test.reopen()
    reports = createReports(test.service.desk, false)
    expect(kept()).toBe(before)
    const tables = test.service.desk.context.store.reportTables
    tables.removeReport('2020-02-16')
    const known = test.service.desk.context.known()
    const then = createReports({ ...test.service.desk, context: { ...test.service.desk.context, known: () => Object.create(known, { rev: { value: rev } }) as typeof known } }, false)
    at('11:00')
    expect(await then.fixWhenDue()).toBe(true)
    expect(kept()).toBe(before)

    at('11:00', '2020-02-17')
    await reports.fixWhenDue()
    const next = (await reports.view(officer, '2020-02-17'))!
    expect(next.previous).toEqual({ day: '2020-02-16', rev, fixed: true })
    expect(valueOf(next, 'returned-new')).toEqual({ people: 2, units: 2 })
    expect([valueOf(next, 'returned-all'), valueOf(next, 'returned-all', 'all', 'yesterday')]).toEqual([{ people: 3, units: 3 }, { people: 1, units: 1 }])
    expect((await reports.reason(officer, '2020-02-17', 'returned-all', 'all'))!.items.map(({ address, people }) => [address, people])).toEqual([['测试新村 1号 102', 1], ['测试新村 1号 201', 1]])
  })

  it('another history (a demo that began again) has its own', async () => {
    const demo = createReports(test.service.desk, true)
    at('11:00')
    expect(await demo.fixWhenDue()).toBe(true)
    test.service.desk.context.store.writeMeta('world-id', 'another')
    expect(demo.list().days).toEqual([])
    expect(await demo.view(officer, '2020-02-16')).toBeNull()
    expect([await demo.fixWhenDue(), demo.list().days.length]).toEqual([true, 1])
  })
})

describe.skipIf(!hasSample)('the sample compound', () => {
  it('counts what its answers say, and yesterday beside it', async () => {
    const expected = JSON.parse(readFileSync(new URL('expected.json', SAMPLE), 'utf8'))
    await test.remove()
    test = await createTestService({ day: '2020-02-16' })
    reports = createReports(test.service.desk, false)
    const bring = (kind: 'units' | 'regions' | 'household', fileName: string) =>
      importFile({ service: test.service, kind, fileName, bytes: readFileSync(new URL(fileName, SAMPLE)), crs: undefined, timezone: 'Asia/Shanghai', locale: 'zh-CN', author: 'test' })
    await bring('units', 'units.csv')
    await bring('regions', 'regions.csv')
    await bring('household', 'returns-2020-02-15.xlsx')
    await bring('household', 'returns-2020-02-16.csv')
    const report = await now()
    const counts = (when: 'today' | 'yesterday') => Object.fromEntries(Object.keys(expected.after_2020_02_16.counts).map((key) => [key, valueOf(report, `status.${key}`, 'all', when)!.units]))
    expect(counts('today')).toEqual(expected.after_2020_02_16.counts)
    expect(counts('yesterday')).toEqual(expected.after_2020_02_15.counts)
    expect(valueOf(report, 'managed')!.units).toBe(expected.after_2020_02_16.counts.red + expected.after_2020_02_16.counts.orange)
    expect(valueOf(report, 'vacant')!.units).toBe(expected.after_2020_02_16.counts.grey)
    const change = valueOf(report, 'managed')!.people! - valueOf(report, 'managed', 'all', 'yesterday')!.people!
    expect((await reports.reason(officer, 'now', 'managed', 'all'))!.people).toBe(change)
  }, 60_000)
})

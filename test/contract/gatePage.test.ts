import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dayFromText } from '../../server/protocol/day.ts'
import { type GateDay, gateLookup, type GateNews, type GatePassAnswer, type GatePassReport, type GatePupil } from '../../server/protocol/gate.ts'
import { CHECK_FLAG } from '../../server/packs/checkFlags.ts'
import { createLedger, createRosterRow, createSchoolRow } from '../fixtures/createTestService.ts'
import { createRunningServer, type RunningServer } from './createRunningServer.ts'
import { signIn } from './signIn.ts'

/** A Monday. */
const DAY = '2020-04-13'
const today = dayFromText(DAY)!
const PATH = '/api/v1/school/campuses/c0/gate'
let server: RunningServer
let teacher: string
const at = (time: string, day = DAY): number => Date.parse(`${day}T${time}+08:00`)
const check = (student: number, row: Partial<Parameters<typeof createSchoolRow>[1]> & object = {}) => createSchoolRow(student, { submittedAt: `${DAY}T06:50:00+08:00`, ...row })
let passes = 0
const pass = (student: string | null, changes: Partial<GatePassReport> = {}): GatePassReport => ({ id: `pass-${String(++passes).padStart(6, '0')}`, student, at: server.service.now(), direction: 'in', decision: 'allowed', ...changes })

async function ask<Answer>(method: string, path: string, body?: object, cookie = teacher): Promise<{ status: number; body: Answer }> {
  const answer = await fetch(server.origin + path, { method, headers: { cookie, origin: server.origin, ...(body && { 'content-type': 'application/json' }) }, ...(body && { body: JSON.stringify(body) }) })
  return { status: answer.status, body: await answer.json() as Answer }
}
const day = async (): Promise<GateDay> => (await ask<GateDay>('GET', PATH)).body
const pupil = async (id: string): Promise<GatePupil> => (await day()).pupils.find((each) => each.id === id)!
const send = async (...sent: GatePassReport[]): Promise<GatePassAnswer> => (await ask<GatePassAnswer>('POST', `${PATH}/passes`, { passes: sent })).body

beforeAll(async () => {
  server = await createRunningServer({ day: DAY })
  const { service } = server
  await service.accept('units', createLedger(), 'test')
  await service.accept('regions', [{ region: '湖北', level: 'key', from: '2020-01-23' }], 'test')
  await service.accept('roster', [1, 2, 3, 4, 5, 6, 7, 8].map((student) => createRosterRow(student, { address: `测试新村1号${student === 5 ? 201 : 101}室`, ...(student > 6 && { class: '一(2)班' }) })), 'test')
  await service.accept('roster', [createRosterRow(90, { school: '别处小学' })], 'test')
  await service.accept('household', [{ registeredOn: DAY, compound: '测试新村', building: '1号', room: '201', name: '来客', phone: '10000000001', state: 'returned', origin: '湖北武汉', returnedOn: '2020-04-12' }], 'test')
  // s0 normal, s1 nothing, s2 a cough, s3 a red code, s4 a red home, s5 back after a day, s6 and s7 normal.
  await service.accept('school', [check(1), check(3, { symptoms: ['咳嗽'], temperatureCelsius: 37.6, household: [{ relation: '妈妈', healthCode: 'green' }] }), check(4, { healthCode: 'red' }), check(5), check(6), check(7), check(8)], 'test')
  await service.accept('recovery', [{ student: 's5', endedAt: `${DAY}T01:00:00+08:00` }], 'test')
  server.clock.setNow(at('07:10:00'))
  teacher = await signIn(server, { role: 'duty-teacher', schools: ['c0'] })
})
afterAll(() => server.stop())

describe('the day’s list of a gate', () => {
  it('says of everybody whether they are let in, and why not; names are masked and numbers are keys', async () => {
    const { pupils, salt, isSchoolDay, campus, feverTenths } = await day()
    expect(pupils.map(({ id, reason }) => [id, reason])).toEqual([['s0', null], ['s1', 'no-report'], ['s2', 'abnormal-report'], ['s3', 'red-code'], ['s4', 'home-management'], ['s5', 'back-early'], ['s6', null], ['s7', null]])
    expect(pupils[5].until).toBe(at('01:00:00', '2020-04-15'))
    expect(pupils[0]).toMatchObject({ class: '一(1)班', name: '学**', tail: '01', lookups: [gateLookup(salt, '2020001')], presence: null })
    expect([isSchoolDay, campus, feverTenths.forehead]).toEqual([true, { id: 'c0', name: '测试小学' }, 373])
    const text = JSON.stringify(pupils)
    for (const personal of ['2020001', '学生1', '测试新村']) expect(text).not.toContain(personal)
  })
  it('is nobody’s beyond the scope, and of a grade or class only that part', async () => {
    const of = async (schools: string[]) => ask<GateDay>('GET', PATH, undefined, await signIn(server, { role: 'duty-teacher', schools }))
    expect((await of(['c1'])).status).toBe(404)
    expect((await of([])).status).toBe(404)
    expect((await of(['c0/一(2)班'])).body.pupils.map(({ id }) => id)).toEqual(['s6', 's7'])
    expect((await ask('GET', PATH, undefined, await signIn(server, { role: 'class-teacher', schools: ['c0'] }))).status).toBe(403)
  })
  it('what is new comes by version: a late report lets somebody in, and nobody else is told again', async () => {
    const { version, passes: shown } = await day()
    expect(shown).toEqual([])
    const news = async (known: string) => (await ask<GateNews>('GET', `${PATH}/news?version=${known}&seq=0`)).body
    expect((await news(version)).pupils).toEqual([])
    await server.service.accept('school', [check(2, { submittedAt: `${DAY}T07:09:00+08:00` })], 'test')
    const next = await news(version)
    expect(next.pupils).toEqual([{ id: 's1', decision: 'allowed', reason: null, until: null, held: null, presence: null }])
    expect((await news(next.version)).pupils).toEqual([])
    // A version of another day or of an earlier run of the server: all of them.
    expect((await news('x.1.1')).pupils).toHaveLength(8)
  })
})

describe('a pass', () => {
  it('is counted once, however often it is sent; in, unmeasured and stopped are of pupils', async () => {
    const [first, second, third] = [pass('s0'), pass('s6', { temperatureCelsius: 36.5, site: 'forehead' }), pass('s2', { decision: 'stopped', reason: 'abnormal-report' })]
    expect(await send(first, second, third)).toMatchObject({ accepted: 3, duplicates: 0, problems: [] })
    expect(await send(third, first, second)).toMatchObject({ accepted: 0, duplicates: 3, problems: [] })
    const { counts, passes: shown } = await day()
    expect(counts).toEqual({ in: 2, out: 0, unmeasured: 1, stopped: 1 })
    expect(shown.map(({ pupil: who, decision }) => [who, decision])).toEqual([['s2', 'stopped'], ['s6', 'allowed'], ['s0', 'allowed']])
    expect((await pupil('s0')).presence).toMatchObject({ cameIn: true, measured: false })
  })
  it('from a queue of hours ago has its own time and day; from the future, now', async () => {
    await send(pass('s7', { at: at('16:31:00', '2020-04-10'), direction: 'out' }), pass('s7', { at: at('07:18:00') }))
    const { known } = server.service.desk.context
    expect([known().gate.counts(0, dayFromText('2020-04-10')!).out, known().gate.presenceOf(7, today)?.lastSecond]).toEqual([1, 7 * 3600 + 600])
  })
  it('of a number that the page did not know is found by its key, or said to be nobody’s', async () => {
    const { salt } = await day()
    const answer = await send(pass(null, { lookup: gateLookup(salt, '2020007') }), pass(null, { lookup: gateLookup(salt, '777') }), pass('s8'), pass('s99'), { ...pass('s0'), id: '' }, { ...pass('s0'), at: NaN })
    expect([answer.accepted, answer.problems.map(({ index, code }) => [index, code])]).toEqual([1, [[1, 'unknown-pupil'], [2, 'unknown-pupil'], [3, 'unknown-pupil'], [4, 'missing'], [5, 'not-an-instant']]])
  })
})

describe('a second check', () => {
  it('corrects the morning’s report: it stands, by the gate, keeps what was not asked again, and lets the pupil in', async () => {
    server.clock.setNow(at('07:20:00'))
    expect((await pupil('s2')).reason).toBe('abnormal-report')
    const again = pass('s2', { temperatureCelsius: 36.6, site: 'armpit', second: { symptoms: [] } })
    expect(await send(again)).toMatchObject({ accepted: 1, problems: [] })
    expect(await pupil('s2')).toMatchObject({ decision: 'allowed', reason: null, presence: { checkedAgain: true, temperatureCelsius: 36.6, cameIn: true } })
    const { known, store } = server.service.desk.context
    const standing = known().newestOn(2, today)!
    expect([standing.flags & CHECK_FLAG.ABNORMAL, standing.flags & CHECK_FLAG.BY_GATE, standing.tenths]).toEqual([0, CHECK_FLAG.BY_GATE, 366])
    expect(store.entryAt(standing.seq)).toMatchObject({ feed: 'school', body: { by: 'gate', device: 'armpit', symptoms: [], household: [{ relation: '妈妈', healthCode: 'green' }] } })
    // The morning's own words are still in the log, and the correction is not made twice.
    const before = known().rev
    await send(again)
    expect(known().rev).toBe(before)
    expect([...store.entriesAfter(0)].filter(({ feed, body }) => feed === 'school' && body.student === 's2').map(({ body }) => body.temperatureCelsius)).toEqual([37.6, 36.6])
  })
  it('with symptoms left as they were reported the cough still stops', async () => {
    await server.service.accept('school', [check(8, { submittedAt: `${DAY}T07:15:00+08:00`, symptoms: ['咳嗽'] })], 'test')
    await send(pass('s7', { temperatureCelsius: 36.6, decision: 'stopped', reason: 'abnormal-report', second: {} }))
    expect(await pupil('s7')).toMatchObject({ decision: 'stopped', reason: 'abnormal-report' })
  })
  it('that finds a fever stops somebody whose report was good', async () => {
    await send(pass('s0', { temperatureCelsius: 38.1, site: 'forehead', decision: 'stopped', reason: 'fever-at-gate', second: {} }))
    expect(await pupil('s0')).toMatchObject({ decision: 'stopped', reason: 'fever-at-gate' })
    expect(server.service.desk.context.known().newestOn(0, today)!.flags & CHECK_FLAG.FEVER).toBe(CHECK_FLAG.FEVER)
  })
  it('is no way to write about another school’s pupil', async () => {
    const before = server.service.rev()
    expect((await send(pass('s8', { temperatureCelsius: 38.1, second: {} }))).problems.map(({ code }) => code)).toEqual(['unknown-pupil'])
    expect(server.service.rev()).toBe(before)
  })
})

it('a home that turns red stops its pupils, and lets them in when it is released', async () => {
  expect((await pupil('s6')).decision).toBe('allowed')
  const home = { registeredOn: DAY, compound: '测试新村', building: '1号', room: '101', name: '归来', phone: '10000000009', state: 'returned' as const, origin: '湖北武汉', returnedOn: '2020-04-12' }
  await server.service.accept('household', [home], 'test')
  expect(await pupil('s6')).toMatchObject({ decision: 'stopped', reason: 'home-management' })
  await server.service.accept('household', [{ ...home, releasedOn: DAY }], 'test')
  expect((await pupil('s6')).decision).toBe('allowed')
})

it('a fever that was found to be a data error stops nobody any more', async () => {
  const { service } = server
  await service.accept('gate', [{ measuredAt: `${DAY}T07:19:00+08:00`, device: 'g7', school: '测试小学', studentNo: '2020007', temperatureCelsius: 39.9, site: 'thermal' }], 'api')
  expect(await pupil('s6')).toMatchObject({ reason: 'fever-at-gate' })
  await service.school.alerts.settled()
  const alert = service.desk.context.known().alertBook.alerts.find(({ rule, students }) => rule === 'fever' && students.includes(6))!
  const { rejected } = await service.accept('alert' as never, [{ act: 'verify', alert: alert.key, verdict: 'data-error' }], 'a0')
  expect(rejected).toEqual([])
  expect(await pupil('s6')).toMatchObject({ decision: 'allowed', reason: null })
})

it('nothing personal is in the server’s log lines', () => {
  for (const personal of ['2020001', '学生', '来客', '10000000001']) expect(server.logged.join('')).not.toContain(personal)
})

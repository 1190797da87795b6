import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHECK_FLAG } from '../../server/packs/checkFlags.ts'
import { dayFromText } from '../../server/protocol/day.ts'
import type { DeskAnswer } from '../../server/protocol/desk.ts'
import type { GateDay, GatePassAnswer, GatePassReport, GatePupil } from '../../server/protocol/gate.ts'
import type { SchoolBoard } from '../../server/protocol/school.ts'
import { createLedger, createRosterRow, createSchoolRow } from '../fixtures/createTestService.ts'
import { createRunningServer, type RunningServer } from './createRunningServer.ts'
import { signIn } from './signIn.ts'

/** A Monday. */
const DAY = '2020-04-13'
const today = dayFromText(DAY)!
let server: RunningServer
let teacher: string
let duty: string
const at = (time: string, day = DAY): number => Date.parse(`${day}T${time}+08:00`)
const known = () => server.service.desk.context.known()
const check = (student: number, row: Partial<Parameters<typeof createSchoolRow>[1]> & object = {}) => createSchoolRow(student, { submittedAt: `${DAY}T06:50:00+08:00`, by: 'parent', ...row })
const accept = async (feed: string, ...rows: object[]): Promise<void> => expect((await server.service.accept(feed as never, rows, 'test')).rejected).toEqual([])

async function ask<Answer>(method: string, path: string, cookie: string, body?: object): Promise<Answer> {
  const answer = await fetch(server.origin + path, { method, headers: { cookie, origin: server.origin, ...(body && { 'content-type': 'application/json' }) }, ...(body && { body: JSON.stringify(body) }) })
  expect(answer.status).toBe(200)
  return await answer.json() as Answer
}
const pupil = async (id: string): Promise<GatePupil> => (await ask<GateDay>('GET', '/api/v1/school/campuses/c0/gate', duty)).pupils.find((each) => each.id === id)!
const tally = async () => (await ask<SchoolBoard>('GET', '/api/v1/school/campuses/c0/board', teacher)).whole
const report = async (...reports: object[]): Promise<void> => expect((await ask<DeskAnswer>('POST', '/api/v1/school/reports', teacher, { reports })).problems).toEqual([])
let passes = 0
async function pass(student: string, changes: Partial<GatePassReport> = {}): Promise<void> {
  const sent: GatePassReport = { id: `pass-${String(++passes).padStart(6, '0')}`, student, at: server.service.now(), direction: 'in', decision: 'allowed', ...changes }
  expect((await ask<GatePassAnswer>('POST', '/api/v1/school/campuses/c0/gate/passes', duty, { passes: [sent] })).problems).toEqual([])
}
const standing = (student: number) => {
  const { seq } = known().newestOn(student, today)!
  return { body: server.service.desk.context.store.entryAt(seq)!.body, cells: server.service.desk.context.store.vault.cellsAt(seq)?.cells ?? {} }
}

beforeAll(async () => {
  server = await createRunningServer({ day: DAY })
  await accept('units', ...createLedger())
  await accept('regions', { region: '湖北', level: 'key', from: '2020-01-23' })
  await accept('roster', ...Array.from({ length: 16 }, (_, i) => createRosterRow(i + 1, { address: '测试新村1号101室' })))
  server.clock.setNow(at('07:10:00'))
  teacher = await signIn(server, { role: 'class-teacher', schools: ['c0/一(1)班'] })
  duty = await signIn(server, { role: 'duty-teacher', schools: ['c0'] })
})
afterAll(() => server.stop())

describe('a correction says again what it does not correct', () => {
  const MORNING = {
    temperatureCelsius: 3.65, healthCode: 'red' as const, travelled: true, travelledTo: '杭州', whereNow: 'home' as const, contact: 'region' as const,
    household: [{ relation: '妈妈', healthCode: 'green' as const }, { relation: '表舅王小明', travelled: false }], form: 'daily-check.2', answers: { vaccinated: 'yes', pets: ['cat', 'dog'] }, asideAnswers: { remark: '孩子爸爸昨天回来' }, note: '有事找外婆',
  }
  const kept = { healthCode: 'red', travelled: true, travelledTo: '杭州', whereNow: 'home', contact: 'region', household: [{ relation: '妈妈', healthCode: 'green' }, { travelled: false }], form: 'daily-check.2', answers: { vaccinated: 'yes', pets: ['cat', 'dog'] } }
  const aside = { note: '有事找外婆', 'answers.remark': '孩子爸爸昨天回来', 'household.1.relation': '表舅王小明' }

  it('from the desk: a red code still stops at the gate and still counts', async () => {
    await accept('school', check(1, MORNING))
    expect(await pupil('s0')).toMatchObject({ decision: 'stopped', reason: 'red-code' })
    expect(await tally()).toMatchObject({ abnormal: 1, implausible: 1 })
    await report({ kind: 'check', id: 'fix-1', student: 's0', temperatureCelsius: 36.5, symptoms: [] })
    expect(await pupil('s0')).toMatchObject({ decision: 'stopped', reason: 'red-code' })
    expect(await tally()).toMatchObject({ abnormal: 1, implausible: 0 })
    expect(standing(0)).toEqual({ body: expect.objectContaining({ ...kept, temperatureCelsius: 36.5, symptoms: [], by: 'teacher' }), cells: expect.objectContaining(aside) })
  })
  it('at the gate: the bureau’s own questions and the note as well', async () => {
    await accept('school', check(2, MORNING))
    await pass('s1', { temperatureCelsius: 36.4, site: 'armpit', decision: 'stopped', reason: 'red-code', second: {} })
    expect(standing(1)).toEqual({ body: expect.objectContaining({ ...kept, temperatureCelsius: 36.4, symptoms: ['其他不适'], by: 'gate', device: 'armpit' }), cells: expect.objectContaining(aside) })
    // Well again: what nobody at a gate can settle stands by itself.
    await pass('s1', { temperatureCelsius: 36.4, site: 'armpit', decision: 'stopped', reason: 'red-code', second: { symptoms: [] } })
    expect(standing(1).body).toMatchObject({ healthCode: 'red', symptoms: [] })
    expect(await pupil('s1')).toMatchObject({ decision: 'stopped', reason: 'red-code', held: 'red-code' })
  })
  it('what is corrected takes what hung on it along: no start of symptoms that are gone, no place of a journey that was none', async () => {
    await accept('school', check(3, { ...MORNING, temperatureCelsius: 36.5, symptoms: ['咳嗽'], symptomsSince: '2020-04-12' }))
    await report({ kind: 'check', id: 'fix-2', student: 's2', temperatureCelsius: 36.5, symptoms: [], healthCode: 'green', travelled: false })
    const { body } = standing(2)
    expect(body).toMatchObject({ symptoms: [], healthCode: 'green', travelled: false, contact: 'region' })
    expect([body.symptomsSince, body.travelledTo]).toEqual([undefined, undefined])
    expect(await pupil('s2')).toMatchObject({ decision: 'allowed' })
  })
  it('but not a code that was found to be a data error', async () => {
    await accept('school', check(4, { temperatureCelsius: 3.65, healthCode: 'red' }))
    await server.service.school.alerts.settled()
    const alert = known().alertBook.alerts.find(({ rule, students }) => rule === 'own-code' && students.includes(3))!
    await accept('alert', { act: 'verify', alert: alert.key, verdict: 'data-error' })
    await report({ kind: 'check', id: 'fix-3', student: 's3', temperatureCelsius: 36.5, symptoms: [] })
    expect(await pupil('s3')).toMatchObject({ decision: 'allowed' })
    expect(known().newestOn(3, today)!.flags & CHECK_FLAG.ABNORMAL).toBe(0)
  })
})

it('the gate asks for the same homes as the alert: also where the newest report has put the pupil since the roster', async () => {
  // 张 lives with the grandparents now: the roster says 101, a household row of that identity number 202.
  const idNumber = '990101201301010010'
  await accept('roster', createRosterRow(5, { address: '测试新村1号101室', idNumber }))
  await accept('school', check(5))
  expect(await pupil('s4')).toMatchObject({ decision: 'allowed' })
  const row = { registeredOn: DAY, compound: '测试新村', building: '2号', room: '202', name: '学生5', idNumber, state: 'returned' as const, origin: '湖北武汉', returnedOn: '2020-04-12' }
  await accept('household', row)
  expect(known().registers.studentUnit.values[4]).not.toBe(server.service.desk.context.live().personUnitOf(known().registers.studentPerson.values[4]))
  expect(await pupil('s4')).toMatchObject({ decision: 'stopped', reason: 'home-management' })
  await server.service.school.alerts.settled()
  expect(known().alertBook.alerts.some(({ rule, students }) => rule === 'home' && students.includes(4))).toBe(true)
  await accept('household', { ...row, releasedOn: DAY })
  expect(await pupil('s4')).toMatchObject({ decision: 'allowed' })
})

describe('48 hours without symptoms', () => {
  const YESTERDAY = '2020-04-12'
  const alertOf = (student: number) => known().alertBook.alerts.filter(({ rule, students }) => ['fever', 'symptom'].includes(rule) && students.includes(student))
  it('run from yesterday’s report of a cough, and from the end that is written down at the desk', async () => {
    await accept('school', check(6, { submittedAt: `${YESTERDAY}T07:00:00+08:00`, temperatureCelsius: 38.5, symptoms: ['咳嗽'] }), check(6))
    expect(await pupil('s5')).toMatchObject({ decision: 'stopped', reason: 'back-early', until: at('07:00:00', '2020-04-14') })
    await report({ kind: 'recovery', id: 'end-1', student: 's5', endedAt: `${YESTERDAY}T20:00:00+08:00` })
    expect(await pupil('s5')).toMatchObject({ decision: 'stopped', reason: 'back-early', until: at('20:00:00', '2020-04-14') })
    // An end before the cough is none.
    await report({ kind: 'recovery', id: 'end-2', student: 's5', endedAt: '2020-04-11T20:00:00+08:00' })
    expect(await pupil('s5')).toMatchObject({ until: at('07:00:00', '2020-04-14') })
  })
  it('keep nobody away whose cough was none, or was corrected the same day', async () => {
    await accept('school', check(7, { submittedAt: `${YESTERDAY}T07:00:00+08:00`, temperatureCelsius: 38.5, symptoms: ['咳嗽'] }), check(7))
    expect(await pupil('s6')).toMatchObject({ reason: 'back-early' })
    await server.service.school.alerts.settled()
    expect(alertOf(6)).toHaveLength(2)
    for (const { key } of alertOf(6)) await accept('alert', { act: 'verify', alert: key, verdict: 'false-alarm' })
    expect(await pupil('s6')).toMatchObject({ decision: 'allowed' })
    await accept('school', check(8, { submittedAt: `${YESTERDAY}T07:00:00+08:00`, symptoms: ['咳嗽'] }), check(8, { submittedAt: `${YESTERDAY}T07:20:00+08:00`, by: 'gate' }), check(8))
    expect(await pupil('s7')).toMatchObject({ decision: 'allowed' })
  })
})

describe('the second round', () => {
  const checksOf = (student: number) => [...server.service.desk.context.store.entriesAfter(0)].filter(({ feed, body }) => feed === 'school' && body.student === `s${student.toString(36)}`).map(({ body }) => body.by)
  const second = { temperatureCelsius: 36.5, site: 'forehead' as const, second: { symptoms: [] } }
  it('of somebody who reported well and came in unmeasured is a reading, no other report', async () => {
    await accept('school', check(9))
    const { duplicate } = await tally()
    await pass('s8')
    expect((await pupil('s8')).presence).toMatchObject({ cameIn: true, measured: false })
    await pass('s8', second)
    expect((await pupil('s8')).presence).toMatchObject({ measured: true, temperatureCelsius: 36.5, checkedAgain: true })
    expect([checksOf(8), (await tally()).duplicate]).toEqual([['parent'], duplicate])
  })
  it('that finds somebody still unwell keeps the symptoms of the morning, or says that there are some; until it finds none the gate stays shut', async () => {
    const seen = { temperatureCelsius: 36.5, site: 'forehead' as const, decision: 'stopped' as const, reason: 'abnormal-report' as const, second: {} }
    const after = async (student: number, ...mornings: object[]) => {
      await accept('school', ...mornings.map((morning) => check(student + 1, morning)))
      await pass(`s${student.toString(36)}`, seen)
      const { temperatureCelsius, symptoms, symptomsSince } = standing(student).body
      return [temperatureCelsius, symptoms, symptomsSince ?? null, (await pupil(`s${student.toString(36)}`)).reason]
    }
    expect(await after(12, { temperatureCelsius: 38.2, symptoms: ['咳嗽', '乏力'], symptomsSince: '2020-04-12' })).toEqual([36.5, ['咳嗽', '乏力'], dayFromText('2020-04-12'), 'abnormal-report'])
    expect(await after(13, { temperatureCelsius: 38.2 })).toEqual([36.5, ['其他不适'], null, 'abnormal-report'])
    expect(await after(14, {})).toEqual([36.5, ['其他不适'], null, 'abnormal-report'])
    expect(await after(15)).toEqual([36.5, ['其他不适'], null, 'abnormal-report'])
    await pass('sc', { ...second, temperatureCelsius: 37.9, decision: 'stopped', reason: 'fever-at-gate' })
    expect(await pupil('sc')).toMatchObject({ decision: 'stopped', reason: 'fever-at-gate', held: null })
    await pass('sc', second)
    expect([standing(12).body.symptoms, (await pupil('sc')).decision]).toEqual([[], 'allowed'])
  })
  it('is a report where it finds a fever or symptoms, or where there is none or a doubtful one; none of them is a duplicate', async () => {
    const { duplicate, reported } = await tally()
    await pass('s8', { ...second, temperatureCelsius: 37.6, decision: 'stopped', reason: 'fever-at-gate' })
    await accept('school', check(10), check(11, { temperatureCelsius: 3.65 }))
    await pass('s9', { ...second, decision: 'stopped', reason: 'abnormal-report', second: {} })
    await pass('sa', second)
    await pass('sb', second)
    expect([8, 9, 10, 11].map(checksOf)).toEqual([['parent', 'gate'], ['parent', 'gate'], ['parent', 'gate'], ['gate']])
    expect(known().newestOn(8, today)!.flags & CHECK_FLAG.ABNORMAL).toBe(CHECK_FLAG.ABNORMAL)
    const after = await tally()
    expect([after.duplicate, after.reported - reported]).toEqual([duplicate, 3])
    await accept('school', check(12, { submittedAt: `${DAY}T07:09:00+08:00` }), check(12, { submittedAt: `${DAY}T07:10:00+08:00`, temperatureCelsius: 36.9 }))
    expect((await tally()).duplicate).toBe(duplicate + 1)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dayFromText } from '../../server/protocol/day.ts'
import type { GateCardPlan, GateDay, GateDeviceKeyAnswer, GateDevicesAnswer } from '../../server/protocol/gate.ts'
import { createRosterRow, createSchoolRow } from '../fixtures/createTestService.ts'
import { createDevice } from '../fixtures/devices/createDevice.ts'
import { createRunningServer, type RunningServer, TEST_KEY } from './createRunningServer.ts'
import { signIn } from './signIn.ts'

/** A Monday. */
const DAY = '2020-04-13'
const today = dayFromText(DAY)!
let server: RunningServer
let manager: string
let elsewhere: string
const at = (time: string, day = DAY): number => Date.parse(`${day}T${time}+08:00`)
const counts = (day = today) => server.service.desk.context.known().gate.counts(0, day)

async function ask<Answer>(cookie: string, method: string, path: string, body?: object): Promise<{ status: number; body: Answer }> {
  const answer = await fetch(server.origin + path, { method, headers: { cookie, origin: server.origin, ...(body && { 'content-type': 'application/json' }) }, ...(body && { body: JSON.stringify(body) }) })
  return { status: answer.status, body: await answer.json() as Answer }
}
async function register(kind: string, name = '东门'): Promise<{ id: string; key: string }> {
  const { body } = await ask<GateDeviceKeyAnswer>(manager, 'POST', '/api/v1/school/devices', { name, campus: 'c0', gate: '东门', kind })
  return { id: body.device.id, key: body.key }
}
interface Sent { status: number; body: { accepted: number; duplicates: number; rejected: { index: number; code: string; reason: string }[]; skewMs: number | null; code?: string } }
async function send(key: string, body: unknown, path = 'readings', headers: Record<string, string> = {}): Promise<Sent> {
  const answer = await fetch(`${server.origin}/api/v1/devices/${path}`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { authorization: `Bearer ${key}`, ...headers } })
  return { status: answer.status, body: await answer.json() as Sent['body'] }
}

beforeAll(async () => {
  server = await createRunningServer({ day: DAY })
  await server.service.accept('roster', [1, 2, 3, 4, 5, 6, 7, 8].map((student) => createRosterRow(student)), 'test')
  await server.service.accept('roster', [createRosterRow(90, { school: '别处小学', studentNo: '9900001' })], 'test')
  manager = await signIn(server, { role: 'school-data-administrator', schools: ['c0'] })
  elsewhere = await signIn(server, { role: 'school-data-administrator', schools: ['c1'] })
  server.clock.setNow(at('07:10:00'))
})
afterAll(() => server.stop())

describe('registering a device', () => {
  it('gives its key once; the table keeps a hash; a new key closes the old one; disabled, it opens nothing', async () => {
    const { id, key } = await register('plain')
    expect(key).toMatch(/^gk-[\w-]{32}$/)
    const row = server.service.desk.context.store.gateTables.devices().find((each) => each.id === id)!
    expect([row.key_hash.includes(key), row.key_hash.length]).toEqual([false, 64])
    expect(JSON.stringify((await ask<GateDevicesAnswer>(manager, 'GET', '/api/v1/school/devices')).body)).not.toContain(key)
    expect((await send(key, [])).status).toBe(200)
    const { body: { key: next } } = await ask<GateDeviceKeyAnswer>(manager, 'POST', `/api/v1/school/devices/${id}/key`, {})
    expect([(await send(key, [])).status, (await send(next, [])).status]).toEqual([401, 200])
    await ask(manager, 'PUT', `/api/v1/school/devices/${id}`, { disabled: true })
    expect((await send(next, [])).status).toBe(401)
    await ask(manager, 'PUT', `/api/v1/school/devices/${id}`, { disabled: false, name: '西门' })
    expect((await send(next, [])).status).toBe(200)
    expect(server.service.audit.list({ subject: id }).map(({ action }) => action)).toEqual(['change-device', 'change-device', 'rotate-device-key', 'register-device'])
  })
  it('is for whose campus it is', async () => {
    const { id } = await register('plain')
    expect((await ask(elsewhere, 'POST', '/api/v1/school/devices', { name: 'x', campus: 'c0', gate: '', kind: 'plain' })).status).toBe(404)
    expect((await ask(elsewhere, 'PUT', `/api/v1/school/devices/${id}`, { disabled: true })).status).toBe(404)
    expect((await ask(elsewhere, 'POST', `/api/v1/school/devices/${id}/key`, {})).status).toBe(404)
    expect((await ask<GateDevicesAnswer>(elsewhere, 'GET', '/api/v1/school/devices')).body.devices).toEqual([])
    expect((await ask(manager, 'POST', '/api/v1/school/devices', { name: 'x', campus: 'c0', gate: '', kind: 'camera-of-the-moon' })).status).toBe(400)
    expect((await ask(await signIn(server, { role: 'duty-teacher', schools: ['c0'] }), 'GET', '/api/v1/school/devices')).status).toBe(403)
  })
  it('a key opens the two routes of devices and no other; another key opens none of the two', async () => {
    const { key } = await register('plain')
    for (const path of ['/api/v1/summary', '/api/v1/school/devices', '/api/v1/session']) expect((await fetch(server.origin + path, { headers: { authorization: `Bearer ${key}` } })).status).toBe(401)
    expect((await fetch(`${server.origin}/api/v1/feeds/gate`, { method: 'POST', body: '[]', headers: { authorization: `Bearer ${key}` } })).status).toBe(401)
    expect([(await send(TEST_KEY, [])).status, (await send('gk-made-up', [])).status]).toEqual([401, 401])
  })
})

describe('what a device sends', () => {
  it('counts at its own campus, whatever it says of schools, in its own name', async () => {
    const { id, key } = await register('plain')
    const device = createDevice('plain', { now: () => server.service.now() })
    device.measure({ studentNo: '2020001', celsius: 36.5 })
    device.measure({ studentNo: '9900001', celsius: 36.6 })
    const batch = device.batch() as { readings: object[] }
    const before = counts().in
    expect((await send(key, { ...batch, school: '别处小学', readings: batch.readings.map((row) => ({ ...row, school: '别处小学', campus: 'c1' })) })).body).toMatchObject({ accepted: 2, rejected: [] })
    const { known } = server.service.desk.context
    expect([counts().in - before, known().gate.counts(1, today).in]).toEqual([2, 0])
    expect(known().gate.readings(0, today, 0, 1)).toMatchObject([{ device: id }])
    // Sent again after a lost answer, and by a gateway in another order.
    expect((await send(key, device.batch())).body).toMatchObject({ accepted: 0, duplicates: 2 })
    expect((await send(key, { ...batch, readings: [...batch.readings].reverse() })).body).toMatchObject({ accepted: 0, duplicates: 2 })
  })

  it.each(['plain', 'face-terminal', 'thermal-camera', 'card-reader'] as const)('%s: who it was is found by card or number, and the card is not kept', async (kind) => {
    const { id, key } = await register(kind)
    await ask(manager, 'POST', '/api/v1/school/campuses/c0/gate/cards', { cards: [{ card: 'C 00a2', studentNo: '2020002' }, { card: 'C00A9', studentNo: '9999' }] })
    const device = createDevice(kind, { now: () => server.service.now() })
    device.measure({ card: 'C00A2', celsius: 36.7, direction: 'in' })
    const { accepted, rejected } = (await send(key, device.batch())).body
    expect([accepted, rejected]).toEqual([1, []])
    const { known, store } = server.service.desk.context
    const [reading] = known().gate.readings(0, today, 0, 1)
    const entry = store.entryAt(reading.seq)!
    expect([entry.body.student, entry.author, entry.body.device]).toEqual(['s1', id, id])
    expect(JSON.stringify(entry)).not.toContain('00A2')
  })

  it('a clock three hours ahead is put right, and what it said is kept', async () => {
    const { key } = await register('plain')
    const device = createDevice('plain', { now: () => server.service.now(), skewMs: 3 * 3_600_000 })
    device.measure({ studentNo: '2020003', celsius: 36.5 })
    expect((await send(key, device.batch())).body).toMatchObject({ accepted: 1, skewMs: 3 * 3_600_000 })
    const { known, store } = server.service.desk.context
    const [{ seq, second }] = known().gate.readings(0, today, 0, 1)
    expect(second).toBe(7 * 3600 + 600)
    expect(store.entryAt(seq)).toMatchObject({ observedAt: at('07:10:00'), body: { deviceAt: at('10:10:00') } })
  })

  it('last week’s buffer is filed under its own days; the day of today, its list and its passes do not change', async () => {
    const { key } = await register('face-terminal')
    const device = createDevice('face-terminal', { now: () => server.service.now() })
    for (const day of [6, 7]) for (const student of [4, 5]) device.measure({ studentNo: `202000${student}`, celsius: 38.6, at: at('07:05:00', `2020-04-0${day}`) })
    const before = counts()
    const day = async () => (await ask<GateDay>(manager, 'GET', '/api/v1/school/campuses/c0/gate')).body
    const { pupils, passes } = await day()
    expect((await send(key, device.batch())).body).toMatchObject({ accepted: 4, duplicates: 0, rejected: [] })
    const { known } = server.service.desk.context
    expect(counts()).toEqual(before)
    expect([counts(dayFromText('2020-04-06')!).in, counts(dayFromText('2020-04-07')!).in]).toEqual([2, 2])
    expect(known().gate.presenceOf(3, dayFromText('2020-04-06')!)).toMatchObject({ temperatureCelsius: 38.6 })
    await server.service.school.alerts.settled()
    expect(known().alertBook.alerts.filter((alert) => alert.day === today && alert.students.some((student) => student === 3 || student === 4))).toEqual([])
    const after = await day()
    expect([after.pupils, after.passes]).toEqual([pupils, passes])
  })

  it('a picture is refused with words, and the reading beside it is taken', async () => {
    const { id, key } = await register('face-terminal')
    const rows = [{ recordId: 'a', checkTime: at('07:09:00'), personId: '2020006', temperature: 36.6, facePhoto: 'AAAA' }, { recordId: 'b', checkTime: at('07:09:01'), personId: '2020006', temperature: 36.6 }]
    const { body } = await send(key, { records: rows })
    expect(body).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: 'image-not-taken' }] })
    expect(body.rejected[0].reason).toContain('关闭图片上传')
    expect((await ask<GateDevicesAnswer>(manager, 'GET', '/api/v1/school/devices')).body.devices.find((each) => each.id === id)).toMatchObject({ lastProblem: 'image-not-taken' })
    expect(server.logged.join('')).not.toContain('AAAA')
  })

  it('NDJSON with its clock in a line of its own; broken JSON and what is no reading are told apart', async () => {
    const { key } = await register('plain')
    const lines = [{ clock: at('07:10:00') }, { id: 'n1', measuredAt: at('07:09:30'), studentNo: '2020007', temperatureCelsius: 36.4 }, { id: 'n2', measuredAt: 'soon' }].map((row) => JSON.stringify(row)).join('\n')
    expect((await send(key, lines, 'readings', { 'content-type': 'application/x-ndjson' })).body).toMatchObject({ accepted: 1, skewMs: 0, rejected: [{ index: 1, code: 'not-an-instant' }] })
    expect((await send(key, '{"a":')).body).toMatchObject({ code: 'broken-json' })
    expect((await send(key, 'null')).body).toMatchObject({ accepted: 0, rejected: [] })
  })

  it('a card is gone with its holder, and is another pupil’s when it is given to one', async () => {
    const { store } = server.service.desk.context
    const put = (studentNo: string) => ask(manager, 'POST', '/api/v1/school/campuses/c0/gate/cards', { cards: [{ card: 'C77', studentNo }] })
    await server.service.accept('roster', [createRosterRow(77, { idNumber: '990101201001010777' })], 'test')
    await put('2020077')
    const holder = store.gateTables.studentOfCard(0, 'c77')
    await put('2020008')
    expect(store.gateTables.studentOfCard(0, 'C 77')).toBe(7)
    await put('2020077')
    expect(store.gateTables.studentOfCard(0, 'C77')).toBe(holder)
    expect(await server.service.erasePerson({ idNumber: '990101201001010777' })).toBe(true)
    expect([store.gateTables.studentOfCard(0, 'C77'), store.gateTables.cards(0).some(({ card }) => card === 'C77')]).toEqual([null, false])
  })

  it('a table of cards says what it would do, names row, column and reason of what it cannot, and writes nothing', async () => {
    const { store } = server.service.desk.context
    const preview = async (text: string, cookie = manager, campus = 'c0') => {
      const form = new FormData()
      form.append('file', new Blob([text]), '卡号.csv')
      const answer = await fetch(`${server.origin}/api/v1/school/campuses/${campus}/gate/cards/preview`, { method: 'POST', headers: { cookie, origin: server.origin }, body: form })
      return { status: answer.status, body: await answer.json() as GateCardPlan & { code?: string } }
    }
    await ask(manager, 'POST', '/api/v1/school/campuses/c0/gate/cards', { cards: [{ card: 'D1', studentNo: '2020001' }, { card: 'D2', studentNo: '2020002' }] })
    const { status, body } = await preview('校园卡发放表\n姓名,学号,一卡通号\n甲,2020001,d1\n乙,2020003,D2\n丙,2020004,D4\n丁,2020005,D4\n戊,9999,D5\n己,2020006,\n庚,2020006,1.2E+17\n丙,2020004,D4\n')
    expect([status, body.rows]).toEqual([200, 8])
    expect(body.cards).toEqual([
      { row: 3, card: 'D1', studentNo: '2020001', name: '学**', class: '一(1)班', state: 'same' }, { row: 4, card: 'D2', studentNo: '2020003', name: '学**', class: '一(1)班', state: 'moved' }, { row: 5, card: 'D4', studentNo: '2020004', name: '学**', class: '一(1)班', state: 'new' },
    ])
    expect(body.rejected.map(({ row, column, code }) => [row, column, code])).toEqual([[6, '一卡通号', 'card-given-twice'], [7, '学号', 'unknown-pupil'], [8, '一卡通号', 'missing'], [9, '一卡通号', 'rounded-number']])
    expect(store.gateTables.studentOfCard(0, 'D4')).toBeNull()
    expect(await preview('序号,学号\n1,2020001\n')).toMatchObject({ status: 422, body: { code: 'missing-column' } })
    expect((await preview('卡号,学号\nD9,2020001\n', elsewhere)).status).toBe(404)
    expect((await preview('卡号,学号\nD9,2020001\n', elsewhere, 'c1')).body.rejected).toMatchObject([{ code: 'unknown-pupil' }])
  })

  it('a tablet that is open is told to take the list anew when cards are given out', async () => {
    const teacher = await signIn(server, { role: 'duty-teacher', schools: ['c0'] })
    const version = async () => (await ask<GateDay>(teacher, 'GET', '/api/v1/school/campuses/c0/gate/news?version=&seq=0')).body.version
    const list = (text: string): string => text.slice(0, text.lastIndexOf('.'))
    const before = await version()
    expect(list(await version())).toBe(list(before))
    await ask(manager, 'POST', '/api/v1/school/campuses/c0/gate/cards', { cards: [{ card: 'D8', studentNo: '2020008' }] })
    expect(list(await version())).not.toBe(list(before))
  })

  it('a number first seen at a gate is handed out once, also after a restart', async () => {
    const again = await createRunningServer({ day: DAY })
    await again.service.accept('roster', [createRosterRow(1)], 'test')
    await again.service.accept('gate', [{ measuredAt: `${DAY}T07:00:00+08:00`, device: 'x', school: '测试小学', studentNo: '555' }], 'api')
    const reopened = await again.reopen()
    await reopened.service.accept('roster', [createRosterRow(2)], 'test')
    await reopened.service.accept('school', [createSchoolRow(2, { submittedAt: `${DAY}T07:00:00+08:00` })], 'api')
    const students = [...reopened.service.desk.context.store.vault.students()]
    expect(new Set(students.map(({ student }) => student)).size).toBe(3)
    expect(reopened.service.desk.context.known().gate.counts(0, today)).toEqual({ in: 1, out: 0, unmeasured: 1, stopped: 0 })
    expect(reopened.service.desk.context.known().gate.readings(0, today, 0, 9)).toMatchObject([{ student: 1 }])
    await reopened.remove()
  })
})

describe('a restart', () => {
  it('forgets no device, no key and no clock, and counts nothing twice', async () => {
    const again = await createRunningServer({ day: DAY })
    again.clock.setNow(at('07:10:00'))
    await again.service.accept('roster', [createRosterRow(1)], 'test')
    const whole = { id: 'a0', permissions: new Set(), scope: { places: [], schools: ['all'] } } as never
    const { device, key } = again.service.gate.register(whole, { name: '东门', campus: 'c0', gate: '', kind: 'plain' })!
    const terminal = createDevice('plain', { now: () => again.service.now(), skewMs: -600_000 })
    terminal.measure({ studentNo: '2020001', celsius: 36.5 })
    const take = (service: RunningServer['service']) => service.gate.takeBatch(device.id, terminal.batch(), { clockIsFresh: true, locale: 'zh-CN' })
    expect(await take(again.service)).toMatchObject({ accepted: 1 })
    const before = again.service.gate.devices(whole).devices
    const reopened = await again.reopen()
    expect(reopened.service.gate.devices(whole).devices).toEqual(before)
    expect([reopened.service.gate.deviceOf(key), before[0].skewMs]).toEqual([device.id, -600_000])
    expect(await take(reopened.service)).toMatchObject({ accepted: 0, duplicates: 1 })
    expect(reopened.service.desk.context.known().gate.counts(0, today).in).toBe(1)
    await reopened.remove()
  })
})

describe('signs of life', () => {
  it('on a school morning a device that is not heard of is silent since then, and no longer when it says so', async () => {
    const { id, key } = await register('card-reader')
    const silent = async () => (await ask<GateDevicesAnswer>(manager, 'GET', '/api/v1/school/devices')).body.devices.find((each) => each.id === id)!.silentSince
    expect((await send(key, '', 'heartbeat')).status).toBe(200)
    server.clock.setNow(at('07:19:00'))
    expect(await silent()).toBeNull()
    server.clock.setNow(at('07:21:00'))
    expect(await silent()).toBe(at('07:10:00'))
    expect((await ask<GateDay>(manager, 'GET', '/api/v1/school/campuses/c0/gate')).body.silent.map((each) => each.id)).toContain(id)
    await ask(manager, 'PUT', '/api/v1/school/campuses/c0/gate/settings', { silentAfterMinutes: 15 })
    expect(await silent()).toBeNull()
    await ask(manager, 'PUT', '/api/v1/school/campuses/c0/gate/settings', { silentAfterMinutes: 10 })
    expect((await send(key, { clock: at('07:21:00') }, 'heartbeat')).body).toMatchObject({ skewMs: 0 })
    expect(await silent()).toBeNull()
    // In the afternoon and on a Saturday terminals may sleep.
    for (const moment of [at('13:00:00'), at('07:40:00', '2020-04-18')]) {
      server.clock.setNow(moment)
      expect(await silent()).toBeNull()
    }
    server.clock.setNow(at('07:10:00'))
  })
})

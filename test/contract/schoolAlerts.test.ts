import { createHmac } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import * as msgpackParser from 'socket.io-msgpack-parser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EVENT } from '../../server/protocol/events.ts'
import { checkSchoolAlerts } from '../../server/protocol/schoolSchema.ts'
import type { AlertDetail, AlertPage, AlertTimesAnswer, SchoolAlertsEvent } from '../../server/protocol/school.ts'
import { createRosterRow, createSchoolRow } from '../fixtures/createTestService.ts'
import { type Receiver, startReceiver } from '../fixtures/startReceiver.ts'
import { createRunningServer, type RunningServer } from './createRunningServer.ts'
import { signIn } from './signIn.ts'

const DAY = '2020-02-17'
const SECRET = 'a-shared-secret-of-the-tests'
let server: RunningServer
let receiver: Receiver
let doctor: string
const sockets: Socket[] = []

async function ask<Answer = Record<string, unknown>>(cookie: string, path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<{ status: number; body: Answer }> {
  const answer = await fetch(`${server.origin}/api/v1/school/${path}`, { method, headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json', origin: server.origin }) }, ...(body !== undefined && { body: JSON.stringify(body) }) })
  return { status: answer.status, body: await answer.json() as Answer }
}
const check = (student: number, temperatureCelsius = 38.1) => createSchoolRow(student, { submittedAt: `${DAY}T07:00:00+08:00`, temperatureCelsius, class: student < 10 ? '一(1)班' : '一(2)班' })
async function send(...rows: unknown[]): Promise<void> {
  await server.service.accept('school', rows, 'test')
  await server.service.school.alerts.settled()
}
const first = async (cookie = doctor) => (await ask<AlertPage>(cookie, 'alerts')).body.alerts[0]

beforeEach(async () => {
  receiver = await startReceiver()
  server = await createRunningServer({ day: DAY })
  await server.service.accept('roster', [1, 2, 11].map((student) => createRosterRow(student, { class: student < 10 ? '一(1)班' : '一(2)班', guardianPhone: '10000000001' })), 'test')
  doctor = await signIn(server, { role: 'school-doctor', schools: ['c0'] })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect()
  await server.stop()
  await receiver.stop()
})

describe('alerts over HTTP', () => {
  it('are listed, opened one by one, and worked off', async () => {
    await send(check(1), check(2, 36.5))
    const page = (await ask<AlertPage>(doctor, 'alerts')).body
    expect(page).toMatchObject({ counts: { todo: 1, open: 1, closed: 0 }, campuses: [{ id: 'c0', name: '测试小学' }], next: null })
    expect(page.levels.map(({ role }) => role)).toEqual(['class-teacher', 'grade-head', 'school-data-administrator', 'bureau-officer'])
    const { id, seq } = page.alerts[0]
    expect(await ask(doctor, `alerts/${id}/steps`, { steps: [{ act: 'acknowledge', id: 'page-1' }], seen: seq })).toMatchObject({ status: 200, body: { accepted: 1, problems: [] } })
    // A lost answer, sent again: the same step.
    expect(await ask(doctor, `alerts/${id}/steps`, { steps: [{ act: 'acknowledge', id: 'page-1' }], seen: seq })).toMatchObject({ status: 200, body: { accepted: 1, problems: [] } })
    expect((await ask<AlertDetail>(doctor, `alerts/${id}`)).body.alert).toMatchObject({ state: 'acknowledged', steps: [{ act: 'acknowledge', note: '' }] })
    const stale = await ask<{ problems: { code: string; reason: string }[] }>(doctor, `alerts/${id}/steps`, { steps: [{ act: 'note', note: '已电话联系' }], seen: seq })
    expect(stale.body.problems).toMatchObject([{ code: 'alert-changed' }])
    expect((await ask<AlertTimesAnswer>(doctor, 'alerts/times')).body).toMatchObject({ to: DAY, whole: { opened: 1, acknowledged: { count: 1 } } })
  })

  it('are counted within the scope, as the link tells of them', async () => {
    await send(check(1), { ...check(11, 36.5), household: [{ relation: '母亲', healthCode: 'yellow' }] })
    const counts = async (cookie: string) => (await ask<SchoolAlertsEvent>(cookie, 'alerts/counts')).body
    const elsewhere = await signIn(server, { role: 'school-doctor', schools: ['c7'] })
    expect([await counts(doctor), await counts(elsewhere)]).toEqual([{ rev: server.service.rev(), campuses: [{ campus: 'c0', open: 2, todo: 2, overdue: 0 }] }, { rev: server.service.rev(), campuses: [] }])
  })
  it('are nobody’s outside the scope or without the permission', async () => {
    await send(check(1))
    const { id } = await first()
    const teacher = await signIn(server, { role: 'class-teacher', schools: ['c0/一(2)班'] })
    expect((await ask<AlertPage>(teacher, 'alerts')).body).toMatchObject({ alerts: [], counts: { all: 0 } })
    for (const [path, body] of [[`alerts/${id}`], [`alerts/${id}/steps`, { steps: [{ act: 'acknowledge' }] }], [`alerts/${id}/group`, { verdict: 'true', confirmed: 0 }], ['alerts/k99']] as [string, unknown?][]) {
      expect([path, (await ask(teacher, path, body)).status]).toEqual([path, 404])
    }
    const officer = await signIn(server, { role: 'street-officer', places: ['all'] })
    expect((await ask(officer, 'alerts')).status).toBe(403)
    expect((await fetch(`${server.origin}/api/v1/school/alerts`)).status).toBe(401)
  })

  it.each([
    ['alerts?state=nonsense', undefined, 400], ['alerts?rule=%00', undefined, 400], ['alerts/times?from=2020-02-30', undefined, 400], ['alerts/times?from=2019-01-01', undefined, 400],
    ['alerts/k0/steps', {}, 400], ['alerts/k0/steps', { steps: [], more: 1 }, 400], ['alerts/k0/group', { verdict: 'x', confirmed: 1 }, 400], ['alerts/k0/group', { verdict: 'true', confirmed: '1' }, 400],
  ])('%s %j → %d', async (path, body, status) => expect((await ask(doctor, path, body)).status).toBe(status))

  it('a group is closed with the number that was confirmed, or it says how many there are', async () => {
    const readings = Array.from({ length: 12 }, (_, at) => ({ measuredAt: `${DAY}T07:01:${String(at + 10)}+08:00`, device: 'gate-1', school: '测试小学', studentNo: String(2021000 + at), temperatureCelsius: 39, direction: 'in' }))
    await server.service.accept('roster', readings.map(({ studentNo }) => createRosterRow(1, { studentNo, name: `学生${studentNo}` })), 'test')
    await server.service.accept('gate', readings, 'test')
    await server.service.school.alerts.settled()
    const group = await first()
    expect(group).toMatchObject({ rule: 'device-fault', grouped: 12 })
    const wrong = await ask<{ reason: string }>(doctor, `alerts/${group.id}/group`, { verdict: 'data-error', confirmed: 11 })
    expect([wrong.status, wrong.body.reason]).toEqual([409, expect.stringContaining('12')])
    expect(await ask(doctor, `alerts/${group.id}/group`, { verdict: 'data-error', confirmed: 12, note: '测温仪未预热' })).toMatchObject({ status: 200, body: { problems: [] } })
    expect((await ask<AlertPage>(doctor, 'alerts')).body.counts).toMatchObject({ todo: 0, closed: 1 })
  })
})

describe('the health authority', () => {
  const settings = () => ({ url: `${receiver.url}/hook`, secret: SECRET, enabled: true })
  /** Verified as true and passed on; then whatever waits is sent. */
  async function passOn(): Promise<string> {
    await send(check(1))
    const { id } = await first()
    expect((await ask<{ problems: unknown[] }>(doctor, `alerts/${id}/steps`, { steps: [{ act: 'verify', verdict: 'true', note: '已就医' }, { act: 'pass-on' }] })).body.problems).toEqual([])
    await server.service.school.outbox.run()
    return id
  }

  it('is set by whoever answers for all schools; the secret is never read back, and who changed it is written down', async () => {
    const bureau = await signIn(server, { role: 'bureau-officer', schools: ['all'] })
    const local = await signIn(server, { role: 'school-data-administrator', schools: ['c0'] })
    expect((await ask(local, 'authority')).status).toBe(403)
    expect((await ask(local, 'authority', settings(), 'PUT')).status).toBe(403)
    expect((await ask(doctor, 'authority')).status).toBe(403)
    for (const [change, code] of [[{ url: 'ftp://x' }, 'bad-webhook'], [{ url: 'https://a:b@x' }, 'bad-webhook'], [{ url: 'nonsense' }, 'bad-webhook'], [{ url: 'http://health.example/hook' }, 'bad-webhook'], [{ secret: 'short' }, 'weak-secret']] as const) {
      expect((await ask<{ code: string }>(bureau, 'authority', { ...settings(), ...change }, 'PUT')).body.code).toBe(code)
    }
    const set = await ask(bureau, 'authority', settings(), 'PUT')
    expect(set.body).toMatchObject({ url: `${receiver.url}/hook`, hasSecret: true, enabled: true })
    expect(JSON.stringify((await ask(bureau, 'authority')).body)).not.toContain(SECRET)
    // The secret stays when only the rest changes.
    expect((await ask(bureau, 'authority', { url: `${receiver.url}/other`, enabled: true }, 'PUT')).body).toMatchObject({ hasSecret: true })
    expect(server.service.audit.list({ action: 'authority-change' })).toHaveLength(2)
    expect(JSON.stringify(server.service.audit.list({}))).not.toContain(SECRET)
  })

  it('is told of a true alert once, signed, with the name that the outbox does not hold', async () => {
    const bureau = await signIn(server, { role: 'bureau-officer', schools: ['all'] })
    await ask(bureau, 'authority', settings(), 'PUT')
    const id = await passOn()
    await server.service.school.outbox.run()
    expect(receiver.received).toHaveLength(1)
    const { body, headers } = receiver.received[0]
    expect(JSON.parse(body)).toMatchObject({ kind: 'school-alert', rule: 'fever', school: '测试小学', class: '一(1)班', day: DAY, pupil: { name: '学生1', studentNo: '2020001', phone: '10000000001' }, details: { celsius: 38.1 } })
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['x-liuse-signature'] as string)!
    expect(v1).toBe(createHmac('sha256', SECRET).update(`${t}.${body}`).digest('hex'))
    expect((await ask<AlertDetail>(doctor, `alerts/${id}`)).body.alert).toMatchObject({ state: 'passed-on', passedOn: { state: 'sent', tries: 1 } })
    expect(JSON.stringify(server.logged)).not.toMatch(/学生1|2020001|hook/)
  })

  it('that answers 500 for a while gets it when it is well again, under the same id', async () => {
    const bureau = await signIn(server, { role: 'bureau-officer', schools: ['all'] })
    await ask(bureau, 'authority', settings(), 'PUT')
    receiver.answer = 500
    const id = await passOn()
    expect((await ask<AlertDetail>(doctor, `alerts/${id}`)).body.alert.passedOn).toMatchObject({ state: 'waiting', tries: 1, problem: 'http-500' })
    receiver.answer = 200
    // It waits for its time; a restart does not forget it.
    await server.service.school.outbox.run()
    expect(receiver.received).toHaveLength(1)
    expect(receiver.received[0].headers['idempotency-key']).toMatch(/^pass-on:/)
  })

  it('that nobody has set gets nothing: the record stands', async () => {
    const id = await passOn()
    expect(receiver.received).toEqual([])
    expect((await ask<AlertDetail>(doctor, `alerts/${id}`)).body.alert).toMatchObject({ state: 'passed-on', passedOn: { state: 'recorded' } })
  })

  it('does not learn the name of a pupil who was erased meanwhile', async () => {
    const bureau = await signIn(server, { role: 'bureau-officer', schools: ['all'] })
    await ask(bureau, 'authority', { ...settings(), enabled: true }, 'PUT')
    receiver.answer = 500
    await passOn()
    expect(receiver.received[0].body).toContain('学生1')
    const { registers } = server.service.desk.context.known()
    const { store } = server.service.desk.context
    store.transaction(() => store.vault.erasePerson(registers.studentPerson.values[0]))
    receiver.answer = 200
    const row = store.outboxTables.due(Number.MAX_SAFE_INTEGER, 1)[0]
    store.outboxTables.update({ ...row, next_at: 0 })
    await server.service.school.outbox.run()
    expect(JSON.parse(receiver.received.at(-1)!.body)).toMatchObject({ pupil: { name: '' } })
  })
})

describe('school:alerts', () => {
  /** What a signed-in page hears. Its role must be able to open the socket. */
  async function open(cookie: string): Promise<{ heard: SchoolAlertsEvent[]; next(): Promise<SchoolAlertsEvent> }> {
    const socket = io(server.origin, { transports: ['websocket'], parser: msgpackParser, reconnection: false, forceNew: true, extraHeaders: { cookie } })
    sockets.push(socket)
    const heard: SchoolAlertsEvent[] = []
    const waiting: ((event: SchoolAlertsEvent) => void)[] = []
    socket.on(EVENT.schoolAlerts, (message: unknown) => {
      const checked = checkSchoolAlerts(message)
      if (!checked.ok) throw new Error(checked.reason)
      heard.push(checked.value)
      for (const done of waiting.splice(0)) done(checked.value)
    })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect_error', reject)
      socket.once('connect', () => {
        socket.once(EVENT.reset, () => resolve())
        socket.emit(EVENT.hello, { protocol: 1 })
      })
    })
    return { heard, next: () => new Promise((resolve) => waiting.push(resolve)) }
  }

  it('[SA1] tells how many there are, within the scope, and names nobody', async () => {
    server.service.places()
    const bureau = await open(await signIn(server, { role: 'bureau-officer', schools: ['all'] }))
    const elsewhere = await open(await signIn(server, { role: 'school-data-administrator', schools: ['c7'] }))
    const isOpen = async (): Promise<SchoolAlertsEvent> => {
      for (;;) {
        const event = await bureau.next()
        if (event.campuses?.some(({ open: count }) => count > 0)) return event
      }
    }
    const news = isOpen()
    await send(check(1))
    expect((await news).campuses).toEqual([{ campus: 'c0', open: 1, todo: 1, overdue: 0 }])
    expect(elsewhere.heard).toEqual([])
    expect(JSON.stringify(bureau.heard)).not.toMatch(/学生|2020001/)
  })

  /** A page of a role without the wall: it never says hello. */
  async function openAside(cookie: string): Promise<{ events: string[]; next(): Promise<SchoolAlertsEvent>; until(fits: (event: SchoolAlertsEvent) => boolean): Promise<SchoolAlertsEvent> }> {
    const socket = io(server.origin, { transports: ['websocket'], parser: msgpackParser, reconnection: false, forceNew: true, extraHeaders: { cookie } })
    sockets.push(socket)
    const events: string[] = []
    const queue: SchoolAlertsEvent[] = []
    let waiter: (() => void) | null = null
    socket.onAny((event: string) => events.push(event))
    socket.on(EVENT.schoolAlerts, (message: SchoolAlertsEvent) => {
      expect(checkSchoolAlerts(message)).toMatchObject({ ok: true })
      queue.push(message)
      waiter?.()
    })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect_error', reject)
      socket.once('connect', () => resolve())
    })
    socket.emit(EVENT.schoolWatch, { campus: null })
    const next = async (): Promise<SchoolAlertsEvent> => {
      while (queue.length === 0) await new Promise<void>((resolve) => { waiter = resolve })
      return queue.shift()!
    }
    return { events, next, until: async (fits) => { for (;;) { const event = await next(); if (fits(event)) return event } } }
  }

  it('[SA2] tells a class teacher, who has no wall, without a hello: of the own class, and of nothing else', async () => {
    server.service.places()
    const own = await openAside(await signIn(server, { role: 'class-teacher', schools: ['c0/一(1)班'] }))
    const elsewhere = await openAside(await signIn(server, { role: 'class-teacher', schools: ['c7'] }))
    expect([await own.next(), await elsewhere.next()]).toMatchObject([{ campuses: null }, { campuses: null }])
    await send(check(11), check(1))
    expect((await own.until(({ campuses }) => campuses?.[0]?.todo === 1)).campuses).toEqual([{ campus: 'c0', open: 1, todo: 1, overdue: 0 }])
    expect([new Set(own.events), elsewhere.events]).toEqual([new Set([EVENT.schoolAlerts]), [EVENT.schoolAlerts]])
  })

  it('[SA2] a role that works on no alerts is told nothing by asking for it', async () => {
    const officer = await openAside(await signIn(server, { role: 'committee-officer', places: ['all'] })).catch(() => null)
    const doctorPage = await openAside(doctor)
    await doctorPage.next()
    await send(check(1))
    await doctorPage.until(({ campuses }) => campuses?.[0]?.todo === 1)
    expect(officer?.events ?? []).not.toContain(EVENT.schoolAlerts)
  })

  it('[SA3] tells what time alone makes overdue, at that instant', async () => {
    const page = await openAside(doctor)
    await send(check(1))
    const { dueAt } = await first()
    await page.until(({ campuses }) => campuses?.[0]?.todo === 1)
    server.clock.setNow(dueAt! - 5)
    await send(check(2))
    await page.until(({ campuses }) => campuses?.[0]?.todo === 2)
    const { rev } = server.service.desk.context.known()
    server.clock.setNow(dueAt!)
    expect(await page.until(({ campuses }) => campuses?.[0]?.overdue === 1)).toMatchObject({ rev, campuses: [{ open: 2, todo: 2 }] })
  })
})

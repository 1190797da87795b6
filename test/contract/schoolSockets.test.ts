import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { io, type Socket } from 'socket.io-client'
import * as msgpackParser from 'socket.io-msgpack-parser'
import { EVENT } from '../../server/protocol/events.ts'
import type { SchoolBoardEvent } from '../../server/protocol/school.ts'
import { checkSchoolBoard, checkSchoolWatch } from '../../server/protocol/schoolSchema.ts'
import { createRosterRow, createSchoolRow } from '../fixtures/createTestService.ts'
import { createRunningServer, type RunningServer } from './createRunningServer.ts'
import { signIn } from './signIn.ts'

/** A Monday. */
const DAY = '2020-02-17'
let server: RunningServer
const sockets: Socket[] = []

beforeEach(async () => {
  server = await createRunningServer({ day: DAY })
  await server.service.accept('roster', [createRosterRow(1), createRosterRow(2, { class: '一(2)班' }), createRosterRow(3, { school: '别处小学' })], 'test')
  server.service.layoutHash()
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect()
  await server.stop()
})

/** Boards as they come, one after the other. */
function watch(cookie: string | null, campus: unknown): { next(): Promise<SchoolBoardEvent>; refused: Promise<unknown>; socket: Socket } {
  const socket = io(server.origin, { transports: ['websocket'], parser: msgpackParser, reconnection: false, forceNew: true, ...(cookie && { extraHeaders: { cookie, origin: server.origin } }) })
  sockets.push(socket)
  const queue: SchoolBoardEvent[] = []
  let waiter: ((event: SchoolBoardEvent) => void) | null = null
  socket.on(EVENT.schoolBoard, (event: SchoolBoardEvent) => {
    expect(checkSchoolBoard(event)).toMatchObject({ ok: true })
    if (!waiter) return void queue.push(event)
    waiter(event)
    waiter = null
  })
  const refused = new Promise((resolve) => socket.on(EVENT.refused, resolve))
  socket.on('connect', () => socket.emit(EVENT.schoolWatch, campus))
  return { socket, refused, next: () => (queue.length > 0 ? Promise.resolve(queue.shift()!) : new Promise((resolve) => { waiter = resolve })) }
}
const check = (student: number, row: object = {}) => server.service.accept('school', [createSchoolRow(student, { submittedAt: `${DAY}T07:00:00+08:00`, ...row })], 'test')

describe('[SB1] school:watch', () => {
  it('tells a class teacher, who has no wall, of the own class only', async () => {
    const { next } = watch(await signIn(server, { role: 'class-teacher', schools: ['c0/一(1)班'] }), { campus: 'c0' })
    expect(await next()).toMatchObject({ campus: 'c0', day: DAY, classes: null, whole: { roster: 1, reported: 0 } })
    await check(2, { class: '一(2)班' })
    await check(1)
    expect(await next()).toMatchObject({ classes: [{ grade: '一年级', class: '一(1)班', tally: { reported: 1 } }], whole: { roster: 1, reported: 1 }, curve: [[420, 1]] })
  })

  it('tells a screen of the campus that it asked for, without small numbers of sick pupils', async () => {
    const { next } = watch(null, { campus: 'c0' })
    expect((await next()).classes).toBeNull()
    await check(3, { school: '别处小学' })
    await check(1, { temperatureCelsius: 38.5 })
    const news = await next()
    expect(news).toMatchObject({ campus: 'c0', whole: { reported: 1, abnormal: -1 }, classes: [{ class: '一(1)班', tally: { abnormal: -1 } }] })
    expect(JSON.stringify(news)).not.toMatch(/学生|202000/)
  })

  it('says nothing of a campus out of scope, and refuses what is no campus', async () => {
    const teacher = await signIn(server, { role: 'class-teacher', schools: ['c0/一(1)班'] })
    const elsewhere = watch(teacher, { campus: 'c1' })
    const own = watch(teacher, { campus: 'c0' })
    await own.next()
    await check(3, { school: '别处小学' })
    await check(1)
    await own.next()
    expect(await Promise.race([elsewhere.next(), Promise.resolve('nothing')])).toBe('nothing')
    expect(await watch(teacher, { campus: 'n0' }).refused).toMatchObject({ code: 'bad-event' })
    expect(await watch(await signIn(server, { role: 'committee-officer', places: ['all'] }), { campus: 'c0' }).refused).toMatchObject({ code: 'bad-event' })
  })

  it('is checked in shape', () => {
    for (const wrong of [null, {}, { campus: 3 }, { campus: 'c0', more: 1 }, 'c0', { campus: 'c0/一(1)班' }]) expect(checkSchoolWatch(wrong).ok).toBe(false)
    for (const right of [{ campus: null }, { campus: 'c5z' }]) expect(checkSchoolWatch(right).ok).toBe(true)
  })
})

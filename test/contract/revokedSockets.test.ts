import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { io, type Socket } from 'socket.io-client'
import * as msgpackParser from 'socket.io-msgpack-parser'
import { SESSION_COOKIE } from '../../server/auth/readCookie.ts'
import type { Scope } from '../../server/auth/user.ts'
import { createHttpServer } from '../../server/http/createHttpServer.ts'
import { createLogger } from '../../server/logger.ts'
import { PROTOCOL_VERSION } from '../../server/protocol/entities.ts'
import { EVENT } from '../../server/protocol/events.ts'
import { readSettings } from '../../server/settings.ts'
import { startSockets, type StopSockets } from '../../server/sockets/startSockets.ts'
import { createHouseholdRow, createLedger, createTestService, type TestService } from '../fixtures/createTestService.ts'
import type { FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'

const PASSWORD = 'a quiet long password'
const EVERYWHERE: Scope = { places: ['all'], schools: [] }
let test: TestService
let app: FastifyInstance
let stopSockets: StopSockets
let origin: string
let time: number
let clients: Socket[]

beforeEach(async () => {
  time = Date.parse('2020-02-16T12:00:00+08:00')
  test = await createTestService({ accountClock: { now: () => time } })
  const { accounts, audit } = test.service
  await test.service.accept('units', createLedger(), 'test')
  const settings = readSettings({ HOST: '0.0.0.0' })
  const logger = createLogger({ level: 'silent' })
  // As a server beyond this machine: without a session or a token nobody gets in.
  app = createHttpServer({ service: test.service, accounts, audit, settings, apiKey: 'key', screenToken: 'token', logger, webRoot: '/nonexistent' })
  stopSockets = startSockets({ service: test.service, httpServer: app.server, settings, screenToken: 'token', apiKey: 'key', accounts, logger })
  await app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  clients = []
  for (const [login, role] of [['admin', 'administrator'], ['li', 'committee-officer'], ['doctor', 'school-doctor']] as const) {
    await accounts.lay({ login, name: login, role, scope: role === 'school-doctor' ? { places: [], schools: ['all'] } : EVERYWHERE }, PASSWORD, false)
  }
})
afterEach(async () => {
  for (const client of clients) client.disconnect()
  stopSockets()
  await app.close()
  await test.remove()
})

/** The cookie of a page where that login has just signed in. */
async function signIn(login: string, password = PASSWORD): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/session`, { method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: JSON.stringify({ login, password }) })
  expect(answer.status).toBe(200)
  return answer.headers.getSetCookie()[0].split(';')[0]
}
const send = (method: string, path: string, cookie: string, body?: object): Promise<Response> =>
  fetch(origin + path, { method, headers: { origin, cookie, ...(body && { 'content-type': 'application/json' }) }, ...(body && { body: JSON.stringify(body) }) })

function connect(cookie: string | null, headers: Record<string, string> = {}): Socket {
  const socket = io(origin, { transports: ['websocket'], parser: msgpackParser, reconnection: false, forceNew: true, extraHeaders: { origin, ...(cookie && { cookie }), ...headers } })
  clients.push(socket)
  return socket
}
/** Follows the world; resolves when the first answer is there. */
async function follow(cookie: string): Promise<{ socket: Socket; ended: Promise<string[]> }> {
  const socket = connect(cookie)
  const heard: string[] = []
  socket.on(EVENT.refused, ({ code }: { code: string }) => heard.push(code))
  const ended = new Promise<string[]>((resolve) => socket.on('disconnect', () => resolve(heard)))
  await new Promise<void>((resolve, reject) => {
    socket.once(EVENT.reset, () => resolve())
    socket.once('connect_error', reject)
    socket.emit(EVENT.hello, { protocol: 1 })
  })
  return { socket, ended }
}
const refusalOf = (socket: Socket): Promise<unknown> => new Promise((resolve) => socket.once('connect_error', (error: Error & { data?: { code?: unknown } }) => resolve(error.data?.code ?? error.message)))

describe('a socket of somebody signed in', () => {
  it('opens by the session alone and hears every change', async () => {
    const { socket } = await follow(await signIn('li'))
    const delta = new Promise((resolve) => socket.once(EVENT.delta, resolve))
    await test.service.accept('household', [createHouseholdRow()], 'test')
    await delta
    expect(stopSockets.counts()).toMatchObject({ sessions: 1, live: 1 })
  })

  it('[S1] does not open without a session or with a forged one', async () => {
    expect(await refusalOf(connect(null))).toBe('screen-token')
    expect(await refusalOf(connect(`${SESSION_COOKIE}=forged`))).toBe('screen-token')
  })

  it('[S1] of a role that may see schools and no wall is refused with its hello', async () => {
    const socket = connect(await signIn('doctor'))
    const refused = new Promise((resolve) => socket.once(EVENT.refused, resolve))
    socket.once('connect', () => socket.emit(EVENT.hello, { protocol: PROTOCOL_VERSION }))
    expect(await refused).toMatchObject({ code: 'bad-event' })
  })

  it('[S2] does not open from another site, session or not', async () => {
    const socket = connect(await signIn('li'), { origin: 'https://evil.example' })
    expect(await refusalOf(socket)).toMatch(/websocket error/)
  })

  it('does not open while the password must be changed', async () => {
    const { id } = test.service.accounts.findByLogin('li')!
    const { password } = await test.service.accounts.update(id, { resetPassword: true }, 'system')
    expect(await refusalOf(connect(await signIn('li', password!)))).toBe('screen-token')
  })

  const changes: [string, object][] = [['disabled', { disabled: true }], ['another role', { role: 'viewer' }], ['another scope', { places: [] }], ['a new password', { resetPassword: true }]]
  it.each(changes)('[S7] goes when the account is changed by an administrator: %s', async (_what, change) => {
    const { id } = test.service.accounts.findByLogin('li')!
    const [one, two] = [await follow(await signIn('li')), await follow(await signIn('li'))]
    const other = await follow(await signIn('admin'))
    const cookie = await signIn('admin')
    expect((await send('PUT', `/api/v1/accounts/${id}`, cookie, change)).status).toBe(200)
    const at = performance.now()
    expect(await Promise.all([one.ended, two.ended])).toEqual([['signed-out'], ['signed-out']])
    expect(performance.now() - at).toBeLessThan(5_000)
    expect(other.socket.connected).toBe(true)
  })

  it('[S7] goes with its own session when that signs out, and only that one', async () => {
    const [here, there] = [await signIn('li'), await signIn('li')]
    const [mine, elsewhere] = [await follow(here), await follow(there)]
    expect((await send('DELETE', '/api/v1/session', here)).status).toBe(204)
    expect(await mine.ended).toEqual(['signed-out'])
    expect(elsewhere.socket.connected).toBe(true)
    expect((await send('DELETE', '/api/v1/sessions', there)).status).toBe(204)
    expect(await elsewhere.ended).toEqual(['signed-out'])
    expect(await refusalOf(connect(there))).toBe('screen-token')
  })

  it('[S7] stays in the browser where the password was changed and goes everywhere else', async () => {
    const [here, there] = [await signIn('li'), await signIn('li')]
    const [mine, elsewhere] = [await follow(here), await follow(there)]
    expect((await send('POST', '/api/v1/session/password', here, { old: PASSWORD, new: 'another long one' })).status).toBe(200)
    expect(await elsewhere.ended).toEqual(['signed-out'])
    expect(mine.socket.connected).toBe(true)
  })

  it('[S7] goes when the session has grown too old by itself', async () => {
    const { ended } = await follow(await signIn('li'))
    time += 3 * 60 * 60_000
    expect(await ended).toEqual(['signed-out'])
  })
})

import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { unzipSync } from 'fflate'
import { io } from 'socket.io-client'
import * as msgpackParser from 'socket.io-msgpack-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAllowed, ROUTE_ACCESS } from '../../server/auth/accessTable.ts'
import { SESSION_COOKIE } from '../../server/auth/readCookie.ts'
import { ROLES } from '../../server/auth/roles.ts'
import type { Scope } from '../../server/auth/user.ts'
import { createHttpServer } from '../../server/http/createHttpServer.ts'
import { createLogger } from '../../server/logger.ts'
import type { DeskUnitsEvent, PersonView, UnitCard } from '../../server/protocol/desk.ts'
import { EVENT } from '../../server/protocol/events.ts'
import { createPlaceTokens } from '../../server/residents/createPlaceTokens.ts'
import { readSettings } from '../../server/settings.ts'
import { startSockets, type StopSockets } from '../../server/sockets/startSockets.ts'
import { createHouseholdRow, createLedger, createRosterRow, createSchoolRow, createTestService, type TestService } from '../fixtures/createTestService.ts'

/**
 * Persons planted outside the scope, with signs that occur nowhere else: their family names are of one character each,
 * so that even a masked name gives them away, as do the last digits of their numbers.
 */
const CANARIES = ['禤', '逯', '麴', '139****5678', '13912345678', '137****9876', '13712349876', '*7771', '990101198001017771', '沪Z12345', 'canary-note', '20207771']
/** Names of places are on the shared map, and nowhere else either. */
const PLACES = ['别处新村', '别处居委会', '栖霞栋', '别处小学']
const WALL_ROUTES = /^\/api\/v1\/(layout|snapshot)\//

let test: TestService
let app: FastifyInstance
let origin: string
let stopSockets: StopSockets
let logged: string[]
/** Opaque ids inside and outside the scope. */
let inside: { unit: string; committee: string }
let outside: { units: string[]; buildings: string[]; places: string[]; people: string[]; booking: string }

beforeAll(async () => {
  test = await createTestService({ day: '2020-02-16' })
  const { service } = test
  logged = []
  const settings = readSettings({ HOST: '0.0.0.0' })
  const logger = createLogger({ level: 'debug', to: { write: (line: string) => { logged.push(line) } } })
  app = createHttpServer({ service, accounts: service.accounts, audit: service.audit, settings, apiKey: 'key', screenToken: 'token', logger, webRoot: '/nonexistent' })
  stopSockets = startSockets({ service, httpServer: app.server, settings, screenToken: 'token', apiKey: 'key', accounts: service.accounts, logger, times: { tickMs: 5 } })
  await app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`

  await service.accept('units', createLedger({ buildings: 1 }), 'test')
  const there = { compound: '别处新村', building: '栖霞栋', room: '101' }
  await service.accept('units', createLedger({ buildings: 1, compound: '别处新村', committee: '别处居委会' }).map((row) => ({ ...row, building: '栖霞栋', landlordName: '逯房东', landlordPhone: '13712349876' })), 'test')
  const canary = { ...there, name: '禤金丝', phone: '13912345678', idNumber: '990101198001017771' }
  await service.accept('residents', [{ ...canary, relation: '本人', plates: ['沪Z12345'], note: 'canary-note' }], 'test')
  await service.accept('household', [createHouseholdRow({ ...canary, state: 'returned', returnedOn: '2020-02-14', origin: '湖北武汉', note: 'canary-note' })], 'test')
  await service.accept('roster', [createRosterRow(1), createRosterRow(2, { school: '别处小学', studentNo: '20207771', name: '麴小鸟', address: '别处新村栖霞栋101室' })], 'test')
  await service.accept('school', [createSchoolRow(2, { school: '别处小学', studentNo: '20207771', name: '麴小鸟', temperatureCelsius: 38.4 })], 'test')
  const asked = { issuedOn: '2020-02-16', list: '协查0216' }
  await service.accept('verification', [{ ...canary, ...asked }, { ...asked, compound: '测试新村', building: '1号', room: '102', name: '李四', phone: '10000000002' }], 'test')
  // A row that names no place belongs to nobody's committee: not to whoever has one of two.
  await service.accept('verification', [{ ...asked, sheet: 'aaaaaaaaaaaaaaaa', columns: ['姓名'], meanings: ['name'] }, { ...asked, sheet: 'aaaaaaaaaaaaaaaa', cells: ['禤无址'], name: '禤无址', idNumber: '990101198001017771' }], 'test')
  await service.accept('rounds', [{ name: '一轮', opensAt: service.now() - 1, closesAt: service.now() + 3_600_000, quantity: 9, perHousehold: 3 }], 'test')
  await service.accept('booking', [{ unit: 'u6', round: 'r0', act: 'book', by: 'officer', quantity: 1, name: '禤金丝', phone: '13912345678' }], 'test')
  const booking = String(service.rev())
  await service.accept('household', [createHouseholdRow({ name: '张三', phone: '10000000001' })], 'test')

  await service.accept('gate', [{ measuredAt: '2020-02-16T07:00:00+08:00', device: '麴东门', school: '别处小学', studentNo: '20207771', temperatureCelsius: 38.4 }], 'test')

  const everything = { places: ['all'], schools: ['all'] }
  await lay('whole', 'administrator', everything)
  const whole = service.accounts.signInBySubject('test whole', 'whole')!.session.user
  service.gate.register(whole, { name: '麴西门', campus: 'c1', gate: '麴西门', kind: 'plain' })
  service.gate.putCards(whole, 'c1', [{ card: '99887766', studentNo: '20207771' }])
  const all = service.places()
  const named = (name: string): string => all.find((place) => place.name === name)!.id
  inside = { unit: 'u0', committee: named('测试居委会') }
  const outsideUnits = ['u6', 'u7', 'u8', 'u9', 'ua', 'ub']
  const card = (await ask('whole', 'GET', '/api/v1/desk/units/u6')).json<UnitCard>()
  outside = {
    units: outsideUnits, buildings: all.filter(({ name }) => name.includes('栖霞')).map(({ id }) => id), places: [named('别处居委会'), named('别处新村')],
    people: card.people.map(({ id }) => id), booking,
  }
  for (const { key, trees } of ROLES) {
    await lay(`${key}.inside`, key, { places: trees.includes('places') ? [inside.committee] : [], schools: trees.includes('schools') ? ['c0'] : [] })
    await lay(`${key}.none`, key, { places: [], schools: [] })
  }
})
afterAll(async () => {
  stopSockets()
  await app.close()
  await test.remove()
})

const lay = (login: string, role: string, scope: Scope) => test.service.accounts.lay({ login, name: login, role, scope }, 'a quiet long password', false)
/** One session for each login; those that a request may end are not kept. */
const cookies = new Map<string, string>()
function cookieOf(login: string, isKept = true): string {
  const cookie = (isKept && cookies.get(login)) || `${SESSION_COOKIE}=${test.service.accounts.signInBySubject(`test ${login}`, login)!.token}`
  if (isKept) cookies.set(login, cookie)
  return cookie
}
function ask(login: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const endsSessions = method !== 'GET' && url.startsWith('/api/v1/session')
  const cookie = cookieOf(login, !endsSessions)
  if (endsSessions) cookies.delete(login)
  return app.inject({ method, url, headers: { host: 'desk.example', origin: 'http://desk.example', cookie }, ...(payload && { payload }) })
}

function sendFile(login: string, url: string, name: string, text: string) {
  const boundary = 'b-of-the-canaries'
  const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n${text}\r\n--${boundary}--\r\n`
  return app.inject({ method: 'POST', url, payload, headers: { host: 'desk.example', origin: 'http://desk.example', cookie: cookieOf(login), 'content-type': `multipart/form-data; boundary=${boundary}` } })
}

/** Asks a door for every text; one that takes no text at all says so to the first. */
async function search(login: string, address: string): Promise<{ text: string; rawPayload: Buffer; headers: object }[]> {
  const answers: { text: string; rawPayload: Buffer; headers: object }[] = []
  for (const text of ['zzz', ...TEXTS]) {
    const { rawPayload, headers, statusCode } = await ask(login, 'POST', address, { text })
    answers.push({ text, rawPayload, headers })
    if (text === 'zzz' && [400, 401, 403].includes(statusCode)) break
  }
  return answers
}

interface Listener {
  login: string
  heard: unknown[]
  units(): string[]
  onUnits(listener: (event: DeskUnitsEvent) => void): void
  /** Resolves when everything that was sent by now is here. */
  catchUp(): Promise<void>
  close(): void
}

/** A socket of somebody, after its first hello has been answered; of a role that hears nothing, after it was turned away. */
async function listen(login: string): Promise<Listener> {
  const heard: unknown[] = []
  const events: DeskUnitsEvent[] = []
  const socket = io(origin, { transports: ['websocket'], parser: msgpackParser, reconnection: false, forceNew: true, extraHeaders: { cookie: cookieOf(login) } })
  socket.onAny((event: string, ...args: unknown[]) => heard.push([event, ...args.map((arg) => (arg instanceof Uint8Array ? Buffer.from(arg).toString('utf8') : arg))]))
  socket.on(EVENT.deskUnits, (event: DeskUnitsEvent) => { events.push(event) })
  const greet = (): Promise<void> => new Promise((resolve) => {
    const done = (): void => resolve()
    for (const event of [EVENT.reset, EVENT.refused, 'disconnect', 'connect_error']) socket.once(event, done)
    if (socket.connected) socket.emit(EVENT.hello, { protocol: 1 })
    else socket.once('connect', () => { socket.emit(EVENT.hello, { protocol: 1 }) })
  })
  await greet()
  return {
    login, heard,
    units: () => events.flatMap(({ units }) => units ?? []).map(({ id }) => id),
    onUnits: (listener) => { socket.on(EVENT.deskUnits, listener) },
    catchUp: () => (socket.connected ? greet() : Promise.resolve()),
    close: () => { socket.disconnect() },
  }
}

const TEXTS = ['禤金丝', '禤', 'xjs', '13912345678', '5678', '7771', '990101198001017771', '逯房东', '9876', '麴小鸟', '20207771', '沪Z12345', '别处新村', '栖霞栋101', '别处小学', '别处居委会', 'canary']

/** Parameters that are no ids. */
const DAYS = ['now', '2020-02-16']
const FORMATS = ['xlsx', 'csv']

/** Every id of what is outside, for a path's parameter; files in every format. */
function addresses(path: string): string[] {
  if (!path.includes(':')) return [path]
  if (path.includes(':day')) return DAYS.flatMap((day) => FORMATS.flatMap((format) => ['1', 'x'].map((id) => path.replace(':day', day).replace(':format', format).replace(/:\w+/g, id)))).filter((address, at, all) => all.indexOf(address) === at)
  const ids = [...outside.units.slice(0, 1), ...outside.buildings, ...outside.places, ...outside.people, 'c1', 's1', 'k0', 't0', 't2', 'r0', 'g0', outside.booking, '1', '2', 'x', encodeURIComponent('别处小学')]
  return ids.map((id) => path.replace(':hash', test.service.layoutHash()).replace(':worldId', test.service.worldId()).replace(':rev', '1').replace(':date', '2020-02-16').replace(/:\w+/g, id))
}

function queries(): string[] {
  const [unit] = outside.units
  return ['', `?place=${outside.places[0]}`, `?place=${outside.places[1]}&day=2020-02-16&date=2020-02-16`, `?unit=${unit}&building=${outside.buildings[0]}&units=1`, `?subject=${outside.people[0]}`, '?list=%E5%8D%8F%E6%9F%A50216']
}

function bodies(): object[] {
  const [unit] = outside.units
  const [person] = outside.people
  const reports = [
    { kind: 'officer', unit, person, state: 'stayed' }, { kind: 'call', unit, person, outcome: 'reached' }, { kind: 'care', unit, person, day: '2020-02-16', temperatureCelsius: 36.5 },
    { kind: 'mark', unit, mark: 'shut', on: true }, { kind: 'note', unit, note: 'x' }, { kind: 'paper', unit, person, paper: 'notice' }, { kind: 'resident', unit, person, to: '2020-02-15' }, { kind: 'visit', unit, found: 'at-home' },
    // A unit inside with a person outside: that person must not come along.
    { kind: 'officer', unit: inside.unit, person, state: 'stayed' }, { kind: 'resident', unit: inside.unit, person },
  ]
  return [
    {}, { unit }, { unit, paper: 'notice', inFull: true }, { unit: inside.unit, paper: 'notice', inFull: true }, { unit, person }, { unit: inside.unit, person }, { reports }, { place: outside.places[0] }, { places: outside.places, units: outside.units },
    { steps: [{ act: 'note', note: 'x' }] }, { verdict: 'true', confirmed: 2 },
    { clear: true, reason: '核对名单' }, { bookings: outside.units.map((each) => ({ unit: each })) },
    { name: 'x', campus: 'c1', gate: '', kind: 'plain' }, { disabled: true }, { silentAfterMinutes: 5 }, { cards: [{ card: '1', studentNo: '20207771' }] },
    { passes: [{ id: 'pass-0001', student: 's1', at: 1_581_807_600_000, direction: 'in', decision: 'allowed', temperatureCelsius: 36.5, second: {} }] },
  ]
}

/** Files for doors that take some: rows about what is outside, which must not be told from rows about nothing. */
const FILES = [
  ['returns.csv', '登记日期,小区,楼号,室号,姓名,返沪状态\n2020-02-16,别处新村,栖霞栋,101,某人,在沪未离开\n'],
  ['accounts.csv', '账号,姓名,角色,范围\nsomebody,某人,居委工作人员,别处居委会\n'],
  ['cards.csv', '学号,卡号\n20207771,12345\n'],
  ['list.csv', '姓名,证件号码,现住址\n某人,990101198001012229,别处新村栖霞栋101室\n'],
] as const
/** Doors open to anybody do not look at who asks: these two stand for all. */
const OPEN_TO = /^administrator\./
const FILE_DOORS = /\/(?:import|imports|imports\/preview|read|report-forms|cards\/preview)$/

/** What a body says, whatever it is packed in: the parts of a workbook or an archive are texts, too. */
function contentOf(bytes: Uint8Array): string {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return Buffer.from(bytes).toString('utf8')
  return Object.entries(unzipSync(bytes)).map(([name, part]) => `${name}\n${contentOf(part)}`).join('\n')
}

const leaksIn = (text: string, path: string): string[] => [...CANARIES, ...(WALL_ROUTES.test(path) ? [] : PLACES)].filter((sign) => text.includes(sign))

describe('persons outside the scope', () => {
  it('are there: who has the whole scope finds them, masked, and in full when shown', async () => {
    const card = (await ask('whole', 'GET', '/api/v1/desk/units/u6')).body
    for (const sign of ['禤', '139****5678', '逯', '别处新村']) expect(card).toContain(sign)
    expect(card).not.toContain('13912345678')
    const shown = (await ask('whole', 'POST', `/api/v1/desk/people/${outside.people[0]}/show`, { unit: 'u6' })).json<PersonView>()
    expect(shown).toMatchObject({ name: '禤金丝', phone: '13912345678' })
    expect((await ask('whole', 'POST', '/api/v1/desk/search', { text: '禤金丝' })).body).toContain('禤')
    expect(outside.buildings.length).toBeGreaterThan(0)
    expect(outside.people.length).toBeGreaterThan(0)
  })

  const routes = ROUTE_ACCESS.filter(({ allow, path }) => allow.includes('user') && path !== '/*')

  /** Asks a route in every way; what leaked, and where. */
  async function walk(login: string, method: (typeof routes)[number]['method'], path: string): Promise<unknown[]> {
    const found: unknown[] = []
    for (const address of addresses(path)) {
      for (const query of method === 'GET' ? queries() : ['']) {
        for (const body of method === 'GET' || method === 'DELETE' ? [undefined] : bodies()) {
          const answer = await ask(login, method, address + query, body)
          const leaks = leaksIn(contentOf(answer.rawPayload) + JSON.stringify(answer.headers), path)
          if (leaks.length > 0) found.push([address + query, body, leaks])
        }
        if (method === 'POST') for (const answer of await search(login, address)) {
          const leaks = leaksIn(contentOf(answer.rawPayload) + JSON.stringify(answer.headers), path)
          if (leaks.length > 0) found.push([address, answer.text, leaks])
        }
      }
      for (const [name, text] of method === 'POST' && FILE_DOORS.test(path) ? FILES : []) {
        const answer = await sendFile(login, `${address}?preview=1&kind=household`, name, text)
        // What somebody sent themselves comes back to them.
        const leaks = leaksIn(contentOf(answer.rawPayload), path).filter((sign) => !text.includes(sign))
        if (leaks.length > 0) found.push([address, name, leaks])
      }
    }
    return found
  }

  /** Asks a route of whoever may not do it at all: refused before anything is read, with one question for each id. */
  async function walkRefused(login: string, method: (typeof routes)[number]['method'], path: string): Promise<unknown[]> {
    const found: unknown[] = []
    for (const address of addresses(path)) {
      const { statusCode, rawPayload, headers } = await ask(login, method, address, method === 'GET' || method === 'DELETE' ? undefined : {})
      const leaks = leaksIn(contentOf(rawPayload) + JSON.stringify(headers), path)
      if (statusCode !== 403 || leaks.length > 0) found.push([address, statusCode, leaks])
    }
    return found
  }

  it.each([
    ['GET', '/api/v1/desk/places'], ['GET', '/api/v1/desk/buildings/:id'], ['GET', '/api/v1/desk/posters/:id'], ['GET', '/api/v1/desk/units/:id'], ['GET', '/api/v1/desk/today'], ['POST', '/api/v1/desk/search'],
    ['GET', '/api/v1/school/gates'], ['GET', '/api/v1/school/campuses/:id/gate'], ['GET', '/api/v1/school/campuses/:id/gate/news'], ['GET', '/api/v1/school/devices'], ['PUT', '/api/v1/school/devices/:id'],
    ['GET', '/api/v1/school/alerts'], ['GET', '/api/v1/school/alerts/:id'], ['GET', '/api/v1/school/alerts/times'],
    ['POST', '/api/v1/desk/people/:id/show'], ['POST', '/api/v1/desk/people/:id/call'],
    // In workbooks and in other files, on what is printed and hung up.
    ['POST', '/api/v1/desk/lists/:id/export'], ['GET', '/api/v1/desk/lists/:id'], ['GET', '/api/v1/desk/daily/:day/files/:format'], ['GET', '/api/v1/desk/qr-sheets/:placeId'],
    ['POST', '/api/v1/desk/papers'], ['GET', '/api/v1/desk/rounds/:id/bookings'], ['POST', '/api/v1/desk/bookings/:seq/call'],
    ['GET', '/api/v1/desk/tasks/:id'], ['POST', '/api/v1/desk/tasks/:id/show'], ['POST', '/api/v1/desk/tasks/:id/call'],
    ['GET', '/api/v1/desk/units/:id/timeline'], ['POST', '/api/v1/desk/units/:id/landlord/show'], ['POST', '/api/v1/desk/units/:id/landlord/call'], ['POST', '/api/v1/desk/units/:id/plates/show'],
  ] as const)('would be found by this walk: %s %s, by whom the scope covers them', async (method, path) => {
    expect(await walk('whole', method, path)).not.toEqual([])
  })

  describe.each(ROLES.flatMap(({ key, permissions }) => [[`${key}.inside`, permissions], [`${key}.none`, permissions]] as const))('%s', (login, permissions) => {
    it.each(routes.filter(({ allow }) => !allow.includes('anonymous') || OPEN_TO.test(login)).map((access) => [access.method, access.path, access] as const))('%s %s tells nothing of them', async (method, path, access) => {
      expect(await (isAllowed(access, 'user', new Set(permissions)) ? walk : walkRefused)(login, method, path)).toEqual([])
    })
  })

  it('are in nobody’s lists and counts', async () => {
    const places = (await ask('committee-officer.inside', 'GET', '/api/v1/desk/places')).json<{ places: { id: string; units: number }[] }>().places
    expect(places.find(({ id }) => id === inside.committee)?.units).toBe(6)
    expect(places.reduce((most, { units }) => Math.max(most, units), 0)).toBe(6)
    expect((await ask('committee-officer.none', 'GET', '/api/v1/desk/places')).json()).toMatchObject({ places: [] })
    expect((await ask('committee-officer.inside', 'POST', '/api/v1/desk/search', { text: '5678' })).json()).toMatchObject({ hits: [] })
  })

  it('are on no page behind a code, not even on their own: it names the place and nobody', async () => {
    const tokens = createPlaceTokens(test.service.desk.context.store)
    for (const id of [outside.units[0], ...outside.buildings, ...outside.places]) {
      for (const url of [`/api/v1/residents/${tokens.sign(id)}`, `/r/${tokens.sign(id)}`]) {
        for (const cookie of ['', cookieOf('committee-officer.inside')]) {
          const answer = await app.inject({ url, headers: { host: 'desk.example', cookie } })
          expect(leaksIn(contentOf(answer.rawPayload) + JSON.stringify(answer.headers), '').filter((sign) => CANARIES.includes(sign))).toEqual([])
        }
      }
      for (const answers of [{}, { name: '禤金丝', phone: '13912345678', state: 'returned', returnedOn: '2020-02-14', origin: '武汉', truthful: true }]) {
        const answer = await app.inject({ method: 'POST', url: `/api/v1/residents/${tokens.sign(id)}`, payload: { id: `page-0000-${id}`, form: 'health-registration', version: 2, answers, address: '栖霞栋101' } })
        expect(leaksIn(contentOf(answer.rawPayload), '')).toEqual([])
      }
    }
  })

  it('are heard of by no socket whose scope does not cover them: every role, with a part of the scope and with none', async () => {
    const logins = ['whole', ...ROLES.flatMap(({ key }) => [`${key}.inside`, `${key}.none`])]
    const listeners = await Promise.all(logins.map(listen))
    const whole = listeners[0]
    const heardBoth = new Promise<void>((resolve) => {
      const units = new Set<string>()
      whole.onUnits((event) => {
        for (const { id } of event.units ?? []) units.add(id)
        if (units.has(inside.unit) && units.has('u7')) resolve()
      })
    })
    await test.service.accept('household', [createHouseholdRow({ compound: '别处新村', building: '栖霞栋', room: '102', name: '禤二', phone: '13912345678' })], 'test')
    await test.service.accept('household', [createHouseholdRow({ registeredOn: '2020-02-16', name: '张三', phone: '10000000001', state: 'not-returned' })], 'test')
    await heardBoth
    // The answer to another hello comes behind everything that was sent before.
    await Promise.all(listeners.map((listener) => listener.catchUp()))
    for (const { login, heard, units } of listeners.slice(1)) {
      expect([login, units().filter((id) => outside.units.includes(id))]).toEqual([login, []])
      expect([login, leaksIn(JSON.stringify(heard), '')]).toEqual([login, []])
    }
    // Whose scope covers the unit inside, and who may read units, has heard of it: the others' silence means something.
    const told = listeners.filter(({ units }) => units().includes(inside.unit)).map(({ login }) => login)
    const reads = ROLES.filter(({ permissions, trees }) => permissions.includes('units.read') && permissions.includes('wall.read') && trees.includes('places')).map(({ key }) => `${key}.inside`)
    expect(told).toEqual(['whole', ...reads])
    for (const { close } of listeners) close()
  })

  it('are heard of by no socket that never says hello and asks for news of schools only', async () => {
    const logins = ['whole', ...ROLES.flatMap(({ key }) => [`${key}.inside`, `${key}.none`])]
    const listeners = await Promise.all(logins.map(async (login) => {
      const heard: unknown[][] = []
      const socket = io(origin, { transports: ['websocket'], parser: msgpackParser, reconnection: false, forceNew: true, extraHeaders: { cookie: cookieOf(login) } })
      socket.onAny((...said: unknown[]) => heard.push(said))
      await new Promise<void>((resolve) => { for (const event of ['connect', 'connect_error']) socket.once(event, () => resolve()) })
      for (const campus of ['c1', null]) socket.emit(EVENT.schoolWatch, { campus })
      return { login, heard, socket }
    }))
    const whole = listeners[0]
    const saysOf = (campus: string, { heard }: { heard: unknown[][] }): boolean => heard.some(([event, message]) => event === EVENT.schoolAlerts && JSON.stringify(message).includes(`"${campus}"`))
    const told = new Promise<void>((resolve) => {
      const look = (): void => { if (saysOf('c0', whole) && saysOf('c1', whole)) resolve() }
      whole.socket.onAny(look)
    })
    const fever = { submittedAt: '2020-02-16T08:00:00+08:00', temperatureCelsius: 39.2 }
    await test.service.accept('school', [createSchoolRow(1, fever), createSchoolRow(2, { ...fever, school: '别处小学', studentNo: '20207771', name: '麴小鸟', healthCode: 'red' })], 'test')
    await told
    for (const { login, heard } of listeners.slice(1)) {
      expect([login, saysOf('c1', { heard }), leaksIn(JSON.stringify(heard), '')]).toEqual([login, false, []])
      expect([login, heard.map(([event]) => event).filter((event) => event !== EVENT.schoolAlerts && event !== EVENT.refused && event !== EVENT.schoolBoard)]).toEqual([login, []])
      expect([login, heard.filter(([event]) => event === EVENT.schoolBoard)]).toEqual([login, []])
    }
    for (const { socket } of listeners) socket.disconnect()
  })

  it('are in no log line', () => {
    expect(leaksIn(logged.join(''), '')).toEqual([])
  })
})

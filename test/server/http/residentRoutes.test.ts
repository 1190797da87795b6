import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { UnitCard } from '../../../server/protocol/desk.ts'
import type { BookingView, PaperView, QrSheet, ResidentAnswer, ResidentPageView } from '../../../server/protocol/residents.ts'
import { createPlaceTokens } from '../../../server/residents/createPlaceTokens.ts'
import { createOfficer } from '../../fixtures/createOfficer.ts'
import { createPersonRow } from '../../fixtures/createTestService.ts'
import { type AuthServer, createAuthServer, OWN_ORIGIN, wholeScope } from '../auth/createAuthServer.ts'

const CANARY = { name: '金丝雀', phone: '19912345678' }
const ANSWERS = { name: '来客甲', phone: '13800001111', state: 'returned', returnedOn: '2020-02-14', origin: '湖北武汉', truthful: true }
const officer = createOfficer()
let server: AuthServer
let nextId = 0

beforeEach(async () => {
  server = await createAuthServer()
  await server.service.accept('regions', [{ region: '湖北', level: 'key', from: '2020-01-27' }], 'test')
  await server.service.accept('household', [createPersonRow(1, { ...CANARY, room: '101' })], 'test')
})
afterEach(() => server.stop())

const unitOf = (room: string, compound = '测试新村'): string => server.service.units({ compound, building: '1号', room }, {}, 'zh-CN')[0].id
const stateOf = (room: string) => server.service.units({ compound: '测试新村', building: '1号', room }, {}, 'zh-CN')[0]
const card = (room: string): UnitCard => server.service.desk.unit(officer, unitOf(room), 'zh-CN')!
const placeOf = (name: string): string => server.service.desk.places(officer).find((place) => place.name === name)!.id
const buildingOf = (compound = '测试新村'): string => server.service.desk.places(officer).find((place) => place.kind === 'building' && place.parent === placeOf(compound))!.id
const sign = (id: string): string => createPlaceTokens(server.service.desk.context.store).sign(id)
const freshId = (): string => `page-${String(++nextId).padStart(8, '0')}`

const get = (token: string, remoteAddress = '10.0.0.9') => server.app.inject({ url: `/api/v1/residents/${token}`, remoteAddress })
async function post(token: string, body: Record<string, unknown> = {}, options: { remoteAddress?: string; headers?: Record<string, string> } = {}) {
  const { remoteAddress = `10.0.${nextId % 250}.7`, headers = {} } = options
  const answer = await server.app.inject({
    method: 'POST', url: `/api/v1/residents/${token}`, remoteAddress, headers: { 'content-type': 'application/json', ...headers },
    payload: { id: freshId(), form: 'health-registration', version: 2, answers: ANSWERS, ...body },
  })
  return { status: answer.statusCode, text: answer.body, body: answer.json() as ResidentAnswer & { code?: string } }
}
const round = async (change: Record<string, unknown> = {}) => {
  const now = server.service.now()
  const row = { name: '第一轮', opensAt: now - 1_000, closesAt: now + 86_400_000, quantity: 10, perHousehold: 5, pickUp: '居委会门口', ...change }
  return server.service.accept('rounds', [row], 'a1')
}
const book = (room: string, change: Record<string, unknown> = {}) =>
  post(sign(unitOf(room)), { form: 'mask-booking', version: 1, round: 'r0', answers: { name: '来客甲', phone: '13800001111', quantity: 5 }, ...change })

describe('the page behind a code', () => {
  it('says where it hangs and what it asks: a unit nothing more, a building its room, a committee the address', async () => {
    const views = await Promise.all([unitOf('101'), buildingOf(), placeOf('测试居委会')].map(async (id) => (await get(sign(id))).json() as ResidentPageView))
    expect(views.map(({ place, asks }) => [place, asks])).toEqual([['测试新村 1号 101', 'nothing'], ['测试新村 1号', 'room'], ['测试居委会', 'address']])
    expect(views[0].forms.map(({ id }) => id)).toEqual(['health-registration', 'mask-booking'])
  })
  it('lists no home and no person, and reads nothing back', async () => {
    await post(sign(unitOf('101')))
    for (const id of [unitOf('101'), buildingOf(), placeOf('测试居委会')]) {
      const { body } = await get(sign(id))
      expect(body).not.toMatch(/金丝雀|19912345678|来客甲|13800001111|湖北|102|201/)
    }
  })
  it.each([['made up', '1.u0.AAAAAAAAAAAAAAAA', 404, 'unknown-code'], ['no code at all', 'x', 404, 'unknown-code']])('a code that is %s is told so', async (_, token, status, code) => {
    const answer = await get(token)
    expect([answer.statusCode, (answer.json() as { code: string }).code]).toEqual([status, code])
    expect((await post(token)).status).toBe(status)
  })
  it('a building that is no more has a clear answer', async () => {
    const answer = await get(sign('b1z'))
    expect([answer.statusCode, (answer.json() as { code: string }).code]).toEqual([410, 'place-gone'])
  })
  it('a building that was taken down is no more by its own codes, its homes\' and its committee\'s; what was before stays', async () => {
    const [unit, building] = [unitOf('101'), buildingOf()]
    const headers = server.signedIn((await server.lay({ login: 'street', role: 'street-officer', scope: wholeScope('street-officer') }), 'street'))
    const local = server.signedIn((await server.lay({ login: 'committee', scope: wholeScope('committee-officer') }), 'committee'))
    const takeDown = (payload: object, by = headers) => server.app.inject({ method: 'POST', url: `/api/v1/desk/buildings/${building}/taken-down`, headers: by, payload })
    const codes = async () => Promise.all([unit, building].map(async (id) => ((await get(sign(id))).json() as { code?: string }).code))
    await round()
    const before = server.service.rev()
    const tags = stateOf('102').tags
    expect((await takeDown({ from: '2020-02-16' }, local)).statusCode).toBe(403)
    expect((await takeDown({ from: 'gestern' })).json()).toMatchObject({ accepted: 0, problems: [{ code: 'not-a-date' }] })
    // Announced for tomorrow, it stands today.
    expect((await takeDown({ from: '2020-02-17' })).json()).toMatchObject({ accepted: 1 })
    expect(await codes()).toEqual([undefined, undefined])
    expect((await takeDown({ from: '2020-02-16' })).json()).toMatchObject({ accepted: 1, problems: [] })
    const gone = async () => {
      expect(await codes()).toEqual(['building-gone', 'building-gone'])
      expect((await get(sign(unit), '10.0.0.8')).statusCode).toBe(410)
      expect((await book('101')).body.code).toBe('building-gone')
      expect((await post(sign(placeOf('测试居委会')), { address: '测试新村1号101室' })).body).toMatchObject({ state: 'problems', problems: [{ code: 'unknown-home' }] })
      expect((await get(sign(buildingOf('别处新村')))).statusCode).toBe(200)
      const booking = { unit, round: 'r0', act: 'book', by: 'officer', quantity: 1, name: '来客甲', phone: '13800001111' }
      expect((await server.service.accept('booking', [booking], 'a1')).rejected).toMatchObject([{ code: 'building-gone' }])
      expect((await server.service.accept('registration', [{ unit, form: 'health-registration', version: 2, answers: ANSWERS }], 'resident')).rejected).toMatchObject([{ code: 'building-gone' }])
      const view = server.service.desk.building(officer, building)!
      expect([view.takenDownOn, view.cells.length, view.cells.some(({ todo }) => todo)]).toEqual(['2020-02-16', 6, false])
      expect(server.service.desk.today(officer, null)!.lists.flatMap(({ items }) => items).filter((item) => item.building === building)).toEqual([])
    }
    await gone()
    expect(server.service.audit.list({ action: 'report' })[0]).toMatchObject({ subject: building, details: { feed: 'demolition' } })
    // Days and revisions before it answer as ever.
    expect(server.service.units({ compound: '测试新村', building: '1号', room: '102' }, { rev: before }, 'zh-CN')[0].tags).toEqual(tags)
    expect(server.service.units({ compound: '测试新村', building: '1号', room: '101' }, { day: server.service.today() - 1 }, 'zh-CN')[0].id).toBe(unit)
    await server.service.checkpoint()
    // A slip is corrected by another entry.
    expect((await takeDown({ standing: true })).json()).toMatchObject({ accepted: 1 })
    expect([await codes(), server.service.desk.building(officer, building)!.takenDownOn]).toEqual([[undefined, undefined], null])
    expect((await takeDown({ from: '2020-02-17', standing: true })).json()).toMatchObject({ accepted: 0 })
  })
  it('an outdated code says that there is a new one', async () => {
    const token = sign(unitOf('101'))
    createPlaceTokens(server.service.desk.context.store).rotate()
    expect([(await get(token)).statusCode, (await post(token)).body.code]).toEqual([410, 'outdated-code'])
    expect((await get(sign(unitOf('101')))).statusCode).toBe(200)
  })
})

describe('a self-report', () => {
  it('lays its mark at once, stands on the list and the card, masked, and changes no colour', async () => {
    const before = stateOf('102').status
    const { body } = await post(sign(unitOf('102')), { answers: { ...ANSWERS, message: '来客甲 13800001111 需要买菜' } })
    expect(body).toEqual({ state: 'received', number: expect.any(Number) })
    expect([stateOf('102').status, stateOf('102').tags]).toEqual([before, expect.arrayContaining(['self-report'])])
    const view = card('102')
    expect(view.marks).toMatchObject([{ key: 'self-report', since: '2020-02-16' }])
    expect(view.selfReports).toMatchObject([{ form: 'health-registration', settled: null }])
    expect(JSON.stringify(view)).not.toMatch(/来客甲|13800001111/)
    expect(view.selfReports![0].fields.map(({ key, value }) => [key, value['zh-CN']])).toEqual([
      ['name', '来**'], ['phone', '138****1111'], ['state', '从外地返沪'], ['returnedOn', '2020-02-14'], ['origin', '湖北武汉'], ['message', expect.stringContaining('需要买菜')],
    ])
    expect(server.service.desk.today(officer, null)!.lists.find(({ key }) => key === 'to-verify')!.items.map(({ unit }) => unit)).toEqual([unitOf('102')])
    expect([...server.service.desk.context.store.entriesAfter(0)].map((entry) => JSON.stringify(entry.body)).join()).not.toMatch(/来客甲|13800001111|买菜/)
  })

  it('of a home by its own code is the day of its health log: temperature, outing and where to; departure and means of travel come with the confirmation', async () => {
    await server.service.accept('household', [createPersonRow(2, { room: '102', state: 'returned', origin: '湖北武汉', returnedOn: '2020-02-14' })], 'test')
    await post(sign(unitOf('102')), { answers: { ...ANSWERS, departedOn: '2020-01-20', transport: 'G1234 5车12A', outing: 'yes', outingWhere: '陪王小华去医院' } })
    expect(card('102').care[0]).toMatchObject({ missing: false, entries: [{ temperatureCelsius: null, outing: expect.stringContaining('去医院') }] })
    expect([...server.service.desk.context.store.entriesAfter(0)].map(({ body }) => JSON.stringify(body)).join()).not.toMatch(/医院|王小华|G1234/)
    const headers = server.signedIn((await server.lay({ login: 'officer', scope: wholeScope('committee-officer') }), 'officer'))
    const { seq, selfReports } = card('102')
    await server.app.inject({ method: 'POST', url: `/api/v1/desk/self-reports/${selfReports![0].seq}/confirm`, headers, payload: { unit: unitOf('102'), seen: seq } })
    expect(card('102').people.map(({ whereabouts }) => whereabouts)).toContainEqual(expect.objectContaining({ departedOn: '2020-01-20', transport: 'G1234 5车12A' }))
    // Nobody went out: no words, and no entry without a temperature. Where to is asked.
    await post(sign(unitOf('201')), { answers: { ...ANSWERS, outing: 'no' } })
    expect(card('201').timeline.map(({ code }) => code)).not.toContain('care')
    expect((await post(sign(unitOf('202')), { answers: { ...ANSWERS, outing: 'yes' } })).body).toMatchObject({ state: 'problems', problems: [{ field: 'outingWhere', code: 'missing' }] })
  })

  it('changes the colour when an officer confirms, and then only', async () => {
    await post(sign(unitOf('102')))
    const headers = server.signedIn((await server.lay({ login: 'officer', scope: wholeScope('committee-officer') }), 'officer'))
    const [{ seq }] = card('102').selfReports!
    const confirm = (seen: number) => server.app.inject({ method: 'POST', url: `/api/v1/desk/self-reports/${seq}/confirm`, headers, payload: { unit: unitOf('102'), seen } })
    expect((await confirm(seq - 1)).json()).toMatchObject({ accepted: 0, problems: [{ code: 'changed-meanwhile' }] })
    expect(stateOf('102').status).toBe('blue')
    expect((await confirm(card('102').seq)).json()).toMatchObject({ accepted: 1, problems: [] })
    expect([stateOf('102').status, stateOf('102').tags]).toEqual(['red', []])
    expect(card('102').selfReports).toMatchObject([{ settled: { how: 'confirmed', by: '名字officer' } }])
    expect(card('102').people).toMatchObject([{ name: '来**', whereabouts: { origin: '湖北武汉', returnedOn: '2020-02-14' } }])
    expect(card('102').timeline[0]).toMatchObject({ feed: 'officer', author: '名字officer' })
  })

  it('outside the reach it cannot be confirmed: there is none', async () => {
    await post(sign(unitOf('102')))
    await server.lay({ login: 'elsewhere', scope: { places: [placeOf('别处居委会')], schools: [] } })
    const [{ seq }] = card('102').selfReports!
    const answer = await server.app.inject({ method: 'POST', url: `/api/v1/desk/self-reports/${seq}/confirm`, headers: server.signedIn('elsewhere'), payload: { unit: unitOf('102') } })
    expect([answer.statusCode, stateOf('102').status]).toEqual([404, 'blue'])
  })

  it('an officer sets it aside without a colour, and the next self-report lays the mark again', async () => {
    await post(sign(unitOf('102')))
    const [{ seq }] = card('102').selfReports!
    await server.service.desk.report(officer, [{ kind: 'mark', unit: unitOf('102'), mark: 'self-report', on: false, settles: seq }], 'zh-CN')
    expect(stateOf('102').tags).not.toContain('self-report')
    expect(card('102').selfReports).toMatchObject([{ settled: { how: 'set-aside' } }])
    await post(sign(unitOf('102')), { again: true })
    expect(stateOf('102').tags).toContain('self-report')
  })

  it('is settled by a word about it only: no other report, call, mark or note, and not by that about another', async () => {
    await post(sign(unitOf('102')))
    await post(sign(unitOf('102')), { again: true, answers: { ...ANSWERS, name: '来客乙', phone: '13800002222', origin: '江苏南京' } })
    const unit = unitOf('102')
    const report = (...reports: Record<string, unknown>[]) => server.service.desk.report(officer, reports.map((row) => ({ unit, ...row })), 'zh-CN')
    await report(
      { kind: 'call', outcome: 'reached' }, { kind: 'call', outcome: 'no-answer' }, { kind: 'mark', mark: 'needs-help', on: true }, { kind: 'mark', mark: 'needs-help', on: false },
      { kind: 'officer', state: 'vacant' }, { kind: 'officer', state: 'stayed', newPerson: { name: '丙' } }, { kind: 'note', note: '看过' }, { kind: 'paper', paper: 'notice' }, { kind: 'care', day: '2020-02-16', temperatureCelsius: 36.5 },
    )
    const [second, first] = card('102').selfReports!
    expect([first.settled, second.settled]).toEqual([null, null])
    expect(stateOf('102').tags).toContain('self-report')
    // No hand lays or lifts that mark without naming one, and only one of this home can be named.
    for (const change of [{ on: false }, { on: true, settles: first.seq }, { on: false, settles: first.seq - 1 }, { on: false, settles: 'x' }]) {
      expect((await report({ kind: 'mark', mark: 'self-report', ...change })).accepted).toBe(0)
    }
    expect((await report({ kind: 'officer', unit: unitOf('201'), state: 'stayed', settles: first.seq })).problems).toMatchObject([{ field: 'settles', code: 'unknown-self-report' }])
    expect((await report({ kind: 'officer', state: 'stayed', settles: first.seq })).accepted).toBe(1)
    expect((await report({ kind: 'officer', state: 'stayed', settles: first.seq })).problems).toMatchObject([{ code: 'already-settled' }])
    expect(card('102').selfReports!.map(({ settled }) => settled?.how ?? null)).toEqual([null, 'confirmed'])
    expect([stateOf('102').tags.includes('self-report'), card('102').marks]).toMatchObject([true, [{ key: 'self-report', seq: second.seq }]])
    await report({ kind: 'mark', mark: 'self-report', on: false, settles: second.seq })
    expect(stateOf('102').tags).not.toContain('self-report')
  })

  it('whatever is sent, no home changes its colour and no person is made or changed', async () => {
    const answers = fc.record({ state: fc.constantFrom('stayed', 'returned', 'not-returned', 'vacant', 'unreached'), returnedOn: fc.constantFrom('2020-02-14', '2020-01-01', ''), origin: fc.constantFrom('湖北武汉', '温州', '<b>'), temperatureCelsius: fc.constantFrom(36.5, 39.9, 'x') }, { requiredKeys: [] })
    const people = server.service.desk.context.known().personCount
    const named = card('101').people
    await fc.assert(fc.asyncProperty(fc.constantFrom('101', '102', '201', '202', '301', '302'), answers, async (room, change) => {
      const before = stateOf(room).status
      await server.service.accept('registration', [{ unit: unitOf(room), form: 'health-registration', version: 2, answers: { ...ANSWERS, ...CANARY, ...change }, state: 'returned' }], 'resident')
      expect(stateOf(room).status).toBe(before)
    }), { numRuns: 40 })
    expect(server.service.desk.context.known().personCount).toBe(people)
    expect(card('101').people).toEqual(named)
    expect(card('101').selfReports!.length + card('102').selfReports!.length).toBeGreaterThan(0)
  })

  it('sent twice by one page counts once, and says its number again; by another it asks first, and tells nothing', async () => {
    const token = sign(unitOf('102'))
    const id = freshId()
    const first = await post(token, { id })
    expect((await post(token, { id })).body).toEqual(first.body)
    const second = await post(token)
    expect(second.body).toEqual({ state: 'already-sent', reason: expect.any(String) })
    expect(second.text).not.toMatch(/来客|138|湖北|2020|returned/)
    expect((await post(token, { again: true })).body.state).toBe('received')
    expect(card('102').selfReports).toHaveLength(2)
    // The same page id at another door is another report.
    expect((await post(sign(unitOf('201')), { id })).body).not.toEqual(first.body)
  })

  it('over midnight: tomorrow nobody has sent yet, and today\'s return is yesterday\'s', async () => {
    const token = sign(unitOf('102'))
    server.clock.setNow(Date.parse('2020-02-16T23:59:59+08:00'))
    await post(token)
    expect((await post(token)).body.state).toBe('already-sent')
    server.clock.setNow(Date.parse('2020-02-17T00:00:01+08:00'))
    expect((await post(token, { answers: { ...ANSWERS, returnedOn: '2020-02-17' } })).body.state).toBe('received')
    expect(stateOf('102').tags).toContain('self-report')
  })

  it('a temperature from the home\'s own code is the day\'s entry of its health log; from the building\'s code it is not', async () => {
    await post(sign(unitOf('102')), { answers: { ...ANSWERS, temperatureCelsius: '36.6' } })
    await post(sign(buildingOf()), { address: '201', answers: { ...ANSWERS, temperatureCelsius: '36.6' } })
    expect([card('102'), card('201')].map(({ care }) => care.map(({ entries }) => entries.map(({ temperatureCelsius }) => temperatureCelsius)))).toEqual([[[36.6]], []])
  })

  it('keeps scripts as the text they are', async () => {
    await post(sign(unitOf('102')), { answers: { ...ANSWERS, origin: '<script>alert(1)</script>' } })
    expect(card('102').selfReports![0].fields.find(({ key }) => key === 'origin')!.value['zh-CN']).toBe('<script>alert(1)</script>')
  })

  it('finds the home that a building\'s or a committee\'s code asks for, in any spelling, and below that place only', async () => {
    const ask = async (id: string, address: unknown) => (await post(sign(id), { address, again: true })).body.state
    expect(await ask(buildingOf(), '０２０１室')).toBe('received')
    expect(await ask(placeOf('测试居委会'), '测试新村1幢0202')).toBe('received')
    expect(await ask(placeOf('测试新村'), '1号302室')).toBe('received')
    for (const address of ['999', '', undefined, 7, '9'.repeat(2_000), '<script>']) expect([address, await ask(buildingOf(), address)]).toEqual([address, 'problems'])
    expect(await ask(placeOf('测试居委会'), '别处新村1号101室')).toBe('problems')
    expect(['201', '202', '302'].map((room) => stateOf(room).tags.includes('self-report'))).toEqual([true, true, true])
  })

  it('problems are told all at once, by field', async () => {
    const { body } = await post(sign(unitOf('102')), { answers: { state: 'returned' } })
    if (body.state !== 'problems') throw new Error(body.state)
    expect(body.problems.map(({ field }) => field)).toEqual(['name', 'phone', 'returnedOn', 'origin', 'truthful'])
  })

  it('a program that fills in what people cannot see is thanked, and nothing is kept', async () => {
    const { seq } = card('102')
    expect((await post(sign(unitOf('102')), { website: 'http://spam.example' })).body.state).toBe('received')
    expect(card('102').seq).toBe(seq)
  })

  it('takes at most 16 KB, and nothing but an object with a page\'s id', async () => {
    const token = sign(unitOf('102'))
    expect((await post(token, { answers: { message: 'x'.repeat(17_000) } })).status).toBe(413)
    expect((await post(token, { id: 'short' })).status).toBe(400)
    expect((await server.app.inject({ method: 'POST', url: `/api/v1/residents/${token}`, payload: [] })).statusCode).toBe(400)
  })

  it('one home is asked at most 8 times an hour, one address 60 times in ten minutes, whoever else still may', async () => {
    const token = sign(unitOf('102'))
    const states: number[] = []
    for (let i = 0; i < 9; i++) states.push((await post(token, { again: true })).status)
    expect(states).toEqual([...Array<number>(8).fill(200), 429])
    expect((await post(sign(unitOf('201')))).status).toBe(200)
    const flood: number[] = []
    for (let i = 0; i < 61; i++) flood.push((await post('x', {}, { remoteAddress: '10.9.9.9' })).status)
    expect([flood.filter((status) => status === 429).length, (await post(sign(unitOf('202')), {}, { remoteAddress: '10.9.9.9' })).body.code]).toEqual([1, 'too-often'])
    // Behind a proxy of this machine, its word counts; from elsewhere the header is nobody's.
    expect((await post(sign(unitOf('202')), {}, { remoteAddress: '127.0.0.1', headers: { 'x-forwarded-for': '1.1.1.1, 10.9.9.8' } })).status).toBe(200)
    expect((await post(sign(unitOf('301')), {}, { remoteAddress: '10.9.9.9', headers: { 'x-forwarded-for': '2.2.2.2' } })).status).toBe(429)
  })
})

describe('a round of masks', () => {
  it('answers clearly: booked with a number, or on the waiting list; a household once', async () => {
    await round()
    const answers = [await book('101'), await book('102'), await book('201')]
    expect(answers.map(({ body }) => body)).toEqual([
      { state: 'booked', number: 1, quantity: 5, pickUp: '居委会门口' }, { state: 'booked', number: 2, quantity: 5, pickUp: '居委会门口' }, { state: 'waiting', number: 3, quantity: 5, pickUp: '居委会门口' },
    ])
    const again = await book('101')
    expect(again.body).toMatchObject({ state: 'problems', problems: [{ code: 'already-booked' }] })
    expect(again.text).not.toMatch(/来客|138|"number"/)
    expect(['101', '102', '201'].map((room) => stateOf(room).tags.includes('mask-booked'))).toEqual([true, true, false])
  })

  it('promises no mask twice, whoever books at once', async () => {
    await round({ quantity: 13, perHousehold: 5 })
    const rooms = ['101', '102', '201', '202', '301', '302']
    const answers = await Promise.all(rooms.map((room, index) => book(room, { answers: { name: '甲', phone: '13800001111', quantity: 1 + (index % 5) } })))
    const promised = answers.reduce((sum, { body }) => sum + (body.state === 'booked' ? body.quantity : 0), 0)
    expect(promised).toBeLessThanOrEqual(13)
    expect(answers.map(({ body }) => ('number' in body ? body.number : 0)).sort()).toEqual([1, 2, 3, 4, 5, 6])
    expect(server.service.desk.context.known().maskRounds.left(0)).toBe(13 - promised)
  })

  it('never oversells under any order of booking, cancelling and changing', async () => {
    const act = fc.oneof(
      fc.record({ act: fc.constantFrom('book', 'cancel', 'told', 'picked-up'), room: fc.constantFrom('101', '102', '201', '202', '301', '302'), quantity: fc.integer({ min: 1, max: 6 }) }),
      fc.record({ act: fc.constant('change'), room: fc.constant(''), quantity: fc.integer({ min: 1, max: 20 }) }),
    )
    let number = -1
    await fc.assert(fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
      await round({ quantity: 8, name: `轮${++number}` })
      const id = `r${number.toString(36)}`
      await Promise.all(acts.map(({ act: what, room, quantity }) => what === 'change' ? round({ round: id, quantity }) : server.service.accept('booking', [{ unit: unitOf(room), round: id, act: what, by: 'officer', quantity }], 'a1')))
      const { maskRounds } = server.service.desk.context.known()
      expect(maskRounds.left(number)).toBeGreaterThanOrEqual(0)
      const standing = maskRounds.bookingsOf(number).filter(({ cancelledSeq }) => cancelledSeq === 0)
      expect(new Set(standing.map(({ unit }) => unit)).size).toBe(standing.length)
      expect(maskRounds.rounds[number].quantity - standing.reduce((sum, { quantity, securedSeq }) => sum + (securedSeq ? quantity : 0), 0)).toBe(maskRounds.left(number))
      // Nobody waits who would fit.
      for (const { securedSeq, quantity } of standing) if (!securedSeq) expect(quantity).toBeGreaterThan(maskRounds.left(number))
    }), { numRuns: 20 })
  })

  it('moves the next one up when somebody cancels, and the mark with it', async () => {
    await round({ quantity: 5 })
    await book('101')
    await book('102')
    await server.service.accept('booking', [{ unit: unitOf('101'), round: 'r0', act: 'cancel', by: 'officer' }], 'a1')
    expect(['101', '102'].map((room) => stateOf(room).tags.includes('mask-booked'))).toEqual([false, true])
    expect((await book('101')).body).toMatchObject({ state: 'waiting', number: 3 })
  })

  it('is closed before it opens and after it ends, and its mark ends with its last day', async () => {
    const now = server.service.now()
    await round({ opensAt: now + 1_000 })
    expect((await book('101')).body).toMatchObject({ problems: [{ code: 'round-closed' }] })
    server.clock.setNow(now + 2_000)
    expect((await book('101')).body.state).toBe('booked')
    server.clock.setNow(now + 86_400_000)
    expect((await book('102')).body).toMatchObject({ problems: [{ code: 'round-closed' }] })
    const on = (day: string) => server.service.units({ compound: '测试新村', building: '1号', room: '101' }, { day: Date.parse(day) / 86_400_000 }, 'zh-CN')[0].tags.includes('mask-booked')
    expect(['2020-02-15', '2020-02-16', '2020-02-17', '2020-02-18'].map(on)).toEqual([false, true, true, false])
  })

  it('is opened for chosen committees: homes elsewhere cannot book, and their pages say so', async () => {
    await round({ places: [placeOf('测试居委会')] })
    const roundOf = async (id: string) => ((await get(sign(id))).json() as ResidentPageView).rounds.map(({ isHere, where }) => [isHere, where])
    const foreign = unitOf('101', '别处新村')
    for (const id of [unitOf('101'), buildingOf(), placeOf('测试居委会'), placeOf('测试新村')]) expect(await roundOf(id)).toEqual([[true, ['测试居委会']]])
    for (const id of [foreign, buildingOf('别处新村'), placeOf('别处居委会')]) expect(await roundOf(id)).toEqual([[false, ['测试居委会']]])
    expect((await book('101')).body.state).toBe('booked')
    expect((await post(sign(foreign), { form: 'mask-booking', version: 1, round: 'r0', answers: { name: '来客甲', phone: '13800001111', quantity: 5 } })).body).toMatchObject({ state: 'problems', problems: [{ code: 'round-elsewhere' }] })
    await server.lay({ login: 'street', role: 'street-officer', scope: wholeScope('street-officer') })
    const byOfficer = await server.app.inject({ method: 'POST', url: '/api/v1/desk/bookings', headers: server.signedIn('street'), payload: { bookings: [{ unit: foreign, round: 'r0', act: 'book', quantity: 1, name: '甲' }] } })
    expect(byOfficer.json()).toMatchObject({ accepted: 0, problems: [{ code: 'round-elsewhere' }] })
    expect((await round({ places: ['n9z'] })).rejected).toMatchObject([{ field: 'places', code: 'unknown-value' }])
    // Opened to all again: everybody may.
    await round({ round: 'r0' })
    expect(await roundOf(foreign)).toEqual([[true, []]])
    const again = await server.reopen()
    expect(again.service.desk.context.known().maskRounds.rounds[0].places).toEqual([])
    await again.service.close()
  })

  it('is seen, opened and changed by whose committees it is for', async () => {
    await server.lay({ login: 'part', role: 'street-officer', scope: { places: [placeOf('测试居委会')], schools: [] } })
    await server.lay({ login: 'other', role: 'street-officer', scope: { places: [placeOf('别处居委会')], schools: [] } })
    const now = server.service.now()
    const send = async (login: string, more: Record<string, unknown>) => (await server.app.inject({ method: 'POST', url: '/api/v1/desk/rounds', headers: server.signedIn(login), payload: { name: '轮', opensAt: now, closesAt: now + 3_600_000, quantity: 9, perHousehold: 3, ...more } })).json() as { accepted: number; problems: { code: string }[]; rounds: unknown[] }
    const seen = async (login: string) => ((await server.app.inject({ url: '/api/v1/desk/rounds', headers: server.signedIn(login) })).json() as { rounds: { places: { name: string }[] }[] }).rounds.map(({ places }) => places.map(({ name }) => name))
    expect(await send('part', {})).toMatchObject({ accepted: 0, problems: [{ code: 'outside-scope' }] })
    expect(await send('part', { places: [placeOf('别处居委会')] })).toMatchObject({ accepted: 0 })
    expect(await send('part', { places: [placeOf('测试居委会')] })).toMatchObject({ accepted: 1 })
    expect([await seen('part'), await seen('other')]).toEqual([[['测试居委会']], []])
    expect((await server.app.inject({ url: '/api/v1/desk/rounds/r0/bookings', headers: server.signedIn('other') })).statusCode).toBe(404)
    expect(await send('other', { round: 'r0', places: [placeOf('别处居委会')] })).toMatchObject({ accepted: 0 })
    expect(await send('part', { round: 'r0', places: [placeOf('测试新村')], quantity: 12 })).toMatchObject({ accepted: 1 })
    expect(await seen('part')).toEqual([['测试新村']])
  })

  it('refuses more than a household may have, unknown rounds and a quantity below what was promised', async () => {
    await round()
    expect((await book('101', { answers: { name: '甲', phone: '13800001111', quantity: 6 } })).body).toMatchObject({ problems: [{ field: 'quantity', code: 'out-of-range' }] })
    for (const unknown of ['r9', 'x', 7, undefined]) expect((await book('101', { round: unknown })).body.state).toBe('problems')
    await book('101')
    expect((await round({ round: 'r0', quantity: 4 })).rejected).toMatchObject([{ code: 'below-booked' }])
    expect((await round({ closesAt: 1_600_000_000_000, opensAt: 1_600_000_000_001 })).rejected).toMatchObject([{ field: 'closesAt' }])
  })

  it('an officer books for those without a smartphone, calls by the list, ticks off; only in the own committee', async () => {
    await round({ quantity: 5 })
    await server.lay({ login: 'officer', scope: { places: [placeOf('测试居委会')], schools: [] } })
    await server.lay({ login: 'elsewhere', scope: { places: [placeOf('别处居委会')], schools: [] } })
    const send = (login: string, bookings: unknown[]) => server.app.inject({ method: 'POST', url: '/api/v1/desk/bookings', headers: server.signedIn(login), payload: { bookings } })
    const list = async (login: string) => (await server.app.inject({ url: '/api/v1/desk/rounds/r0/bookings', headers: server.signedIn(login) })).json() as { round: Record<string, number>; bookings: Record<string, unknown>[] }
    const row = { unit: unitOf('101'), round: 'r0', act: 'book', quantity: 5, ...CANARY }
    expect((await send('elsewhere', [row])).json()).toMatchObject({ accepted: 0, problems: [{ code: 'unknown-unit' }] })
    expect((await send('officer', [row])).json()).toMatchObject({ accepted: 1 })
    const view = await list('officer')
    expect(view.bookings).toMatchObject([{ number: 1, state: 'booked', by: 'officer', name: '金**', phone: '199****5678', toldAt: null, pickedUpAt: null }])
    expect(JSON.stringify(view)).not.toMatch(/金丝雀|19912345678/)
    expect(await list('elsewhere')).toMatchObject({ round: { booked: 0 }, bookings: [] })
    const call = (login: string) => server.app.inject({ method: 'POST', url: `/api/v1/desk/bookings/${String(view.bookings[0].seq)}/call`, headers: server.signedIn(login), payload: { unit: unitOf('101') } })
    expect([(await call('elsewhere')).statusCode, (await call('officer')).json()]).toEqual([404, { tel: CANARY.phone }])
    expect(server.service.audit.list({ action: 'call-person' })).toHaveLength(1)
    for (const act of ['told', 'picked-up']) await send('officer', [{ unit: unitOf('101'), round: 'r0', act }])
    expect(await list('officer')).toMatchObject({ round: { booked: 5, pickedUp: 5 }, bookings: [{ toldAt: expect.any(Number), pickedUpAt: expect.any(Number) }] })
    const open = (login: string) => server.app.inject({ method: 'POST', url: '/api/v1/desk/rounds', headers: server.signedIn(login), payload: { name: '第二轮', opensAt: server.service.now(), closesAt: server.service.now() + 1, quantity: 1, perHousehold: 1 } })
    expect((await open('officer')).statusCode).toBe(403)
    await server.lay({ login: 'street', role: 'street-officer', scope: wholeScope('street-officer') })
    expect((await open('street')).json()).toMatchObject({ accepted: 1, rounds: [{ id: 'r1', name: '第二轮' }, { id: 'r0' }] })
  })

  it('booked with nothing typed, the list says whom of the home to call, and dials them: who was asked for, else the first who has a number', async () => {
    await round({ quantity: 50 })
    await server.service.accept('household', [
      createPersonRow(2, { room: '102', name: '没电话', phone: '' }), createPersonRow(3, { room: '102', name: '先登的', phone: '13800000003' }), createPersonRow(4, { room: '102', name: '后登的', phone: '13800000004' }),
    ], 'test')
    await server.lay({ login: 'officer', scope: wholeScope('committee-officer') })
    const headers = server.signedIn('officer')
    const act = async (row: Record<string, unknown>) => (await server.app.inject({ method: 'POST', url: '/api/v1/desk/bookings', headers, payload: { bookings: [{ unit: unitOf('102'), round: 'r0', ...row }] } })).json() as { accepted: number; problems: { code: string }[] }
    const list = async () => ((await server.app.inject({ url: '/api/v1/desk/rounds/r0/bookings', headers })).json() as { bookings: BookingView[] }).bookings
    const dial = async ({ seq, unit }: BookingView) => ((await server.app.inject({ method: 'POST', url: `/api/v1/desk/bookings/${seq}/call`, headers, payload: { unit } })).json() as { tel: string }).tel
    expect(await act({ act: 'book', quantity: 5 })).toMatchObject({ accepted: 1 })
    const [first] = await list()
    // In the order of the card.
    expect([first.name, first.phone, await dial(first)]).toEqual(['先**', '138****0003', '13800000003'])
    expect(server.service.audit.list({ action: 'call-person' })).toMatchObject([{ subject: card('102').people.find(({ name }) => name === '先**')!.id, details: { unit: unitOf('102'), booking: first.seq } }])
    expect([first.tries, first.triedAt]).toEqual([0, null])
    // From the call list, and from the card of the home; the first says nothing of where anybody is.
    const tagsBefore = card('102').tags
    expect(await act({ act: 'no-answer' })).toMatchObject({ accepted: 1, problems: [] })
    expect(card('102').tags).toBe(tagsBefore)
    await server.service.accept('call', [{ unit: unitOf('102'), outcome: 'no-answer' }], 'a1')
    expect(await list()).toMatchObject([{ tries: 2, triedAt: server.service.now(), toldAt: null }])
    await server.service.accept('call', [{ unit: unitOf('102'), outcome: 'reached' }], 'a1')
    expect(await list()).toMatchObject([{ tries: 0, triedAt: null }])
    await act({ act: 'cancel' })
    const person = card('102').people.find(({ name }) => name === '后**')!.id
    expect(await act({ act: 'book', quantity: 5, person })).toMatchObject({ accepted: 1 })
    const [second] = await list()
    expect([second.name, second.phone, await dial(second)]).toEqual(['后**', '138****0004', '13800000004'])
    expect([...server.service.desk.context.store.entriesAfter(0)].filter(({ feed }) => feed === 'booking').map(({ body }) => JSON.stringify(body)).join()).not.toMatch(/登的|13800/)
    await act({ act: 'cancel' })
    expect((await server.service.accept('booking', [{ unit: unitOf('102'), round: 'r0', act: 'book', by: 'officer', quantity: 1, person: 'pzzzz' }], 'a1')).rejected).toMatchObject([{ code: 'unknown-person' }])
    // Somebody of another home is nobody here: neither booked for nor dialled.
    expect(await act({ act: 'book', quantity: 5, person: card('101').people[0].id })).toMatchObject({ accepted: 0, problems: [{ code: 'unknown-person' }] })
  })
})

describe('what residents sent', () => {
  it('is there after a start from the log alone, waiting list and marks as before', async () => {
    await round({ quantity: 5 })
    await post(sign(unitOf('102')))
    await book('101')
    await book('102')
    const before = [card('101'), card('102')]
    const again = await server.reopen()
    const after = [unitOf('101'), unitOf('102')].map((id) => again.service.desk.unit(officer, id, 'zh-CN'))
    expect(after).toEqual(before)
    expect(again.service.desk.context.known().maskRounds.toJSON().bookings).toMatchObject([{ number: 1 }, { number: 2, securedSeq: 0 }])
    await again.service.close()
  })
})

describe('sheets of codes and papers', () => {
  it('prints a building\'s code and one a home, for those in reach only; the codes open', async () => {
    await server.lay({ login: 'elsewhere', scope: { places: [placeOf('别处居委会')], schools: [] } })
    await server.lay({ login: 'officer', scope: wholeScope('committee-officer') })
    const sheet = (login: string, id: string, query = '') => server.app.inject({ url: `/api/v1/desk/qr-sheets/${id}${query}`, headers: server.signedIn(login) })
    expect((await sheet('elsewhere', buildingOf())).statusCode).toBe(404)
    const { title, codes } = (await sheet('officer', buildingOf())).json() as { title: string; codes: { label: string; path: string; size: number; drawing: string }[] }
    expect([title, codes.length]).toEqual(['测试新村 1号', 7])
    expect(codes[1]).toMatchObject({ label: '测试新村 1号 101', path: expect.stringMatching(/^\/r\//), drawing: expect.stringMatching(/^(M\d+ \d+\.5h\d+)+$/) })
    expect((await get(codes[1].path.slice(3))).statusCode).toBe(200)
    expect(((await sheet('officer', placeOf('测试居委会'))).json() as typeof sheet & { codes: unknown[] }).codes).toHaveLength(2)
    expect(((await sheet('officer', placeOf('测试居委会'), '?units=1')).json() as typeof sheet & { codes: unknown[] }).codes).toHaveLength(8)
  })

  it('codes lead where the setting says; without it where the page itself was reached, and the page is told so', async () => {
    const leadsTo = async (from: AuthServer) => {
      await from.lay({ login: 'officer', scope: wholeScope('committee-officer') })
      const headers = from.signedIn('officer')
      const id = from.service.desk.places(officer).find(({ kind }) => kind === 'building')!.id
      const sheet = (await from.app.inject({ url: `/api/v1/desk/qr-sheets/${id}?origin=${encodeURIComponent('http://elsewhere.example')}`, headers })).json() as QrSheet
      const paper = (await from.app.inject({ method: 'POST', url: '/api/v1/desk/papers', headers, payload: { unit: 'u0', paper: 'notice' } })).json() as PaperView
      expect(paper.leadsTo).toEqual(sheet.leadsTo)
      return sheet
    }
    const here = await leadsTo(server)
    expect(here.leadsTo).toEqual({ origin: OWN_ORIGIN, isSet: false })
    const there = await createAuthServer({ LIUSE_PUBLIC_URL: 'https://a-longer-name-than-that.liuse.example' })
    const set = await leadsTo(there)
    await there.stop()
    expect(set.leadsTo).toEqual({ origin: 'https://a-longer-name-than-that.liuse.example', isSet: true })
    expect(set.codes[0].size).toBeGreaterThan(here.codes[0].size)
  })

  it('all codes are replaced by administrators only, and that is in the audit log', async () => {
    await server.lay({ login: 'admin', role: 'administrator', scope: wholeScope('administrator') })
    await server.lay({ login: 'street', role: 'street-officer', scope: wholeScope('street-officer') })
    const token = sign(unitOf('101'))
    const rotate = (login: string) => server.app.inject({ method: 'POST', url: '/api/v1/desk/codes/rotate', headers: server.signedIn(login), payload: {} })
    expect([(await rotate('street')).statusCode, (await get(token)).statusCode]).toEqual([403, 200])
    expect([(await rotate('admin')).json(), (await get(token)).statusCode]).toEqual([{ version: 2 }, 410])
    expect(server.service.audit.list({ action: 'rotate-codes' })).toMatchObject([{ details: { version: 2 } }])
  })

  it('fills a paper with masked names, and in full only after an audit entry a person', async () => {
    await server.lay({ login: 'officer', scope: wholeScope('committee-officer') })
    await server.lay({ login: 'viewer', role: 'viewer', scope: wholeScope('viewer') })
    const paper = (login: string, inFull: boolean, what = 'notice') => server.app.inject({ method: 'POST', url: '/api/v1/desk/papers', headers: server.signedIn(login), payload: { unit: unitOf('101'), paper: what, inFull } })
    expect((await paper('officer', false)).json()).toMatchObject({ committee: '测试居委会', shown: false, people: [{ name: '金**' }], handedOut: [] })
    expect(server.service.audit.list({ action: 'show-person' })).toEqual([])
    expect((await paper('officer', true)).json()).toMatchObject({ shown: true, people: [{ name: '金丝雀' }] })
    expect(server.service.audit.list({ action: 'show-person' })).toHaveLength(1)
    expect([(await paper('viewer', true)).statusCode, (await paper('viewer', false)).statusCode, (await paper('officer', false, 'will')).statusCode]).toEqual([403, 200, 404])
    // A certificate names who has been released, and nobody else.
    const certified = async () => ((await paper('officer', false, 'release-certificate')).json() as { people: { releasedOn: string }[] }).people
    await server.service.accept('household', [createPersonRow(2, { room: '101', state: 'returned', origin: '湖北武汉', returnedOn: '2020-02-01' })], 'test')
    expect([(await paper('officer', false)).json(), await certified()]).toMatchObject([{ people: [{ name: '测**', dueOn: '2020-02-15' }] }, []])
    await server.service.accept('household', [createPersonRow(2, { room: '101', state: 'returned', origin: '湖北武汉', returnedOn: '2020-02-01', releasedOn: '2020-02-16' })], 'test')
    expect(await certified()).toMatchObject([{ name: '测**', releasedOn: '2020-02-16' }])
    await server.service.desk.report(officer, [{ kind: 'paper', unit: unitOf('101'), paper: 'notice' }], 'zh-CN')
    expect((await paper('officer', false)).json()).toMatchObject({ handedOut: [{ on: '2020-02-16' }] })
  })
})

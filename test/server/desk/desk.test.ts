import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../../server/desk/desk.ts'
import type { DeskReport } from '../../../server/protocol/desk.ts'
import { movedOutReports } from '../../../web/desk/movedOutReports.ts'
import { seenOnce } from '../../../web/desk/seenOnce.ts'
import { createOfficer } from '../../fixtures/createOfficer.ts'
import { createHouseholdRow, createLedger, createPersonRow, createRosterRow, createSchoolRow, createTestService, type TestService } from '../../fixtures/createTestService.ts'

let test: TestService
let desk: Desk
const officer = createOfficer()
const colleague = createOfficer({ id: 'a2' })

beforeEach(async () => {
  test = await createTestService()
  const { service } = test
  desk = service.desk
  await service.accept('units', [...createLedger(), ...createLedger({ compound: '别处新村', committee: '别处居委会', buildings: 1 })], 'test')
  await service.accept('regions', [{ region: '湖北', level: 'key', from: '2020-01-27' }, { region: '温州', level: 'concern', from: '2020-02-04' }], 'test')
})
afterEach(() => test.remove())

const unitOf = (room: string, building = '1号', compound = '测试新村'): string => test.service.units({ compound, building, room }, {}, 'zh-CN')[0].id
const send = (...reports: Record<string, unknown>[]) => desk.report(officer, reports as unknown as DeskReport[], 'zh-CN')
const card = (room: string) => desk.unit(officer, unitOf(room), 'zh-CN')!
const statusOf = (room: string): string => test.service.units({ compound: '测试新村', building: '1号', room }, {}, 'zh-CN')[0].status
const tagsOf = (room: string): string[] => test.service.units({ compound: '测试新村', building: '1号', room }, {}, 'zh-CN')[0].tags
const returned = (room: string, returnedOn: string, origin: string, person = 1) => test.service.accept('household', [createPersonRow(person, { room, state: 'returned', origin, returnedOn })], 'test')
const auditOf = (action: string) => test.service.audit.list({ action })

describe('a building', () => {
  it('has every unit once, with status, tenure, day of observation and what is to be done', async () => {
    await returned('101', '2020-02-07', '浙江温州')
    const id = unitOf('101')
    const building = desk.places(officer).find(({ kind, name }) => kind === 'building' && name === '1号')!
    const view = desk.building(officer, building.id)!
    expect(view.cells.map(({ room, storey }) => [room, storey])).toEqual([['101', 1], ['102', 1], ['201', 2], ['202', 2], ['301', 3], ['302', 3]])
    expect(view.cells.find((cell) => cell.id === id)).toMatchObject({ status: 2, day: 9, todo: true, tenure: 'owned' })
    expect(view.counts).toEqual([0, 0, 1, 0, 5, 0])
    expect(view.path.map(({ name }) => name)).toContain('测试新村')
    expect([building.units, building.counts]).toEqual([6, [0, 0, 1, 0, 5, 0]])
  })

  it('its people stand in the order of the register, head of the home first, each with the relation', async () => {
    const person = (n: number, relation: string) => ({ compound: '测试新村', building: '1', room: '101', name: `测试${n}`, idNumber: `99010119800101001${n}`, relation })
    await test.service.accept('residents', ['户主', '配偶', '长子', '子女', '祖父母'].map((relation, n) => person(n, relation)), 'test')
    for (const n of [3, 0, 2]) await test.service.accept('household', [{ ...person(n, ''), relation: undefined, registeredOn: '2020-02-15', state: 'stayed' }], 'test')
    expect(card('101').people.map(({ relation }) => relation)).toEqual(['户主', '长子', '子女', '配偶', '祖父母'])
  })

  it('outside the scope it does not exist: not as a place, a building, a unit, a count', () => {
    const [own] = desk.places(officer).filter(({ name }) => name === '测试新村')
    const local = createOfficer({ role: 'committee-officer', places: [own.id] })
    const names = desk.places(local).map(({ name }) => name)
    expect(names).toContain('测试新村')
    expect(names).not.toContain('别处新村')
    expect(names).not.toContain('别处居委会')
    const foreign = desk.places(officer).find(({ kind, parent }) => kind === 'building' && parent === desk.places(officer).find(({ name }) => name === '别处新村')!.id)!
    expect(desk.building(local, foreign.id)).toBeNull()
    expect(desk.unit(local, unitOf('101', '1号', '别处新村'), 'zh-CN')).toBeNull()
    expect(desk.poster(local, desk.places(officer).find(({ name }) => name === '别处新村')!.id)).toBeNull()
    expect(desk.places(createOfficer({ places: [] }))).toEqual([])
    const all = desk.today(officer, null)!.lists.find(({ key }) => key === 'not-reached')!.total
    expect(desk.today(local, null)!.lists.find(({ key }) => key === 'not-reached')!.total).toBe(12)
    expect(all).toBe(18)
  })
})

describe('a card', () => {
  it('says why, who, what happened, masked', async () => {
    await returned('101', '2020-02-07', '浙江温州')
    await test.service.accept('residents', [{ compound: '测试新村', building: '1', room: '101', name: '测试1', idNumber: '990101198001010010', phone: '10000000001', relation: '户主', plates: ['沪A12345'], from: '2011-05-01' }], 'test')
    const view = card('101')
    expect(view.reason).toMatchObject({ rule: '5', code: 'from-concern', feed: 'household' })
    expect(view.observation).toEqual({ day: 9, of: 14, arrivedOn: '2020-02-07', dueOn: '2020-02-21', isDue: false })
    expect(view.people).toHaveLength(1)
    expect(view.people[0]).toMatchObject({ name: '测**', phone: '100****0001', relation: '户主', from: '2011-05-01', shown: false, lives: true, whereabouts: { state: 'returned', origin: '浙江温州', returnedOn: '2020-02-07' } })
    expect(view.plates).toEqual(['沪A***45'])
    expect(view.care.map(({ missing }) => missing)).toEqual(Array<boolean>(10).fill(true))
    expect(view.timeline.map(({ code }) => code)).toEqual(['resident', 'state.returned', 'ledger'])
    expect(JSON.stringify(view)).not.toMatch(/测试1|10000000001|990101198001010010|12345/)
  })

  it('shows one person in full after the audit entry, and only to those whose scope it is', async () => {
    await returned('101', '2020-02-07', '浙江温州')
    const [{ id }] = card('101').people
    const stranger = createOfficer({ id: 'a9', places: [desk.places(officer).find(({ name }) => name === '别处新村')!.id] })
    expect(desk.show(stranger, id, unitOf('101'), 'zh-CN')).toBeNull()
    expect(auditOf('show-person')).toEqual([])
    expect(desk.show(officer, id, unitOf('101'), 'zh-CN')).toMatchObject({ name: '测试1', phone: '10000000001', shown: true })
    expect(auditOf('show-person')).toMatchObject([{ account: 'a1', subject: id }])
    // A person of another unit is not shown under this one.
    expect(desk.show(officer, id, unitOf('102'), 'zh-CN')).toBeNull()
  })

  it('dials a masked number: the call itself is the audit entry', async () => {
    await returned('101', '2020-02-07', '浙江温州')
    const [{ id }] = card('101').people
    expect(desk.call(officer, id, unitOf('101'))).toBe('10000000001')
    expect(auditOf('call-person')).toMatchObject([{ account: 'a1', subject: id }])
    expect(auditOf('show-person')).toEqual([])
  })

  it('says who the landlord is and which plates there are, and dials the landlord, after the audit entry, within the reach', async () => {
    await test.service.accept('units', [{ compound: '测试新村', committee: '测试居委会', building: '1号', room: '101', tenure: 'rented', landlordName: '房东甲', landlordPhone: '13700001111' }], 'test')
    await test.service.accept('residents', [{ compound: '测试新村', building: '1', room: '101', name: '测试1', phone: '10000000001', plates: ['沪A12345', '沪B67890'] }], 'test')
    const unit = unitOf('101')
    expect([card('101').landlord, card('101').plates]).toEqual([{ name: '房**', phone: '137****1111', from: '2020-02-16', to: null }, ['沪A***45', '沪B***90']])
    const stranger = createOfficer({ id: 'a9', places: [desk.places(officer).find(({ name }) => name === '别处新村')!.id] })
    expect([desk.showLandlord(stranger, unit), desk.callLandlord(stranger, unit), desk.showPlates(stranger, unit)]).toEqual([null, null, null])
    // A home without either has nothing to show, and nothing is written down.
    expect([desk.showLandlord(officer, unitOf('102')), desk.callLandlord(officer, unitOf('102')), desk.showPlates(officer, unitOf('102'))]).toEqual([null, null, null])
    const acts = ['show-landlord', 'call-landlord', 'show-plates'] as const
    for (const action of acts) expect(auditOf(action)).toEqual([])
    expect(desk.showLandlord(officer, unit)).toEqual({ name: '房东甲', phone: '13700001111' })
    expect(desk.callLandlord(officer, unit)).toBe('13700001111')
    expect(desk.showPlates(officer, unit)).toEqual(['沪A12345', '沪B67890'])
    for (const action of acts) {
      expect(auditOf(action)).toMatchObject([{ account: 'a1', subject: unit }])
      expect(JSON.stringify(auditOf(action))).not.toMatch(/房东|1370|12345/)
    }
  })

  it('says from when to when the landlord is one, as the ledger has it', async () => {
    await test.service.accept('units', [{ compound: '测试新村', committee: '测试居委会', building: '1号', room: '101', tenure: 'rented', landlordName: '房东甲', landlordFrom: '2012-05-01', landlordTo: '2021-04-30' }], 'test')
    expect(card('101').landlord).toEqual({ name: '房**', phone: null, from: '2012-05-01', to: '2021-04-30' })
    const { rejected } = await test.service.accept('units', [{ compound: '测试新村', committee: '测试居委会', building: '1号', room: '101', landlordName: '房东甲', landlordFrom: '2021-05-01', landlordTo: '2020-04-30' }], 'test')
    expect(rejected).toMatchObject([{ field: 'landlordTo', code: 'date-order' }])
  })

  it('says when somebody left and how they came, also from a return register; the words are in no log entry', async () => {
    await test.service.accept('household', [createPersonRow(1, { room: '101', state: 'returned', origin: '浙江温州', departedOn: '2020-01-20', returnedOn: '2020-02-07', transport: 'G1234 5车12A' })], 'test')
    expect(card('101').people[0].whereabouts).toMatchObject({ departedOn: '2020-01-20', returnedOn: '2020-02-07', transport: 'G1234 5车12A' })
    expect([...desk.context.store.entriesAfter(0)].map(({ body }) => JSON.stringify(body)).join()).not.toContain('G1234')
    const { rejected } = await test.service.accept('household', [createPersonRow(2, { room: '102', state: 'returned', departedOn: '2020-02-08', returnedOn: '2020-02-07' })], 'test')
    expect(rejected).toMatchObject([{ field: 'returnedOn', code: 'date-order' }])
  })

  it('brings the newest of what happened, says how many earlier entries there are, and gives them a page at a time', async () => {
    await send(...Array.from({ length: 150 }, (_, i) => ({ kind: 'note', unit: unitOf('101'), note: `第 ${i} 条` })))
    const view = card('101')
    // With the line of the ledger.
    expect([view.timeline.length, view.timelineEarlier]).toEqual([60, 91])
    const all = [...view.timeline]
    let earlier = view.timelineEarlier
    while (earlier > 0) {
      const page = desk.timeline(officer, unitOf('101'), all.at(-1)!.seq)!
      expect(page.entries.length).toBeGreaterThan(0)
      all.push(...page.entries)
      expect(page.earlier).toBe(151 - all.length)
      earlier = page.earlier
    }
    expect(all.map(({ note }) => note)).toEqual([...Array.from({ length: 150 }, (_, i) => `第 ${149 - i} 条`), null])
    expect(new Set(all.map(({ seq }) => seq)).size).toBe(151)
    const stranger = createOfficer({ id: 'a9', places: [desk.places(officer).find(({ name }) => name === '别处新村')!.id] })
    expect(desk.timeline(stranger, unitOf('101'), 1_000_000)).toBeNull()
  })

  it('cuts names and numbers out of notes', async () => {
    await returned('101', '2020-02-07', '浙江温州')
    await send({ kind: 'note', unit: unitOf('101'), note: '测试1 的电话换成 13912345678 了,晚上在' })
    expect(card('101').timeline[0]).toMatchObject({ code: 'note', author: 'a1' })
    expect(card('101').timeline[0].note).not.toMatch(/测试1|13912345678/)
    expect(card('101').timeline[0].note).toContain('晚上在')
  })
})

describe('a timeline', () => {
  it("has every check of the home's pupils, however long ago and however many, a page at a time", async () => {
    await test.service.accept('roster', [createRosterRow(1)], 'test')
    const from = Date.parse('2019-12-01T07:00:00+08:00')
    const checks = Array.from({ length: 70 }, (_, i) => createSchoolRow(1, { submittedAt: new Date(from + i * 86_400_000).toISOString(), temperatureCelsius: 36 + (i % 10) / 10 }))
    expect((await test.service.accept('school', checks, 'test')).rejected).toEqual([])
    const view = card('101')
    const all = [...view.timeline]
    let earlier = view.timelineEarlier
    while (earlier > 0) {
      const page = desk.timeline(officer, unitOf('101'), all.at(-1)!.seq)!
      all.push(...page.entries)
      earlier = page.earlier
      expect(page.entries.length).toBeGreaterThan(0)
    }
    expect(all.filter(({ code }) => code === 'check')).toHaveLength(70)
    expect(view.timeline).toHaveLength(60)
    expect(all.map(({ seq }) => seq)).toEqual([...all].map(({ seq }) => seq).sort((a, b) => b - a))
  })

  it('says what a pupil’s check said to those alone whose scope has the pupil; the others know that there was one, and of the alert', async () => {
    await test.service.accept('roster', [createRosterRow(1)], 'test')
    await test.service.accept('school', [createSchoolRow(1, { temperatureCelsius: 38.4, symptoms: ['咳嗽'], healthCode: 'yellow', note: '昨晚开始咳' })], 'test')
    await test.service.school.alerts.settled()
    const checkOf = (reader: ReturnType<typeof createOfficer>) => desk.unit(reader, unitOf('101'), 'zh-CN')!.timeline.find(({ code }) => code === 'check')
    expect(checkOf(officer)).toMatchObject({ details: {}, note: null })
    expect(desk.timeline(officer, unitOf('101'), Infinity)!.entries.find(({ code }) => code === 'check')).toMatchObject({ details: {}, note: null })
    expect(checkOf(createOfficer({ schools: ['c0'] }))).toMatchObject({ details: { temperature: 38.4, symptoms: '咳嗽', healthCode: 'yellow' }, note: '昨晚开始咳' })
    expect(tagsOf('101')).toContain('school-alert')
  })
})

describe('a report', () => {
  it('registers a return of somebody new: colour, author, whereabouts', async () => {
    const answer = await send({ kind: 'officer', unit: unitOf('201'), newPerson: { name: '新来的', phone: '13900001111' }, state: 'returned', origin: '湖北孝感', returnedOn: '2020-02-15', transport: 'G1234 5车12A', note: '自述' })
    expect(answer).toMatchObject({ accepted: 1, problems: [] })
    expect(statusOf('201')).toBe('red')
    expect(card('201').people[0]).toMatchObject({ name: '新**', whereabouts: { origin: '湖北孝感', transport: 'G1234 5车12A' } })
    expect(card('201').timeline[0]).toMatchObject({ feed: 'officer', author: 'a1', code: 'state.returned' })
  })

  it('confirms a release, one person at a time, and only for roles that may', async () => {
    await returned('101', '2020-02-01', '浙江温州')
    expect(tagsOf('101')).toContain('release-due')
    const [{ id }] = card('101').people
    const release = { kind: 'officer', unit: unitOf('101'), person: id, state: 'returned', returnedOn: '2020-02-01', releasedOn: '2020-02-16' } as const
    const viewer = { ...createOfficer({ role: 'viewer' }), permissions: new Set(['units.read', 'units.report'] as const) }
    expect((await desk.report(viewer, [release], 'en')).problems).toMatchObject([{ index: 0, code: 'not-allowed' }])
    expect(await desk.report(officer, [release], 'zh-CN')).toMatchObject({ accepted: 1 })
    expect(statusOf('101')).toBe('green')
  })

  it('a release certificate is for somebody who has been released: for nobody else of the home, nor for the home before', async () => {
    await returned('101', '2020-02-01', '浙江温州')
    await returned('101', '2020-02-14', '浙江温州', 2)
    const [first, second] = ['2020-02-01', '2020-02-14'].map((day) => card('101').people.find(({ whereabouts }) => whereabouts!.returnedOn === day)!.id)
    const certificate = (person?: string) => ({ kind: 'paper', unit: unitOf('101'), paper: 'release-certificate', ...(person !== undefined && { person }) })
    const refusal = { index: 1, field: 'person', code: 'not-released', reason: '还没有解除，不能发解除证明' }
    expect(await send({ kind: 'paper', unit: unitOf('101'), paper: 'notice' }, certificate())).toMatchObject({ accepted: 1, problems: [refusal] })
    expect((await desk.report(officer, [certificate(first)] as DeskReport[], 'en')).problems).toMatchObject([{ code: 'not-released', reason: expect.stringMatching(/^Not released yet/) }])
    expect(card('101').people.map(({ releasedOn }) => releasedOn)).toEqual([null, null])
    // A release may stand right before its certificate.
    const release = { kind: 'officer', unit: unitOf('101'), person: first, state: 'returned', returnedOn: '2020-02-01', releasedOn: '2020-02-16' }
    expect(await send(release, certificate(first), certificate(second), certificate())).toMatchObject({ accepted: 3, problems: [{ index: 2, code: 'not-released' }] })
    // A later row of the same stay takes no release back.
    await returned('101', '2020-02-01', '浙江温州')
    expect(card('101').people.find(({ id }) => id === first)).toMatchObject({ releasedOn: '2020-02-16' })
    expect(await send(certificate(first))).toMatchObject({ accepted: 1 })
    expect(card('101').papers.map(({ paper }) => paper)).toEqual([...Array<string>(3).fill('release-certificate'), 'notice'])
  })

  it('says all that is wrong with a report at once, field by field', async () => {
    const wrong = { kind: 'officer', unit: unitOf('101'), newPerson: { name: '', phone: '123', idNumber: '9' }, state: 'returned', departedOn: '2020-02-30', note: '长'.repeat(2_001) }
    const { accepted, problems } = await send(wrong, { kind: 'note', unit: unitOf('102'), note: '好的' })
    expect([accepted, problems.every(({ index, reason }) => index === 0 && reason !== '')]).toEqual([1, true])
    expect(new Set(problems.map(({ field }) => field))).toEqual(new Set(['name', 'phone', 'idNumber', 'departedOn', 'returnedOn', 'note']))
    expect(card('101').people).toEqual([])
  })

  it('of one step all are read before the first is written, and what is only checked is not written', async () => {
    await test.service.accept('household', [createPersonRow(1)], 'test')
    const [{ id }] = card('101').people
    const move = [{ kind: 'resident', unit: unitOf('101'), person: id, to: '2020-02-31' }, { kind: 'resident', unit: unitOf('301'), person: id, from: '2020-03-01' }]
    const { rev } = await desk.report(officer, move as DeskReport[], 'zh-CN', { together: true })
    const half = await desk.report(officer, [{ ...move[0], to: '2020-02-15' }, move[1]] as DeskReport[], 'zh-CN', { together: true })
    expect([half.accepted, half.rev, half.problems.map(({ index, field }) => [index, field])]).toEqual([0, rev, [[1, 'from']]])
    expect((await desk.report(officer, move as DeskReport[], 'zh-CN', { together: true })).problems.map(({ index, field }) => [index, field])).toEqual([[0, 'to'], [1, 'from']])
    expect(await desk.report(officer, [{ kind: 'note', unit: unitOf('101'), note: '只看看' }] as DeskReport[], 'zh-CN', { check: true })).toEqual({ accepted: 0, rev, problems: [] })
    expect(card('101').timeline.map(({ feed }) => feed)).toEqual(['household', 'units'])
  })

  it('is refused when something newer came in than its author had seen; nothing is overwritten in silence', async () => {
    const unit = unitOf('102')
    const { seq } = card('102')
    expect(await desk.report(colleague, [{ kind: 'officer', unit, seen: seq, state: 'vacant' }], 'zh-CN')).toMatchObject({ accepted: 1 })
    const late = await desk.report(officer, [{ kind: 'officer', unit, seen: seq, state: 'stayed' }], 'zh-CN')
    expect(late).toMatchObject({ accepted: 0, problems: [{ index: 0, field: 'seen', code: 'changed-meanwhile' }] })
    expect(statusOf('102')).toBe('grey')
    expect(card('102').timeline[0]).toMatchObject({ author: 'a2', code: 'state.vacant' })
    expect(await desk.report(officer, [{ kind: 'officer', unit, seen: card('102').seq, state: 'stayed' }], 'zh-CN')).toMatchObject({ accepted: 1 })
    expect(statusOf('102')).toBe('green')
  })

  it('of two that race with the same view, one is told', async () => {
    const unit = unitOf('102')
    const { seq } = card('102')
    const answers = await Promise.all([officer, colleague].map((user) => desk.report(user, [{ kind: 'officer', unit, seen: seq, state: 'stayed' }], 'zh-CN')))
    expect(answers.map(({ accepted }) => accepted).sort()).toEqual([0, 1])
    expect(answers.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual(['changed-meanwhile'])
  })

  it('sent again with its own id after a lost answer counts once', async () => {
    const report = { kind: 'call', id: 'page-1', unit: unitOf('101'), outcome: 'no-answer' }
    await send(report)
    const { rev } = await send(report)
    expect(card('101').timeline.filter(({ code }) => code === 'call.no-answer')).toHaveLength(1)
    expect(rev).toBe(test.service.rev())
  })

  it('two tries are two tries; a call that reaches nobody replaces no known whereabouts', async () => {
    await test.service.accept('household', [createPersonRow(1)], 'test')
    const [{ id }] = card('101').people
    for (let i = 0; i < 2; i++) await send({ kind: 'call', unit: unitOf('101'), person: id, outcome: 'no-answer' })
    expect([statusOf('101'), tagsOf('101')]).toEqual(['green', ['no-answer']])
    expect(desk.today(officer, null)!.lists.find(({ key }) => key === 'not-reached')!.items.find(({ unit }) => unit === unitOf('101'))).toMatchObject({ tries: 2 })
  })

  it('moves a person to another unit of the reach', async () => {
    await test.service.accept('household', [createPersonRow(1)], 'test')
    const [{ id }] = card('101').people
    await send({ kind: 'officer', unit: unitOf('301'), person: id, state: 'stayed' })
    expect([statusOf('301'), tagsOf('101')]).toEqual(['green', ['unreached', 'moved']])
  })

  it('corrects a person by another report: the new number is found, the old one stays with the entry that gave it', async () => {
    await test.service.accept('household', [createPersonRow(1)], 'test')
    const [{ id }] = card('101').people
    expect(await send({ kind: 'resident', unit: unitOf('101'), person: id, newPerson: { name: '', phone: '13900002222' } })).toMatchObject({ accepted: 1, problems: [] })
    expect(await send({ kind: 'resident', unit: unitOf('101'), person: id, newPerson: { name: '测试一' } })).toMatchObject({ accepted: 1, problems: [] })
    expect(desk.show(officer, id, unitOf('101'), 'zh-CN')).toMatchObject({ name: '测试一', phone: '13900002222', idNumber: '990101198001010010' })
    expect(await test.service.accept('household', [createPersonRow(1, { name: '测试一', idNumber: undefined, phone: '13900002222', state: 'not-returned', registeredOn: '2020-02-16' })], 'test')).toMatchObject({ accepted: 1 })
    expect(card('101').people).toHaveLength(1)
    expect((await send({ kind: 'officer', unit: unitOf('101'), person: id, newPerson: { name: '甲' }, state: 'stayed' })).problems).toMatchObject([{ field: 'newPerson' }])
    // Erased afterwards, nothing of either stays.
    await test.service.erasePerson({ idNumber: '990101198001010010' })
    expect(test.service.desk.context.store.vault.cellsOfUnit(parseInt(unitOf('101').slice(1), 36)).filter(({ cells }) => JSON.stringify(cells).includes('13900002222') || JSON.stringify(cells).includes('10000000001'))).toEqual([])
  })

  it('of one step: the first that is refused holds up those behind it', async () => {
    await test.service.accept('household', [createPersonRow(1)], 'test')
    const { seq, people: [{ id }] } = card('101')
    await send({ kind: 'note', unit: unitOf('101'), note: '刚刚来过' })
    const move = [
      { kind: 'resident', unit: unitOf('101'), seen: seq, person: id, to: '2020-02-16' }, { kind: 'resident', unit: unitOf('301'), person: id, from: '2020-02-16' },
      { kind: 'officer', unit: unitOf('301'), person: id, state: 'stayed' },
    ]
    expect(await desk.report(officer, move, 'zh-CN', { together: true })).toMatchObject({ accepted: 0, problems: [{ index: 0, code: 'changed-meanwhile' }] })
    expect(card('101').people).toMatchObject([{ id, lives: true }])
    expect(await desk.report(officer, move.map(({ seen, ...report }) => (void seen, report)), 'zh-CN', { together: true })).toMatchObject({ accepted: 3, problems: [] })
  })

  it('of one step about one home: what its own first report changed is nothing that came in meanwhile', async () => {
    const { seq } = card('101')
    const mark = (key: string, seen?: number) => ({ kind: 'mark', unit: unitOf('101'), mark: key, on: true, ...(seen !== undefined && { seen }) })
    expect(await desk.report(officer, [mark('needs-help', seq), mark('lives-alone')], 'zh-CN', { together: true })).toMatchObject({ accepted: 2, problems: [] })
    // The first holds up the second, which says nothing of its own.
    expect(await desk.report(officer, [mark('moved-out', seq), mark('key-person')], 'zh-CN', { together: true })).toMatchObject({ accepted: 0, problems: [{ index: 0, code: 'changed-meanwhile' }] })
    expect(tagsOf('101').filter((tag) => ['moved-out', 'key-person'].includes(tag))).toEqual([])
  })

  it('of a signed-in person is in the audit log: who, which home, which feed', async () => {
    await test.service.accounts.lay({ login: 'li', name: '李', role: 'street-officer', scope: { places: ['all'], schools: [] } }, 'a-long-password-here', false)
    const { id } = test.service.accounts.findByLogin('li')!
    await desk.report(createOfficer({ id }), [{ kind: 'officer', unit: unitOf('101'), state: 'stayed' }], 'zh-CN')
    expect(auditOf('report')).toMatchObject([{ account: id, subject: unitOf('101'), details: { feed: 'officer', accepted: 1 } }])
    await desk.report(createOfficer({ id }), ['101', '102'].map((room) => ({ kind: 'mark', unit: unitOf(room), mark: 'key-person', on: true })), 'zh-CN')
    expect(auditOf('report')[0]).toMatchObject({ subject: '', details: { feed: 'mark', accepted: 2 } })
  })

  it('a release is done work, a new registration is not', async () => {
    await returned('101', '2020-02-01', '浙江温州')
    const [{ id }] = card('101').people
    const due = () => desk.today(officer, null)!.lists.find(({ key }) => key === 'release-due')!
    await send({ kind: 'officer', unit: unitOf('102'), newPerson: { name: '新来的' }, state: 'returned', origin: '江苏南京', returnedOn: '2020-02-15' })
    expect([due().total, due().done]).toEqual([1, 0])
    await send({ kind: 'officer', unit: unitOf('101'), person: id, state: 'returned', returnedOn: '2020-02-01', releasedOn: '2020-02-16' })
    expect([due().total, due().done]).toEqual([1, 1])
  })

  it('names nobody outside the reach', async () => {
    await test.service.accept('household', [createPersonRow(7, { compound: '别处新村', room: '101' })], 'test')
    const [{ id }] = desk.unit(officer, unitOf('101', '1号', '别处新村'), 'zh-CN')!.people
    const local = createOfficer({ places: [desk.places(officer).find(({ name }) => name === '测试新村')!.id] })
    expect((await desk.report(local, [{ kind: 'officer', unit: unitOf('101'), person: id, state: 'stayed' }], 'zh-CN')).problems).toMatchObject([{ code: 'unknown-person' }])
    expect((await desk.report(local, [{ kind: 'note', unit: unitOf('101', '1号', '别处新村'), note: 'x' }], 'zh-CN')).problems).toMatchObject([{ code: 'unknown-unit' }])
  })

  it('names a pupil whose home is within the reach, also after a start from a checkpoint or the log', async () => {
    await test.service.accept('roster', [createRosterRow(1), createRosterRow(2, { address: '别处新村1号101室' })], 'test')
    const [id, other] = [card('101').people[0].id, desk.unit(officer, unitOf('101', '1号', '别处新村'), 'zh-CN')!.people[0].id]
    const names = async (person: string) => {
      const local = createOfficer({ places: [desk.places(officer).find(({ name }) => name === '测试新村')!.id] })
      return (await desk.report(local, [{ kind: 'call', unit: unitOf('102'), person, outcome: 'refused' }], 'zh-CN')).accepted
    }
    expect([await names(id), await names(other)]).toEqual([1, 0])
    test = await test.reopen()
    desk = test.service.desk
    expect([await names(id), await names(other), card('101').people.length]).toEqual([1, 0, 1])
  })

  it('lays a mark and takes it off; an unknown mark is refused', async () => {
    const unit = unitOf('101')
    await send({ kind: 'mark', unit, mark: 'needs-help', on: true })
    expect(tagsOf('101')).toContain('needs-help')
    expect(card('101').marks).toMatchObject([{ key: 'needs-help', since: '2020-02-16' }])
    await send({ kind: 'mark', unit, mark: 'needs-help', on: false })
    expect(tagsOf('101')).not.toContain('needs-help')
    expect((await send({ kind: 'mark', unit, mark: 'confirmed', on: true })).problems).toMatchObject([{ field: 'mark' }])
  })

  it('a day of the health log is a task until it is written down', async () => {
    await returned('101', '2020-02-14', '浙江温州')
    const [{ id }] = card('101').people
    expect(card('101').care.map(({ day, missing }) => [day, missing])).toEqual([['2020-02-16', true], ['2020-02-15', true], ['2020-02-14', true]])
    await send({ kind: 'care', unit: unitOf('101'), person: id, day: '2020-02-16', temperatureCelsius: 36.5, outing: '倒垃圾' })
    expect(card('101').care[0]).toMatchObject({ missing: false, entries: [{ temperatureCelsius: 36.5, outing: '倒垃圾' }] })
    const careList = desk.today(officer, null)!.lists.find(({ key }) => key === 'care-missing')!
    expect([careList.total, careList.done, careList.items]).toEqual([1, 1, []])
    expect((await send({ kind: 'care', unit: unitOf('101'), day: '2020-02-17', temperatureCelsius: 36.5 })).problems).toMatchObject([{ field: 'day', code: 'date-in-future' }])
    expect((await send({ kind: 'care', unit: unitOf('101'), day: '2020-02-16', temperatureCelsius: 365 })).problems).toMatchObject([{ code: 'out-of-range' }])
  })

  it('an earlier day without an entry is a task, until a reading of that day, or why nobody could be asked', async () => {
    await returned('101', '2020-02-13', '浙江温州')
    await returned('102', '2020-02-15', '湖北武汉', 2)
    const list = () => desk.today(officer, null)!.lists.find(({ key }) => key === 'care-earlier')!
    const committee = () => desk.today(officer, null)!.committees.find(({ name }) => name === '测试居委会')!.missingDays
    const todo = (room: string) => desk.building(officer, card(room).building.id)!.cells.find((cell) => cell.room === room)!.todo
    expect(list().items.map(({ address, missingDays }) => [address, missingDays])).toEqual([['测试新村 1号 101', 3], ['测试新村 1号 102', 1]])
    expect(committee()).toBe(4)
    const care = (change: Record<string, unknown>) => send({ kind: 'care', unit: unitOf('101'), ...change })
    await care({ day: '2020-02-16', temperatureCelsius: 36.5 })
    expect([list().items[0].missingDays, todo('101')]).toEqual([3, true])
    await care({ day: '2020-02-14', temperatureCelsius: 36.6 })
    expect([list().items[0].missingDays, committee()]).toEqual([2, 3])
    // Silence settles no day: a reason, and nothing that contradicts it.
    for (const change of [{ unasked: true }, { unasked: true, note: '住院', temperatureCelsius: 36.5 }, { note: '只有备注' }, { unasked: 'yes', note: '住院' }]) {
      expect((await care({ day: '2020-02-13', ...change })).accepted).toBe(0)
    }
    for (const day of ['2020-02-13', '2020-02-15']) await care({ day, unasked: true, note: '住院,测试1 的电话 13912345678 关机' })
    expect([list().total, list().done, list().items.map(({ address }) => address), committee(), todo('101')]).toEqual([2, 1, ['测试新村 1号 102'], 1, false])
    const days = card('101').care
    expect(days.map(({ missing }) => missing)).toEqual([false, false, false, false])
    expect(days[1].entries).toMatchObject([{ unasked: true, temperatureCelsius: null, note: expect.stringContaining('住院') }])
    expect(JSON.stringify(card('101'))).not.toMatch(/测试1|13912345678/)
    expect(card('101').timeline[0]).toMatchObject({ code: 'care', details: { unasked: true } })
    const before = desk.today(officer, null)
    test = await test.reopen()
    desk = test.service.desk
    expect(desk.today(officer, null)).toEqual(before)
    // Tomorrow today is an earlier day.
    await send({ kind: 'care', unit: unitOf('102'), day: '2020-02-15', temperatureCelsius: 36.5 })
    test.clock.setNow(Date.parse('2020-02-17T08:00:00+08:00'))
    expect(list().items.map(({ address, missingDays }) => [address, missingDays])).toEqual([['测试新村 1号 102', 1]])
  })

  it.each([
    ['a note of 10,000 characters', { kind: 'note', note: '长'.repeat(10_000) }, 'too-long'],
    ['an unknown kind', { kind: 'erase' }, 'unknown-value'],
    ['no object', 7, 'unknown-value'],
    ['a return without a person', { kind: 'officer', state: 'returned', returnedOn: '2020-02-10' }, 'missing'],
    ['a release in the future', { kind: 'officer', newPerson: { name: '甲乙' }, state: 'returned', returnedOn: '2020-02-10', releasedOn: '2020-02-17' }, 'date-in-future'],
    ['a NUL', { kind: 'note', note: 'a\u0000b' }, 'control-characters'],
  ])('refuses %s with a reason, and takes nothing', async (_, report, code) => {
    const { seq } = card('101')
    const answer = await desk.report(officer, [typeof report === 'object' ? { unit: unitOf('101'), ...report } : report], 'zh-CN')
    expect(answer).toMatchObject({ accepted: 0, problems: [{ index: 0, code }] })
    expect(answer.problems[0].reason).not.toBe('')
    expect(card('101').seq).toBe(seq)
  })

  it('keeps scripts as the text they are', async () => {
    await send({ kind: 'note', unit: unitOf('101'), note: '<script>alert(1)</script>' })
    expect(card('101').timeline[0].note).toBe('<script>alert(1)</script>')
  })

  it('is there after a start from the log alone, with everything derived from it', async () => {
    await returned('101', '2020-02-14', '浙江温州')
    await send({ kind: 'mark', unit: unitOf('101'), mark: 'lives-alone', on: true }, { kind: 'care', unit: unitOf('101'), day: '2020-02-15', temperatureCelsius: 36.6 }, { kind: 'paper', unit: unitOf('101'), paper: 'notice' })
    const before = card('101')
    test = await test.reopen()
    desk = test.service.desk
    expect(card('101')).toEqual(before)
  })
})

describe('a contradiction', () => {
  it('between two household reports shows both sides, and an officer settles it by a report', async () => {
    await returned('101', '2020-02-10', '湖北武汉')
    await test.service.accept('household', [createPersonRow(1, { registeredOn: '2020-02-16', state: 'stayed' })], 'test')
    const [conflict] = card('101').conflicts
    expect(conflict.sides.map(({ feed }) => feed)).toEqual(['household', 'household'])
    expect([statusOf('101'), tagsOf('101')]).toEqual(['red', expect.arrayContaining(['conflict'])])
    await send({ kind: 'officer', unit: unitOf('101'), person: conflict.person, state: 'stayed', settled: true })
    expect([statusOf('101'), card('101').conflicts]).toEqual(['green', []])
  })

  it('between the household and the school feed is noted without colouring anybody, until somebody says what holds', async () => {
    await test.service.accept('roster', [createRosterRow(1, { name: '小朋友', idNumber: '990101201201010010' })], 'test')
    await test.service.accept('household', [createPersonRow(5, { name: '小朋友', idNumber: '990101201201010010', room: '101', state: 'returned', origin: '浙江温州', returnedOn: '2020-02-10' })], 'test')
    await test.service.accept('school', [createSchoolRow(1, { name: '小朋友', travelled: false })], 'test')
    const [conflict] = card('101').conflicts
    expect(conflict).toMatchObject({ name: '小**', sides: [{ feed: 'household' }, { feed: 'school' }] })
    expect(statusOf('101')).toBe('orange')
    await send({ kind: 'officer', unit: unitOf('101'), person: conflict.person, state: 'returned', returnedOn: '2020-02-10', settled: true })
    expect([card('101').conflicts, statusOf('101')]).toEqual([[], 'orange'])
  })
})

describe('today', () => {
  it('lists what is due in the order in which a person would do it, with progress per committee', async () => {
    await returned('101', '2020-02-01', '湖北武汉')
    await returned('102', '2020-02-15', '浙江温州', 2)
    await test.service.accept('household', [createHouseholdRow({ room: '201', state: 'stayed' })], 'test')
    const view = desk.today(officer, null)!
    const totals = Object.fromEntries(view.lists.map(({ key, total }) => [key, total]))
    expect(totals).toMatchObject({ 'release-due': 1, 'new-returns': 1, 'not-reached': 15, 'care-missing': 2 })
    expect(view.lists[0].items[0]).toMatchObject({ address: '测试新村 1号 101', day: 15, dueOn: '2020-02-15' })
    await send({ kind: 'paper', unit: unitOf('102'), paper: 'notice' })
    expect(desk.today(officer, null)!.lists.find(({ key }) => key === 'new-returns')).toMatchObject({ total: 1, done: 1, items: [] })
    const committee = view.committees.find(({ name }) => name.startsWith('测试'))!
    expect(committee).toMatchObject({ total: 11, done: 0 })
  })

  const newReturns = () => desk.today(officer, null)!.lists.find(({ key }) => key === 'new-returns')!
  const roomsOf = (list: { items: { address: string }[] }) => list.items.map(({ address }) => address.split(' ')[2])

  it('lists a return without a card however late it is registered, until the card is handed out', async () => {
    await returned('101', '2020-02-08', '浙江温州')
    await returned('102', '2020-02-14', '湖北武汉', 2)
    expect(roomsOf(newReturns())).toEqual(['101', '102'])
    test.clock.setNow(Date.parse('2020-02-20T12:00:00+08:00'))
    expect(roomsOf(newReturns())).toEqual(['101', '102'])
    await send({ kind: 'paper', unit: unitOf('101'), paper: 'notice' })
    expect(roomsOf(newReturns())).toEqual(['102'])
  })

  it.each(['notice', 'pledge'])('a %s is the card, and done work on its day only', async (paper) => {
    await returned('101', '2020-02-15', '浙江温州')
    await send({ kind: 'paper', unit: unitOf('101'), paper })
    expect(newReturns()).toMatchObject({ total: 1, done: 1, items: [] })
    test.clock.setNow(Date.parse('2020-02-17T12:00:00+08:00'))
    // The other paper a day later is no second card.
    await send({ kind: 'paper', unit: unitOf('101'), paper: paper === 'notice' ? 'pledge' : 'notice' })
    expect(newReturns()).toMatchObject({ total: 0, done: 0, items: [] })
  })

  it('a home that people are said to have left stands on a list until an officer has written down who, with the progress of its committee', async () => {
    await test.service.accept('residents', [{ compound: '测试新村', building: '1', room: '101', name: '测试1', idNumber: '990101198001010010', relation: '户主', from: '2011-05-01' }], 'test')
    await test.service.accept('household', [1, 2].map((person) => createPersonRow(person, { room: `10${person}` })), 'test')
    const list = () => desk.today(officer, null)!.lists.find(({ key }) => key === 'moved-out')!
    const progress = () => desk.today(officer, null)!.committees.find(({ name }) => name.startsWith('测试'))!
    const before = progress()
    expect([list(), desk.today(officer, null)!.lists.map(({ key }) => key).slice(-3)]).toEqual([{ key: 'moved-out', total: 0, done: 0, items: [] }, ['to-verify', 'moved-out', 'registration-done']])
    // 102 first: the list is in the order of the addresses all the same.
    for (const room of ['102', '101']) await send({ kind: 'mark', unit: unitOf(room), mark: 'moved-out', on: true })
    expect([roomsOf(list()), progress().total - before.total, desk.building(officer, card('101').building.id)!.cells.find(({ room }) => room === '101')!.todo]).toEqual([['101', '102'], 2, true])
    const { people: [person], seq } = card('101')
    expect(await desk.report(officer, seenOnce(movedOutReports(unitOf('101'), seq, [person], '2020-02-16', '')), 'zh-CN', { together: true })).toMatchObject({ accepted: 2, problems: [] })
    expect([roomsOf(list()), list().done, list().total, progress().done - before.done]).toEqual([['102'], 1, 2, 1])
    expect(card('101')).toMatchObject({ marks: [], people: [{ relation: '户主', from: '2011-05-01', to: '2020-02-16' }] })
  })

  it('a card of an earlier stay is none of this one, and a release certificate is none', async () => {
    await send({ kind: 'paper', unit: unitOf('101'), paper: 'notice' })
    test.clock.setNow(Date.parse('2020-02-20T12:00:00+08:00'))
    await returned('101', '2020-02-18', '浙江温州')
    await test.service.accept('household', [createPersonRow(2, { room: '101', state: 'returned', origin: '浙江温州', returnedOn: '2020-02-01', releasedOn: '2020-02-16' })], 'test')
    expect(await send({ kind: 'paper', unit: unitOf('101'), paper: 'release-certificate' })).toMatchObject({ accepted: 1 })
    expect(newReturns()).toMatchObject({ total: 1, done: 0, items: [{ address: '测试新村 1号 101' }] })
  })
})

describe('a work list', () => {
  it('of homes not yet reached begins with those tried most often, whatever day of an observation they are in', async () => {
    await returned('301', '2020-02-05', '浙江温州')
    await returned('302', '2020-02-12', '浙江温州', 2)
    const tries = { 301: 1, 102: 3, 302: 2 }
    for (const [room, count] of Object.entries(tries)) for (let i = 0; i < count; i++) await send({ kind: 'call', unit: unitOf(room), ...(room !== '102' && { person: card(room).people[0].id }), outcome: 'no-answer' })
    const { items } = desk.today(officer, null)!.lists.find(({ key }) => key === 'not-reached')!
    expect(items.slice(0, 4).map(({ address, tries: count }) => [address.split(' ')[2], count])).toEqual([['102', 3], ['302', 2], ['301', 1], ['101', 0]])
  })

  it('stands in the order of the stairs: 2号 before 10号', async () => {
    await test.service.accept('units', createLedger({ compound: '长街', committee: '测试居委会', buildings: 10, storeys: 1, perStorey: 1 }), 'test')
    const { items } = desk.today(officer, null)!.lists.find(({ key }) => key === 'not-reached')!
    expect(items.filter(({ address }) => address.startsWith('长街')).map(({ address }) => address.split(' ')[1])).toEqual(Array.from({ length: 10 }, (_, i) => `${i + 1}号`))
  })
})

describe('changes', () => {
  it('tell a desk which of its units were touched, and nobody of others', async () => {
    test.service.takeDeskChanges()
    await send({ kind: 'officer', unit: unitOf('101'), state: 'stayed' })
    const touched = test.service.takeDeskChanges()!
    expect(desk.changes(officer, touched)).toMatchObject({ units: [{ id: unitOf('101'), status: 0 }] })
    const stranger = createOfficer({ places: [desk.places(officer).find(({ name }) => name === '别处新村')!.id] })
    expect(desk.changes(stranger, touched)).toBeNull()
    expect(test.service.takeDeskChanges()).toBeNull()
    await test.service.accept('regions', [{ region: '北京', level: 'concern', from: '2020-02-10' }], 'test')
    expect(desk.changes(stranger, test.service.takeDeskChanges()!)).toMatchObject({ units: null })
  })
})

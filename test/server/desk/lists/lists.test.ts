import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLists } from '../../../../server/desk/lists/createLists.ts'
import type { Lists, TaskQuery } from '../../../../server/desk/lists/lists.ts'
import { importFile } from '../../../../server/feeds/importFile.ts'
import { recogniseColumns } from '../../../../server/feeds/sheet/recogniseColumns.ts'
import { readTable } from '../../../../server/feeds/sheet/readTable.ts'
import { cellText } from '../../../../server/feeds/sheet/cellText.ts'
import { decodeFrame, type SnapshotFrame } from '../../../../server/protocol/frame.ts'
import type { User } from '../../../../server/auth/user.ts'
import { createOfficer } from '../../../fixtures/createOfficer.ts'
import { createHouseholdRow, createLedger, createPersonRow, createTestService, type TestService } from '../../../fixtures/createTestService.ts'
import { createXlsx, inlineRows } from '../../feeds/sheet/createXlsx.ts'
import { createListFile, listRow } from './createListFile.ts'

let test: TestService
let lists: Lists
const officer = createOfficer()
const ALL: TaskQuery = { filter: 'all', committee: null, answer: null, after: null }

beforeEach(async () => {
  test = await createTestService()
  lists = createLists(test.service.desk, test.service.audit)
  await test.service.accept('units', [...createLedger(), ...createLedger({ compound: '别处新村', committee: '别处居委会', buildings: 1 })], 'test')
})
afterEach(() => test.remove())

const importList = (bytes: Uint8Array, given: { list?: string; dueOn?: string; fileName?: string } = {}) =>
  importFile({ service: test.service, kind: 'verification', author: 'a1', fileName: 'list.xlsx', bytes, crs: undefined, timezone: 'Asia/Shanghai', locale: 'zh-CN', ...given })
const tasksOf = (user = officer, query: Partial<TaskQuery> = {}) => lists.tasks(user, lists.overview(user)[0]?.id ?? 't0', { ...ALL, ...query })
const unitOf = (room: string, building = '1号', compound = '测试新村'): string => test.service.units({ compound, building, room }, {}, 'zh-CN')[0].id
const placeOf = (name: string): string => test.service.desk.places(officer).find((place) => place.name === name)!.id
const local = () => createOfficer({ id: 'a5', role: 'committee-officer', places: [placeOf('测试新村')] })
const figures = () => {
  const { counters } = test.service.desk.context.pack.description
  const frame = decodeFrame(test.service.snapshotBytes().bytes) as SnapshotFrame
  const root = test.service.desk.context.world().rootNode
  return (key: string): number => frame.figures[root * frame.counterCount + counters.findIndex((counter) => counter.key === key)]
}
const readBack = async (bytes: Uint8Array) => (await readTable(bytes, 'back.xlsx', () => true)).rows.map(({ cells }) => cells.map(cellText))

describe('a list from a spreadsheet', () => {
  it('is named by its title, split by committee, with its deadlines', async () => {
    const outcome = await importList(createListFile([listRow(1, '测试新村1号101室'), listRow(2, '上海市浦江区别处新村1号201', '2020-02-15'), listRow(3, '没有的小区9号999室'), listRow(4, null)]))
    expect(outcome).toMatchObject({ rows: 4, accepted: 4, duplicates: 0, rejected: 0, list: '浦江派出所协查核实名单(2020年2月15日)' })
    expect(outcome.columns.map(({ takenFor }) => takenFor)).toEqual([null, 'name', 'idNumber', 'phone', 'address', 'dueOn', 'note'])
    const [list] = lists.overview(officer)
    expect(list).toMatchObject({ total: 4, open: 4, overdue: 1, unmatched: 2, issuedOn: '2020-02-15', dueOn: '2020-02-15' })
    expect(list.committees.map(({ name, open, overdue }) => [name, open, overdue])).toEqual([['别处居委会', 1, 1], ['', 2, 0], ['测试居委会', 1, 0]])
    expect(tasksOf()!.tasks.map(({ address, unit, overdue, name, phone }) => [address, unit, overdue, name, phone])).toEqual([
      ['测试新村 1号 101', unitOf('101'), false, '测**', '100****0001'], ['别处新村 1号 201', unitOf('201', '1号', '别处新村'), true, '测**', '100****0002'],
      ['没有的小区9号999室', null, false, '测**', '100****0003'], ['', null, false, '测**', '100****0004'],
    ])
  })

  it('split columns, another order, csv, no title: the file’s name and today', async () => {
    const csv = '小区,楼号,室号,姓名,联系电话,截止日期\n测试新村,1号,0102室,甲一,10000000021,2020/2/20\n测试新村,2幢,201,乙二,,\n'
    const outcome = await importList(new TextEncoder().encode(csv), { fileName: '医院协查(1).csv', dueOn: '2020-02-22' })
    expect(outcome).toMatchObject({ accepted: 2, list: '医院协查' })
    expect(tasksOf()!.tasks.map(({ unit, dueOn }) => [unit, dueOn])).toEqual([[unitOf('102'), '2020-02-20'], [unitOf('201', '2号'), '2020-02-22']])
    expect(lists.overview(officer)[0].issuedOn).toBe('2020-02-16')
  })

  it('a row that names no place is seen by whoever brought the list and by whoever matches over all its committees; by nobody else', async () => {
    await importList(createListFile([listRow(1, '测试新村1号101室'), listRow(2, '乱写一气'), listRow(3, null)]))
    const street = (id: string, ...places: string[]) => createOfficer({ id, places: places.map(placeOf) })
    const seen = (user: User) => tasksOf(user)?.tasks.map(({ name }) => name) ?? []
    const countsOf = (user: User) => lists.overview(user).map(({ total, unmatched }) => [total, unmatched])
    // a1 brought it, and has another committee only: the sender's own rows, not the home of the other committee.
    const brought = street('a1', '别处居委会')
    expect([countsOf(brought), tasksOf(brought)!.tasks.map(({ unit }) => unit)]).toEqual([[[2, 2]], [null, null]])
    expect(lists.detail(brought, 't1')).not.toBeNull()
    expect(countsOf(street('a7', '测试居委会'))).toEqual([[3, 2]])
    expect(countsOf(street('a7', '测试新村'))).toEqual([[3, 2]])
    for (const other of [street('a7', '别处居委会'), createOfficer({ id: 'a7', places: [] })]) expect([seen(other), lists.detail(other, 't1')]).toEqual([[], null])
    expect(countsOf(createOfficer({ id: 'a8', role: 'committee-officer', places: [placeOf('测试居委会')] }))).toEqual([[1, 0]])
    // Once a row of it belongs to the other committee, neither scope alone covers the list.
    await importList(createListFile([listRow(4, '别处新村1号101室')]))
    expect(countsOf(street('a7', '测试居委会'))).toEqual([[1, 0]])
    expect(countsOf(street('a7', '测试居委会', '别处居委会'))).toEqual([[4, 2]])
    // What they see they may match, to homes within their reach only.
    const both = street('a7', '测试居委会', '别处居委会')
    expect(await lists.answer(both, [{ task: 't1', unit: unitOf('102'), isMatch: true }], 'zh-CN')).toMatchObject({ accepted: 1 })
    expect(await lists.answer(brought, [{ task: 't2', unit: unitOf('102') }], 'zh-CN')).toMatchObject({ accepted: 0, problems: [{ code: 'unknown-unit' }] })
  })

  it('a list that names no place at all is seen by whoever covers every committee', async () => {
    await importList(createListFile([listRow(3, null)]))
    expect([['测试居委会'], ['测试居委会', '别处居委会']].map((places) => lists.overview(createOfficer({ id: 'a7', places: places.map(placeOf) })).length)).toEqual([0, 1])
  })

  it('asks for what it lacks', async () => {
    await expect(importList(new TextEncoder().encode('序号,性别,备注\n1,男,无\n'), { fileName: 'a.csv' })).rejects.toMatchObject({ code: expect.stringMatching(/no-header|missing-column/) })
  })

  it('looks for the person first: people often live elsewhere than they are registered', async () => {
    await test.service.accept('household', [createPersonRow(7, { building: '2号', room: '302' })], 'test')
    await importList(createListFile([listRow(7, '测试新村1号101室')]))
    expect(tasksOf()!.tasks[0]).toMatchObject({ unit: unitOf('302', '2号'), address: '测试新村 2号 302' })
    expect(lists.detail(officer, tasksOf()!.tasks[0].id)!.written).toBe('测试新村1号101室')
  })

  it('overwrites nothing that is known of somebody, and adds what is not', async () => {
    await test.service.accept('household', [createPersonRow(7, { room: '302' }), createPersonRow(8, { room: '301', phone: undefined })], 'test')
    await importList(createListFile([[1, '测式7', '990101198001010070', '10099999999', null, null, ''], [2, '测试8', '990101198001010080', '10088888888', null, null, '']]))
    const { vault } = test.service.desk.context.store
    expect([7, 8].map((person) => vault.person(vault.findKey(`i:9901011980010100${person}0`)!))).toMatchObject([{ name: '测试7', phone: '10000000007' }, { name: '测试8', phone: '10088888888' }])
    expect(lists.show(officer, tasksOf()!.tasks[0].id)!.cells.map(({ text }) => text)).toContain('10099999999')
  })

  it('twice the same list is all duplicates, also after its person was found elsewhere, under another name of the file and on another day', async () => {
    const bytes = createListFile([listRow(1, '测试新村1号101室'), listRow(2, '不知哪里'), listRow(2, '不知哪里')])
    expect(await importList(bytes)).toMatchObject({ accepted: 2, duplicates: 1 })
    await test.service.accept('household', [createPersonRow(2, { room: '202' })], 'test')
    test.clock.setNow(test.clock.now() + 86_400_000)
    const { rev } = test.service.desk.context.known()
    expect(await importList(bytes, { fileName: '名单 - 副本.xlsx' })).toMatchObject({ accepted: 0, duplicates: 3 })
    expect(test.service.rev()).toBe(rev)
    expect(lists.overview(officer)).toHaveLength(1)
  })

  it('keeps nobody’s name in its own: not in the log, not on a page', async () => {
    const outcome = await importList(createListFile([listRow(1, '测试新村1号101室', null, '王小华')], '王小华密切接触者协查 13800001234'))
    expect(outcome.list).toBe('…密切接触者协查 …')
    const bodies = JSON.stringify([...test.service.desk.context.store.entriesAfter(0)].map(({ body }) => body))
    expect(bodies).not.toMatch(/王小华|13800001234|99010119800101|100000000/)
  })

  it('[R8] never moves or colours anybody, whatever stands in it', async () => {
    await test.service.accept('regions', [{ region: '湖北', level: 'key', from: '2020-01-20' }], 'test')
    await test.service.accept('household', [createPersonRow(1, { room: '101', state: 'returned', origin: '湖北', returnedOn: '2020-02-10' }), createPersonRow(2, { room: '102' }), createHouseholdRow({ room: '201', state: 'vacant' })], 'test')
    const world = () => {
      const { slots } = decodeFrame(test.service.snapshotBytes().bytes) as SnapshotFrame
      const live = test.service.desk.context.live()
      return { slots, statuses: [0, 1, 2, 3, 4, 5, 6].map((unit) => live.statusOf(unit).status), homes: [0, 1].map((person) => live.personUnitOf(person)), counts: test.service.summary(null, {}).counts, people: test.service.summary(null, {}).people }
    }
    const before = world()
    let round = 0
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ person: fc.integer({ min: 1, max: 4 }), address: fc.constantFrom('测试新村1号101室', '测试新村1号102', '测试新村2号301', '别处新村1号101', '乱写', null), answer: fc.constantFrom('found', 'moved', 'not-here', 'not-ours', null) }), { minLength: 1, maxLength: 8 }), async (rows) => {
      const { list } = await importList(createListFile(rows.map(({ person, address }) => listRow(person, address))), { list: `名单${round++}` })
      const id = lists.overview(officer).find(({ name }) => name === list)!.id
      const { tasks } = lists.tasks(officer, id, ALL)!
      await lists.answer(officer, tasks.map(({ id: task }, at) => (rows[at].answer ? { task, answer: rows[at].answer } : { task, unit: unitOf('202') })), 'zh-CN')
      expect(world()).toEqual(before)
    }), { numRuns: 12 })
  })
})

describe('its columns', () => {
  it.each([
    ['序号,姓名,身份证号,联系电话,居住地址,反馈截止时间,备注', ['serial', 'name', 'idNumber', 'phone', 'address', 'dueOn', 'note']],
    ['编号,居委,小区名称,楼号,室号,姓名,证件类型,证件号码,手机号,户籍地址,截止日期,推送单位', ['serial', 'committee', 'compound', 'building', 'room', 'name', null, 'idNumber', 'phone', null, 'dueOn', null]],
    ['No.,Name,ID number,Mobile,Home address,Due date,Remarks', ['serial', 'name', 'idNumber', 'phone', 'address', 'dueOn', 'note']],
    ['被核查人姓名,联系人姓名,联系人电话,电话,现住址,办结时限', ['name', null, null, 'phone', 'address', 'dueOn']],
  ])('%s', (headers, expected) => expect(recogniseColumns(headers.split(','), 'verification').columns.map(({ meaning }) => meaning)).toEqual(expected))
})

describe('5,000 rows of which 40 % match nothing', () => {
  it('are taken, counted, found again, and others are served meanwhile', async () => {
    await test.service.accept('units', createLedger({ compound: '大新村', committee: '大居委会', buildings: 10, storeys: 9, perStorey: 9 }), 'test')
    const rows = Array.from({ length: 5_000 }, (_, at) => listRow(at + 10, at % 5 < 3 ? `大新村${1 + at % 10}号${1 + Math.floor(at / 10) % 9}0${1 + Math.floor(at / 90) % 9}室` : at % 5 === 3 ? `无此小区${at}号101室` : null))
    const bytes = createListFile(rows)
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    const outcome = await importList(bytes)
    clearInterval(timer)
    expect(outcome).toMatchObject({ rows: 5_000, accepted: 5_000, rejected: 0 })
    expect(turns).toBeGreaterThan(10)
    expect(lists.overview(officer)[0]).toMatchObject({ total: 5_000, open: 5_000, unmatched: 2_000 })
    expect(figures()('task.verification')).toBe(5_000)
    let after: string | null = null
    const seen = new Set<string>()
    do {
      const page: ReturnType<Lists['tasks']> = tasksOf(officer, { filter: 'unmatched', after })
      for (const { id } of page!.tasks) seen.add(id)
      after = page!.next
    } while (after !== null)
    expect(seen.size).toBe(2_000)
    expect(await importList(bytes)).toMatchObject({ accepted: 0, duplicates: 5_000 })
  }, 60_000)
})

describe('an answer', () => {
  const importThree = () => importList(createListFile([listRow(1, '测试新村1号101室', '2020-02-10'), listRow(2, '测试新村1号102室'), listRow(3, '乱写')]))

  it('closes the task, is logged by its author, and a later one corrects it', async () => {
    await importThree()
    const [task] = tasksOf()!.tasks
    expect(test.service.units({ building: '1', room: '101' }, {}, 'zh-CN')[0].tags).toContain('verification')
    expect([figures()('task.verification'), figures()('task.verification-overdue')]).toEqual([3, 1])
    expect(await lists.answer(officer, [{ task: task.id, seen: task.seq, answer: 'found', note: '在家，电话 13912345678' }], 'zh-CN')).toMatchObject({ accepted: 1, problems: [] })
    expect([figures()('task.verification'), figures()('task.verification-overdue')]).toEqual([2, 0])
    expect(test.service.units({ building: '1', room: '101' }, {}, 'zh-CN')[0].tags).not.toContain('verification')
    const [answered] = tasksOf()!.tasks
    expect(answered).toMatchObject({ answer: 'found', by: 'a1', overdue: false })
    expect(answered.note).not.toContain('13912345678')
    await lists.answer(local(), [{ task: task.id, seen: answered.seq, answer: 'moved' }], 'zh-CN')
    expect(tasksOf()!.tasks[0]).toMatchObject({ answer: 'moved', by: 'a5' })
    expect(lists.overview(officer)[0]).toMatchObject({ open: 2, answered: { moved: 1 } })
    expect(test.service.desk.unit(officer, unitOf('101'), 'zh-CN')!.timeline.filter(({ feed }) => feed === 'verification').map(({ code }) => code)).toEqual(['task.moved', 'task.found', 'task.open'])
  })

  it('is refused when somebody said something newer, twice the same counts once, and nonsense is named', async () => {
    await importThree()
    const [task] = tasksOf()!.tasks
    await lists.answer(officer, [{ id: 'page-1', task: task.id, seen: task.seq, answer: 'found' }], 'zh-CN')
    expect((await lists.answer(local(), [{ task: task.id, seen: task.seq, answer: 'moved' }], 'zh-CN')).problems).toMatchObject([{ index: 0, code: 'changed-meanwhile' }])
    const { rev } = await lists.answer(officer, [{ id: 'page-1', task: task.id, answer: 'found' }], 'zh-CN')
    expect(rev).toBe(test.service.rev())
    const answer = await lists.answer(officer, [7, { task: 't99', answer: 'found' }, { task: task.id, answer: 'eaten' }, { task: task.id }, { task: task.id, answer: 'found', note: '长'.repeat(10_000) }], 'zh-CN')
    expect(answer).toMatchObject({ accepted: 0, problems: [{ index: 0, code: 'not-an-object' }, { index: 1, code: 'unknown-task' }, { index: 2, code: 'unknown-value' }, { index: 3, code: 'missing' }, { index: 4, code: 'too-long' }] })
  })

  it('by hand a row finds its unit, also after a committee said that it is not theirs', async () => {
    await importThree()
    const lost = tasksOf(officer, { filter: 'unmatched' })!.tasks[0]
    expect(await lists.answer(officer, [{ task: lost.id, unit: unitOf('202') }], 'zh-CN')).toMatchObject({ accepted: 1 })
    expect(test.service.units({ building: '1', room: '202' }, {}, 'zh-CN')[0].tags).toContain('verification')
    await lists.answer(local(), [{ task: lost.id, answer: 'not-ours' }], 'zh-CN')
    expect(lists.overview(officer)[0]).toMatchObject({ open: 2, answered: { 'not-ours': 1 } })
    await lists.answer(officer, [{ task: lost.id, unit: unitOf('101', '1号', '别处新村') }], 'zh-CN')
    expect(tasksOf()!.tasks[2]).toMatchObject({ unit: unitOf('101', '1号', '别处新村'), answer: null })
    expect(test.service.units({ building: '1', room: '202', compound: '测试新村' }, {}, 'zh-CN')[0].tags).not.toContain('verification')
    expect(lists.tasks(local(), lists.overview(local())[0].id, ALL)!.tasks).toHaveLength(2)
  })

  it('is there after a start from the log alone and from a checkpoint, figures and all', async () => {
    await importThree()
    const { tasks } = tasksOf()!
    await lists.answer(officer, [{ task: tasks[0].id, answer: 'found' }, { task: tasks[2].id, unit: unitOf('301') }], 'zh-CN')
    const before = [lists.overview(officer), tasksOf(), figures()('task.verification'), figures()('task.verification-overdue')]
    test = await test.reopen()
    lists = createLists(test.service.desk, test.service.audit)
    expect([lists.overview(officer), tasksOf(), figures()('task.verification'), figures()('task.verification-overdue')]).toEqual(before)
  })

  it('a day later what is open is overdue, on the wall too', async () => {
    await importThree()
    test.clock.setNow(Date.parse('2020-02-19T12:00:00+08:00'))
    expect([lists.overview(officer)[0].overdue, figures()('task.verification-overdue')]).toEqual([3, 3])
  })
})

describe('hand matching', () => {
  it('offers the same name, a similar room, a similar compound; only within reach', async () => {
    await test.service.accept('household', [createPersonRow(8, { name: '同名的', idNumber: '990101197001010010', phone: '10000000099', room: '301' })], 'test')
    await importList(createListFile([listRow(30, '测试新村1号110', null), listRow(31, '测式新村2号201室', null), listRow(32, '火星路1号', null, '同名的')]))
    const [room, compound, name] = tasksOf(officer, { filter: 'unmatched' })!.tasks
    expect(lists.candidates(officer, room.id)![0]).toMatchObject({ unit: unitOf('101'), address: '测试新村 1号 101', why: expect.arrayContaining(['same-building', 'similar-room']) })
    expect(lists.candidates(officer, compound.id)![0]).toMatchObject({ unit: unitOf('201', '2号'), why: expect.arrayContaining(['similar-compound', 'same-room']) })
    expect(lists.candidates(officer, name.id)).toMatchObject([{ unit: unitOf('301'), why: ['same-name'] }])
    const elsewhere = createOfficer({ places: [placeOf('别处新村')] })
    expect(lists.candidates(elsewhere, room.id)).toBeNull()
  })
})

describe('scope', () => {
  it('a committee’s officer has only own tasks: in lists, counts, pages, details, answers and exports', async () => {
    await importList(createListFile([listRow(1, '测试新村1号101室'), listRow(2, '别处新村1号101室', '2020-02-18', '金丝雀'), listRow(3, '别处新村9号999室', '2020-02-18', '金丝雀乙'), listRow(4, '哪都不是', '2020-02-18', '金丝雀丙'), listRow(5, '测试新村77号1室')]))
    const me = local()
    expect(lists.overview(me)).toMatchObject([{ total: 2, open: 2, unmatched: 1, committees: [{ total: 2 }] }])
    const foreign = tasksOf()!.tasks.slice(1, 4)
    for (const { id } of foreign) {
      expect([lists.detail(me, id), lists.show(me, id), lists.call(me, id), lists.candidates(me, id)]).toEqual([null, null, null, null])
      expect((await lists.answer(me, [{ task: id, answer: 'found' }], 'zh-CN')).problems).toMatchObject([{ code: 'unknown-task' }])
    }
    expect((await lists.answer(me, [{ task: tasksOf(me)!.tasks[0].id, unit: unitOf('102') }], 'zh-CN')).problems).toMatchObject([{ code: 'not-allowed' }])
    const { bytes } = (await lists.exportSheet(me, lists.overview(me)[0].id, null, 'zh-CN'))!
    expect(JSON.stringify([lists.overview(me), tasksOf(me), await readBack(bytes)])).not.toMatch(/金丝|别处|哪都不是/)
    expect(lists.overview(createOfficer({ places: [] }))).toEqual([])
  })

  it('shows one person in full only after the audit entry', async () => {
    await importList(createListFile([listRow(1, '测试新村1号101室')]))
    const [{ id }] = tasksOf()!.tasks
    expect(JSON.stringify(lists.detail(officer, id))).not.toMatch(/测试1"|10000000001|990101198001010010/)
    expect(test.service.audit.list({ action: 'show-person' })).toEqual([])
    expect(lists.show(officer, id)).toMatchObject({ shown: true, name: '测试1', phone: '10000000001', idNumber: '990101198001010010', cells: expect.arrayContaining([{ header: '下发单位', text: '浦江派出所' }]) })
    expect(test.service.audit.list({ action: 'show-person' })).toMatchObject([{ account: 'a1', details: { task: id } }])
    expect(lists.call(officer, id)).toBe('10000000001')
  })
})

describe('the sheet sent back', () => {
  it('has the sender’s columns as they were, and two more', async () => {
    const rows = [listRow(1, '测试新村1号101室'), listRow(2, '=HYPERLINK("http://x")'), listRow(3, null)]
    await importList(createListFile(rows))
    const { tasks } = tasksOf()!
    await lists.answer(officer, [{ task: tasks[0].id, answer: 'found', note: '=1+1' }, { task: tasks[2].id, answer: 'not-here' }], 'zh-CN')
    const sheet = (await lists.exportSheet(officer, tasks[0].id, '反馈派出所', 'zh-CN'))!
    const table = await readBack(sheet.bytes)
    expect(table[0]).toEqual(['序号', '姓名', '证件号码', '手机', '现住址', '核查时限', '下发单位', '核实结果', '备注'])
    expect(table.slice(1).map((row) => Array.from({ length: 9 }, (_, at) => row[at] ?? ''))).toEqual([
      [...rows[0].map(String), '已找到', "'=1+1"], ['2', '测试2', '990101198001010020', '10000000002', "'=HYPERLINK(\"http://x\")", '2020-02-18', '浦江派出所', '', ''],
      ['3', '测试3', '990101198001010030', '10000000003', '', '2020-02-18', '浦江派出所', '不在此处', ''],
    ])
    expect(test.service.audit.list({ action: 'export' })).toMatchObject([{ account: 'a1', details: { clear: true, reason: '反馈派出所', rows: 3 } }])
    expect(sheet.name).toBe('浦江派出所协查核实名单(2020年2月15日)')
  })

  it('has the answer in the column that the sender left for it; a column that says something stays as it is', async () => {
    const headers = ['序号', '姓名', '手机', '现住址', '核查 结果', '备注']
    const file = (remark: string | null) => createXlsx({ sheets: [inlineRows([[`核查${remark}`], headers, [1, '测试1', '10000000001', '测试新村1号101室', null, remark], [2, '测试2', '10000000002', '测试新村1号102室', ' ', null]])] })
    const tables: string[][][] = []
    for (const remark of [null, '急']) {
      await importList(file(remark))
      const list = lists.overview(officer).find(({ name }) => name === `核查${remark}`)!
      const { tasks } = lists.tasks(officer, list.id, ALL)!
      await lists.answer(officer, [{ task: tasks[0].id, answer: 'found', note: '在家' }], 'zh-CN')
      tables.push((await readBack((await lists.exportSheet(officer, list.id, '反馈', 'zh-CN'))!.bytes)).map((row) => Array.from(row, (cell) => String(cell ?? ''))))
    }
    expect(tables.map(([header, first]) => [header.length, first.slice(4)])).toEqual([[6, ['已找到', '在家']], [7, ['已找到', '急', '在家']]])
    expect(tables[1][0].slice(4)).toEqual(['核查 结果', '备注', '备注'])
  })

  it('is masked without a reason', async () => {
    await importList(createListFile([listRow(1, '测试新村1号101室')]))
    const { bytes } = (await lists.exportSheet(officer, tasksOf()!.tasks[0].id, null, 'zh-CN'))!
    const [, row] = await readBack(bytes)
    expect(row.slice(0, 5)).toEqual(['1', '测**', '**************0010', '100****0001', '测试新村1号101室'])
    expect(test.service.audit.list({ action: 'export' })).toMatchObject([{ details: { clear: false } }])
  })

  it('says nothing of an erased person', async () => {
    await importList(createListFile([listRow(1, '测试新村1号101室'), listRow(2, '测试新村1号102室')]))
    expect(await test.service.erasePerson({ idNumber: '990101198001010010' })).toBe(true)
    const { bytes } = (await lists.exportSheet(officer, tasksOf()!.tasks[0].id, '反馈', 'zh-CN'))!
    expect(JSON.stringify(await readBack(bytes))).not.toMatch(/测试1"|10000000001|990101198001010010/)
    expect(lists.overview(officer)[0].total).toBe(2)
  })
})

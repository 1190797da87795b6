import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createChase } from '../../../../server/school/chase/createChase.ts'
import type { Chase } from '../../../../server/school/chase/chase.ts'
import { createOutbox } from '../../../../server/school/outbox/createOutbox.ts'
import type { Outbox } from '../../../../server/school/outbox/outbox.ts'
import type { RunningSchool } from '../../../../server/school/school.ts'
import { createRosterRow, createSchoolRow, createTestService, type TestService } from '../../../fixtures/createTestService.ts'

/** A Monday. */
const DAY = '2020-04-13'
const at = (time: string, day = DAY): number => Date.parse(`${day}T${time}:00+08:00`)

let test: TestService
let receiver: Server
let outbox: Outbox
let chase: Chase
let got: { url: URL; body: Record<string, unknown>; headers: IncomingMessage['headers'] }[]
let answer: { status: number; body: string }
let realNow: number
/** By campus; 07:30 where none is written. */
let cutOffs: Record<number, number>

beforeEach(async () => {
  got = []
  cutOffs = {}
  answer = { status: 200, body: '{"errcode":0,"code":0}' }
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      got.push({ url: new URL(request.url!, 'http://x'), body: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>, headers: request.headers })
      response.writeHead(answer.status).end(answer.body)
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  test = await createTestService({ day: DAY })
  await test.service.accept('roster', [1, 2, 3].map((n) => createRosterRow(n)).concat([4, 5].map((n) => createRosterRow(n, { class: '一(2)班' }))), 'test')
  await open()
})
afterEach(async () => {
  await test.remove()
  await new Promise((resolve) => receiver.close(resolve))
})

/** The service's own clock looks every second, and would tell of the same morning a second time. */
async function open(): Promise<void> {
  await (test.service.school as RunningSchool).stop()
  const { context } = test.service.desk
  realNow = Date.now()
  outbox = createOutbox({ tables: context.store.outboxTables, now: () => realNow })
  chase = createChase({ context, outbox, cutOffMinute: (campus) => cutOffs[campus] ?? 450, linkOf: () => 'https://liuse.example/r/x', mail: null, worldId: () => 'world', realNow: () => realNow })
}
const address = (path: string): string => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`
const target = (row: Partial<Parameters<Chase['setTarget']>[0]> = {}): string => {
  const made = chase.setTarget({ campus: -1, grade: '', class: '', step: 'parent', kind: 'dingtalk', address: address('/robot?access_token=t'), secret: 'SEC', withNames: false, enabled: true, ...row }, 'a1')
  if (!('id' in made)) throw new Error(made.problem)
  return made.id
}
const textOf = (n: number): string => (got[n].body.text as { content: string }).content

it('at 07:10 each class with somebody missing is told once: how many, until when, where to report; no name', async () => {
  target()
  await test.service.accept('school', [createSchoolRow(4, { submittedAt: `${DAY}T06:50:00+08:00`, class: '一(2)班' }), createSchoolRow(5, { submittedAt: `${DAY}T06:51:00+08:00`, class: '一(2)班' })], 'test')
  test.clock.setNow(at('07:09'))
  expect(chase.takeDue()).toBe(0)
  test.clock.setNow(at('07:10'))
  expect(chase.takeDue()).toBe(1)
  await outbox.run()
  expect(got.length).toBe(1)
  expect(textOf(0)).toContain('测试小学一(1)班')
  expect(textOf(0)).toContain('还有 3 人未填报')
  expect(textOf(0)).toContain('https://liuse.example/r/x')
  expect(textOf(0)).not.toContain('学生')
})

it('never twice for one step: not by the clock, not after a restart', async () => {
  target({ step: 'data-administrator' })
  test.clock.setNow(at('07:59'))
  expect(chase.takeDue()).toBe(1)
  expect(chase.takeDue()).toBe(0)
  await outbox.run()
  test = await test.reopen()
  await open()
  expect(chase.takeDue()).toBe(0)
  await outbox.run()
  expect(got.length).toBe(1)
})

it('a robot that answers 500, then 200 without taking it, gets it when it is well again, once', async () => {
  target({ step: 'data-administrator' })
  test.clock.setNow(at('07:40'))
  chase.takeDue()
  answer = { status: 500, body: 'no' }
  for (let i = 0; i < 8; i++) {
    await outbox.run()
    realNow += 10 * 60_000
  }
  answer = { status: 200, body: '{"errcode":310000,"errmsg":"sign not match"}' }
  await outbox.run()
  expect(chase.ofDay(0, test.service.today())[0].channels[0]).toMatchObject({ state: 'waiting', problem: 'refused' })
  answer = { status: 200, body: '{"errcode":0}' }
  realNow += 10 * 60_000
  const before = got.length
  await outbox.run()
  await outbox.run()
  expect(got.length).toBe(before + 1)
  expect(chase.ofDay(0, test.service.today())[0].channels[0]).toMatchObject({ state: 'sent', problem: '' })
})

it('who reported before the message went out is not told of any more; when all have, nothing is sent', async () => {
  target({ step: 'data-administrator' })
  test.clock.setNow(at('07:40'))
  chase.takeDue()
  await test.service.accept('school', [1, 2, 3, 4, 5].map((n) => createSchoolRow(n, { submittedAt: `${DAY}T07:40:30+08:00`, class: n > 3 ? '一(2)班' : '一(1)班' })), 'test')
  await outbox.run()
  expect(got).toEqual([])
  expect(chase.ofDay(0, test.service.today())[0].channels[0]).toMatchObject({ state: 'given-up', problem: 'all-reported' })
})

it('a message of several classes names those that are still missing; one that an earlier version left is sent and shown as it was meant', async () => {
  const id = target()
  test.clock.setNow(at('07:10'))
  expect(chase.takeDue()).toBe(2)
  await test.service.accept('school', [4, 5].map((n) => createSchoolRow(n, { submittedAt: `${DAY}T07:10:30+08:00`, class: '一(2)班' })), 'test')
  const { chaseTables } = test.service.desk.context.store
  const row = { ...chaseTables.ofDay('world', DAY)[0], id: `world/${DAY}/class-teacher/0/一年级/一(1)班`, step: 'class-teacher', grade: '一年级', class: '一(1)班', targets: JSON.stringify([id]) }
  chaseTables.add(row)
  outbox.post([{ id: `chase/${row.id}/${id}`, channel: 'chase', payload: { target: id, step: 'class-teacher', campus: 0, grade: '一年级', class: '一(1)班', day: test.service.today(), worldId: 'world' } }])
  await outbox.run()
  expect(got.map((_, n) => textOf(n).split('\n').map((line) => line.split(' https')[0])).sort()).toEqual([
    [expect.stringContaining('测试小学一(1)班：'), expect.stringMatching(/^填报/)],
    [expect.stringContaining('测试小学：截至 07:10，1 个班应报 3 人，还有 3 人'), '一(1)班 3 人'],
  ])
  expect(chase.ofDay(0, test.service.today(), false).map(({ step, class: name, channels }) => [step, name, channels[0].state, channels[0].said.split('：')[0]]).sort()).toEqual([
    ['class-teacher', '一(1)班', 'sent', `【晨检提醒】${DAY} 测试小学一(1)班`], ['parent', '一(1)班', 'sent', '一(1)班 3 人'], ['parent', '一(2)班', 'sent', ''],
  ])
})

it('is quiet on a weekend, and on a holiday of the calendar', async () => {
  target()
  test.clock.setNow(at('07:10', '2020-04-18'))
  expect(chase.takeDue()).toBe(0)
})

it('a step that nobody was there for is not made up at noon', () => {
  target()
  test.clock.setNow(at('12:00'))
  expect(chase.takeDue()).toBe(0)
})

it('tells whether it helped: who was missing at the step, and at the next', async () => {
  test.clock.setNow(at('07:10'))
  chase.takeDue()
  await test.service.accept('school', [createSchoolRow(1, { submittedAt: `${DAY}T07:14:00+08:00` }), createSchoolRow(2, { submittedAt: `${DAY}T07:26:00+08:00` })], 'test')
  test.clock.setNow(at('08:30'))
  expect(chase.ofDay(0, test.service.today()).find((row) => row.class === '一(1)班')).toMatchObject({ step: 'parent', missing: 3, missingThen: 2, until: 440, channels: [] })
})

it('names go only where somebody asked for them, and masked', async () => {
  target({ withNames: true, class: '一(1)班' })
  test.clock.setNow(at('07:10'))
  chase.takeDue()
  await outbox.run()
  expect(textOf(0)).toContain('学**')
  expect(textOf(0)).not.toMatch(/学生\d/)
})

it('what was sent is kept to be read, without a name and without the way in, also where names were sent', async () => {
  target({ withNames: true, class: '一(1)班' })
  test.clock.setNow(at('07:10'))
  chase.takeDue()
  await outbox.run()
  expect(textOf(0)).toContain('学**')
  const [channel] = chase.ofDay(0, test.service.today()).find((row) => row.class === '一(1)班')!.channels
  expect(channel).toMatchObject({ kind: 'dingtalk', state: 'sent', said: '【晨检提醒】2020-04-13 测试小学一(1)班：截至 07:10，应报 3 人，还有 3 人未填报（07:30 截止）。' })
  const rows = JSON.stringify(test.service.desk.context.store.outboxTables.due(Infinity, 100).concat(test.service.desk.context.store.outboxTables.message(`chase/world/${DAY}/parent/0/一年级/一(1)班/${channel.id}`)!))
  expect(rows).toContain('还有 3 人')
  expect(rows).not.toMatch(/学\*|学生|liuse\.example/)
})

it('the bureau\'s step is told to the bureau of all schools, and to a school of its own pupils', async () => {
  target({ step: 'bureau' })
  await test.service.accept('roster', [createRosterRow(6, { school: '别处小学' }), createRosterRow(7, { school: '都到小学' })], 'test')
  await test.service.accept('school', [createSchoolRow(7, { school: '都到小学', submittedAt: `${DAY}T07:00:00+08:00` })], 'test')
  test.clock.setNow(at('08:00'))
  chase.takeDue()
  await outbox.run()
  await test.service.accept('school', [createSchoolRow(1, { submittedAt: `${DAY}T08:05:00+08:00` })], 'test')
  test.clock.setNow(at('08:10'))
  const of = (campus: number) => chase.ofDay(campus, test.service.today()).filter(({ step }) => step === 'bureau').map((row) => [row.missing, row.missingThen, row.channels[0].state, row.channels[0].said !== ''])
  expect(of(-1)).toEqual([[6, 5, 'sent', true]])
  expect([of(0), of(1), of(2)]).toEqual([[[5, 4, 'sent', false]], [[1, 1, 'sent', false]], []])
})

it('grade head and data administrator are told of which classes, the bureau of which schools: the worst ten, with numbers, no name', async () => {
  const numbers = Array.from({ length: 12 }, (_, n) => n + 2)
  // School n has n pupils missing.
  await test.service.accept('roster', numbers.flatMap((n) => Array.from({ length: n }, (_, each) => createRosterRow(n * 100 + each, { school: `第${n}小学` }))), 'test')
  for (const step of ['grade-head', 'data-administrator', 'bureau']) target({ step, withNames: true })
  const toldAt = async (time: string) => {
    const before = got.length
    test.clock.setNow(at(time))
    chase.takeDue()
    // One robot for all schools: it takes them all in one.
    await outbox.run()
    expect(got.length).toBe(before + 1)
    return got.slice(before).map((_, n) => textOf(before + n))
  }
  expect(await toldAt('07:30')).toEqual([expect.stringMatching(/13 所学校：.*还有 95 人未填报.*\n测试小学 5 人（一年级 5 人）\n/s)])
  expect(await toldAt('07:40')).toEqual([expect.stringMatching(/13 所学校：.*还有 95 人未填报.*\n测试小学 5 人（一\(1\)班 3 人、一\(2\)班 2 人）\n/s)])
  const [text] = await toldAt('08:00')
  expect(text).toContain('全区学校')
  const worst = numbers.toReversed().map((n) => `第${n}小学 ${n} 人`)
  worst.splice(worst.indexOf('第5小学 5 人'), 0, '测试小学 5 人')
  const [, line] = text.split('\n')
  expect(line).toMatch(/，另有 3 处$/)
  expect(line.replace(/^未报较多：|，另有 3 处$/g, '').split('、')).toEqual(worst.slice(0, 10))
  expect(got.map((_, n) => textOf(n)).join()).not.toMatch(/学生|学\*/)
})

it('a school that is on time until 08:00 is told half an hour later, and the bureau not before it is late', async () => {
  cutOffs = { 1: 480, 2: 510 }
  await test.service.accept('roster', [createRosterRow(6, { school: '八点小学' }), createRosterRow(7, { school: '八点半小学' })], 'test')
  const takenBy = (time: string) => {
    test.clock.setNow(at(time))
    return [chase.takeDue(), ...[0, 1, 2, -1].map((campus) => chase.ofDay(campus, test.service.today()).length)]
  }
  expect(chase.steps(1).map(({ minute }) => minute)).toEqual([460, 470, 480, 490, 480])
  expect(takenBy('07:10')).toEqual([2, 2, 0, 0, 0])
  expect(takenBy('07:39')).toEqual([1 + 2, 3 + 2, 0, 0, 0])
  expect(takenBy('07:40')).toEqual([1 + 1, 6, 1, 0, 0])
  expect(takenBy('08:00')).toEqual([1 + 1 + 1, 7, 4, 0, 1])
  expect(chase.ofDay(-1, test.service.today())).toMatchObject([{ step: 'bureau', expected: 6, missing: 6, missingThen: 6 }])
  expect(takenBy('08:10')[3]).toBe(1)
})

it('no page gets an address or a secret back; an address that is not typed anew stays', async () => {
  const id = target()
  expect(JSON.stringify(chase.targets())).not.toMatch(/access_token|SEC/)
  chase.setTarget({ id, campus: -1, grade: '', class: '', step: 'parent', kind: 'dingtalk', withNames: false, enabled: true }, 'a1')
  test.clock.setNow(at('07:10'))
  chase.takeDue()
  await outbox.run()
  expect(got[0].url.searchParams.get('access_token')).toBe('t')
})

it('those who work at a campus are told as a class is, by a channel of theirs; the data administrator by a line of their own', async () => {
  target()
  const own = target({ class: '教职工', address: address('/staff') })
  target({ step: 'data-administrator', address: address('/data') })
  await test.service.accept('roster', ['T1', 'T2'].map((studentNo) => createRosterRow(0, { studentNo, name: `老师${studentNo}`, class: '教职工', kind: 'staff', address: undefined })), 'test')
  const texts = (path: string): string[] => got.flatMap(({ url }, n) => (url.pathname === path ? [textOf(n)] : []))
  const staffRow = () => chase.ofDay(0, test.service.today()).find((row) => row.class === '教职工')
  test.clock.setNow(at('07:10'))
  chase.takeDue()
  await outbox.run()
  expect(texts('/robot').map((text) => text.split('\n'))).toEqual([[expect.stringContaining('测试小学：截至 07:10，2 个班应报 5 人'), '一(1)班 3 人 https://liuse.example/r/x', '一(2)班 2 人 https://liuse.example/r/x']])
  expect(texts('/staff')).toEqual([expect.stringMatching(/测试小学教职工：截至 07:10，应报 2 人，还有 2 人未填报[^]*https:\/\/liuse\.example/)])
  expect(staffRow()).toMatchObject({ step: 'parent', expected: 2, missing: 2, missingThen: 2, channels: [{ id: own, state: 'sent' }] })
  const check = (student: number, row: Partial<Parameters<typeof createSchoolRow>[1]> & object = {}) => createSchoolRow(student, { submittedAt: `${DAY}T07:12:00+08:00`, class: student > 3 ? '一(2)班' : '一(1)班', ...row })
  await test.service.accept('school', [check(1), check(2), check(3), check(4), check(0, { studentNo: 'T1', name: '老师T1', class: '教职工' })], 'test')
  test.clock.setNow(at('07:40'))
  expect(staffRow()).toMatchObject({ missing: 2, missingThen: 1 })
  chase.takeDue()
  await outbox.run()
  expect(texts('/data')[0].split('\n')).toEqual([expect.stringContaining('应报 5 人，还有 1 人未填报'), '教职工还有 1 人未填报。', '未报较多：一(2)班 1 人'])
  const ofAdministrator = (hasWhole: boolean) => chase.ofDay(0, test.service.today(), hasWhole).find(({ step }) => step === 'data-administrator')!
  expect(ofAdministrator(true)).toMatchObject({ expected: 5, missing: 1, staff: { missing: 1, missingThen: 1 } })
  // Whoever has a part of the campus has no staff.
  expect(ofAdministrator(false).staff).toBeUndefined()
  await test.service.accept('school', [check(0, { submittedAt: `${DAY}T07:44:00+08:00`, studentNo: 'T2', name: '老师T2', class: '教职工' })], 'test')
  test.clock.setNow(at('07:50'))
  expect(ofAdministrator(true)).toMatchObject({ missing: 1, missingThen: 1, staff: { missing: 1, missingThen: 0 } })
  // Staff have no parents' group and no class teacher; no grade head and no bureau is told of them.
  expect(chase.steps(0).map(({ staffName }) => staffName?.['zh-CN'])).toEqual(['教职工群', '教职工负责人', undefined, '学校数据管理员', undefined])
})

it('where only those who work there are missing the data administrator hears of it all the same, and nobody above', async () => {
  target({ step: 'data-administrator' })
  target({ step: 'bureau' })
  await test.service.accept('roster', [createRosterRow(0, { studentNo: 'T1', name: '老师', class: '教职工', kind: 'staff', address: undefined })], 'test')
  await test.service.accept('school', [1, 2, 3, 4, 5].map((student) => createSchoolRow(student, { submittedAt: `${DAY}T07:12:00+08:00`, class: student > 3 ? '一(2)班' : '一(1)班' })), 'test')
  for (const time of ['07:40', '08:00']) {
    test.clock.setNow(at(time))
    chase.takeDue()
    await outbox.run()
  }
  expect(got.map((_, n) => textOf(n).split('\n'))).toEqual([[expect.stringContaining('应报 5 人，没有人未填报'), '教职工还有 1 人未填报。']])
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Chase } from '../../../../server/school/chase/chase.ts'
import { CHANNEL_KINDS, type ChannelKind } from '../../../../server/school/chase/channels/channelKinds.ts'
import { createMailSender } from '../../../../server/school/chase/channels/createMailSender.ts'
import { ROBOT_KINDS } from '../../../../server/school/chase/channels/robotRequest.ts'
import { createChase } from '../../../../server/school/chase/createChase.ts'
import { createOutbox } from '../../../../server/school/outbox/createOutbox.ts'
import type { Outbox } from '../../../../server/school/outbox/outbox.ts'
import type { RunningSchool } from '../../../../server/school/school.ts'
import { createRosterRow, createSchoolRow, createTestService, type TestService } from '../../../fixtures/createTestService.ts'
import { type MailServer, startMailServer } from '../../../fixtures/startMailServer.ts'
import { type RobotHouse, startRobotHouse } from '../../../fixtures/startRobotHouse.ts'

/** A Monday. */
const DAY = '2020-04-13'
const MINUTE = 60_000

let test: TestService
let house: RobotHouse
let post: MailServer
let outbox: Outbox
let chase: Chase
let realNow: number

beforeEach(async () => {
  ;[house, post, test] = await Promise.all([startRobotHouse(), startMailServer(), createTestService({ day: DAY })])
  post.password = house.secret
  // The service's own clock looks every second, and would tell of the same morning a second time.
  await (test.service.school as RunningSchool).stop()
  await test.service.accept('roster', [1, 2, 3].map((n) => createRosterRow(n)), 'test')
  test.clock.setNow(Date.parse(`${DAY}T07:40:00+08:00`))
  realNow = Date.now()
  open(house.secret)
})
afterEach(async () => {
  await test.remove()
  await house.stop()
  await post.stop()
})

/** The password of the mail server is the operator's, not a channel's. */
function open(mailPassword: string, limit?: () => AbortSignal): void {
  const { context } = test.service.desk
  outbox = createOutbox({ tables: context.store.outboxTables, now: () => realNow, ...(limit !== undefined && { limit }) })
  chase = createChase({
    context, outbox, cutOffMinute: () => 450, linkOf: () => null, worldId: () => 'world', realNow: () => realNow,
    mail: createMailSender(`smtp://wall:${mailPassword}@127.0.0.1:${post.port}`, 'wall@district.example'),
  })
}
const addressOf = (kind: ChannelKind): string => (kind === 'mail' ? 'wang@school.example' : house.address(kind))
function setChannel(kind: ChannelKind, isRight: boolean, id?: string): string {
  // WeCom's only secret is the key in its address.
  const address = isRight || kind !== 'wecom' ? addressOf(kind) : `${addressOf(kind)}x`
  const made = chase.setTarget({ ...(id !== undefined && { id }), campus: -1, grade: '', class: '', step: 'data-administrator', kind, address, secret: isRight ? house.secret : 'another', withNames: false, enabled: true }, 'a1')
  if (!('id' in made)) throw new Error(made.problem)
  return made.id
}
const channel = () => chase.ofDay(0, test.service.today()).find(({ step }) => step === 'data-administrator')!.channels[0]
/** Texts that came in behind a right signature. */
const arrived = (kind: ChannelKind): string[] => (kind === 'mail' ? post.messages : house.taken.filter((message) => message.kind === kind).map(({ text }) => text))

describe.each(CHANNEL_KINDS)('over %s, to a receiver that checks who calls', (kind) => {
  it('a step arrives, once, and a trial of the channel too', async () => {
    const id = setChannel(kind, true)
    expect(await chase.test(id, AbortSignal.timeout(60_000))).toEqual({ is: 'sent' })
    chase.takeDue()
    await outbox.run()
    await outbox.run()
    expect(channel()).toMatchObject({ kind, state: 'sent', tries: 1, problem: '' })
    expect(arrived(kind)).toHaveLength(2)
    // A mail is written in another alphabet.
    if (kind !== 'mail') expect(arrived(kind)[1]).toContain('还有 3 人未填报')
  })

  it('a wrong secret is seen as refused, at the trial and at the step, and when it is mended the step goes out, once', async () => {
    if (kind === 'mail') open('another')
    const id = setChannel(kind, false)
    expect(await chase.test(id, AbortSignal.timeout(60_000))).toEqual({ is: 'later', problem: 'refused' })
    chase.takeDue()
    await outbox.run()
    expect(channel()).toMatchObject({ state: 'waiting', problem: 'refused' })
    expect(arrived(kind)).toEqual([])
    if (kind === 'mail') open(house.secret)
    setChannel(kind, true, id)
    realNow += MINUTE
    await outbox.run()
    await outbox.run()
    expect(channel()).toMatchObject({ state: 'sent', tries: 2, problem: '' })
    expect(arrived(kind)).toHaveLength(1)
  })
})

describe.each(ROBOT_KINDS)('%s does not know a message again', (kind) => {
  it.each(['cut', 'never'] as const)('one that it took and whose answer was lost (%s) is left unsure and not repeated', async (manner) => {
    const patience = new AbortController()
    open(house.secret, () => patience.signal)
    setChannel(kind, true)
    house.manner = manner
    chase.takeDue()
    const trying = outbox.run()
    await expect.poll(() => house.taken.length).toBe(1)
    if (manner === 'never') patience.abort()
    await trying
    expect(channel()).toMatchObject({ state: 'unsure', problem: manner === 'cut' ? 'unreachable' : 'timeout' })
    expect(channel().said).toContain('还有 3 人未填报')
    house.manner = 'answer'
    open(house.secret)
    realNow += 60 * MINUTE
    await outbox.run()
    expect(arrived(kind)).toHaveLength(1)
  })

  it('one that was under way when the process ended is left unsure by the next, and not repeated', async () => {
    setChannel(kind, true)
    house.manner = 'never'
    chase.takeDue()
    const abandoned = outbox.run()
    await expect.poll(() => house.taken.length).toBe(1)
    open(house.secret)
    await outbox.start()()
    house.manner = 'answer'
    realNow += 60 * MINUTE
    await outbox.run()
    expect(channel()).toMatchObject({ state: 'unsure', problem: 'interrupted' })
    expect(arrived(kind)).toHaveLength(1)
    await house.stop()
    await abandoned
  })

  it('one that nobody was there for is sent when somebody is', async () => {
    const id = setChannel(kind, true)
    const { port } = new URL(house.address(kind))
    chase.setTarget({ id, campus: -1, grade: '', class: '', step: 'data-administrator', kind, address: house.address(kind).replace(port, '1'), withNames: false, enabled: true }, 'a1')
    chase.takeDue()
    await outbox.run()
    expect(channel()).toMatchObject({ state: 'waiting', problem: 'unreachable', said: '' })
    setChannel(kind, true, id)
    realNow += MINUTE
    await outbox.run()
    expect([channel().state, arrived(kind).length]).toEqual(['sent', 1])
  })
})

describe.each(ROBOT_KINDS)('a school of forty classes with one group on %s', (kind) => {
  const classes = Array.from({ length: 40 }, (_, n) => `${'一二三四五六'[n % 6]}(${Math.floor(n / 6) + 1})班`)
  const teacherRows = () => chase.ofDay(0, test.service.today()).filter(({ step }) => step === 'class-teacher')
  const setTeachers = (className = ''): void => {
    const made = chase.setTarget({ campus: 0, grade: '', class: className, step: 'class-teacher', kind, address: addressOf(kind), secret: house.secret, withNames: true, enabled: true }, 'a1')
    if (!('id' in made)) throw new Error(made.problem)
  }
  /** As the outbox does by itself: whatever is due, as soon as it is. */
  async function runUntil(end: number): Promise<void> {
    for (; realNow < end; realNow += 1_000) if ((test.service.desk.context.store.outboxTables.nextAt() ?? Infinity) <= realNow) await outbox.run()
  }
  beforeEach(async () => {
    house.limit = { most: 20, now: () => realNow }
    await test.service.accept('roster', classes.flatMap((name, n) => Array.from({ length: 1 + (n % 3) }, (_, each) => createRosterRow(100 + n * 10 + each, { grade: `${name[0]}年级`, class: name }))), 'test')
    test.clock.setNow(Date.parse(`${DAY}T07:20:00+08:00`))
  })

  it('is told of all of them in one message, with the number of each', async () => {
    setTeachers()
    chase.takeDue()
    await outbox.run()
    expect([arrived(kind).length, house.tooSoon]).toEqual([1, 0])
    const [text] = arrived(kind)
    for (const name of classes) expect(text).toContain(`\n${name} `)
    expect(text).toMatch(/测试小学：截至 07:20，40 个班应报 \d+ 人，还有 \d+ 人未填报（07:30 截止）。/)
    expect(text).toContain('学**')
    expect(Buffer.byteLength(text)).toBeLessThan(kind === 'wecom' ? 2_049 : 18_001)
    expect(teacherRows()).toHaveLength(40)
    for (const row of teacherRows()) expect(row.channels).toMatchObject([{ kind, state: 'sent', tries: 1 }])
    expect(new Set(teacherRows().map(({ channels }) => channels[0].said)).size).toBe(1)
    expect(teacherRows()[0].channels[0].said).not.toContain('学**')
    // A class teacher is told of no other class.
    const own = chase.ofDay(0, test.service.today(), false).find(({ class: name }) => name === '六(2)班')!
    expect(own.channels[0].said).toMatch(/^六\(2\)班 \d 人$/)
  })

  it('with a channel for each class is told at the pace that it takes, and refuses none', async () => {
    for (const name of classes) setTeachers(name)
    chase.takeDue()
    await runUntil(realNow + 3 * MINUTE)
    expect([arrived(kind).length, house.tooSoon]).toEqual([40, 0])
    expect(new Set(arrived(kind)).size).toBe(40)
  })

  it('others who send to it too may have it refuse for a while: that is said, and made good', async () => {
    house.limit = { most: 0, now: () => realNow }
    setTeachers()
    chase.takeDue()
    await outbox.run()
    expect(teacherRows()[0].channels[0]).toMatchObject({ state: 'waiting', problem: 'limited' })
    house.limit.most = 20
    await runUntil(realNow + 13 * MINUTE)
    expect(teacherRows()[0].channels[0]).toMatchObject({ state: 'sent', problem: '' })
    expect(arrived(kind)).toHaveLength(1)
  })
})

it.each([...ROBOT_KINDS, 'mail'] as const)('a channel of all schools is told of them in one message over %s, and of nobody by name; a school sees its own line', async (kind) => {
  await test.service.accept('roster', Array.from({ length: 30 }, (_, n) => createRosterRow(100 + n, { school: `第${n + 1}小学`, class: `一(${1 + (n % 2)})班` })), 'test')
  house.limit = { most: 20, now: () => realNow }
  chase.setTarget({ campus: -1, grade: '', class: '', step: 'class-teacher', kind, address: addressOf(kind), secret: house.secret, withNames: true, enabled: true }, 'a1')
  test.clock.setNow(Date.parse(`${DAY}T07:20:00+08:00`))
  chase.takeDue()
  // Whoever reports before it goes is not told of any more.
  await test.service.accept('school', [createSchoolRow(100, { school: '第1小学', class: '一(1)班', submittedAt: `${DAY}T07:20:00+08:00` })], 'test')
  await outbox.run()
  expect([arrived(kind).length, house.tooSoon]).toEqual([1, 0])
  const [text] = arrived(kind)
  // A mail's text is encoded; that of the robots is the same.
  if (kind !== 'mail') {
    expect(text).toContain('30 所学校：截至 07:20，还有 32 人未填报（07:30 截止）')
    expect(text).toContain('测试小学 3 人（一(1)班 3 人）')
    expect(text).toContain('第30小学 1 人（一(2)班 1 人）')
    expect(text).not.toMatch(/第1小学|\*\*|学生/)
  }
  expect(chase.takeDue()).toBe(0)
  const ofTeachers = (campus: number, hasWhole: boolean) => chase.ofDay(campus, test.service.today(), hasWhole).find(({ step }) => step === 'class-teacher')!.channels
  expect(ofTeachers(0, true)).toMatchObject([{ kind, state: 'sent', said: '测试小学 3 人（一(1)班 3 人）' }])
  expect(ofTeachers(1, true)).toMatchObject([{ state: 'sent', said: '' }])
  // The line of a school tells of its other classes.
  expect(ofTeachers(0, false)).toMatchObject([{ state: 'sent', said: '' }])
})

it('a webhook is told of each class by itself, a mailbox of all at once', async () => {
  await test.service.accept('roster', [createRosterRow(4, { class: '一(2)班' })], 'test')
  for (const kind of ['webhook', 'mail'] as const) chase.setTarget({ campus: -1, grade: '', class: '', step: 'class-teacher', kind, address: addressOf(kind), secret: house.secret, withNames: false, enabled: true }, 'a1')
  test.clock.setNow(Date.parse(`${DAY}T07:20:00+08:00`))
  chase.takeDue()
  await outbox.run()
  expect(arrived('webhook').map((text) => /小学(\S+)：/.exec(text)?.[1]).sort()).toEqual(['一(1)班', '一(2)班'])
  expect(arrived('mail')).toHaveLength(1)
})

it('a webhook whose answer was lost is asked again: it knows the message by its key', async () => {
  setChannel('webhook', true)
  house.manner = 'cut'
  chase.takeDue()
  await outbox.run()
  expect(channel()).toMatchObject({ state: 'waiting', problem: 'unreachable' })
  house.manner = 'answer'
  realNow += MINUTE
  await outbox.run()
  expect(channel()).toMatchObject({ state: 'sent', tries: 2 })
})

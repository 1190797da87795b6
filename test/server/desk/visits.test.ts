import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../../server/desk/desk.ts'
import type { LateReport } from '../../../server/protocol/desk.ts'
import { createOfficer } from '../../fixtures/createOfficer.ts'
import { createHouseholdRow, createLedger, createPersonRow, createTestService, type TestService } from '../../fixtures/createTestService.ts'

let test: TestService
let desk: Desk
const officer = createOfficer()
beforeEach(async () => {
  test = await createTestService()
  desk = test.service.desk
  await test.service.accept('units', createLedger(), 'test')
  await test.service.accept('regions', [{ region: '湖北', level: 'key', from: '2020-01-27' }, { region: '温州', level: 'concern', from: '2020-02-04' }], 'test')
})
afterEach(() => test.remove())

const stateOf = (room: string, when: { day?: number } = {}) => test.service.units({ compound: '测试新村', building: '1号', room }, when, 'zh-CN')[0]
const unitOf = (room: string): string => stateOf(room).id
const send = (...reports: LateReport[]) => desk.report(officer, reports, 'zh-CN')
const visit = (room: string, found: 'at-home' | 'nobody', more: object = {}): LateReport => ({ kind: 'visit', unit: unitOf(room), found, ...more })
const at = (text: string): number => Date.parse(`${text}+08:00`)
const listed = (key: string): string[] => desk.today(officer, null)!.lists.find((list) => list.key === key)!.items.map(({ address }) => address.split(' ')[2])

describe('a visit at the door', () => {
  it('never lowers red, orange or yellow, and colours green only where nothing was known', async () => {
    const people: [string, object][] = [['101', { state: 'returned', origin: '湖北武汉', returnedOn: '2020-02-14' }], ['102', { state: 'returned', origin: '浙江温州', returnedOn: '2020-02-14' }], ['201', { state: 'returned', origin: '江苏盐城', returnedOn: '2020-02-14' }], ['202', { state: 'not-returned' }]]
    await test.service.accept('household', [...people.map(([room, row], i) => createPersonRow(i + 1, { room, ...row })), createHouseholdRow({ room: '301', state: 'not-returned' })], 'test')
    for (const found of ['nobody', 'at-home'] as const) {
      expect((await send(...['101', '102', '201', '202', '301'].map((room) => visit(room, found)))).problems).toEqual([])
      expect(['101', '102', '201', '202', '301'].map((room) => stateOf(room).status)).toEqual(['red', 'orange', 'yellow', 'blue', 'blue'])
    }
    await send(visit('302', 'nobody'))
    expect(stateOf('302').status).toBe('blue')
    await send(visit('302', 'at-home'))
    expect([stateOf('302').status, desk.unit(officer, unitOf('302'), 'zh-CN')!.reason]).toMatchObject(['green', { feed: 'visit', author: expect.any(String) }])
  })

  it('that sees somebody where nobody should be is to be verified until an officer has decided', async () => {
    await test.service.accept('household', [createHouseholdRow({ room: '101', state: 'not-returned' })], 'test')
    await send(visit('101', 'at-home'))
    expect([stateOf('101').tags, listed('to-verify')]).toEqual([['away', 'seen-at-home'], ['101']])
    await send({ kind: 'officer', unit: unitOf('101'), state: 'not-returned' })
    expect([stateOf('101').tags, listed('to-verify')]).toEqual([['away'], []])
  })

  it('that finds nobody under observation asks for another try, and counts among them, until somebody was met', async () => {
    await test.service.accept('household', [createPersonRow(1, { room: '101', state: 'returned', origin: '湖北武汉', returnedOn: '2020-02-14' })], 'test')
    await send(visit('101', 'nobody'), visit('101', 'nobody'))
    expect([stateOf('101').tags.includes('no-answer'), desk.today(officer, null)!.lists.find(({ key }) => key === 'not-reached')!.items.find(({ unit }) => unit === unitOf('101'))?.tries]).toEqual([true, 2])
    await send(visit('101', 'at-home'))
    expect(stateOf('101')).toMatchObject({ status: 'red', tags: expect.not.arrayContaining(['no-answer']) })
  })

  it('stands in the timeline, and is refused when something came in that its author had not seen', async () => {
    const { seq } = desk.unit(officer, unitOf('101'), 'zh-CN')!
    await send({ kind: 'note', unit: unitOf('101'), note: '先来一步' })
    expect((await send(visit('101', 'nobody', { seen: seq }))).problems).toMatchObject([{ code: 'changed-meanwhile' }])
    await send(visit('101', 'nobody'))
    expect(desk.unit(officer, unitOf('101'), 'zh-CN')!.timeline[0]).toMatchObject({ code: 'visit.nobody', feed: 'visit' })
  })

  it('is there after a start from the log alone', async () => {
    await send(visit('101', 'at-home'), visit('102', 'nobody'))
    const before = [desk.unit(officer, unitOf('101'), 'zh-CN'), desk.today(officer, null)]
    test = await test.reopen()
    desk = test.service.desk
    expect([desk.unit(officer, unitOf('101'), 'zh-CN'), desk.today(officer, null)]).toEqual(before)
  })
})

describe('a report that waited on a phone', () => {
  it('belongs to the day on which it was written, not to the day on which it came', async () => {
    await send(visit('101', 'at-home', { at: at('2020-02-15T23:50:00') }), visit('102', 'at-home', { at: at('2020-02-16T00:10:00') }), { kind: 'mark', unit: unitOf('201'), mark: 'moved-out', on: true, at: at('2020-02-15T22:00:00') })
    const yesterday = { day: Date.parse('2020-02-15') / 86_400_000 }
    expect([stateOf('101', yesterday).status, stateOf('102', yesterday).status, stateOf('102').status]).toEqual(['green', 'blue', 'green'])
    expect(desk.unit(officer, unitOf('201'), 'zh-CN')!.timeline[0].on).toBe('2020-02-15')
    expect(stateOf('201', yesterday).tags).toContain('moved-out')
  })

  it('does not hide what was written down on the day itself', async () => {
    await send({ kind: 'call', unit: unitOf('101'), outcome: 'no-answer' })
    await send(visit('102', 'nobody', { at: at('2020-02-14T20:00:00') }))
    const { records } = desk.context.known()
    expect([...records.onDay(Date.parse('2020-02-16') / 86_400_000)].map(({ feed }) => feed)).toEqual(['call'])
    expect([...records.onDay(Date.parse('2020-02-14') / 86_400_000)].map(({ feed }) => feed)).toEqual(['visit'])
  })

  it('from a clock that is days ahead, or after more than a week, or with no instant at all, is refused with its field', async () => {
    const answer = await send(visit('101', 'nobody', { at: at('2020-02-17T12:00:00') }), visit('102', 'nobody', { at: at('2020-02-08T12:00:00') }), visit('201', 'nobody', { at: 'yesterday' }), visit('202', 'nobody', { at: at('2020-02-09T12:00:00') }), visit('301', 'nobody', { at: at('2020-02-16T19:00:00') }))
    expect([answer.accepted, answer.problems.map(({ index, field, code }) => [index, field, code])]).toEqual([2, [[0, 'at', 'date-in-future'], [1, 'at', 'date-too-old'], [2, 'at', 'not-an-instant']]])
  })
})

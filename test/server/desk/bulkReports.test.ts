import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../../server/desk/desk.ts'
import { createOfficer } from '../../fixtures/createOfficer.ts'
import { createLedger, createPersonRow, createTestService, type TestService } from '../../fixtures/createTestService.ts'

const DAY = '2020-02-16'
let test: TestService
let desk: Desk
const officer = createOfficer()

beforeEach(async () => {
  test = await createTestService()
  desk = test.service.desk
  await test.service.accept('units', createLedger(), 'test')
  await test.service.accept('regions', [{ region: '温州', level: 'concern', from: '2020-01-04' }], 'test')
  const back = (person: number, room: string, origin: string) => createPersonRow(person, { room, state: 'returned', origin, returnedOn: '2020-02-01' })
  // Yellow and over: 101, 102. Orange and over: 201, 202.
  await test.service.accept('household', [back(1, '101', '江苏盐城'), back(2, '102', '江苏盐城'), back(3, '201', '浙江温州'), back(4, '202', '浙江温州')], 'test')
})
afterEach(() => test.remove())

const unitOf = (room: string): string => test.service.units({ compound: '测试新村', building: '1号', room }, {}, 'zh-CN')[0].id
const statusOf = (room: string): string => test.service.units({ compound: '测试新村', building: '1号', room }, {}, 'zh-CN')[0].status
function release(room: string): Record<string, unknown> {
  const { id, seq, people } = desk.unit(officer, unitOf(room), 'zh-CN')!
  return { kind: 'officer', unit: id, seen: seq, person: people[0].id, state: 'returned', returnedOn: '2020-02-01', releasedOn: DAY }
}
const rooms = ['101', '102', '201', '202']

describe('many reports at once', () => {
  it('release whoever is not under a loud colour, and refuse red and orange with the reason, one by one', async () => {
    const answer = await desk.report(officer, rooms.map(release), 'zh-CN', { bulk: true })
    expect(answer.accepted).toBe(2)
    expect(answer.problems).toMatchObject([{ index: 2, field: 'releasedOn', code: 'one-by-one', reason: expect.stringContaining('逐人') }, { index: 3, code: 'one-by-one' }])
    expect(rooms.map(statusOf)).toEqual(['green', 'green', 'orange', 'orange'])
  })

  it('are judged by what they release, whether or not they call themselves a bulk change', async () => {
    const answer = await desk.report(officer, [release('201'), release('202')], 'zh-CN')
    expect([answer.accepted, answer.problems.map(({ code }) => code)]).toEqual([0, ['one-by-one', 'one-by-one']])
    // One person is one person, though several reports say so (a move).
    expect(await desk.report(officer, [release('201'), { ...release('201'), seen: undefined }], 'zh-CN')).toMatchObject({ accepted: 2, problems: [] })
    expect(statusOf('201')).toBe('green')
    // As a bulk change not even one.
    expect((await desk.report(officer, [release('202')], 'zh-CN', { bulk: true })).problems).toMatchObject([{ code: 'one-by-one' }])
  })

  it('refuse somebody who is not loud in a home that is, and somebody whom nobody knew before', async () => {
    await test.service.accept('household', [createPersonRow(5, { room: '201', state: 'returned', origin: '江苏盐城', returnedOn: '2020-02-01' })], 'test')
    const { id, people } = desk.unit(officer, unitOf('201'), 'zh-CN')!
    const yellow = people.find(({ status }) => status !== desk.unit(officer, id, 'zh-CN')!.status)!
    expect((await desk.report(officer, [{ ...release('201'), person: yellow.id }], 'zh-CN', { bulk: true })).problems).toMatchObject([{ code: 'one-by-one' }])
    const { person: _, ...unnamed } = release('101')
    expect((await desk.report(officer, [{ ...unnamed, newPerson: { name: '新来的' } }], 'zh-CN', { bulk: true })).problems).toMatchObject([{ code: 'one-by-one' }])
  })

  it('say of every home what was seen of it: one that changed meanwhile stays as it is, one that says nothing is refused', async () => {
    const notes = rooms.map((room) => ({ kind: 'note', unit: unitOf(room), seen: desk.unit(officer, unitOf(room), 'zh-CN')!.seq, note: '已通知' }) as Record<string, unknown>)
    await desk.report(createOfficer({ id: 'a2' }), [{ kind: 'note', unit: unitOf('102'), note: '同事写的' }], 'zh-CN')
    delete notes[2].seen
    const answer = await desk.report(officer, notes, 'zh-CN', { bulk: true })
    expect([answer.accepted, answer.problems.map(({ index, code }) => [index, code])]).toEqual([2, [[2, 'missing'], [1, 'changed-meanwhile']]])
  })
})

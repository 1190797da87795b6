import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dayFromText } from '../../server/protocol/day.ts'
import { createHouseholdRow, createLedger, createPersonRow, createTestService, type TestService } from '../fixtures/createTestService.ts'

let test: TestService
beforeEach(async () => {
  test = await createTestService()
  await test.service.accept('units', createLedger(), 'test')
})
afterEach(() => test.remove())

const accept = (rows: unknown[]) => test.service.accept('household', rows, 'test')
const statusOf = (room: string) => test.service.units({ building: '1', room }, {}, 'en')[0]

describe('accept', () => {
  it('keeps the good rows of a batch whose other rows are rejected, and names field and code', async () => {
    const result = await accept([createPersonRow(1), createPersonRow(2, { room: '909' }), 'rubbish', createPersonRow(3, { building: '77号' })])
    expect(result).toMatchObject({ accepted: 1, duplicates: 0, rejected: [{ index: 1, field: 'room', code: 'unknown-room' }, { index: 2, field: '', code: 'not-an-object' }, { index: 3, field: 'building', code: 'unknown-building' }] })
  })

  it('[R1] a row equal to the latest report about the person is a duplicate, in any spelling', async () => {
    await accept([createPersonRow(1)])
    const again = await accept([createPersonRow(1, { building: '１幢', room: '0101', phone: '100 0000 0001' })])
    expect(again).toMatchObject({ accepted: 0, duplicates: 1 })
  })

  it('[R1] an older content sent again after a different one is a new report', async () => {
    await accept([createPersonRow(1, { state: 'stayed' })])
    await accept([createPersonRow(1, { state: 'not-returned' })])
    expect(await accept([createPersonRow(1, { state: 'stayed' })])).toMatchObject({ accepted: 1, duplicates: 0 })
    expect(statusOf('101').status).toBe('green')
  })

  it('a report id counts once per feed, whatever the content', async () => {
    await accept([createPersonRow(1, { id: 'a-1' })])
    expect(await accept([createPersonRow(1, { id: 'a-1', state: 'not-returned' }), createPersonRow(1, { id: 'a-2' })])).toMatchObject({ accepted: 1, duplicates: 1 })
  })

  it('the same ledger line is a duplicate on another day too', async () => {
    test.clock.setNow(test.clock.now() + 3 * 86_400_000)
    expect(await test.service.accept('units', createLedger(), 'test')).toMatchObject({ accepted: 0, duplicates: 12 })
  })

  it('[R8] a register row in another unit moves the person and tags the old unit', async () => {
    await accept([createPersonRow(1, { state: 'returned', origin: '江苏南京', returnedOn: '2020-02-14' })])
    expect(statusOf('101').status).toBe('yellow')
    await accept([createPersonRow(1, { room: '202', registeredOn: '2020-02-16', state: 'returned', origin: '江苏南京', returnedOn: '2020-02-14' })])
    expect(statusOf('101')).toMatchObject({ status: 'blue', tags: expect.arrayContaining(['moved']) })
    expect(statusOf('202').status).toBe('yellow')
  })

  it('[R8] a verification list makes a task and neither moves nor colours anybody', async () => {
    await accept([createPersonRow(1)])
    const before = test.service.summary(null, {})
    await test.service.accept('verification', [{ issuedOn: '2020-02-16', list: '协查1', compound: '测试新村', building: '2', room: '301', name: '测试1', idNumber: '990101198001010010' }], 'test')
    const after = test.service.summary(null, {})
    expect(after.counts).toEqual(before.counts)
    expect(test.service.units({ building: '2', room: '301' }, {}, 'en')[0].tags).toContain('verification')
    await test.service.accept('verification', [{ issuedOn: '2020-02-16', list: '协查1', compound: '测试新村', building: '2', room: '301', name: '测试1', idNumber: '990101198001010010', answer: 'not-here' }], 'test')
    expect(test.service.units({ building: '2', room: '301' }, {}, 'en')[0].tags).not.toContain('verification')
  })

  it('date= asks what is known now about a day, rev= what was known then', async () => {
    await accept([createPersonRow(1, { registeredOn: '2020-02-14', state: 'stayed' })])
    const { rev } = test.service.summary(null, {})
    await accept([createPersonRow(2, { room: '102', registeredOn: '2020-02-14', state: 'stayed' })])
    const day = dayFromText('2020-02-14')!
    expect(test.service.summary(null, { day }).counts.green).toBe(2)
    expect(test.service.summary(null, { day, rev }).counts.green).toBe(1)
    expect(test.service.summary(null, { day: day - 1 }).counts.green).toBe(0)
  })

  it('widening the region list recolours at once and leaves an explanation', async () => {
    await accept([createPersonRow(1, { state: 'returned', origin: '浙江温州', returnedOn: '2020-02-10' })])
    expect(statusOf('101').status).toBe('yellow')
    await test.service.accept('regions', [{ region: '温州', level: 'concern', from: '2020-02-12' }], 'test')
    expect(statusOf('101')).toMatchObject({ status: 'orange', reason: { feed: 'household', registeredOn: '2020-02-15', listSeq: test.service.rev() } })
  })

  it('batches that wait together keep the order in which they were sent', async () => {
    const states = ['stayed', 'not-returned', 'stayed', 'not-returned'] as const
    await Promise.all(states.map((state) => accept([createPersonRow(1, { state })])))
    expect(statusOf('101').status).toBe('blue')
  })

  it('a whole-unit row colours a unit that no person report names', async () => {
    await accept([createHouseholdRow({ state: 'vacant' })])
    expect(statusOf('101').status).toBe('grey')
    await accept([createPersonRow(1, { state: 'stayed' })])
    expect(statusOf('101')).toMatchObject({ status: 'green' })
  })
})

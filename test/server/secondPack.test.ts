import { afterEach, beforeEach, expect, it } from 'vitest'
import { decodeFrame, type SnapshotFrame } from '../../server/protocol/frame.ts'
import { decodeLayout, SLOT_ROOF } from '../../server/protocol/layout.ts'
import { liftPack } from '../fixtures/packs/lift/liftPack.ts'
import { createLedger, createTestService, type TestService } from '../fixtures/createTestService.ts'
import { WallMirror } from '../fixtures/WallMirror.ts'

let test: TestService
beforeEach(async () => {
  test = await createTestService({ pack: liftPack })
  await test.service.accept('units', createLedger(), 'test')
})
afterEach(() => test.remove())

it('a pack of five other states gets its world, its wire frames and its legend from its own folder alone', async () => {
  const { service } = test
  const [first] = liftPack.feeds
  const layout = decodeLayout(service.layoutBytes(service.layoutHash())!)
  expect(layout.head.pack).toEqual(liftPack.description)
  expect(layout.head.pack.statuses).toHaveLength(5)
  expect(Object.keys(service.summary(null, {}).counts)).toEqual(liftPack.description.statuses.map(({ key }) => key))

  const wall = new WallMirror(service)
  const before = service.summary(null, {})
  const result = await service.accept(first.name as 'household', [LIFT_ROW], 'test')
  expect(result).toMatchObject({ accepted: 1, rejected: [] })
  expect(wall.follow()).toBe(true)
  expect(wall.matches()).toBe(true)
  const after = service.summary(null, {})
  expect(after.counts).not.toEqual(before.counts)
  expect(after.units).toBe(before.units)
  const { slots } = decodeFrame(service.snapshotBytes().bytes) as SnapshotFrame
  expect(slots[layout.slotOffset[0] + SLOT_ROOF]).toBeLessThan(5)
  expect(service.units({ building: '1', room: '101' }, {}, 'en')[0].reason.text).not.toBe('')
})
const LIFT_ROW = { updatedOn: '2020-02-15', compound: '测试新村', building: '1号', room: '101', stage: 'building', consentPercent: 100 }

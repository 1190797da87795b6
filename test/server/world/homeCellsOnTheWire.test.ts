import { afterEach, beforeEach, expect, it } from 'vitest'
import { decodeFrame } from '../../../server/protocol/frame.ts'
import { decodeLayout } from '../../../server/protocol/layout.ts'
import { createLedger, createRosterRow, createSchoolRow, createTestService, type TestService } from '../../fixtures/createTestService.ts'

let test: TestService
beforeEach(async () => { test = await createTestService() })
afterEach(() => test.remove())

it('a wall is never told of fewer than five abnormal pupils of one neighbourhood', async () => {
  const { service } = test
  await service.accept('buildings', [{ compound: '测试新村', building: '1号', levels: 5, polygons: [[[[121.5, 31.2], [121.5005, 31.2], [121.5005, 31.2005], [121.5, 31.2]]]] }], 'test')
  await service.accept('units', createLedger(), 'test')
  await service.accept('roster', [1, 2, 3, 4, 5].map((n) => createRosterRow(n)), 'test')
  const shown = () => (decodeFrame(service.snapshotBytes().bytes).aside.cells ?? {})['pupils-abnormal']
  await service.accept('school', [1, 2, 3, 4].map((n) => createSchoolRow(n, { temperatureCelsius: 38.4 })), 'test')
  const layout = decodeLayout(service.layoutBytes(service.layoutHash())!)
  const counter = layout.head.pack.counters.findIndex(({ key }) => key === 'pupils.abnormal')
  const abnormal = (kind: string) => {
    const frame = decodeFrame(service.snapshotBytes().bytes)
    if (frame.kind !== 'snapshot') throw new Error('no snapshot')
    return frame.figures[layout.head.nodes.findIndex((node) => node.kind === kind) * layout.head.pack.counters.length + counter]
  }
  expect(shown()).toEqual([])
  // Neither by the committee where they live; their school is told whole.
  expect([abnormal('committee'), abnormal('campus')]).toEqual([0, 4])
  await service.accept('school', [createSchoolRow(5, { temperatureCelsius: 38.4 })], 'test')
  expect(shown()).toEqual([[expect.closeTo(121.5, 2), expect.closeTo(31.2, 2), 5]])
  expect([abnormal('committee'), abnormal('campus')]).toEqual([5, 5])
  await service.accept('school', [createSchoolRow(5, { submittedAt: '2020-02-16T07:20:00+08:00', temperatureCelsius: 36.6 })], 'test')
  expect([abnormal('committee'), abnormal('campus')]).toEqual([0, 4])
})

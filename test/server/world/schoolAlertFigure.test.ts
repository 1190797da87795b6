import { afterEach, beforeEach, expect, it } from 'vitest'
import { decodeFrame, type SnapshotFrame } from '../../../server/protocol/frame.ts'
import { decodeLayout } from '../../../server/protocol/layout.ts'
import { createRosterRow, createSchoolRow, createTestService, type TestService } from '../../fixtures/createTestService.ts'
import { WallMirror } from '../../fixtures/WallMirror.ts'

let test: TestService
beforeEach(async () => {
  test = await createTestService()
  await test.service.accept('roster', [createRosterRow(1), createRosterRow(2)], 'test')
})
afterEach(() => test.remove())

/** What a wall writes into the ring of the one campus. */
function counted(): number {
  const { service } = test
  const { head } = decodeLayout(service.layoutBytes(service.layoutHash())!)
  const { figures, counterCount } = decodeFrame(service.snapshotBytes().bytes) as SnapshotFrame
  return figures[head.nodes.findIndex(({ kind }) => kind === 'campus') * counterCount + head.pack.counters.findIndex(({ key }) => key === head.pack.rings!.count)]
}

it('a campus counts the alerts that somebody has still to do with; a closed one is in no ring', async () => {
  const { service } = test
  const mirror = new WallMirror(service)
  expect(counted()).toBe(0)
  await service.accept('school', [createSchoolRow(1, { temperatureCelsius: 38.4 }), createSchoolRow(2)], 'test')
  await service.school.alerts.settled()
  expect(counted()).toBe(1)
  mirror.follow()
  expect(mirror.matches()).toBe(true)
  const { key } = service.desk.context.known().alertBook.alerts[0]
  await service.desk.context.accept('alert', [{ act: 'verify', alert: key, verdict: 'true' }, { act: 'close', alert: key }], 'test')
  expect(counted()).toBe(0)
})

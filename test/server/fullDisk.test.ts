import { afterEach, beforeEach, expect, it } from 'vitest'
import { StoreUnavailableError } from '../../server/service.ts'
import { createLedger, createPersonRow, createTestService, type TestService } from '../fixtures/createTestService.ts'

let test: TestService
beforeEach(async () => {
  test = await createTestService({ maxPages: 60 })
})
afterEach(() => test.remove())

/** SQLite's own page limit gives a true SQLITE_FULL. */
it('on a full disk nothing is acknowledged, what was acknowledged stays, and the world is what the log says', async () => {
  const { service } = test
  await service.accept('units', createLedger({ buildings: 1 }), 'test')
  let acknowledged = 0
  let failure: unknown
  for (let batch = 0; batch < 200 && !failure; batch++) {
    const rows = Array.from({ length: 20 }, (_, i) => createPersonRow(batch * 20 + i, { note: '备注'.repeat(50) }))
    try {
      acknowledged += (await service.accept('household', rows, 'test')).accepted
    } catch (error) {
      failure = error
    }
  }
  expect(failure).toBeInstanceOf(StoreUnavailableError)
  expect(failure).toMatchObject({ code: 'disk-full' })
  const people = Object.values(service.summary(null, {}).people).reduce((sum, count) => sum + count, 0)
  expect(people).toBe(acknowledged)
  // A ledger that is applied row by row while it is written is undone too.
  await expect(service.accept('units', createLedger({ compound: '另一小区', buildings: 30, storeys: 9, perStorey: 9 }), 'test')).rejects.toBeInstanceOf(StoreUnavailableError)
  expect(service.summary(null, {}).units).toBe(6)
  const before = service.summary(null, {})
  test = await test.reopen()
  expect(test.service.summary(null, {})).toEqual(before)
})

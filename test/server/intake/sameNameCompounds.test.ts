import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LedgerRow } from '../../../server/feeds/rows.ts'
import { createHouseholdRow, createTestService, type TestService } from '../../fixtures/createTestService.ts'

let test: TestService
beforeEach(async () => { test = await createTestService() })
afterEach(() => test.remove())

const home = (committee: string, building: string, more: Partial<LedgerRow> = {}): LedgerRow => ({ committee, compound: '幸福村', building, room: '101', ...more })
const statuses = () => test.service.units({ compound: '幸福村' }, {}, 'zh-CN').map(({ building, status }) => `${building} ${status}`).sort()

describe('ledgers', () => {
  it('of two committees that both have a compound of that name are of two compounds', async () => {
    const rows = [home('东居委', '1号'), home('西居委会', '1号', { tenure: 'vacant' }), home('西居委会', '2号')]
    expect(await test.service.accept('units', rows, 'test')).toMatchObject({ accepted: 3, duplicates: 0 })
    expect(await test.service.accept('units', rows, 'test')).toMatchObject({ accepted: 0, duplicates: 3 })
    expect(statuses()).toEqual(['1号 blue', '1号 grey', '2号 blue'])
    const report = (committee: string | undefined, building: string) => test.service.accept('household', [createHouseholdRow({ compound: '幸福村', committee, building })], 'test')
    expect((await report(undefined, '1号')).rejected).toMatchObject([{ field: 'compound', code: 'ambiguous-building' }])
    expect([(await report('西居委', '1号')).accepted, (await report(undefined, '2号')).accepted]).toEqual([1, 1])
    expect(statuses()).toEqual(['1号 blue', '1号 green', '2号 green'])
  })

  it('of before a compound or a building went to another committee still name its homes', async () => {
    await test.service.accept('units', [home('东居委', '1号'), home('东居委', '2号')], 'test')
    await test.service.accept('organisation', [{ committee: '南居委', compound: '幸福村', building: '2号' }, { committee: '西居委', compound: '幸福村' }], 'test')
    test = await test.reopen()
    await test.service.accept('units', [home('东居委', '1号'), home('东居委', '2号')], 'test')
    expect(test.service.summary(null, {}).units).toBe(2)
  })

  it('say how a home is used; the last word counts, also when it restores the first, and no word takes nothing back', async () => {
    const tenures = ['owned', 'vacant', 'owned', 'vacant', undefined] as const
    const seen: string[] = []
    for (const tenure of tenures) {
      await test.service.accept('units', [home('东居委', '1号', tenure === undefined ? {} : { tenure })], 'test')
      seen.push(test.service.units({ compound: '幸福村' }, {}, 'zh-CN')[0].status)
    }
    expect(seen).toEqual(['blue', 'grey', 'blue', 'grey', 'grey'])
  })
})

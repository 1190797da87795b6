import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FEED_ROW_SCHEMAS } from '../../../server/http/feedRowSchemas.ts'
import { createHouseholdRow, createLedger, createPersonRow, createRosterRow, createSchoolRow, createTestService, type TestService } from '../../fixtures/createTestService.ts'

let test: TestService
beforeEach(async () => {
  test = await createTestService()
  await test.service.accept('units', createLedger(), 'test')
  await test.service.accept('roster', [createRosterRow(1)], 'test')
})
afterEach(() => test.remove())

const ROWS: Record<string, Record<string, unknown>> = {
  household: { ...createHouseholdRow() },
  school: { ...createSchoolRow(1) },
  gate: { measuredAt: '2020-02-16T07:00:00+08:00', device: 'gate-1', school: '测试小学', studentNo: '2020001' },
  verification: { issuedOn: '2020-02-16', list: '协查', compound: '测试新村', building: '1', room: '101' },
}

describe('the rows that the description of the interface names', () => {
  it.each(Object.keys(FEED_ROW_SCHEMAS))('%s: with the required fields a row is taken, without any one of them it is not', async (feed) => {
    const { required } = FEED_ROW_SCHEMAS[feed]
    const row = Object.fromEntries(required.map((field) => [field, ROWS[feed][field]]))
    expect(Object.values(row)).not.toContain(undefined)
    expect(await test.service.accept(feed as 'household', [row], 'test')).toMatchObject({ accepted: 1, rejected: [] })
    for (const field of required) {
      const { [field]: gone, ...rest } = row
      expect(gone).toBeDefined()
      const { accepted, rejected } = await test.service.accept(feed as 'household', [rest], 'test')
      expect([field, accepted, rejected[0]?.field]).toEqual([field, 0, field])
    }
  })

  it('every choice of a household row is taken', async () => {
    const choices = Object.entries(FEED_ROW_SCHEMAS.household.properties).flatMap(([field, schema]) => ((schema as { enum?: string[] }).enum ?? []).map((value) => ({ [field]: value })))
    expect(choices.length).toBeGreaterThan(10)
    for (const [i, choice] of choices.entries()) {
      const { rejected } = await test.service.accept('household', [createPersonRow(i + 1, { returnedOn: '2020-02-10', ...choice })], 'test')
      expect([choice, rejected]).toEqual([choice, []])
    }
  })
})

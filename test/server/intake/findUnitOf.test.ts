import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findUnitOf } from '../../../server/intake/addressProblem.ts'
import { createTestService, type TestService } from '../../fixtures/createTestService.ts'

let test: TestService
beforeAll(async () => {
  test = await createTestService()
  const homes: [compound: string, building: string, room: string][] = [['长桥里', '58弄3号', '101'], ['梧桐苑', '3号楼', '2单元301室'], ['梧桐苑', '3号楼', '1单元301室'], ['梧桐苑', '4号-2', '301'], ['梧桐苑', '4号', '2-301']]
  await test.service.accept('units', homes.map(([compound, building, room]) => ({ committee: '长桥居委会', compound, building, room })), 'test')
})
afterAll(() => test.remove())

describe('findUnitOf', () => {
  const find = (compound: string, building: string, room: string): number | string => {
    const found = findUnitOf(test.service.desk.context.known().registers, { committee: '', compound, building, room })
    return typeof found === 'number' ? found : found.code
  }

  it.each([
    ['长桥里', '58弄3号', '101', 0], ['长桥里58弄', '3号', '101室', 0], ['梧桐苑', '3号楼2单元', '301', 1], ['梧桐苑', '3-1', '0301', 2], ['梧桐苑', '3', '二单元301', 1],
    // A building that bears the number is meant before a stair.
    ['梧桐苑', '4号-2', '301', 3], ['梧桐苑', '4', '2单元301', 4],
  ])('%s %s %s is one home', (compound, building, room, unit) => expect(find(compound, building, room)).toBe(unit))

  it.each([['长桥里59弄', '3号', '101', 'unknown-compound'], ['梧桐苑', '3号楼3单元', '301', 'unknown-building'], ['梧桐苑', '3号楼2单元', '302', 'unknown-building'], ['梧桐苑', '3', '301', 'unknown-room'], ['别处', '3-2', '301', 'unknown-compound']])(
    '%s %s %s is none: %s', (compound, building, room, code) => expect(find(compound, building, room)).toBe(code))
})

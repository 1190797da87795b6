import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRosterRow, createSchoolRow, createTestService, type TestService } from '../fixtures/createTestService.ts'

let test: TestService
beforeEach(async () => {
  test = await createTestService()
})
afterEach(() => test.remove())

it.each([
  ['full-width digits', '20230302', '２０２３０３０２'],
  ['a small x', 'G31011520230302123X', 'g31011520230302123x'],
  ['blanks', '20230302', '2023 0302'],
])('a pupil is known by the number of the roster, written with %s', async (_, onRoster, written) => {
  await test.service.accept('roster', [createRosterRow(1, { studentNo: onRoster })], 'test')
  await test.service.accept('school', [createSchoolRow(1, { studentNo: written })], 'test')
  expect(test.service.schoolDay('测试小学', test.service.today())).toMatchObject({ roster: 1, reported: 1, missing: 0, unknown: 0 })
})

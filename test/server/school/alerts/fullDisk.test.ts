import { expect, it } from 'vitest'
import { createRosterRow, createSchoolRow, createTestService, type TestService } from '../../../fixtures/createTestService.ts'

const DAY = '2020-02-17'
/** Each in a class of their own. */
const PUPILS = 500
const className = (student: number): string => `一(${student})班`
/** Alerts of all of them need far more room than this. */
const PAGES_A_STEP = 6

const alertsOf = (test: TestService) => test.service.desk.context.known().alertBook.alerts

/** A morning of fevers on a disk of so many pages; null when not even the checks found room. */
async function morningOn(maxPages: number): Promise<TestService | null> {
  const test = await createTestService({ day: DAY, maxPages })
  const students = Array.from({ length: PUPILS }, (_, at) => at + 1)
  try {
    await test.service.accept('roster', students.map((student) => createRosterRow(student, { class: className(student), address: '' })), 'test')
    test.service.places()
    await test.service.accept('school', students.map((student) => createSchoolRow(student, { class: className(student), submittedAt: `${DAY}T07:00:00+08:00`, temperatureCelsius: 38.4 })), 'test')
    return test
  } catch {
    await test.remove()
    return null
  }
}

it('alerts that the disk had no room for are written when it has; the checks are acknowledged, and nothing falls over', async () => {
  let test: TestService | null = null
  for (let pages = 100; test === null; pages += PAGES_A_STEP) test = await morningOn(pages)
  await test.service.school.alerts.settled()
  expect(alertsOf(test)).toEqual([])
  expect(test.service.schoolDay('测试小学', test.service.today())).toMatchObject({ reported: PUPILS, abnormal: PUPILS })
  const { folder } = test
  await test.service.close()
  test = await createTestService({ day: DAY, folder })
  await test.service.school.alerts.settled()
  expect(alertsOf(test)).toHaveLength(PUPILS)
  await test.remove()
})

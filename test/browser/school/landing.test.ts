import { expect, it } from 'vitest'
import { createDeskPages } from '../desk/createDeskPages.ts'

const { openAs } = createDeskPages(() => undefined)

it.each(['bureau-officer', 'class-teacher', 'duty-teacher'])('who has no homes to work on begins at the desk with the schools: %s', async (role) => {
  const page = await openAs(role, '/desk')
  await page.locator('.schools-table').getByText('测试小学').waitFor()
  await expect.poll(() => new URL(page.url()).pathname).toBe('/desk/schools')
  // Back leads out of the desk, not into the redirection again.
  await expect.poll(() => page.evaluate(() => history.length)).toBeLessThanOrEqual(2)
})

it('an officer begins with the homes', async () => {
  const page = await openAs('committee-officer', '/desk')
  await page.locator('.building-place select').first().waitFor()
  expect(new URL(page.url()).pathname).toBe('/desk')
})

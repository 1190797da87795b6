import { expect, it } from 'vitest'
import { createDeskPages, DESKTOP, PHONE } from './createDeskPages.ts'
import { findViolations } from './findViolations.ts'
import type { DeskTown } from './startDeskTown.ts'

/** A browser that has no WebGL at all, as on an office computer without a driver. */
let town: DeskTown
const { openAs } = createDeskPages((started) => { town = started }, { expected: /map failed|WebGL|status of 401/, args: ['--disable-3d-apis'] })

it.each([DESKTOP, PHONE])('where no map can be drawn, a building that was asked for on it stands as the plain elevation, and the page says why, at $width px', async (viewport) => {
  const { building } = town.unitAt('1号', '101')
  const page = await openAs('committee-officer', `/desk/buildings/${building}?view=map&place=${building}`, viewport)
  await page.locator('.desk-no-map', { hasText: '已改为平面房态图' }).waitFor()
  await page.locator('.cell').first().waitFor()
  await expect.poll(async () => [page.url().includes('view=map'), await page.locator('.map-failed, .desk-opened').count()]).toEqual([false, 0])
  await expect.poll(() => findViolations(page)).toEqual([])
  await page.locator('.cell').first().click()
  await page.locator('.household-card .card-head h2').waitFor()
})

it('the map of no building gives way to the lists, also on a phone, and can be asked for again', async () => {
  const page = await openAs('committee-officer', '/desk?view=map', PHONE)
  await page.locator('.desk-no-map').waitFor()
  await page.locator('.desk-left').waitFor()
  await Promise.all([page.waitForURL(/view=map/, { waitUntil: 'commit' }), page.locator('.desk-no-map a').click()])
  await expect.poll(() => page.url()).not.toContain('view=map')
  await page.locator('.desk-no-map').waitFor()
})

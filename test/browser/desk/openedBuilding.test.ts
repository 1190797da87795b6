import { expect, it } from 'vitest'
import { pixelOf } from '../map/pixelOf.ts'
import { createDeskPages } from './createDeskPages.ts'
import type { DeskTown } from './startDeskTown.ts'

let town: DeskTown
const { openAs } = createDeskPages((started) => { town = started })

it('opens a building in its place on the map, storeys pulled apart; a click on a home opens its card, and the plain elevation is one step away', async () => {
  const { building } = town.unitAt('1号', '101')
  const page = await openAs('committee-officer', `/desk/buildings/${building}?view=map&place=${building}`)
  await page.locator('.map-canvas canvas').first().waitFor()
  await page.locator('.desk-opened').waitFor()
  // The other buildings stand back, dimmed: what is as bright as this is a home of the one that was opened.
  const { colorOnDark } = town.service.desk.context.pack.description.statuses.find(({ key }) => key === 'blue')!
  await expect.poll(async () => {
    if (page.url().includes('/units/')) return true
    const home = await pixelOf(page, colorOnDark, 180)
    if (home !== null) await page.mouse.click(home.x, home.y)
    return false
  }, { timeout: 120_000, interval: 1_000 }).toBe(true)
  await page.locator('.desk-right h2').first().waitFor()
  await expect.poll(() => page.url()).toContain('view=map')
  await page.getByRole('link', { name: '收起地图' }).click()
  await page.locator('.cell').first().waitFor()
})

import { expect, it } from 'vitest'
import { createDeskPages } from './createDeskPages.ts'
import type { DeskTown } from './startDeskTown.ts'

let town: DeskTown
const { openAs } = createDeskPages((started) => { town = started })

it('opens a building in its place on the map, storeys pulled apart; a click on a home opens its card, and the plain elevation is one step away', async () => {
  const { building } = town.unitAt('1号', '101')
  const page = await openAs('committee-officer', `/desk/buildings/${building}?view=map&place=${building}`)
  await page.locator('.map-canvas canvas').first().waitFor()
  await page.locator('.desk-opened').waitFor()
  const box = (await page.locator('.map-canvas').boundingBox())!
  // Somewhere in the middle there is a home; where exactly is the camera's affair.
  await expect.poll(async () => {
    for (const y of [0.35, 0.42, 0.5, 0.58, 0.65]) {
      await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * y)
      if (page.url().includes('/units/')) return true
    }
    return false
  }, { timeout: 60_000, interval: 1_000 }).toBe(true)
  await page.locator('.desk-right h2').first().waitFor()
  expect(page.url()).toContain('view=map')
  await page.getByRole('link', { name: '收起地图' }).click()
  await page.locator('.cell').first().waitFor()
})

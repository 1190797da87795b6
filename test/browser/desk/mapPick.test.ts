import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { expect, it } from 'vitest'
import { createDeskPages, DESKTOP, PHONE } from './createDeskPages.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

const ORANGE = 'orange'
let town: DeskTown
const { openAs } = createDeskPages(async (started) => {
  town = started
  // A whole house in one colour, which no other has.
  await town.register([1, 2, 3, 4, 5, 6].flatMap((storey) => [1, 2, 3, 4].map((room) => ({
    registeredOn: DESK_DAY, compound: '测试一村', building: '4号', room: `${storey}0${room}`, name: `点图${storey}${room}`, idNumber: `990101196${storey}0${room}010330`, phone: `1000930${storey}0${room}0`, state: 'returned' as const, origin: '浙江温州', returnedOn: DESK_DAY,
  }))))
})

/** Where on the map a pixel has the hue of the colour, in whatever shade light and side give it; null while there is none. */
async function pixelOf(page: Page, color: string): Promise<{ x: number; y: number } | null> {
  const box = (await page.locator('.map-canvas').boundingBox())!
  const png = PNG.sync.read(await page.screenshot({ clip: box }))
  const paint = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16))
  const strongest = paint.indexOf(Math.max(...paint))
  const found: [number, number][] = []
  for (let at = 0; at < png.data.length; at += 4) {
    const scale = png.data[at + strongest] / paint[strongest]
    if (png.data[at + strongest] > 80 && paint.every((part, i) => Math.abs(png.data[at + i] - part * scale) < 12)) found.push([(at / 4) % png.width, Math.floor(at / 4 / png.width)])
  }
  if (found.length < 12) return null
  const [x, y] = found[Math.floor(found.length / 2)]
  return { x: box.x + x, y: box.y + y }
}
const colorOf = (key: string): string => {
  const status = town.service.desk.context.pack.description.statuses.find((each) => each.key === key)!
  return status.colorOnDark
}

it.each([['1440 × 900', DESKTOP], ['390 × 844', PHONE]])('a click on a footprint opens its building in place, a click on a home of it its card, at %s', async (_, viewport) => {
  const { building } = town.unitAt('4号', '101')
  const page = await openAs('committee-officer', '/desk?view=map', viewport)
  await page.locator('.map-canvas canvas').first().waitFor()
  let at: Awaited<ReturnType<typeof pixelOf>> = null
  await expect.poll(async () => (at = await pixelOf(page, colorOf(ORANGE))), { timeout: 60_000, interval: 500 }).not.toBeNull()
  const footprint = at!
  expect(new URL(page.url()).pathname).toBe('/desk')
  await page.mouse.click(footprint.x, footprint.y)
  await page.waitForURL(`**/desk/buildings/${building}?*`)
  expect(new URL(page.url()).searchParams.get('view')).toBe('map')
  await page.locator('.desk-opened', { hasText: '4号' }).waitFor()
  // Whatever has the colour now is a home of this building: a click on it opens its card.
  await expect.poll(async () => {
    if (page.url().includes('/units/')) return page.url().includes(building)
    const home = await pixelOf(page, colorOf(ORANGE))
    if (home !== null) await page.mouse.click(home.x, home.y)
    return false
  }, { timeout: 60_000, interval: 1_000 }).toBe(true)
  await page.locator('.household-card .card-status', { hasText: '重点关注地区返沪' }).waitFor()
})

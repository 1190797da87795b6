import { expect, it } from 'vitest'
import { pixelOf } from '../map/pixelOf.ts'
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

const colorOf = (key: string): string => {
  const status = town.service.desk.context.pack.description.statuses.find((each) => each.key === key)!
  return status.colorOnDark
}

it.each([['1440 × 900', DESKTOP], ['390 × 844', PHONE]])('a click on a footprint opens its building in place, a click on a home of it its card, at %s', async (_, viewport) => {
  const { building } = town.unitAt('4号', '101')
  const page = await openAs('committee-officer', '/desk?view=map', viewport)
  await page.locator('.map-canvas canvas').first().waitFor()
  expect(new URL(page.url()).pathname).toBe('/desk')
  // Nothing else has the colour; a map that still settles may have moved under the click.
  await expect.poll(async () => {
    const footprint = page.url().includes('/buildings/') ? null : await pixelOf(page, colorOf(ORANGE))
    if (footprint !== null) await page.mouse.click(footprint.x, footprint.y)
    return new URL(page.url()).pathname
  }, { timeout: 120_000, interval: 1_000 }).toBe(`/desk/buildings/${building}`)
  await expect.poll(() => new URL(page.url()).searchParams.get('view')).toBe('map')
  await page.locator('.desk-opened', { hasText: '4号' }).waitFor()
  // Whatever has the colour now is a home of this building: a click on it opens its card.
  await expect.poll(async () => {
    if (page.url().includes('/units/')) return page.url().includes(building)
    const home = await pixelOf(page, colorOf(ORANGE))
    if (home !== null) await page.mouse.click(home.x, home.y)
    return false
  }, { timeout: 120_000, interval: 1_000 }).toBe(true)
  await page.locator('.household-card .card-status', { hasText: '重点关注地区返沪' }).waitFor()
})

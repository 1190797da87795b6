import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { shareChromium } from '../launchChromium.ts'
import { type OpenedPage, openPage } from '../town/openPage.ts'
import { startTownServer, type TownServer } from '../town/startTownServer.ts'
import { compareGolden } from './compareGolden.ts'

/** Of all pixels: edges drawn in software differ from one processor to the next. */
const MOST_DIFFERENT = 0.005
/** Width of SAMPLE in the font that the golden pictures of texts were drawn in (Noto Sans CJK SC), pixels. */
const [SAMPLE, SAMPLE_PIXELS] = ['重点疫区返沪 0123456789', 1177.4]
const SIZE = { width: 1280, height: 720 }
/** The map between the panels, above the layers' legend. */
const MIDDLE = { x: 400, y: 160, width: 480, height: 340 }

let browser: Browser
let town: TownServer
let opened: OpenedPage
beforeAll(async () => { [browser, town] = [await shareChromium(), await startTownServer()] })
afterAll(() => town?.stop())
afterEach(() => opened.close())

async function open(query: string): Promise<Page> {
  opened = await openPage(browser, `${town.origin}/wall?${query}`, { viewport: SIZE })
  const { page } = opened
  await page.locator('.link-status[data-state="live"]').waitFor()
  await page.locator('.totals-rows > li').first().waitFor()
  await page.locator('.map-canvas canvas').first().waitFor()
  // Comes after the map's first frame.
  await page.locator('.school-curve canvas').waitFor()
  return page
}

/** The picture as it is when it does not change any more: two in a row are the same. */
async function settled(take: () => Promise<Buffer>): Promise<Buffer> {
  let last = await take()
  await expect.poll(async () => {
    const before = last
    last = await take()
    return last.equals(before)
  }).toBe(true)
  return last
}

describe('golden pictures of the small town', () => {
  it.each([
    ['town', 'layer=no-labels'],
    ['choropleth', 'layer=no-labels,no-buildings,choropleth:share-returned'],
  ])('the map: %s', async (name, query) => {
    const page = await open(query)
    await expect.poll(async () => compareGolden(name, await settled(() => page.screenshot({ clip: MIDDLE, animations: 'disabled' })))).toBeLessThanOrEqual(MOST_DIFFERENT)
  })

  it('the totals', async ({ skip }) => {
    const page = await open('layer=no-buildings')
    const width = await page.evaluate((sample) => {
      const pen = document.createElement('canvas').getContext('2d')!
      pen.font = `100px ${getComputedStyle(document.documentElement).getPropertyValue('--font')}`
      return pen.measureText(sample).width
    }, SAMPLE)
    if (Math.abs(width - SAMPLE_PIXELS) > 1) {
      console.warn(`SKIPPED: the golden picture of the totals was drawn in Noto Sans CJK SC, which is not the font here (width ${width})`)
      skip('another font than that of the golden picture')
    }
    await expect.poll(async () => compareGolden('totals', await settled(() => page.locator('.totals-panel').screenshot({ animations: 'disabled' })))).toBeLessThanOrEqual(MOST_DIFFERENT)
  })
})

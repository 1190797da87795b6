import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../launchChromium.ts'
import { type OpenedPage, openPage } from '../town/openPage.ts'
import { startTownServer, type TownServer } from '../town/startTownServer.ts'
import { readChinese } from './readChinese.ts'
import { readText, type ShownText } from './readText.ts'

/** Lines of the screen for which the smallest text is given, and that text in pixels. */
const [LINES, LEAST_PIXELS] = [1080, 22]
const SCREENS = [[1920, 1080], [3840, 2160], [5760, 1080]] as const
/** Text is laid out all the same; the map is drawn in software, and a quarter of the pixels is enough of it. */
const COARSE = 0.5
const LOCALES = ['zh-CN', 'en'] as const

let browser: Browser
let town: TownServer
let opened: OpenedPage
beforeAll(async () => { [browser, town] = [await launchChromium(), await startTownServer()] })
afterAll(async () => {
  await browser?.close()
  await town?.stop()
})
afterEach(async () => {
  expect([opened.errors, opened.outside]).toEqual([[], []])
  await opened.close()
})
async function open(path: string, size?: { width: number; height: number }): Promise<Page> {
  opened = await openPage(browser, town.origin + path, { ...size && { viewport: size }, deviceScaleFactor: COARSE })
  return opened.page
}

async function drawn(page: Page): Promise<void> {
  await page.locator('.link-status[data-state="live"]').waitFor()
  await page.locator('.totals-rows > li').first().waitFor()
  await page.locator('.map-canvas canvas').first().waitFor()
  // The chart is the last to come: it waits for the map's first frame.
  await page.locator('.school-curve canvas').waitFor()
  await page.evaluate(() => document.fonts.ready)
}

/** Words and numbers under the least size; signs and the line that names the map's source may be smaller. */
const tooSmall = (texts: ShownText[], height: number): ShownText[] =>
  texts.filter(({ text, fontPixels, where }) => /[\p{L}\p{N}]/u.test(text) && where !== 'map-attribution' && fontPixels < LEAST_PIXELS * (height / LINES))

const overflow = (page: Page): Promise<string[]> => page.evaluate(() => {
  const scrolling = document.scrollingElement!
  const found = scrolling.scrollWidth > innerWidth || scrolling.scrollHeight > innerHeight ? [`page ${scrolling.scrollWidth} × ${scrolling.scrollHeight}`] : []
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    const { overflowX, overflowY } = getComputedStyle(element)
    // A bar shows where one may scroll and there is something to scroll to.
    if (/auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth) found.push(`${element.className} →`)
    if (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight) found.push(`${element.className} ↓`)
  }
  return found
})

describe.each(SCREENS)('a screen of %i × %i', (width, height) => {
  it.each(LOCALES)('has no scroll bar, no text cut and none too small to be read from afar (%s)', async (locale) => {
    const page = await open(`/wall?lang=${locale}`, { width, height })
    await drawn(page)
    expect(await overflow(page)).toEqual([])
    const texts = await readText(page)
    expect(texts.length).toBeGreaterThan(40)
    expect(texts.filter(({ fault }) => fault !== null)).toEqual([])
    expect(tooSmall(texts, height)).toEqual([])
    // An ellipsis is a cut text as well.
    expect(await page.locator('body *').evaluateAll((all) => all.filter((each) => getComputedStyle(each).textOverflow === 'ellipsis' && each.scrollWidth > each.clientWidth).map((each) => each.textContent))).toEqual([])
  })
})

it('a chosen place leaves nothing cut either', async () => {
  const places = await town.server.get<{ id: string; name: string }[]>('/api/v1/places')
  const page = await open(`/wall?place=${places.find(({ name }) => name === '测试一居委')!.id}&layer=choropleth:share-returned`)
  await page.locator('.place-statuses > li').first().waitFor()
  expect(await overflow(page)).toEqual([])
  const texts = await readText(page)
  expect(texts.filter(({ fault }) => fault !== null)).toEqual([])
  expect(tooSmall(texts, LINES)).toEqual([])
})

describe('English is complete', () => {
  it.each(['/wall', '/wall?layer=choropleth:share-returned,heat:alert-homes', '/desk', '/brief', '/'])('%s', async (path) => {
    const page = await open(`${path}${path.includes('?') ? '&' : '?'}lang=en`)
    await page.locator('.link-status[data-state="live"]').waitFor()
    // The desk asks first who is there.
    if (path !== '/') await page.locator(path === '/desk' ? 'form button' : '.totals-rows > li').first().waitFor()
    const { title } = await page.evaluate(() => ({ title: document.querySelector('h1')?.textContent ?? '' }))
    expect(title).not.toBe('')
    // Buildings are called 1号, 2号 … by their compound.
    const names = [...town.town.placeNames, ...town.town.placeNames.flatMap((name) => Array.from({ length: 10 }, (_, i) => `${name}${i + 1}号`)), ...Array.from({ length: 10 }, (_, i) => `${i + 1}号`)]
    expect(await readChinese(page, names)).toEqual([])
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })

  it('also of the notices that are seldom seen', async () => {
    const page = await open('/wall?lang=en&place=n999')
    await drawn(page)
    town.line.aim(null)
    await page.locator('.lost-notice').waitFor()
    expect(await page.locator('.lost-notice').textContent()).toMatch(/since \d\d:\d\d:\d\d/)
    expect(await readChinese(page, town.town.placeNames)).toEqual([])
    town.line.aim(town.server.origin)
    await page.locator('.link-status[data-state="live"]').waitFor()
  })
})

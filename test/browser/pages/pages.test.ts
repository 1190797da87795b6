import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { shareChromium } from '../launchChromium.ts'
import { type OpenedPage, openPage } from '../town/openPage.ts'
import { startTownServer, type TownServer } from '../town/startTownServer.ts'

let browser: Browser
let opened: OpenedPage
beforeAll(async () => { browser = await shareChromium() })
afterEach(async () => {
  expect([opened.errors, opened.outside]).toEqual([[], []])
  await opened.close()
})
async function open(url: string, width: number, height: number): Promise<Page> {
  opened = await openPage(browser, url, { viewport: { width, height } })
  return opened.page
}

describe('desk and brief', () => {
  let town: TownServer
  beforeAll(async () => { town = await startTownServer() })
  afterAll(() => town?.stop())

  describe.each([[1440, 900], [390, 844]])('at %i × %i', (width, height) => {
    it('the briefing shows the shared map and the totals, and nothing to scroll sideways', async () => {
      const page = await open(`${town.origin}/brief`, width, height)
      await page.locator('.link-status[data-state="live"]').waitFor()
      await page.locator('.map-canvas canvas').first().waitFor()
      const box = (await page.locator('.map-canvas').boundingBox())!
      expect(box.width * box.height).toBeGreaterThan((width * height) / 8)
      const { counts } = await town.server.get<{ counts: Record<string, number> }>('/api/v1/summary')
      await expect.poll(() => page.locator('.totals-number').allTextContents()).toEqual(Object.values(counts).map(String))
      await expect.poll(() => page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(width)
      // What stands beyond the right edge could not be reached at all.
      await expect.poll(() => page.locator('main *, header *').evaluateAll((all) => all.filter((each) => each.checkVisibility() && !each.closest('.only-read') && each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.className))).toEqual([])
      await expect.poll(() => page.locator('.brief-soon').isVisible()).toBe(true)
    })
  })

  it('the desk asks who is there, and until somebody signs in it asks for nothing of anybody', async () => {
    const page = await open(`${town.origin}/desk/buildings/b0`, 390, 844)
    await page.getByLabel('账号').waitFor()
    await expect.poll(() => page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(390)
    expect(opened.asked.filter((path) => path.startsWith('/api/v1/desk'))).toEqual([])
    // The browser itself notes that there was no session.
    expect(opened.errors.splice(0)).toEqual([])
  })
})

describe('an empty system', () => {
  let town: TownServer
  beforeAll(async () => { town = await startTownServer({ empty: true }) })
  afterAll(() => town?.stop())

  it('tells what to do next, and its first import appears without a reload', async () => {
    const page = await open(`${town.origin}/wall`, 1920, 1080)
    const notice = page.locator('.empty-notice')
    await notice.locator('code').first().waitFor()
    await expect.poll(() => notice.locator('code').allTextContents()).toEqual(['npm run import -- boundaries FILE', 'npm run import -- buildings FILE', 'npm run import -- units FILE', 'npm run import -- household FILE'])
    await expect.poll(() => notice.locator('a').getAttribute('href')).toBe('/api/docs')
    await page.evaluate(() => { (window as unknown as { marked: boolean }).marked = true })
    const send = async (...kinds: string[]): Promise<void> => {
      for (const [kind, name, text] of town.town.files) if (kinds.includes(kind)) expect((await town.server.importFile(kind, name, text)).accepted).toBeGreaterThan(0)
    }
    await send('boundaries', 'buildings')
    // Buildings without homes: one step less to go.
    await expect.poll(() => notice.locator('code').allTextContents()).toEqual(['npm run import -- units FILE', 'npm run import -- household FILE'])
    await send('units')
    await notice.waitFor({ state: 'detached' })
    await page.locator('.map-canvas canvas').first().waitFor()
    await expect.poll(async () => (await page.locator('.totals-number').allTextContents()).reduce((sum, text) => sum + Number(text), 0)).toBe(480)
    await expect.poll(() => page.evaluate(() => (window as unknown as { marked?: boolean }).marked)).toBe(true)
  })
})

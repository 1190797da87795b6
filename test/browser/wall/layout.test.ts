import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { shareChromium } from '../launchChromium.ts'
import { look } from '../town/look.ts'
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
/** A school as large as any: twelve grades, one of them with twenty classes of fifty. */
const LARGE_SCHOOL = { id: 'c1', name: '测试街道附属十二年一贯制实验学校' }
const GRADES = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'].map((name) => `${name}年级`)
const [LARGE_GRADE, MOST_CLASSES, CLASS_SIZE] = [2, 20, 50]

let browser: Browser
let town: TownServer
let opened: OpenedPage
beforeAll(async () => {
  [browser, town] = [await shareChromium(), await startTownServer()]
  await layLargeSchool()
})
afterAll(() => town?.stop())
afterEach(async () => {
  expect([opened.errors, opened.outside]).toEqual([[], []])
  await opened.close()
})
async function open(path: string, size?: { width: number; height: number }): Promise<Page> {
  opened = await openPage(browser, town.origin + path, { ...size && { viewport: size }, deviceScaleFactor: COARSE })
  return opened.page
}

async function layLargeSchool(): Promise<void> {
  const classes = GRADES.flatMap((grade, i) => Array.from({ length: i === LARGE_GRADE ? MOST_CLASSES : 2 }, (_, k) => ({ grade, name: `${grade.slice(0, -2)}(${k + 1})班` })))
  const pupils = classes.flatMap(({ grade, name }, i) => Array.from({ length: CLASS_SIZE }, (_, k) => ({ grade, name, studentNo: String(3_000_000 + i * 100 + k), pupil: `学${String.fromCharCode(0x4e00 + i)}${String.fromCharCode(0x5200 + k)}` })))
  const roster = ['学校,年级,班级,学号,姓名', ...pupils.map(({ grade, name, studentNo, pupil }) => [LARGE_SCHOOL.name, grade, name, studentNo, pupil].join(','))]
  const { rejected, accepted } = await town.server.importFile('roster', 'roster.csv', roster.join('\n'))
  expect([rejected, accepted]).toEqual([0, pupils.length])
  // All but the last of each class: the longest rates and a number of everything.
  await town.report('school', pupils.filter((_, i) => i % CLASS_SIZE > 0).map(({ name, studentNo, pupil }) => ({ submittedAt: `${town.day}T00:00:00+08:00`, school: LARGE_SCHOOL.name, class: name, studentNo, name: pupil, temperatureCelsius: 36.5, symptoms: [] })))
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

/** Chooses a place on the page that is open, as a bookmark's address does. */
const choose = (page: Page, place: string): Promise<void> => page.evaluate((id) => {
  const address = new URL(location.href)
  address.searchParams.set('place', id)
  history.pushState(history.state, '', address)
  dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
}, place)

/** Every line of the table stands on the screen, whole. */
async function linesShown(page: Page, names: readonly string[]): Promise<void> {
  await expect.poll(() => page.locator('.campus-classes tbody th').evaluateAll((all) => all.map((each) => each.textContent!.replace(/[▸▾]/, '').trim()))).toEqual(names)
  // How close they have to stand is found out right after they came.
  await expect.poll(() => page.locator('.place-panel').evaluate((panel) => panel.scrollHeight <= panel.clientHeight + 1)).toBe(true)
}

async function faults(page: Page, height: number): Promise<unknown[]> {
  const texts = await readText(page)
  return [...await overflow(page), ...texts.filter(({ fault }) => fault !== null), ...tooSmall(texts, height)]
}

describe.each(SCREENS)('a screen of %i × %i', (width, height) => {
  it.each(LOCALES)('has no scroll bar, no text cut and none too small to be read from afar (%s)', async (locale) => {
    const page = await open(`/wall?lang=${locale}`, { width, height })
    await drawn(page)
    await expect.poll(async () => (await readText(page)).length).toBeGreaterThan(40)
    await expect.poll(() => faults(page, height)).toEqual([])
    // An ellipsis is a cut text as well.
    await expect.poll(() => page.locator('body *').evaluateAll((all) => all.filter((each) => getComputedStyle(each).textOverflow === 'ellipsis' && each.scrollWidth > each.clientWidth).map((each) => each.textContent))).toEqual([])

    await choose(page, LARGE_SCHOOL.id)
    await linesShown(page, GRADES)
    await look(page, `wall-grades-${locale}`)
    await expect.poll(() => faults(page, height)).toEqual([])
    await page.locator('.campus-classes button', { hasText: GRADES[LARGE_GRADE] }).click()
    await linesShown(page, expect.arrayContaining([GRADES[LARGE_GRADE], ...Array.from({ length: MOST_CLASSES }, (_, i) => `三(${i + 1})班`)]) as unknown as string[])
    await look(page, `wall-classes-${locale}`)
    await expect.poll(() => faults(page, height)).toEqual([])
  })
})

describe('the town stands above the legend of its layers', () => {
  const aboveLegend = (page: Page): Promise<boolean> => page.evaluate(() => {
    const [source, legend] = ['.map-attribution', '.wall-layers'].map((part) => document.querySelector(part)!.getBoundingClientRect())
    return source!.bottom <= legend!.top
  })

  it('when the world comes after the page', async () => {
    const page = await open('/healthz')
    let send = (): void => {}
    const sent = new Promise<void>((resolve) => { send = resolve })
    await page.routeWebSocket(/socket\.io/, (client) => {
      const server = client.connectToServer()
      server.onMessage((message) => void sent.then(() => client.send(message)))
    })
    await page.goto(`${town.origin}/wall`)
    await page.locator('.map-canvas canvas').first().waitFor()
    send()
    await drawn(page)
    await expect.poll(() => aboveLegend(page)).toBe(true)
  })

  it('when the page comes after the world', async () => {
    const page = await open('/healthz')
    const world = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived', { predicate: ({ payload }) => typeof payload !== 'string' }))
    await page.route(/WallPage.*\.js/, async (route) => {
      await world
      await route.continue()
    })
    await page.goto(`${town.origin}/wall`)
    await drawn(page)
    await expect.poll(() => aboveLegend(page)).toBe(true)
  })
})

it('a chosen place leaves nothing cut either', async () => {
  const places = await town.server.get<{ id: string; name: string }[]>('/api/v1/places')
  const page = await open(`/wall?place=${places.find(({ name }) => name === '测试一居委')!.id}&layer=choropleth:share-returned`)
  await page.locator('.place-statuses > li').first().waitFor()
  await expect.poll(() => faults(page, LINES)).toEqual([])
})

describe('English is complete', () => {
  it.each(['/wall', '/wall?layer=choropleth:share-returned,heat:alert-homes', '/desk', '/brief', '/'])('%s', async (path) => {
    const page = await open(`${path}${path.includes('?') ? '&' : '?'}lang=en`)
    await page.locator('.link-status[data-state="live"]').waitFor()
    // The desk asks first who is there.
    if (path !== '/') await page.locator(path === '/desk' ? 'form button' : '.totals-rows > li').first().waitFor()
    await expect.poll(() => page.evaluate(() => document.querySelector('h1')?.textContent ?? '')).not.toBe('')
    // Buildings are called 1号, 2号 … by their compound.
    const names = [...town.town.placeNames, ...town.town.placeNames.flatMap((name) => Array.from({ length: 10 }, (_, i) => `${name}${i + 1}号`)), ...Array.from({ length: 10 }, (_, i) => `${i + 1}号`)]
    await expect.poll(() => readChinese(page, names)).toEqual([])
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en')
  })

  it('also of the notices that are seldom seen', async () => {
    const page = await open('/wall?lang=en&place=n999')
    await drawn(page)
    town.line.aim(null)
    await page.locator('.lost-notice').waitFor()
    await expect.poll(() => page.locator('.lost-notice').textContent()).toMatch(/since \d\d:\d\d:\d\d/)
    await expect.poll(() => readChinese(page, town.town.placeNames)).toEqual([])
    town.line.aim(town.server.origin)
    await page.locator('.link-status[data-state="live"]').waitFor()
  })
})

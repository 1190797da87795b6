import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { shareChromium } from '../launchChromium.ts'
import { type OpenedPage, openPage } from '../town/openPage.ts'
import { startTownServer, type TownServer } from '../town/startTownServer.ts'
import { countColor } from './countColor.ts'
import { readTotals } from './readTotals.ts'

const RED = '#e53e3d'
const KEYS = ['green', 'red', 'orange', 'yellow', 'blue', 'grey']

let browser: Browser
let town: TownServer
let opened: OpenedPage
beforeAll(async () => { [browser, town] = [await shareChromium(), await startTownServer()] })
afterAll(() => town?.stop())
afterEach(async () => {
  town.line.aim(town.server.origin)
  // Of every page of this file, whatever it was opened for.
  expect(opened.outside).toEqual([])
  expect(opened.errors).toEqual([])
  await opened.close()
})

interface Summary { counts: Record<string, number>; people: Record<string, number>; rev: number }
const summary = (place = ''): Promise<Summary> => town.server.get(`/api/v1/summary${place && `?place=${place}`}`)

async function openWall(query = '', options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
  opened = await openPage(browser, `${town.origin}/wall${query}`, { deviceScaleFactor: 0.5, ...options })
  await becomesLive(opened.page)
  await opened.page.locator('.map-canvas canvas').first().waitFor()
  // The last part that is fetched, after the map's first frame; a chosen place takes its room.
  if (!query.includes('place=')) await opened.page.locator('.school-curve canvas').waitFor()
  return opened.page
}
async function becomesLive(page: Page): Promise<void> {
  await page.locator('.link-status[data-state="live"]').waitFor()
  await page.locator('.totals-rows > li').first().waitFor()
}

/** Somebody new in an address; each number once. */
let people = 700
const arrival = (building: string, room: string, compound = '测试一村') => ({
  registeredOn: town.day, compound, building, room, name: `密新${String.fromCharCode(0x4e00 + people)}`, idNumber: `99010119800101${people++}1`, phone: '10077770000',
  state: 'returned', origin: '湖北武汉', returnedOn: town.day,
})
/** What the totals panel says must become what the interface says. */
async function showsSummary(page: Page): Promise<void> {
  const { counts, people } = await summary()
  await expect.poll(() => readTotals(page)).toEqual({ units: KEYS.map((key) => counts[key]), people: KEYS.map((key) => people[key]) })
}
const redUnits = (page: Page) => page.locator('.totals-rows > li').nth(1).locator('.totals-number')
async function shows(page: Page, units: number): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelectorAll('.totals-rows > li')[1]?.querySelector('.totals-number')?.textContent === wanted, String(units))
}
/** Survives everything but a reload. */
const mark = (page: Page) => page.evaluate(() => { (window as unknown as { marked: boolean }).marked = true })
const isMarked = (page: Page) => page.evaluate(() => (window as unknown as { marked?: boolean }).marked === true)
/** Everything that is set going from now on is remembered, however short it lasts. */
const watchMotion = (page: Page) => page.evaluate(() => {
  const seen = window as unknown as { moved: string[] }
  seen.moved = []
  const animate = Element.prototype.animate
  Element.prototype.animate = function (...args) {
    seen.moved.push(this.className)
    return animate.apply(this, args)
  }
  document.addEventListener('transitionrun', ({ target }) => seen.moved.push((target as Element).className))
  document.addEventListener('animationstart', ({ target }) => {
    if (parseFloat(getComputedStyle(target as Element).animationDuration) > 0) seen.moved.push((target as Element).className)
  })
})
const motion = (page: Page) => page.evaluate(() => (window as unknown as { moved: string[] }).moved)
const placeId = async (name: string): Promise<string> => (await town.server.get<{ id: string; name: string }[]>('/api/v1/places')).find((place) => place.name === name)!.id

describe('the wall', () => {
  it('shows the totals of /api/v1/summary, the pupils and the feeds with their ages', async () => {
    const page = await openWall()
    await showsSummary(page)
    await expect.poll(async () => (await summary()).counts.red).toBeGreaterThan(0)
    // Three of four have reported; at a weekend nobody is expected but who reports.
    const isWeekend = [0, 6].includes(new Date(`${town.day}T00:00:00Z`).getUTCDay())
    await expect.poll(() => page.locator('.school-rate-number').textContent()).toMatch(isWeekend ? /^100/ : /^75/)
    const feeds = () => page.locator('.feed-ages > div').evaluateAll((items) => items.map((item) => [item.querySelector('dt')!.textContent, item.querySelector('dd')!.textContent]))
    await expect.poll(async () => (await feeds()).map(([name]) => name).sort()).toEqual(['户籍', '晨检'].sort())
    for (const [, age] of await feeds()) expect(age).toMatch(/^\d+ (秒|分)$/)
    await expect.poll(() => page.locator('.link-age').textContent()).toMatch(/\d+ 秒/)
  })

  it('a report changes number, ticker and picture within the page', async () => {
    const page = await openWall(`?place=${await placeId('测试一居委')}&layer=no-labels`)
    const before = (await summary()).counts.red
    // The first building of the first compound has nobody who returned.
    await expect.poll(() => countColor(page, '#42af81')).toBeGreaterThan(200)
    const redBefore = await countColor(page, RED)
    await mark(page)
    await town.report('household', ['1号', '2号', '3号', '4号'].flatMap((building) => [101, 201, 301, 401].map((room) => arrival(building, String(room)))))
    await shows(page, (await summary()).counts.red)
    await expect.poll(async () => (await summary()).counts.red).toBeGreaterThan(before)
    await expect.poll(() => countColor(page, RED)).toBeGreaterThan(redBefore + 200)
    const entry = page.locator('.change-ticker button').first()
    await entry.waitFor()
    await expect.poll(() => entry.textContent()).toMatch(/\d\d:\d\d.*测试一村.*重点疫区返沪/)
    await expect.poll(() => isMarked(page)).toBe(true)
    await showsSummary(page)
  })

  it('a line that was cut: the picture stays and says since when, then catches up by revision', async () => {
    const page = await openWall()
    await mark(page)
    const before = Number(await redUnits(page).textContent())
    town.line.aim(null)
    await page.locator('.lost-notice').waitFor()
    await expect.poll(() => page.locator('.lost-notice').textContent()).toMatch(/连接中断 · 自 \d\d:\d\d:\d\d/)
    await page.locator('.lost-edge').waitFor({ state: 'attached' })
    await town.report('household', [arrival('6号', '101'), arrival('6号', '201')])
    expect(Number(await redUnits(page).textContent())).toBe(before)
    const asked = opened.asked.length
    town.line.aim(town.server.origin)
    await shows(page, before + 2)
    await page.locator('.lost-notice').waitFor({ state: 'detached' })
    // What it missed came as deltas: nothing was fetched a second time.
    expect(opened.asked.slice(asked).filter((path) => path.startsWith('/api/'))).toEqual([])
    await expect.poll(() => isMarked(page)).toBe(true)
  })

  it('a server that was killed and started again finds its walls as they were', async () => {
    const page = await openWall()
    await mark(page)
    const before = Number(await redUnits(page).textContent())
    await town.kill()
    await page.locator('.lost-notice').waitFor()
    expect(Number(await redUnits(page).textContent())).toBe(before)
    await town.startAgain()
    await becomesLive(page)
    await town.report('household', [arrival('7号', '101')])
    await shows(page, before + 1)
    await showsSummary(page)
    await expect.poll(() => isMarked(page)).toBe(true)
  })

  it('two tabs of one browser are both live', async () => {
    const page = await openWall()
    const other = await page.context().newPage()
    await other.goto(`${town.origin}/wall`)
    await becomesLive(other)
    const before = Number(await redUnits(page).textContent())
    await town.report('household', [arrival('8号', '101')])
    await Promise.all([shows(page, before + 1), shows(other, before + 1)])
  })

  it('moves nothing where less motion is wanted', async () => {
    const page = await openWall()
    await watchMotion(page)
    const before = Number(await redUnits(page).textContent())
    await town.report('household', [arrival('9号', '101')])
    await shows(page, before + 1)
    await expect.poll(() => motion(page)).toEqual([])
  })

  it('says of a change by a flash where motion is welcome', async () => {
    const page = await openWall('', { reducedMotion: 'no-preference' })
    const before = Number(await redUnits(page).textContent())
    await watchMotion(page)
    await town.report('household', [arrival('10号', '101')])
    await shows(page, before + 1)
    await expect.poll(() => motion(page)).toContain('flash-number totals-number')
  })
})

describe('places and layers', () => {
  it('are restored from the address', async () => {
    const id = await placeId('测试二居委')
    const page = await openWall(`?place=${id}&layer=choropleth:share-returned,heat:alert-homes`)
    await page.locator('.place-panel h2').waitFor()
    await expect.poll(() => page.locator('.place-panel h2').textContent()).toBe('测试二居委')
    const { counts } = await summary(id)
    await expect.poll(async () => (await page.locator('.place-status-units').allTextContents()).map(Number)).toEqual(KEYS.map((key) => counts[key]))
    await expect.poll(() => page.locator('.layer-switch select').evaluateAll((selects) => selects.map((select) => (select as HTMLSelectElement).value))).toEqual(['share-returned', 'alert-homes'])
  })

  it('come into the address by a click on the ranking and on the map, and go back', async () => {
    const page = await openWall()
    await page.locator('.committees-rows button').first().click()
    await page.locator('.place-panel h2').waitFor()
    const name = await page.locator('.place-panel h2').textContent()
    await expect.poll(() => new URL(page.url()).searchParams.get('place')).toBe(await placeId(name!))
    await page.locator('.place-back').click()
    await page.locator('.committees-panel').waitFor()
    await expect.poll(() => new URL(page.url()).searchParams.get('place')).toBeNull()
    // The middle of the room between the panels: some committee or building of the town that fills it.
    // A map that still flies back has other places there, or none.
    await expect.poll(async () => {
      if (await page.locator('.place-panel h2').count()) return true
      await page.mouse.click(960, 500)
      return false
    }, { interval: 1_000 }).toBe(true)
    await expect.poll(() => new URL(page.url()).searchParams.get('place')).toMatch(/^[nb]/)
    await expect.poll(() => page.locator('.place-panel .place-statuses > li').count()).toBe(6)
  })
})

it('nothing personal reaches a wall: not in bodies, not in messages, not in the page', async () => {
  const page = await openWall('', { keepAnswers: true })
  const before = Number(await redUnits(page).textContent())
  const marked = { ...arrival('5号', '601'), name: '密标记', idNumber: '990101198001016661', phone: '10066600066', note: '密备注文字' }
  await town.report('household', [marked])
  await shows(page, before + 1)
  const secrets = [...town.town.personal, marked.name, marked.idNumber, marked.phone, marked.note]
  const received = await opened.received()
  expect(received.reduce((sum, bytes) => sum + bytes.length, 0)).toBeGreaterThan(100_000)
  // The way of looking finds what is there.
  expect(received.some((bytes) => bytes.includes('测试一居委'))).toBe(true)
  const page16 = Buffer.from(`${await page.content()} ${page.url()} ${await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))}`)
  const spellings = (secret: string): (string | Buffer)[] => [secret, Buffer.from(secret, 'utf16le'), encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1).replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)]
  const all = Buffer.concat([...received, page16])
  expect(secrets.filter((secret) => spellings(secret).some((spelling) => all.includes(spelling)))).toEqual([])
})

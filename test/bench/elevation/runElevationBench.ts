import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright-core'
import type { HouseholdRow, LedgerRow } from '../../../server/feeds/rows.ts'
import { createHttpServer } from '../../../server/http/createHttpServer.ts'
import { createLogger } from '../../../server/logger.ts'
import { readSettings } from '../../../server/settings.ts'
import { launchChromium } from '../../browser/launchChromium.ts'
import { createTestService, type TestService } from '../../fixtures/createTestService.ts'
import type { BenchRow } from '../benchRow.ts'
import { measureScroll } from './measureScroll.ts'

const PASSWORD = 'a-long-password-of-the-bench'
const COMPOUND = '云川新村'
/** Two towers of 40 storeys with 6 units each, opened in turns; 91 slabs fill the compound up to 2,046 units. */
const TOWERS = { count: 2, storeys: 40, perStorey: 6 }
const SLABS = 91
const COMPOUND_UNITS = 2046
const OPENINGS = 7
const MOST_BUILDING_MS = 200
const MOST_POSTER_MS = 1000
/** A frame of 60 a second, and what browsers call a long task. */
const MOST_FRAME_MS = 16
const MOST_TASK_MS = 50

/**
 * Main-thread time from the click until the last cell is drawn: a building of 240 units, and a compound of 2,046 as a
 * poster, which is then scrolled by wheel. The built pages in headless Chromium, the server in this process. Needs a Chromium (CHROMIUM_PATH); throws without.
 */
export async function runElevationBench(projectRoot = process.cwd()): Promise<BenchRow[]> {
  const test = await createTestService({ day: '2020-02-16' })
  const { service } = test
  await lay(test)
  await service.accounts.lay({ login: 'bench', name: '测量员', role: 'street-officer', scope: { places: ['all'], schools: [] } }, PASSWORD, false)
  const app = createHttpServer({
    service, accounts: service.accounts, audit: service.audit, settings: readSettings({}), apiKey: 'key', screenToken: null,
    logger: createLogger({ level: 'silent' }), webRoot: join(projectRoot, 'dist/web'),
  })
  let browser: Browser | undefined
  try {
    await app.listen({ port: 0, host: '127.0.0.1' })
    const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
    browser = await launchChromium({}, { gpuCompositing: true })
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    await page.goto(`${origin}/desk`)
    await page.evaluate(async (password) => {
      await fetch('/api/v1/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'bench', password }) })
    }, PASSWORD)
    const places = service.desk.places({ id: 'a0', login: '', name: '', role: '', permissions: new Set(), scope: { places: ['all'], schools: [] } })
    const towers = places.filter(({ kind, units }) => kind === 'building' && units === TOWERS.storeys * TOWERS.perStorey)
    const compound = places.find(({ kind }) => kind === 'compound')!
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable')
    return [...await openBuildings(page, cdp, origin, towers.map(({ id }) => id)), ...await openPoster(browser, page, cdp, origin, compound.id)]
  } finally {
    await browser?.close()
    await app.close()
    await test.remove()
  }
}

interface Opened { taskMs: number; clockMs: number }

async function openBuildings(page: Page, cdp: CDPSession, origin: string, [first, second]: string[]): Promise<BenchRow[]> {
  await page.goto(`${origin}/desk/buildings/${first}`)
  await page.locator('.cell').nth(239).waitFor()
  const opened: Opened[] = []
  for (let i = 0; i < OPENINGS; i++) {
    const next = i % 2 === 0 ? second : first
    opened.push(await spent(cdp, page, 'buildings', next, '.cell', 240))
  }
  return rowsOf('a building of 240 units', opened, MOST_BUILDING_MS)
}

async function openPoster(browser: Browser, page: Page, cdp: CDPSession, origin: string, compound: string): Promise<BenchRow[]> {
  const opened: Opened[] = []
  for (let i = 0; i < OPENINGS; i++) {
    await page.goto(`${origin}/desk`)
    await page.locator(`a[href="/desk/posters/${compound}"]`).first().waitFor()
    // The page itself settles first: its lists are no part of the poster.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)))
    opened.push(await spent(cdp, page, 'posters', compound, '.compact-cell', COMPOUND_UNITS))
  }
  const { frames, longestTaskMs, longestClockMs, pixels } = await measureScroll(browser, page, '.desk-middle')
  frames.sort((a, b) => a - b)
  const p95 = frames[Math.floor(frames.length * 0.95)]
  const note = `${frames.length} frames, ${Math.round(pixels)} px by wheel`
  return [
    ...rowsOf('a poster of 2,046 units', opened, MOST_POSTER_MS),
    { part: 'elevation', name: 'a frame of scrolling the poster, main thread, p95', value: p95, unit: 'ms', limit: MOST_FRAME_MS, ok: p95 <= MOST_FRAME_MS, note },
    { part: 'elevation', name: 'longest task while scrolling the poster', value: longestTaskMs, unit: 'ms', limit: MOST_TASK_MS, ok: longestTaskMs <= MOST_TASK_MS, note: `on the clock ${longestClockMs.toFixed(0)}` },
  ]
}

/** What the main thread does from the click until the address and the cells are those of what was opened, and two frames have gone by. */
async function spent(cdp: CDPSession, page: Page, kind: 'buildings' | 'posters', id: string, cell: string, cells: number): Promise<Opened> {
  const before = await taskMs(cdp)
  const clockMs = await page.evaluate(async ([address, selector, count]) => {
    const link = document.querySelector<HTMLElement>(`a[href="${address}"]`)
    if (!link) throw new Error(`no link to ${address}`)
    const shown = (): string | undefined => document.querySelector<HTMLElement>(selector)?.dataset.unit
    const first = shown()
    const started = performance.now()
    link.click()
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (location.pathname === address && document.querySelectorAll(selector).length === count && (first === undefined || shown() !== first)) resolve()
        else if (performance.now() - started > 60_000) reject(new Error(`${address} was not drawn: ${document.querySelectorAll(selector).length} of ${count} cells`))
        else requestAnimationFrame(look)
      }
      look()
    })
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    return performance.now() - started
  }, [`/desk/${kind}/${id}`, cell, cells] as const)
  return { taskMs: await taskMs(cdp) - before, clockMs }
}

async function taskMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000
}

function rowsOf(what: string, opened: Opened[], limit: number): BenchRow[] {
  const task = median(opened.map((one) => one.taskMs))
  const clock = median(opened.map((one) => one.clockMs))
  const list = (of: keyof Opened): string => `median of ${opened.map((one) => one[of].toFixed(0)).join(' ')}`
  return [
    { part: 'elevation', name: `${what}, main thread`, value: task, unit: 'ms', limit, ok: task <= limit, note: list('taskMs') },
    { part: 'elevation', name: `${what}, click to drawn`, value: clock, unit: 'ms', limit: null, ok: true, note: list('clockMs') },
  ]
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]

/** Every colour occurs, many days of observation, some tags. */
async function lay({ service }: TestService): Promise<void> {
  const ledger: LedgerRow[] = []
  const add = (building: number, storeys: number, perStorey: number, most = Infinity): void => {
    let left = most
    for (let storey = 1; storey <= storeys; storey++) {
      for (let room = 1; room <= perStorey && left-- > 0; room++) ledger.push({ committee: '云川居委会', compound: COMPOUND, building: `${building}号`, room: `${storey}${String(room).padStart(2, '0')}`, tenure: (storey + room) % 9 === 0 ? 'vacant' : 'owned' })
    }
  }
  for (let tower = 1; tower <= TOWERS.count; tower++) add(tower, TOWERS.storeys, TOWERS.perStorey)
  const rest = COMPOUND_UNITS - TOWERS.count * TOWERS.storeys * TOWERS.perStorey
  for (let slab = 0; slab < SLABS; slab++) add(TOWERS.count + 1 + slab, 6, 4, Math.floor(rest / SLABS) + (slab < rest % SLABS ? 1 : 0))
  await service.accept('units', ledger, 'bench')
  await service.accept('regions', [{ region: '湖北', level: 'key', from: '2020-01-27' }, { region: '温州', level: 'concern', from: '2020-02-04' }], 'bench')
  const origins = ['湖北武汉', '浙江温州', '江苏南京', '安徽合肥']
  const rows: HouseholdRow[] = ledger.flatMap((unit, i): HouseholdRow[] => i % 10 === 9 ? [] : [{
    registeredOn: '2020-02-15', compound: COMPOUND, building: unit.building, room: unit.room, name: `住户${i}`, phone: `100${String(i).padStart(8, '0')}`,
    ...(i % 5 === 0 ? { state: 'returned' as const, origin: origins[i % 4], returnedOn: `2020-02-${String(1 + (i % 14)).padStart(2, '0')}` } : { state: i % 7 === 0 ? 'not-returned' as const : 'stayed' as const }),
  }])
  for (let i = 0; i < rows.length; i += 1000) await service.accept('household', rows.slice(i, i + 1000), 'bench')
}

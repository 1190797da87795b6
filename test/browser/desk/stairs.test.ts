import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { look } from '../town/look.ts'
import { createDeskPages, PHONE } from './createDeskPages.ts'
import { findViolations } from './findViolations.ts'
import { DESK_DAY, type DeskTown, WEB_ROOT } from './startDeskTown.ts'

/** Pages of this file's own: one of the tests lays another build over them. */
const webRoot = mkdtempSync(join(tmpdir(), 'liuse-web-'))
cpSync(WEB_ROOT, webRoot, { recursive: true })
let town: DeskTown
const pages = createDeskPages(async (laid) => {
  town = laid
  await town.register([
    { registeredOn: DESK_DAY, compound: '测试一村', building: '1号', room: '101', name: '楼梯甲', idNumber: '990101196501019990', phone: '10008009999', state: 'returned', origin: '湖北武汉', returnedOn: DESK_DAY },
    { registeredOn: DESK_DAY, compound: '测试一村', building: '7号', room: '102', name: '楼梯乙', idNumber: '990101196501019980', phone: '10008009998', state: 'stayed' },
  ])
}, { webRoot, worker: true })
afterEach(() => town.mend())
afterAll(() => rmSync(webRoot, { recursive: true, force: true }))

const openAs = (path: string): Promise<Page> => pages.openAs('committee-officer', path, PHONE)
const buildingOf = (name: string): string => town.unitAt(name, '101').building
const stairsPath = (name = '1号'): string => `/desk/stairs/${buildingOf(name)}`
const door = (page: Page, room: string) => page.locator('.stairs-door', { hasText: room })
async function tap(page: Page, room: string, what: string): Promise<void> {
  await door(page, room).click()
  await page.locator('.stairs-answers').getByRole('button', { name: what }).click()
}
const waits = (page: Page, text: string) => expect.poll(() => page.locator('.stairs-waiting').first().innerText()).toContain(text)
/** The worker is there, and has everything that it keeps. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    if (active!.state !== 'activated') await new Promise((resolve) => active!.addEventListener('statechange', resolve, { once: true }))
  })
}
const shelf = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify(localStorage))
const recordsOf = (room: string, building = '1号') => town.service.desk.context.known().records.ofUnit(parseInt(town.unitAt(building, room).unit.slice(1), 36))
const authorOf = (seq: number): string => town.service.desk.context.store.entryAt(seq)!.author

describe('without a line', () => {
  it('after one visit the stairs open from the home screen, show the building that was opened, and send later', async () => {
    const page = await openAs(`/desk/buildings/${buildingOf('1号')}`)
    await page.locator('.cell').first().waitFor()
    await kept(page)
    await expect.poll(() => shelf(page)).toContain('liuse.desk.outline')
    await expect.poll(() => page.evaluate(() => document.querySelector<HTMLLinkElement>('link[rel="manifest"]')?.href)).toBe(`${town.origin}/desk.webmanifest`)
    town.line.aim(null)
    await page.goto('about:blank')
    // Where a home screen leads to.
    await page.goto(`${town.origin}/desk/stairs`)
    await page.locator('.stairs-door', { hasText: '1号' }).click()
    await door(page, '101').waitFor()
    await expect.poll(() => page.locator('.stairs-kept').innerText()).toContain('2 月 16 日')
    await expect.poll(() => page.locator('.stairs-door').count()).toBe(4)
    await expect.poll(() => findViolations(page)).toEqual([])
    await tap(page, '102', '在家')
    await tap(page, '103', '无人应门')
    await waits(page, '2 条还没有发出')
    await page.reload()
    await door(page, '102').waitFor()
    await expect.poll(async () => [await page.locator('.visited').count(), await page.locator('.stairs-progress').innerText()]).toEqual([2, expect.stringContaining('2 / 24')])
    // Nothing but the page is there: no list, no card, no search.
    await page.goto(`${town.origin}/desk`)
    await page.getByText('没有网络').waitFor()
    await expect.poll(() => page.locator('.building-list, .desk-find, .household-card').count()).toBe(0)
    await page.getByRole('link', { name: '扫楼' }).click()
    await page.locator('.stairs-door', { hasText: '1号' }).click()
    await page.getByRole('button', { name: '上楼' }).click()
    town.mend()
    // By itself; and the walker stays on the floor.
    await waits(page, '都已发出')
    await door(page, '201').waitFor()
    expect([recordsOf('102'), recordsOf('103')].map(([record]) => [record.feed, record.code])).toEqual([['visit', 'at-home'], ['visit', 'nobody']])
  })

  it('"moved away" lays its tag and changes no colour and nobody\'s home; the card asks who has left, and with the answer the tag is gone', async () => {
    const { unit } = town.unitAt('7号', '102')
    const stateOf = () => town.service.units({ compound: '测试一村', building: '7号', room: '102' }, {}, 'zh-CN')[0]
    const page = await openAs(stairsPath('7号'))
    await door(page, '102').waitFor()
    const { status, tags } = stateOf()
    await tap(page, '102', '已搬走')
    await waits(page, '都已发出')
    await expect.poll(() => door(page, '102').innerText()).toContain('已搬走')
    expect([stateOf().status, stateOf().tags]).toEqual([status, [...tags, 'moved-out']])
    expect(recordsOf('102', '7号').map(({ feed, code }) => [feed, code])).toEqual([['mark', '+moved-out']])
    const list = () => town.service.desk.today({ id: 'a0', permissions: new Set(), scope: { places: ['all'], schools: [] } } as never, null)!.lists.find(({ key }) => key === 'moved-out')!
    expect(list()).toMatchObject({ total: 1, done: 0, items: [{ unit }] })
    await page.getByRole('link', { name: '结束扫楼' }).click()
    await page.locator(`[data-unit="${unit}"]`).click()
    await page.locator('.household-card').getByText('已搬离').first().waitFor()
    await page.getByRole('button', { name: '登记搬离' }).click()
    await look(page, 'stairs-moved-out')
    await page.getByRole('dialog').getByRole('button', { name: '确认搬离' }).click()
    await expect.poll(() => stateOf().tags).toEqual(tags)
    await page.locator('.person-row', { hasText: '至 2 月 16 日' }).waitFor()
    expect([recordsOf('102', '7号').map(({ code }) => code), list()]).toMatchObject([['-moved-out', '+moved-out'], { total: 1, done: 1, items: [] }])
  })

  it('a gateway that says that nobody is behind it is as good as no line', async () => {
    const page = await openAs(stairsPath('6号'))
    await door(page, '101').waitFor()
    await kept(page)
    const gateway = createServer((_request, response) => response.writeHead(502).end('Bad Gateway'))
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
    town.line.aim(null)
    town.line.aim(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}`)
    await page.reload()
    await door(page, '101').waitFor()
    await tap(page, '101', '在家')
    await waits(page, '1 条还没有发出')
    town.line.aim(null)
    town.mend()
    await waits(page, '都已发出')
    gateway.close()
    pages.opened[0].errors.splice(0, Infinity, ...pages.opened[0].errors.filter((text) => !/status of 502/.test(text)))
    expect(recordsOf('101', '6号').map(({ code }) => code)).toEqual(['at-home'])
  })

  it('the device keeps no name, no number, no reason; the worker keeps the program and nothing of the interface', async () => {
    const page = await openAs(`/desk/buildings/${buildingOf('1号')}/units/${town.unitAt('1号', '101').unit}`)
    await page.locator('.household-card .card-status').waitFor()
    await kept(page)
    expect(await shelf(page)).not.toMatch(/楼梯|楼\*|1000800|990101|武汉|测试员/)
    const urls = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat())
    expect(urls.length).toBeGreaterThan(5)
    expect(urls.filter((url) => url !== '/index.html' && !/^\/assets\/[\w.-]+\.(js|css)$/.test(url))).toEqual([])
    expect(urls.filter((url) => /createMap|maplibre|echarts|Wall/i.test(url))).toEqual([])
    const policy = await page.evaluate(async () => (await (await fetch('/deskWorker.js')).headers.get('content-security-policy')) ?? '')
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  })

  it('a wall, a resident\'s page and the interface are never the worker\'s: without a line there is nothing old to see', async () => {
    const page = await openAs(stairsPath())
    await door(page, '101').waitFor()
    await kept(page)
    await page.reload()
    await door(page, '101').waitFor()
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
    await page.goto(`${town.origin}/wall`)
    await page.locator('.link-status').waitFor()
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller)).toBeNull()
    // Nothing is on its way any more that could fail by itself.
    await page.goto('about:blank')
    town.line.aim(null)
    for (const path of ['/wall', '/r/some-code', '/api/v1/session', '/']) expect(await page.goto(town.origin + path).catch((error: Error) => error.message)).toMatch(/ERR_/)
  })

  it('who signs out leaves no building on the device', async () => {
    const page = await openAs(`/desk/buildings/${buildingOf('1号')}`)
    await page.locator('.cell').first().waitFor()
    await kept(page)
    await expect.poll(() => shelf(page)).toContain('liuse.desk.outline')
    await page.locator('.desk-account summary').click()
    await page.getByRole('button', { name: '退出', exact: true }).click()
    await page.getByLabel('密码').waitFor()
    await expect.poll(() => shelf(page)).not.toMatch(/outline|walker/)
    town.line.aim(null)
    await page.goto(`${town.origin}${stairsPath()}`)
    await page.getByText('服务器没有回应').waitFor()
    await expect.poll(() => page.locator('.stairs-door').count()).toBe(0)
  })
})

/** What an upgrade does: every part of the program has another name, and whatever names it says so. */
function upgrade(): void {
  const names = readdirSync(join(webRoot, 'assets'))
  const files = ['index.html', 'deskWorker.js', ...names.filter((name) => /\.(js|css)$/.test(name)).map((name) => `assets/${name}`)]
  for (const file of files) {
    let text = readFileSync(join(webRoot, file), 'utf8')
    for (const name of names) text = text.replaceAll(name, nextName(name))
    writeFileSync(join(webRoot, file), text)
  }
  for (const name of names) renameSync(join(webRoot, 'assets', name), join(webRoot, 'assets', nextName(name)))
  // The worker's list names the page by what is in it.
  const worker = join(webRoot, 'deskWorker.js')
  const list = readFileSync(worker, 'utf8')
  const revision = createHash('md5').update(readFileSync(join(webRoot, 'index.html'))).digest('hex')
  expect(list).toMatch(PAGE_IN_LIST)
  writeFileSync(worker, list.replace(PAGE_IN_LIST, (all, known: string) => all.replace(known, revision)))
}
const PAGE_IN_LIST = /"?revision"?:["'`]([0-9a-f]{32})["'`],"?url"?:["'`]\/index\.html["'`]/
const nextName = (name: string): string => name.replace(/.{4}(\.\w+)$/, 'NEXT$1')
const partsOf = (page: Page): Promise<string[]> => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.replace('/assets/', '')))
const keptParts = (page: Page): Promise<string[]> => page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname.replace('/assets/', ''))))).flat())

it('a new build takes over cleanly: the next page is the new one, and so is what is kept for later', async () => {
  const page = await openAs(stairsPath())
  await door(page, '101').waitFor()
  await kept(page)
  const before = await partsOf(page)
  upgrade()
  await page.reload()
  await door(page, '101').waitFor()
  await expect.poll(async () => (await partsOf(page)).filter((name) => before.includes(name) && /\.js$/.test(name))).toEqual([])
  await expect.poll(async () => (await keptParts(page)).filter((name) => /\.(js|css)$/.test(name) && !name.includes('NEXT'))).toEqual([])
  await expect.poll(async () => (await keptParts(page)).length).toBeGreaterThan(5)
  town.line.aim(null)
  await page.reload()
  await door(page, '101').waitFor()
  await expect.poll(async () => (await partsOf(page)).filter((name) => /\.js$/.test(name) && !name.includes('NEXT'))).toEqual([])
})

describe('two tabs', () => {
  it('of one officer: what one keeps the other does not lose, and all of it is sent once', async () => {
    const first = await openAs(stairsPath('2号'))
    await door(first, '101').waitFor()
    const second = await first.context().newPage()
    await second.goto(town.origin + stairsPath('3号'))
    await door(second, '101').waitFor()
    town.line.aim(null)
    await tap(first, '101', '无人应门')
    await tap(second, '101', '在家')
    await tap(first, '102', '空关')
    await waits(first, '3 条还没有发出')
    // The walks themselves do not mix.
    await expect.poll(async () => [await first.locator('.visited').count(), await second.locator('.visited').count()]).toEqual([2, 1])
    town.mend()
    await Promise.all([first, second].map((page) => page.getByRole('button', { name: '现在发送' }).click({ timeout: 3_000 }).catch(() => undefined)))
    await Promise.all([waits(first, '都已发出'), waits(second, '都已发出')])
    expect([recordsOf('101', '2号'), recordsOf('102', '2号'), recordsOf('101', '3号')].map((records) => records.map(({ code }) => code))).toEqual([['nobody'], ['vacant'], ['at-home']])
  })

  it('of two officers: nothing is sent in the name of whoever signed in last; the other hears how many wait, and no more', async () => {
    const first = await openAs(stairsPath('4号'))
    await door(first, '101').waitFor()
    const author = await first.evaluate(async () => ((await (await fetch('/api/v1/session')).json()) as { account: { id: string; login: string } }).account)
    await town.service.accounts.lay({ login: 'colleague', name: '同事', role: 'committee-officer', scope: { places: ['all'], schools: [] } }, town.password, false)
    // Somebody else signs in beside the first tab, which still shows its own officer.
    const status = await first.evaluate(async (password) => (await fetch('/api/v1/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'colleague', password }) })).status, town.password)
    expect(status).toBe(200)
    await tap(first, '101', '在家')
    await first.locator('.desk-overlay').waitFor()
    const second = await first.context().newPage()
    second.setDefaultTimeout(60_000)
    await second.goto(`${town.origin}/desk`)
    await second.getByText('其他人员的 1 条记录待发送').waitFor()
    expect(await second.content()).not.toContain('4号 101')
    expect(recordsOf('101', '4号')).toEqual([])
    await first.locator('#sign-in-password').fill(town.password)
    await first.locator('.desk-overlay').getByRole('button', { name: /登录/ }).click()
    await waits(first, '都已发出')
    const [record] = recordsOf('101', '4号')
    expect([record.code, authorOf(record.seq)]).toEqual(['at-home', author.id])
    await second.close()
  })
})

it('of two walkers at one door the later one is told, looks and decides; what was tapped is not lost', async () => {
  const page = await openAs(stairsPath('5号'))
  await door(page, '102').waitFor()
  town.line.aim(null)
  await tap(page, '102', '空关')
  const { unit } = town.unitAt('5号', '102')
  await town.service.accept('note', [{ unit, note: '先来的人写的' }], 'test')
  town.mend()
  await page.getByText('1 户有新情况').waitFor()
  await page.getByRole('button', { name: '上楼' }).click()
  await page.locator('.stairs-waiting').getByRole('button', { name: '102' }).click()
  await expect.poll(() => findViolations(page)).toEqual([])
  expect(recordsOf('102', '5号').map(({ feed }) => feed)).toEqual(['note'])
  await page.getByRole('button', { name: '仍然提交' }).click()
  await waits(page, '都已发出')
  expect(recordsOf('102', '5号').map(({ feed }) => feed)).toEqual(['officer', 'note'])
})

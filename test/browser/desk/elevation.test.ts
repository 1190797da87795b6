import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { HouseholdRow } from '../../../server/feeds/rows.ts'
import { createDeskPages, DESKTOP, PHONE } from './createDeskPages.ts'
import { findBeyondEdge } from './findBeyondEdge.ts'
import { findViolations } from './findViolations.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

let town: DeskTown
const pages = createDeskPages(async (started) => {
  town = started
  await town.register([
    somebody(1, '101', { state: 'returned', origin: '湖北武汉', returnedOn: DESK_DAY }), somebody(2, '202', { state: 'returned', origin: '浙江温州', returnedOn: '2020-02-10' }),
    somebody(3, '303', {}), somebody(4, '604', {}),
  ])
})

/** Somebody invented, in 测试一村 1号. */
function somebody(number: number, room: string, row: Partial<HouseholdRow>): HouseholdRow {
  return { registeredOn: DESK_DAY, compound: '测试一村', building: '1号', room, name: `楼面${number}`, idNumber: `99010119650101${String(number).padStart(3, '0')}0`, phone: `100${String(8_000_000 + number).padStart(8, '0')}`, state: 'stayed', ...row }
}
const openAs = (path: string, viewport = DESKTOP): Promise<Page> => pages.openAs('committee-officer', path, viewport)
const buildingPath = (): string => `/desk/buildings/${town.unitAt('1号', '101').building}`
const cell = (page: Page, room: string) => page.locator(`[data-unit="${town.unitAt('1号', room).unit}"]`)
/** Statuses come by the wire as numbers of the pack; the key is what people mean. */
const statusOf = (key: string): string => String(town.service.desk.context.pack.description.statuses.findIndex((status) => status.key === key))
const roomInFocus = (page: Page): Promise<string | null> => page.evaluate(() => document.activeElement?.querySelector('.cell-room')?.textContent ?? null)

describe('signing in', () => {
  it('a wrong password is told and the name stays; a one-time password is changed before anything is shown', async () => {
    await town.service.accounts.lay({ login: 'newcomer', name: '新人', role: 'committee-officer', scope: { places: ['all'], schools: [] } }, 'once-and-never-again', true)
    const page = await pages.open(buildingPath(), { viewport: PHONE })
    await page.getByLabel('账号').fill('newcomer')
    await page.getByLabel('密码').fill('something-else')
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.getByRole('button', { name: '登录' }).click()
    await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/密码/)
    await expect.poll(() => page.getByLabel('账号').inputValue()).toBe('newcomer')
    await page.getByLabel('密码').fill('once-and-never-again')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByLabel('现在的密码').fill('once-and-never-again')
    await page.getByLabel('新密码（至少 10 位）').fill('only-i-know-this')
    await page.getByLabel('再输一次新密码').fill('only-i-know-thit')
    await page.getByRole('button', { name: '设置并继续' }).click()
    await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/不一样/)
    await expect.poll(() => page.locator('.cell').count()).toBe(0)
    await page.getByLabel('再输一次新密码').fill('only-i-know-this')
    await page.getByRole('button', { name: '设置并继续' }).click()
    // Where one wanted to go is where one comes.
    await cell(page, '101').waitFor()
  })

  it('a session that ends in the middle of something: the page stays beneath, and goes on after signing in again', async () => {
    const page = await openAs(buildingPath())
    await cell(page, '604').waitFor()
    await page.locator('.legend-chip').first().click()
    const login = await page.evaluate(async () => ((await (await fetch('/api/v1/session')).json()) as { account: { login: string } }).account.login)
    const search = page.locator('.desk-find input')
    await search.fill('测试一村 2号')
    await page.locator('[role="listbox"] [role="option"]').first().waitFor()
    // The link is closed with the session; what is asked when it is back finds out.
    town.signEverybodyOut()
    const again = page.getByRole('dialog')
    await again.waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(async () => [await again.getByLabel('账号').inputValue(), await search.inputValue(), await page.locator('.cell').count()]).toEqual([login, '测试一村 2号', 24])
    await again.getByLabel('密码').fill(town.password)
    await again.getByRole('button', { name: '登录' }).click()
    await again.waitFor({ state: 'detached' })
    await page.locator('.link-status[data-state="live"]').waitFor()
    await expect.poll(async () => [await search.inputValue(), await page.locator('.legend-chip').first().getAttribute('aria-pressed')]).toEqual(['测试一村 2号', 'true'])
    await page.locator('.building-list a', { hasText: /^2号/ }).click()
    await expect.poll(() => page.locator('#building-title').innerText()).toBe('2号')
  })

  it('signing out leaves nothing of what was open', async () => {
    const page = await openAs(buildingPath())
    await cell(page, '101').waitFor()
    await page.locator('.desk-account summary').click()
    await page.getByRole('button', { name: '退出', exact: true }).click()
    await page.getByLabel('密码').waitFor()
    await expect.poll(() => page.locator('.cell, .building-list li').count()).toBe(0)
    await page.goto(`${town.origin}${buildingPath()}`)
    await page.getByLabel('密码').waitFor()
  })
})

describe('the elevation', () => {
  it('a building of the list opens as it stands, storeys from the top, and says each home in a sentence', async () => {
    const page = await openAs('/desk')
    await page.locator('.building-list a', { hasText: /^1号/ }).click()
    await cell(page, '101').waitFor()
    await expect.poll(() => page.locator('.elevation-storey').allTextContents()).toEqual(['6', '5', '4', '3', '2', '1'])
    await expect.poll(() => page.locator('.cell-room').allTextContents()).toEqual([6, 5, 4, 3, 2, 1].flatMap((storey) => [1, 2, 3, 4].map((room) => `${storey}0${room}`)))
    const { name } = town.service.desk.context.pack.description.statuses[Number(statusOf('orange'))]
    await expect.poll(() => cell(page, '202').getAttribute('aria-label')).toContain(`2 层 202 室，${name['zh-CN']}，观察第 6 天，共 14 天`)
    await expect.poll(() => cell(page, '202').getAttribute('data-note')).toBe('6/14')
    // The same column on every storey.
    const left = () => Promise.all(['601', '301', '101'].map(async (room) => (await cell(page, room).boundingBox())!.x))
    await expect.poll(async () => new Set(await left()).size).toBe(1)
    await expect.poll(() => findViolations(page)).toEqual([])
  })

  it('is walked by the keyboard: arrows, ends, Enter opens, Esc closes and comes back', async () => {
    const page = await openAs(buildingPath())
    await cell(page, '601').waitFor()
    const press = async (...keys: string[]): Promise<string | null> => {
      for (const key of keys) await page.keyboard.press(key)
      return roomInFocus(page)
    }
    await expect.poll(async () => {
      await cell(page, '601').focus()
      return press('ArrowRight')
    }).toBe('602')
    expect(await press('ArrowDown', 'ArrowDown')).toBe('402')
    expect(await press('End')).toBe('404')
    expect(await press('PageDown')).toBe('104')
    expect(await press('Control+Home')).toBe('601')
    // One stop for Tab, however many homes.
    await expect.poll(() => page.locator('.cell[tabindex="0"]').count()).toBe(1)
    await press('ArrowDown', 'Enter')
    await page.waitForURL(`**/units/${town.unitAt('1号', '501').unit}`)
    await page.locator('.household-card').waitFor()
    await cell(page, '501').focus()
    await page.keyboard.press('Escape')
    await page.locator('.household-card').waitFor({ state: 'detached' })
    await expect.poll(() => roomInFocus(page)).toBe('501')
  })

  it('the legend filters by colour, what is filtered out fades, and the counts of the others stay', async () => {
    const page = await openAs(buildingPath())
    await cell(page, '101').waitFor()
    const chip = page.locator('.legend-chip').nth(Number(statusOf('red')))
    await chip.waitFor()
    const before = await page.locator('.legend-chip strong').allTextContents()
    await chip.click()
    await expect.poll(() => page.locator('.cell:not(.faded) .cell-room').allTextContents()).toEqual(['101'])
    await expect.poll(() => page.locator('.legend-chip strong').allTextContents()).toEqual(before)
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.getByLabel('房屋性质').selectOption('vacant')
    await expect.poll(() => page.locator('.cell:not(.faded)').count()).toBe(0)
    await page.getByRole('button', { name: '清除筛选' }).click()
    await expect.poll(() => page.locator('.cell.faded').count()).toBe(0)
  })

  it('a report that comes from elsewhere changes its cell, the legend and the list, without a reload', async () => {
    const page = await openAs(buildingPath())
    await cell(page, '604').waitFor()
    await page.locator('.link-status[data-state="live"]').waitFor()
    const red = page.locator('.legend-chip').nth(Number(statusOf('red'))).locator('strong')
    await expect.poll(async () => [await cell(page, '604').getAttribute('data-status'), await red.innerText()]).toEqual([statusOf('green'), '1'])
    await town.register([somebody(5, '604', { state: 'returned', origin: '湖北武汉', returnedOn: DESK_DAY })])
    await expect.poll(() => cell(page, '604').getAttribute('data-status')).toBe(statusOf('red'))
    await expect.poll(() => red.innerText()).toBe('2')
    await expect.poll(() => page.locator('.building-list a', { hasText: /^1号/ }).locator('.building-loud').innerText()).toContain('2')
  })

  it('several homes are chosen for one change: by switch, by Shift as a rectangle, by what is filtered', async () => {
    const page = await openAs(buildingPath())
    await cell(page, '601').waitFor()
    await page.getByRole('button', { name: '多选' }).click()
    await cell(page, '601').click()
    await cell(page, '502').click({ modifiers: ['Shift'] })
    await expect.poll(() => page.locator('.cell[aria-selected="true"] .cell-room').allTextContents()).toEqual(['601', '602', '501', '502'])
    await cell(page, '601').click()
    await expect.poll(() => page.locator('.cell[aria-selected="true"]').count()).toBe(3)
    await expect.poll(() => page.locator('.household-card').count()).toBe(0)
  })

  it('on a phone one column is on the screen at a time, the way back is there, and only the building scrolls sideways', async () => {
    const page = await openAs('/desk', PHONE)
    await page.locator('.building-list a', { hasText: /^1号/ }).click()
    await cell(page, '101').waitFor()
    await expect.poll(() => page.locator('.desk-left').isVisible()).toBe(false)
    await expect.poll(() => page.locator('.elevation-box').evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(true)
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await expect.poll(() => findViolations(page)).toEqual([])
    await cell(page, '202').click()
    await page.locator('.household-card').waitFor()
    await expect.poll(() => page.locator('.desk-middle').isVisible()).toBe(false)
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await page.locator('.desk-right .desk-back').click()
    await cell(page, '202').waitFor()
    await page.locator('.desk-middle .desk-back').click()
    await page.locator('.building-list').waitFor()
  })

  it('the map comes only when it is asked for, and leads back to the same building', async () => {
    const page = await openAs(`/desk?place=${town.unitAt('1号', '101').building}`)
    await cell(page, '101').waitFor()
    await cell(page, '101').click()
    await page.locator('.household-card').waitFor()
    expect(pages.opened[0].asked.filter((path) => /createMap|maplibre/i.test(path))).toEqual([])
    await page.locator('.building-tools').getByRole('link', { name: '地图' }).click()
    await page.locator('.map-canvas canvas').first().waitFor()
    await page.getByRole('link', { name: '收起地图' }).click()
    await cell(page, '101').waitFor()
    await expect.poll(() => new URL(page.url()).pathname).toContain(buildingPath())
  })

  it('a building that is not there, or out of reach, is said to be so', async () => {
    const page = await openAs('/desk/buildings/bzzzz')
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('没有这栋楼')
    // The browser itself notes that there was none, each time the page asks: once more when its line is there.
    const { errors } = pages.opened[0]
    await expect.poll(() => [...new Set(errors.filter((text) => !/status of 401/.test(text)))]).toEqual([expect.stringContaining('status of 404')])
    errors.length = 0
  })
})

describe('lists, poster and stairs', () => {
  it('a list of today leads to the household and on to the next of the list, and says how far each committee is', async () => {
    // Two doors of the day opened.
    for (const room of ['101', '102']) await town.service.accept('visit', [{ unit: town.unitAt('2号', room).unit, found: 'at-home' }], 'test')
    const page = await openAs('/desk')
    await page.locator('.today-list a').first().click()
    const items = page.locator('.work-items a')
    await items.first().waitFor()
    const { committees } = town.service.desk.today({ id: 'a0', permissions: new Set(), scope: { places: ['all'], schools: [] } } as never, null)!
    await expect.poll(() => page.locator('.work-progress li').allInnerTexts()).toEqual(committees.map(({ name, done, total }) => `${name}\n${done} / ${total}`))
    expect(committees.map(({ name, done }) => [name, done])).toEqual([['测试二居委', 0], ['测试一居委', 2]])
    await expect.poll(() => findViolations(page)).toEqual([])
    await items.first().click()
    await page.locator('.household-card').waitFor()
    await expect.poll(() => new URL(page.url()).searchParams.get('list')).toBeTruthy()
  })

  it('all buildings of a compound stand side by side, and print on A3 across', async () => {
    const page = await openAs(buildingPath())
    await page.locator('.building-tools').getByRole('link', { name: '挂图' }).click()
    await page.locator('.compact').first().waitFor()
    await expect.poll(async () => [await page.locator('.compact').count(), await page.locator('.compact-cell').count()]).toEqual([10, 240])
    await expect.poll(() => findViolations(page)).toEqual([])
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1')
    // 420 × 297 mm in points.
    expect(new Set([...pdf.matchAll(/\/MediaBox \[0 0 (\d+)[.\d]* (\d+)/g)].map(([, width, height]) => `${width} ${height}`))).toEqual(new Set(['1191 841']))
  })

  it('what does not fit on one sheet goes on to the next, and no building is cut in two', async () => {
    const page = await openAs(`/desk/posters/${town.service.desk.places({ id: 'a0', permissions: new Set(), scope: { places: ['all'], schools: [] } } as never).find(({ kind }) => kind === 'compound')!.id}`)
    await page.locator('.compact').first().waitFor()
    // As large as if each of the ten had forty storeys.
    await page.addStyleTag({ content: '.compact { min-height: 130mm }' })
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1')
    expect(Number(/\/Count (\d+)/.exec(pdf)![1])).toBeGreaterThan(1)
    await expect.poll(() => page.locator('.compact').first().evaluate((each) => getComputedStyle(each).breakInside)).toBe('avoid')
  })

  it('the stairs are walked without a line: two taps a door, and all of it is sent when the line is back', async () => {
    const page = await openAs(`/desk/stairs/${town.unitAt('1号', '101').building}`, PHONE)
    const door = (room: string) => page.locator('.stairs-door', { hasText: room })
    await door('102').waitFor()
    town.line.aim(null)
    await door('102').click()
    await page.getByRole('button', { name: '在家' }).click()
    await door('103').click()
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.getByRole('button', { name: '无人应门' }).click()
    await expect.poll(() => page.locator('.stairs-waiting').innerText()).toContain('2 条还没有发出')
    await expect.poll(() => page.locator('.stairs-progress').innerText()).toContain('2 / 24')
    town.mend()
    // Where the page has tried by itself meanwhile, there is nothing left to click.
    await page.getByRole('button', { name: '现在发送' }).click({ timeout: 3_000 }).catch(() => undefined)
    await expect.poll(() => page.locator('.stairs-waiting').innerText()).toContain('都已发出')
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await page.getByRole('button', { name: '上楼' }).click()
    await door('201').waitFor()
  })
})

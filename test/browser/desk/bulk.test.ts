import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createDeskPages, DESKTOP, PHONE } from './createDeskPages.ts'
import { findBeyondEdge } from './findBeyondEdge.ts'
import { findViolations } from './findViolations.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

/** Somebody invented whose fourteen days are over. */
const over = (number: number, building: string, room: string, origin: string) => ({
  registeredOn: DESK_DAY, compound: '测试一村', building, room, name: `批量${number}`, idNumber: `99010119720101${String(number).padStart(3, '0')}0`, phone: `100${String(9_500_000 + number).padStart(8, '0')}`, state: 'returned' as const, origin, returnedOn: '2020-02-01',
})

let town: DeskTown
const { openAs } = createDeskPages(async (started) => {
  town = started
  await town.register([over(1, '1号', '101', '江苏盐城'), over(2, '1号', '102', '江苏盐城'), over(3, '2号', '101', '江苏盐城'), over(4, '2号', '102', '浙江温州')])
})

const placeOf = (kind: string, name?: string): string => town.service.desk.places({ id: 'a0', permissions: new Set(), scope: { places: ['all'], schools: [] } } as never).find((place) => place.kind === kind && (name === undefined || place.name === name))!.id
const stateOf = (building: string, room: string) => town.service.units({ compound: '测试一村', building, room }, {}, 'zh-CN')[0]
const marked = (tag: string): number => town.service.units({ compound: '测试一村' }, {}, 'zh-CN').filter(({ tags }) => tags.includes(tag)).length
const bar = (page: Page) => page.locator('.bulk-bar')
const dialog = (page: Page) => page.locator('dialog[open]')
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

async function lay(page: Page, change: string, mark: string | null): Promise<void> {
  await bar(page).getByLabel('做什么').selectOption({ label: change })
  if (mark !== null) await bar(page).locator('select').nth(1).selectOption({ label: mark })
  await bar(page).getByRole('button', { name: '下一步' }).click()
  await dialog(page).waitFor()
}

describe('one change for many homes', () => {
  it('of a list of today, of one committee: one confirmation says how many; who was changed meanwhile is named and stays', async () => {
    const page = await openAs('committee-officer', '/desk/today/not-reached')
    const items = page.locator('.work-items li')
    await items.first().waitFor()
    const all = await items.count()
    await page.locator('.today-items .building-place select').selectOption({ label: '测试一居委' })
    let listed = all
    await expect.poll(async () => (listed = await items.count())).toSatisfy((count: number) => count > 200 && count < all)
    await button(page, '多选').click()
    await page.locator('.bulk-line').getByRole('button', { name: `全选 ${listed} 户` }).click()
    await items.nth(0).getByRole('checkbox').uncheck()
    await expect.poll(() => findViolations(page)).toEqual([])
    await lay(page, '加标签', '独居老人')
    await expect.poll(() => dialog(page).innerText()).toContain(`将为 ${listed - 1} 户加上标签“独居老人”。`)
    // Somebody else writes something down while the question stands there.
    const { unit } = town.unitAt('3号', '302')
    await town.service.accept('note', [{ unit, note: '同事刚去过' }], 'a0')
    await dialog(page).getByRole('button', { name: /^确认/ }).click()
    await bar(page).getByText(`${listed - 2} 户已处理`).waitFor()
    await bar(page).getByText('有 1 户没有被接受').waitFor()
    await expect.poll(() => bar(page).locator('.bulk-problems').innerText()).toMatch(/新的记录[\s\S]*测试一村 3号 302/)
    expect([marked('lives-alone'), stateOf('3号', '302').tags.includes('lives-alone')]).toEqual([listed - 2, false])
    await bar(page).getByRole('button', { name: '测试一村 3号 302' }).click()
    await page.locator('.household-card .card-head h2', { hasText: '302' }).waitFor()
  })

  it('of a poster, over several buildings: finished registrations; red and orange are counted, and stay', async () => {
    const page = await openAs('committee-officer', `/desk/posters/${placeOf('compound', '测试一村')}`)
    await page.locator('.compact-cell').first().waitFor()
    await page.getByLabel('标签').selectOption({ index: 1 })
    await button(page, '清除筛选').click()
    await button(page, '多选').click()
    await page.getByRole('checkbox', { name: /^选中1号的/ }).check()
    // The keyboard walks a building as it walks the elevation; one stop for Tab.
    const second = page.locator('.compact', { has: page.getByRole('link', { name: '2号', exact: true }) })
    await expect.poll(() => second.locator('.compact-cell[tabindex="0"]').count()).toBe(1)
    await second.locator(`[data-unit="${town.unitAt('2号', '201').unit}"]`).click()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    await expect.poll(() => second.locator('[aria-selected="true"]').allInnerTexts()).toEqual([expect.stringContaining('101'), expect.stringContaining('102')])
    await expect.poll(() => findViolations(page)).toEqual([])
    await lay(page, '确认登记期满（3 户）', null)
    await expect.poll(() => dialog(page).innerText()).toMatch(/将为 3 户共 3 人确认登记期满[\s\S]*另有 1 户红色、橙色住户不会改动[\s\S]*另有 22 户不符合条件/)
    await dialog(page).getByRole('button', { name: '确认，处理 3 户' }).click()
    await bar(page).getByText('3 户已处理').waitFor()
    expect([stateOf('1号', '101').status, stateOf('1号', '102').status, stateOf('2号', '101').status, stateOf('2号', '102').status]).toEqual(['green', 'green', 'green', 'orange'])
  })

  it('can be stopped between two pieces, says what was done and what was not, and goes on', async () => {
    const page = await openAs('committee-officer', `/desk/posters/${placeOf('subdistrict')}`)
    await page.locator('.compact-cell').first().waitFor()
    await expect.poll(() => page.locator('.compact-cell').count()).toBe(480)
    await button(page, '多选').click()
    await page.locator('.bulk-line').getByRole('button', { name: '全选 480 户' }).click()
    await lay(page, '加标签', '需要帮助')
    // The second piece is held up until somebody has asked to stop.
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => { release = resolve })
    let pieces = 0
    await page.route('**/api/v1/desk/reports', async (route) => {
      if (++pieces === 2) await held
      await route.continue()
    })
    await dialog(page).getByRole('button', { name: /^确认/ }).click()
    await bar(page).getByText('正在保存 100 / 480 条').waitFor()
    await bar(page).getByRole('button', { name: '停止' }).click()
    release()
    await bar(page).getByText('已停止：已处理 200 户，还有 280 户没有处理').waitFor()
    expect(pieces).toBe(2)
    await expect.poll(() => findViolations(page)).toEqual([])
    await bar(page).getByRole('button', { name: '继续处理' }).click()
    await bar(page).getByText('480 户已处理').waitFor()
  })

  it('is not there for whoever may not write anything down', async () => {
    const page = await openAs('viewer', `/desk/posters/${placeOf('compound', '测试一村')}`)
    await page.locator('.compact-cell').first().waitFor()
    await expect.poll(() => button(page, '多选').count()).toBe(0)
  })
})

describe.each([DESKTOP, PHONE])('at $width × $height', (size) => {
  it('the poster, its filters and the choosing fit', async () => {
    const page = await openAs('committee-officer', `/desk/posters/${placeOf('compound', '测试二村')}`, size)
    await page.locator('.compact-cell').first().waitFor()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await expect.poll(() => findViolations(page)).toEqual([])
    await button(page, '多选').click()
    await page.getByRole('checkbox', { name: /^选中1号的/ }).check()
    await bar(page).waitFor()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await expect.poll(() => findViolations(page)).toEqual([])
    await lay(page, '加标签', '需要帮助')
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await dialog(page).getByRole('button', { name: '取消' }).click()
    // A home is chosen by a touch that a thumb can aim.
    const box = (await page.locator('.compact-cell').first().boundingBox())!
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(size === PHONE ? 24 : 16)
  })

  it('a list of today with its filters, and the choosing, fit', async () => {
    const page = await openAs('committee-officer', '/desk/today/not-reached', size)
    await page.locator('.work-items li').first().waitFor()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await button(page, '多选').click()
    await page.locator('.work-items input').first().check()
    await bar(page).waitFor()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await expect.poll(() => findViolations(page)).toEqual([])
    await bar(page).getByRole('button', { name: '取消选择' }).click()
    await bar(page).waitFor({ state: 'detached' })
  })
})

import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import type { HouseholdRow } from '../../../server/feeds/rows.ts'
import { createDeskPages } from './createDeskPages.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

/** Somebody invented, in 测试一村 7号. */
const somebody = (number: number, room: string, row: Partial<HouseholdRow> = {}): HouseholdRow => ({
  registeredOn: DESK_DAY, compound: '测试一村', building: '7号', room, name: `修改${number}`, idNumber: `99010119550101${String(number).padStart(3, '0')}0`, phone: `100${String(7_000_000 + number).padStart(8, '0')}`, state: 'stayed', ...row,
})
const OVER: Partial<HouseholdRow> = { state: 'returned', origin: '浙江温州', returnedOn: '2020-02-01' }

let town: DeskTown
const pages = createDeskPages(async (laid) => {
  town = laid
  await town.register([somebody(1, '101'), somebody(2, '102'), somebody(3, '103'), somebody(4, '104'), somebody(5, '301'), somebody(6, '302', { ...OVER, returnedOn: '2020-02-12' }), ...['201', '202', '203'].map((room, i) => somebody(10 + i, room, OVER))])
})
afterEach(() => town.mend())

const pathOf = (room: string): string => {
  const { building, unit } = town.unitAt('7号', room)
  return `/desk/buildings/${building}/units/${unit}`
}
const isOpen = (page: Page, room: string) => page.locator('.household-card .card-head h2', { hasText: room }).waitFor()
async function open(room: string): Promise<Page> {
  const page = await pages.openAs('committee-officer', pathOf(room))
  await isOpen(page, room)
  return page
}
const act = (page: Page, name: string) => page.locator('.household-card').getByRole('button', { name, exact: true }).click()
const dialog = (page: Page) => page.locator('dialog[open]')
const field = (page: Page, label: string) => dialog(page).getByLabel(label, { exact: false }).first()
const press = (page: Page, name: string) => dialog(page).getByRole('button', { name }).click()
const said = (page: Page, text: string) => page.locator('.card-said', { hasText: text }).waitFor()
const codesOf = (room: string): string[] => {
  const unit = parseInt(town.unitAt('7号', room).unit.slice(1), 36)
  return town.service.desk.context.known().records.ofUnit(unit).map(({ feed, code }) => `${feed} ${code}`.trim())
}

describe('two tabs of one browser', () => {
  it('that edit one home: the later one sees what the earlier one changed, decides, and keeps what was typed', async () => {
    const first = await open('101')
    const second = await first.context().newPage()
    await second.goto(town.origin + pathOf('101'))
    await isOpen(second, '101')
    await act(second, '登记返沪')
    await field(second, '是谁').selectOption({ index: 1 })
    await field(second, '从哪里返沪').fill('浙江温州')
    await field(second, '返沪日期').fill(DESK_DAY)
    await act(first, '加标签')
    await dialog(first).getByText('独居老人').click()
    await press(first, '保存')
    await said(first, '已保存')
    await press(second, '保存')
    await dialog(second).locator('.report-changed', { hasText: '独居老人' }).waitFor()
    // Nothing was written over it, and nothing that was typed is gone.
    await expect.poll(async () => [codesOf('101'), await field(second, '从哪里返沪').inputValue()]).toEqual([['mark +lives-alone'], '浙江温州'])
    await press(second, '仍然提交')
    await said(second, '已保存')
    expect(codesOf('101')).toEqual(['officer returned', 'mark +lives-alone'])
    await first.locator('.card-status', { hasText: '重点关注地区返沪' }).waitFor()
  })

  it('the later one may also let it be: then nothing of it was sent', async () => {
    const first = await open('102')
    const second = await first.context().newPage()
    await second.goto(town.origin + pathOf('102'))
    await isOpen(second, '102')
    await act(second, '写备注')
    await field(second, '备注').fill('后来的')
    await act(first, '写备注')
    await field(first, '备注').fill('先来的')
    await press(first, '保存')
    await said(first, '已保存')
    await press(second, '保存')
    await dialog(second).locator('.report-changed', { hasText: '先来的' }).waitFor()
    await press(second, '放弃')
    await dialog(second).waitFor({ state: 'detached' })
    expect(codesOf('102')).toEqual(['note'])
  })

  it('a call that ends behind somebody else’s entry: what was noted meanwhile is read first, and only then is the outcome kept', async () => {
    const [first, second] = [await open('301'), await open('301')]
    // Nothing here can dial.
    await second.evaluate(() => document.addEventListener('click', (event) => { if ((event.target as Element).closest?.('a[href^="tel:"]')) event.preventDefault() }, true))
    await second.locator('.household-card').getByRole('button', { name: /^呼叫/ }).last().click()
    await second.locator('.call-state', { hasText: '已拨号' }).waitFor()
    await second.locator('.call-flow textarea').fill('下午再打')
    await second.locator('.call-foot input').uncheck()
    await act(first, '写备注')
    await field(first, '备注').fill('刚上门见到本人')
    await press(first, '保存')
    await said(first, '已保存')
    const flow = second.locator('.call-flow')
    await flow.getByRole('button', { name: '无人接听' }).click()
    await flow.locator('.report-changed .timeline-lines li', { hasText: '刚上门见到本人' }).waitFor()
    await expect.poll(async () => [codesOf('301'), await flow.locator('textarea').inputValue()]).toEqual([['note'], '下午再打'])
    await flow.getByRole('button', { name: '仍然提交' }).click()
    await said(second, '无人接听')
    expect(codesOf('301')).toEqual(['call no-answer', 'note'])
  })

  it('a temperature behind somebody else’s of the same day: the other one is shown, and leaving it is a choice; one’s own entry before is no news', async () => {
    const [first, second] = [await open('302'), await open('302')]
    const write = async (page: Page, celsius: string): Promise<void> => {
      await page.locator('.care-entry').getByLabel('体温 ℃').fill(celsius)
      await page.locator('.care-entry').getByRole('button', { name: '保存' }).click()
    }
    const begin = (page: Page) => page.locator('.care-log li.missing button').first().click()
    await begin(second)
    await begin(first)
    await write(first, '37.9')
    await said(first, '已记录')
    await write(second, '36.4')
    const news = second.locator('.care-entry .report-changed')
    await news.locator('.timeline-lines li', { hasText: '37.9' }).waitFor()
    await expect.poll(() => second.locator('.care-entry').getByLabel('体温 ℃').inputValue()).toBe('36.4')
    await news.getByRole('button', { name: '放弃' }).click()
    await second.locator('.care-entry').waitFor({ state: 'detached' })
    expect(codesOf('302').filter((code) => code.startsWith('care'))).toHaveLength(1)
    // The next day on the same card: what this officer has before the eyes by now holds.
    await begin(first)
    await write(first, '36.6')
    await expect.poll(() => codesOf('302').filter((code) => code.startsWith('care'))).toHaveLength(2)
    await expect.poll(() => first.locator('.report-changed').count()).toBe(0)
  })
})

it('a line that goes in mid-edit: what was typed is told as not saved, stays in its form and nowhere else, and is saved once when the line is back', async () => {
  const page = await open('103')
  await act(page, '登记返沪')
  await field(page, '是谁').selectOption({ index: 1 })
  town.line.aim(null)
  await page.locator('.link-status:not([data-state="live"])').waitFor()
  await field(page, '从哪里返沪').fill('浙江温州乐清')
  await field(page, '返沪日期').fill(DESK_DAY)
  for (const name of ['保存', '再次提交']) {
    await press(page, name)
    await dialog(page).getByText('没有保存').waitFor()
  }
  expect(await page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage))).not.toMatch(/温州|修改/)
  await expect.poll(() => field(page, '从哪里返沪').inputValue()).toBe('浙江温州乐清')
  town.mend()
  await press(page, '再次提交')
  await said(page, '已保存')
  expect(codesOf('103')).toEqual(['officer returned'])
})

it('however often Escape is pressed, what was typed is only given up when somebody says so; an empty form just closes', async () => {
  const page = await open('104')
  await act(page, '写备注')
  await field(page, '备注').fill('写到一半')
  for (let i = 0; i < 4; i++) await page.keyboard.press('Escape')
  await dialog(page).getByText('要放弃吗').waitFor()
  await expect.poll(() => field(page, '备注').inputValue()).toBe('写到一半')
  await press(page, '继续填写')
  await expect.poll(() => dialog(page).getByText('要放弃吗').count()).toBe(0)
  await page.keyboard.press('Escape')
  await press(page, '放弃')
  await dialog(page).waitFor({ state: 'detached' })
  await act(page, '写备注')
  await dialog(page).waitFor()
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ state: 'detached' })
  // The card below has not closed with it.
  await isOpen(page, '104')
})

it('next of the list goes on in the list: in its order, past what was done meanwhile, and back to it after the last', async () => {
  const page = await pages.openAs('committee-officer', '/desk/today/release-due')
  const items = page.locator('.work-items a')
  await items.first().waitFor()
  let rooms: string[] = []
  await expect.poll(async () => {
    rooms = (await items.locator('.work-address').allInnerTexts()).map((address) => address.split(' ').at(-1)!)
    return [...rooms].sort()
  }).toEqual(['201', '202', '203'])
  await items.first().click()
  await isOpen(page, rooms[0])
  await page.locator('.household-card').getByRole('button', { name: '确认解除' }).last().click()
  await dialog(page).getByRole('button', { name: /确认解除此人/ }).click()
  await said(page, '已保存')
  // It has left the list; what stands in its place is the next one.
  await expect.poll(() => page.locator('.today-list a[aria-current="true"], .today-list a', { hasText: '待解除' }).first().innerText()).toContain('2')
  await page.locator('.card-next').click()
  await isOpen(page, rooms[1])
  await page.locator('.card-next').click()
  await isOpen(page, rooms[2])
  await expect.poll(() => new URL(page.url()).searchParams.get('list')).toBe('release-due')
  await page.locator('.card-next').click()
  await page.waitForURL('**/desk/today/release-due')
  await expect.poll(() => page.locator('.work-items a').count()).toBe(2)
})

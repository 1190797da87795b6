import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { HouseholdRow } from '../../../server/feeds/rows.ts'
import { look } from '../town/look.ts'
import { createDeskPages, DESKTOP } from './createDeskPages.ts'
import { findBeyondEdge } from './findBeyondEdge.ts'
import { findCovered } from './findCovered.ts'
import { findViolations } from './findViolations.ts'
import { dialled, layTelephone } from './layTelephone.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

/** Somebody new, invented: no phone begins with 100, and the area code belongs to no place. */
const somebody = (number: number, room: string, row: Partial<HouseholdRow>): HouseholdRow => ({
  registeredOn: DESK_DAY, compound: '测试一村', building: '1号', room, name: `卡片${number}`, idNumber: `99010119${70 + (number % 20)}0101${String(number).padStart(3, '0')}0`, phone: `100${String(9_000_000 + number).padStart(8, '0')}`, state: 'stayed', ...row,
})
const from = (origin: string, returnedOn: string): Partial<HouseholdRow> => ({ state: 'returned', origin, returnedOn })

let town: DeskTown
const pages = createDeskPages(async (started) => {
  town = started
  await town.register([
    // Orange, day 9 of 14, with a contradiction that is held.
    somebody(1, '101', { ...from('浙江温州', '2020-02-07'), registeredOn: '2020-02-10' }), somebody(1, '101', {}),
    // Orange and over; two people.
    somebody(2, '201', from('浙江温州', '2020-02-02')), somebody(3, '201', from('浙江温州', '2020-02-01')),
    // Yellow and over.
    ...['301', '302', '303'].map((room, i) => somebody(10 + i, room, from('江苏盐城', '2020-02-02'))),
    ...['401', '402', '403', '404', '501', '502', '503', '504'].map((room, i) => somebody(20 + i, room, {})),
  ])
}, { expected: /status of (401|404)/ })

async function open(room: string | null, size = DESKTOP, role = 'committee-officer'): Promise<Page> {
  const { unit, building } = town.unitAt('1号', room ?? '101')
  const page = await pages.openAs(role, `/desk/buildings/${building}${room === null ? '' : `/units/${unit}`}`, size)
  if (room === null) return page
  await page.locator('.household-card .card-head h2', { hasText: room }).waitFor()
  // Colours and tags have their words from the places, which come by themselves.
  await page.locator('.card-status').waitFor()
  return page
}
const button = (page: Page, name: string | RegExp) => page.locator('.household-card').getByRole('button', { name, exact: typeof name === 'string' })
const dialog = (page: Page) => page.locator('dialog[open]')
const field = (page: Page, label: string) => dialog(page).getByLabel(label, { exact: false }).first()
const said = (page: Page, text: string) => page.locator('.card-said', { hasText: text }).waitFor()

describe.each([[1440, 900], [390, 844]])('the household card at %i × %i', (width, height) => {
  const size = { width, height }

  it('says what it is, why, who and what happened, with every name and number masked, and nothing beyond the right edge', async () => {
    const page = await open('101', size)
    const card = page.locator('.household-card')
    await expect.poll(() => card.innerText()).toContain('居家第 9 / 14 天')
    const text = await card.innerText()
    expect(text).toContain('温州')
    expect(text).toContain('规则 5')
    expect(text).toContain('返沪登记')
    expect(text).toContain('100****0001')
    expect(text).not.toMatch(/卡片1|10009000001/)
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    // Another language is another language of all of it, at once.
    if (width > 1000) {
      await page.locator('.desk-who > .language-switch [lang=en]').click()
      await expect.poll(() => page.locator('.why-panel').innerText()).toMatch(/region of concern/)
      await expect.poll(() => page.locator('.why-panel').innerText()).not.toMatch(/列入|登记|返沪；/)
    }
  })

  it('breaks no rule of WCAG 2.2 AA, neither the card nor a form of it', async () => {
    const page = await open('101', size)
    await expect.poll(() => findViolations(page, '.household-card')).toEqual([])
    await button(page, '登记返沪').click()
    await dialog(page).waitFor()
    await expect.poll(() => findViolations(page, 'dialog[open]')).toEqual([])
  })

  it('shows one name in full, which is written down first, and forgets it with the card', async () => {
    const page = await open('502', size)
    await button(page, /^显示/).last().click()
    await page.locator('.person-name strong.shown').waitFor()
    await expect.poll(() => page.locator('.household-card').innerText()).toContain('卡片25')
    expect(town.service.audit.list({}).some(({ action }) => action === 'show-person')).toBe(true)
    await button(page, '关闭卡片').click()
    await page.locator('.household-card').waitFor({ state: 'detached' })
    await expect.poll(() => page.content()).not.toContain('卡片25')
  })

  it('calls without showing the number, notes that nobody answered with one tap, and goes on to the next household', async () => {
    const page = await open('401', size)
    await layTelephone(page)
    const asked = page.waitForRequest((request) => request.url().endsWith('/call'))
    await button(page, /^呼叫/).last().click()
    expect((await asked).postData()).not.toContain('1000')
    await page.locator('.call-state', { hasText: '已拨号' }).waitFor()
    expect(await page.content()).not.toContain('10009000020')
    await expect.poll(() => dialled(page)).toBe('tel:10009000020')
    // Nothing has to be scrolled for before the one tap.
    await expect.poll(() => findCovered(page.locator('.call-outcomes button'))).toEqual([])
    await page.locator('.call-flow textarea').fill('下午再打')
    await button(page, '无人接听').click()
    await page.locator('.household-card .card-head h2', { hasText: '402' }).waitFor()
    const { unit } = town.unitAt('1号', '401')
    const answer = await page.evaluate(async (id) => (await fetch(`/api/v1/desk/units/${id}`)).json() as Promise<{ timeline: { code: string; note: string | null }[] }>, unit)
    expect(answer.timeline[0]).toMatchObject({ code: 'call.no-answer', note: '下午再打' })
  })

  it('registers a return: the field that is wrong says so, and the colour changes here and on a second page', async () => {
    const room = width > 1000 ? '503' : '504'
    const [page, other] = [await open(room, size), await open(null)]
    await other.locator('.elevation').first().waitFor()
    await button(page, '登记返沪').click()
    await field(page, '是谁').selectOption({ index: 1 })
    // Two fields that the browser misses, one that only the server has something against: all of them say so at once.
    await field(page, '离沪日期').evaluate((input: HTMLInputElement) => { input.removeAttribute('max') })
    await field(page, '离沪日期').fill('2020-02-18')
    await dialog(page).getByRole('button', { name: '保存' }).click()
    await expect.poll(async () => (await dialog(page).locator('.labelled-field.wrong > label').allInnerTexts()).map((text) => text.replace('可不填', '').trim())).toEqual(['从哪里返沪', '离沪日期', '返沪日期'])
    await look(page, 'card-wrong')
    await field(page, '从哪里返沪').fill('浙江温州')
    await field(page, '返沪日期').fill(DESK_DAY)
    await field(page, '离沪日期').fill('2020-01-20')
    await dialog(page).getByRole('button', { name: '保存' }).click()
    await said(page, '已保存')
    await page.locator('.card-status', { hasText: '重点关注地区返沪' }).waitFor()
    await expect.poll(() => other.locator('.elevation [aria-label*="重点关注地区返沪"]', { hasText: room }).count()).toBe(1)
  })
})

describe('edits of a household', () => {
  it('a contradiction shows both sides and is settled with one tap, as a report', async () => {
    const page = await open('101')
    await page.locator('.why-conflict').waitFor()
    await expect.poll(() => page.locator('.why-conflict dt').count()).toBe(2)
    await button(page, '核实：确已返沪').click()
    await said(page, '核实结果已记录')
    await page.locator('.why-conflict').waitFor({ state: 'detached' })
    await expect.poll(() => page.locator('.card-status').innerText()).toContain('重点关注地区返沪')
    await expect.poll(() => page.locator('.timeline-lines > li').first().innerText()).toContain('已核实')
  })

  it('of two officers the later one sees what came in meanwhile, decides, and keeps the text', async () => {
    const [first, second] = [await open('402'), await open('402')]
    await button(second, '写备注').click()
    await field(second, '备注').fill('<img src=x onerror=alert(1)> 需代购')
    await button(first, '写备注').click()
    await field(first, '备注').fill('先写的一条')
    await dialog(first).getByRole('button', { name: '保存' }).click()
    await said(first, '已保存')
    await dialog(second).getByRole('button', { name: '保存' }).click()
    await dialog(second).locator('.report-changed', { hasText: '先写的一条' }).waitFor()
    await expect.poll(() => field(second, '备注').inputValue()).toContain('需代购')
    await dialog(second).getByRole('button', { name: '仍然提交' }).click()
    await said(second, '已保存')
    await expect.poll(async () => (await second.locator('.timeline-note').allInnerTexts()).slice(0, 2)).toEqual(['<img src=x onerror=alert(1)> 需代购', '先写的一条'])
    await expect.poll(() => second.locator('.household-card img').count()).toBe(0)
  })

  it('a note of 10,000 characters is counted, refused with a reason beside its field, and stays', async () => {
    const page = await open('403')
    await button(page, '写备注').click()
    await field(page, '备注').fill('很长'.repeat(5_000))
    await dialog(page).locator('.field-hint', { hasText: '超出 8000 字' }).waitFor()
    await dialog(page).getByRole('button', { name: '保存' }).click()
    await dialog(page).locator('.field-problem').waitFor()
    await expect.poll(async () => (await field(page, '备注').inputValue()).length).toBe(10_000)
    await page.keyboard.press('Escape')
    await dialog(page).getByText('要放弃吗').waitFor()
    await dialog(page).getByRole('button', { name: '放弃' }).click()
    await dialog(page).waitFor({ state: 'detached' })
  })

  it('red and orange are released one person at a time, on the card', async () => {
    const page = await open('201')
    await button(page, '确认解除').last().click()
    await expect.poll(() => dialog(page).locator('input[type=radio]').count()).toBe(2)
    await dialog(page).locator('.choice-list label').first().click()
    await dialog(page).getByRole('button', { name: '确认解除此人' }).click()
    await said(page, '已保存')
    await page.locator('.timeline-lines > li', { hasText: '2 月 16 日解除' }).first().waitFor()
    await expect.poll(() => page.locator('.card-status').innerText()).toContain('重点关注地区返沪')
  })

  it('the daily log takes a temperature for a day that lacks one', async () => {
    const page = await open('101')
    const missing = page.locator('.care-log li.missing')
    await missing.first().waitFor()
    const before = await missing.count()
    await missing.locator('button').first().click()
    await expect.poll(() => findCovered(page.locator('.care-entry button'))).toEqual([])
    await page.locator('.care-entry').getByLabel('体温 ℃').fill('36。7')
    await page.locator('.care-entry').getByRole('button', { name: '保存' }).click()
    await said(page, '已记录')
    await expect.poll(() => page.locator('.care-log li.missing').count()).toBe(before - 1)
    await expect.poll(() => page.locator('.care-log li').first().innerText()).toContain('36.7 ℃')
  })

  it('lays a mark, hands out a paper, adds somebody, and moves somebody to another room', async () => {
    const page = await open('404')
    await button(page, '加标签').click()
    await dialog(page).getByText('独居老人').click()
    await dialog(page).getByRole('button', { name: '保存' }).click()
    await page.locator('.card-tags', { hasText: '独居老人' }).first().waitFor()
    await button(page, '更多').click()
    await button(page, '发文书').click()
    await dialog(page).getByText('承诺书').click()
    await dialog(page).getByRole('button', { name: '记录已发' }).click()
    await page.locator('.timeline-lines', { hasText: '已发承诺书' }).waitFor()
    await button(page, '加人').click()
    await field(page, '姓名').fill('新来的人')
    await field(page, '与户主关系').fill('租客')
    await dialog(page).getByRole('button', { name: '保存' }).click()
    await page.locator('.person-row', { hasText: '新***' }).waitFor()
    await page.locator('.person-row', { hasText: '新***' }).getByRole('button', { name: '迁移' }).click()
    await field(page, '迁到哪里').fill('601')
    await dialog(page).locator('.choice-list label', { hasText: '601' }).first().click()
    await dialog(page).getByRole('button', { name: '迁移' }).click()
    await said(page, '已保存')
    const { unit } = town.unitAt('1号', '601')
    const names = await page.evaluate(async (id) => ((await (await fetch(`/api/v1/desk/units/${id}`)).json()) as { people: { name: string }[] }).people.map(({ name }) => name), unit)
    expect(names).toContain('新***')
  })
})

describe('a line or a session that goes', () => {
  it('without a line a call\'s outcome waits here and is sent by itself; a note is told as not saved, and its text stays', async () => {
    const page = await open('501')
    await layTelephone(page)
    await button(page, /^呼叫/).last().click()
    await page.locator('.call-state', { hasText: '已拨号' }).waitFor()
    await page.locator('.call-foot input').uncheck()
    town.line.aim(null)
    await button(page, '已接通').click()
    await said(page, '先存在本机')
    await page.locator('.unsent-banner', { hasText: '1 条待发送' }).waitFor()
    // The numbers of what waits are drawn by chance: only a whole telephone number is one.
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/卡片|1000900/)
    await button(page, '写备注').click()
    await field(page, '备注').fill('断线时写的')
    await dialog(page).getByRole('button', { name: '保存' }).click()
    await dialog(page).getByText('没有保存').waitFor()
    await expect.poll(() => field(page, '备注').inputValue()).toBe('断线时写的')
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('断线')
    town.mend()
    await dialog(page).getByRole('button', { name: '再次提交' }).click()
    // Where the call's outcome was quicker, it is shown first.
    const anyway = dialog(page).getByRole('button', { name: '仍然提交' })
    const saved = page.locator('.card-said', { hasText: '已保存' })
    await anyway.or(saved).first().waitFor()
    if (!await saved.count()) await anyway.click()
    await saved.waitFor()
    await page.locator('.unsent-banner').waitFor({ state: 'detached' })
    const { unit } = town.unitAt('1号', '501')
    const codes = await page.evaluate(async (id) => ((await (await fetch(`/api/v1/desk/units/${id}`)).json()) as { timeline: { code: string }[] }).timeline.map(({ code }) => code), unit)
    expect(codes.filter((code) => code === 'call.reached')).toHaveLength(1)
  })

  it('a session that expires in mid-edit asks for the password and gives the form back as it was', async () => {
    const page = await open('501')
    await button(page, '写备注').click()
    await field(page, '备注').fill('过期前写的')
    // Between the click and its report: a moment earlier, and the page would find out by its line.
    await page.route('**/api/v1/desk/reports', (route) => {
      town.signEverybodyOut()
      return route.continue()
    }, { times: 1 })
    await dialog(page).getByRole('button', { name: '保存' }).click()
    await page.locator('.desk-overlay').waitFor()
    await page.locator('#sign-in-password').fill(town.password)
    await page.locator('.desk-overlay').getByRole('button', { name: /登录/ }).click()
    await dialog(page).waitFor()
    await expect.poll(() => field(page, '备注').inputValue()).toBe('过期前写的')
    await dialog(page).getByRole('button', { name: '再次提交' }).click()
    await said(page, '已保存')
  })

  it('a viewer sees the card without any door that is not theirs', async () => {
    const page = await open('101', undefined, 'viewer')
    expect(await page.locator('.household-card').getByRole('button').allInnerTexts()).not.toEqual(expect.arrayContaining(['呼叫']))
    await expect.poll(() => page.locator('.card-acts, .person-acts, .person-doors button, .why-ways').count()).toBe(0)
  })
})

it('finished registrations are confirmed for many homes with one confirmation that says how many; loud ones stay', async () => {
  const page = await open(null)
  await page.locator('.elevation').first().waitFor()
  await page.getByRole('button', { name: '多选' }).click()
  await page.locator('.bulk-line').getByRole('button').first().click()
  await page.locator('.bulk-bar').getByLabel('做什么').selectOption('finish')
  await page.locator('.bulk-bar').getByRole('button', { name: '下一步' }).click()
  await dialog(page).getByText('将为 3 户共 3 人').waitFor()
  await dialog(page).getByRole('button', { name: '确认，处理 3 户' }).click()
  await page.locator('.bulk-bar .card-said', { hasText: '3 户已处理' }).waitFor()
  for (const room of ['301', '302', '303']) {
    const { unit } = town.unitAt('1号', room)
    await expect.poll(() => page.evaluate(async (id) => ((await (await fetch(`/api/v1/desk/units/${id}`)).json()) as { status: number }).status, unit)).toBe(0)
  }
  const { unit } = town.unitAt('1号', '101')
  await expect.poll(() => page.evaluate(async (id) => ((await (await fetch(`/api/v1/desk/units/${id}`)).json()) as { status: number }).status, unit)).toBe(2)
})

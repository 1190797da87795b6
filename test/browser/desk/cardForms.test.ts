import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { HouseholdRow } from '../../../server/feeds/rows.ts'
import { createPlaceTokens } from '../../../server/residents/createPlaceTokens.ts'
import { createDeskPages, DESKTOP, PHONE } from './createDeskPages.ts'
import { findBeyondEdge } from './findBeyondEdge.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

/** Somebody invented, in 测试一村 5号. */
const somebody = (number: number, room: string, row: Partial<HouseholdRow> = {}): HouseholdRow => ({
  registeredOn: DESK_DAY, compound: '测试一村', building: '5号', room, name: `表单${'甲乙丙丁戊己庚辛壬癸'[number]}`, idNumber: `99010119770101${String(number).padStart(3, '0')}0`, phone: `1000940000${number}`, state: 'stayed', ...row,
})

const SIZES = [['1440 × 900', DESKTOP, 0], ['390 × 844', PHONE, 1]] as const

let town: DeskTown
const pages = createDeskPages(async (started) => {
  town = started
  await town.register([
    somebody(0, '101'), somebody(1, '102', { state: 'returned', origin: '浙江温州', returnedOn: '2020-02-10' }), somebody(2, '103'), somebody(3, '104', { state: 'returned', origin: '浙江温州', returnedOn: '2020-02-12' }), somebody(5, '202'), somebody(6, '203', { state: 'unreached' }),
    somebody(7, '301', { state: 'returned', origin: '江苏盐城', returnedOn: '2020-02-12' }), somebody(8, '303'),
  ])
  // A pupil who returned by the household's word, and says at school that he was never away.
  await town.importFile('roster', 'roster.csv', '学校,年级,班级,学号,姓名,身份证号,家庭住址\n测试小学,一年级,一(2)班,2029001,表单戊,990101197701010040,测试一村5号201室\n测试小学,一年级,一(2)班,2029002,表单癸,990101197701010090,测试一村5号302室')
  const away = { state: 'returned', origin: '浙江温州', returnedOn: '2020-02-10' } as const
  await town.register([somebody(4, '201', away), somebody(9, '302', away)])
  await town.service.accept('school', [['2029001', '表单戊'], ['2029002', '表单癸']].map(([studentNo, name]) => ({ submittedAt: `${DESK_DAY}T08:00:00+08:00`, school: '测试小学', class: '一(2)班', studentNo, name, temperatureCelsius: 36.5, symptoms: [], travelled: false })), 'test')
}, { expected: /status of (401|404)/ })

async function open(room: string, viewport = DESKTOP): Promise<Page> {
  const { building, unit } = town.unitAt('5号', room)
  const page = await pages.openAs('committee-officer', `/desk/buildings/${building}/units/${unit}`, viewport)
  await page.locator('.household-card .card-head h2', { hasText: room }).waitFor()
  return page
}
const dialog = (page: Page) => page.locator('dialog[open]')
const field = (page: Page, label: string) => dialog(page).getByLabel(label, { exact: false }).first()
const press = (page: Page, name: string | RegExp) => dialog(page).getByRole('button', { name }).click()
const said = (page: Page, text = '已保存') => page.locator('.card-said', { hasText: text }).waitFor()
const card = (room: string, building = '5号') => town.service.desk.unit({ id: 'a0', permissions: new Set(), scope: { places: ['all'], schools: [] } } as never, town.unitAt(building, room).unit, 'zh-CN')!
const statusOf = (room: string, building = '5号'): string => town.service.desk.context.pack.description.statuses[card(room, building).status].key
const shown = (page: Page, key: string) => page.locator('.card-status', { hasText: town.service.desk.context.pack.description.statuses.find((each) => each.key === key)!.name['zh-CN'] }).waitFor()

describe.each(SIZES)('forms of the card at %s', (_, viewport, turn) => {
  it('mark vacant: it says who is still registered, and who is under observation keeps the colour', async () => {
    const room = ['101', '102'][turn]
    const page = await open(room, viewport)
    await page.locator('.household-card').getByRole('button', { name: '更多', exact: true }).click()
    await page.locator('.household-card').getByRole('button', { name: '记为空关', exact: true }).click()
    await dialog(page).getByText('登记上还有 1 人住在这里').waitFor()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await field(page, '备注').fill('邻居说已搬走')
    await press(page, '记为空关')
    await said(page)
    await page.locator('.timeline-lines > li', { hasText: '空关' }).first().waitFor()
    expect([statusOf(room), card(room).timeline[0].note]).toEqual([['green', 'orange'][turn], '邻居说已搬走'])
  })

  it('correct whereabouts: what is known of a return stands in the form, and the corrected word changes the colour', async () => {
    const room = ['104', '203'][turn]
    const page = await open(room, viewport)
    await page.getByRole('button', { name: /^更正去向/ }).click()
    if (turn === 0) {
      await expect.poll(async () => [await field(page, '现在的情况').inputValue(), await field(page, '从哪里返沪').inputValue(), await field(page, '返沪日期').inputValue()]).toEqual(['returned', '浙江温州', '2020-02-12'])
      await field(page, '从哪里返沪').fill('江苏盐城')
    } else {
      await field(page, '现在的情况').selectOption('returned')
      await field(page, '从哪里返沪').fill('湖北武汉')
      await field(page, '返沪日期').fill('2020-02-14')
    }
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await press(page, '保存')
    await said(page)
    await shown(page, ['yellow', 'red'][turn])
    // The earlier word is corrected, not erased.
    expect(card(room).timeline.map(({ feed }) => feed).slice(0, 2)).toEqual(['officer', 'household'])
  })
})

describe('the register of a household', () => {
  it('correct name, number, dates and plates: the card has the new ones, masked, and in full when asked', async () => {
    const page = await open('103')
    await page.getByRole('button', { name: /^改登记/ }).click()
    await field(page, '姓名').fill('更名人')
    await field(page, '电话').fill('10009410001')
    await field(page, '证件号码').fill('990101197701019990')
    await field(page, '与户主关系').fill('租客')
    await field(page, '入住日期').fill('2019-09-01')
    await field(page, '搬离日期').fill('2020-08-31')
    await field(page, '车牌').fill('沪A00001 沪A00002')
    await press(page, '保存')
    await said(page)
    const person = page.locator('.person-row', { hasText: '更**' })
    await person.waitFor()
    await expect.poll(async () => {
      const text = await person.innerText()
      return [text.includes('租客'), text.includes('100****0001'), /2019 年 9 月 1 日至 8 月 31 日/.test(text)]
    }).toEqual([true, true, true])
    await page.getByRole('button', { name: /^显示完整车牌/ }).click()
    await page.locator('.ledger-rows', { hasText: '沪A00002' }).waitFor()
    await person.getByRole('button', { name: /^显示/ }).click()
    await page.locator('.person-row', { hasText: '990101197701019990' }).waitFor()
  })

  it.each(SIZES)('move to another building at %s: the stay here ends, the colour goes along', async (_, viewport, turn) => {
    const [room, to] = [['104', '303'], ['301', '304']][turn]
    const page = await open(room, viewport)
    await page.getByRole('button', { name: /^迁移/ }).first().click()
    await field(page, '迁到哪里').fill(`测试二村 6号 ${to}`)
    await dialog(page).locator('.choice-list label', { hasText: to }).first().click()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await press(page, '迁移')
    await said(page)
    const { unit } = town.service.units({ compound: '测试二村', building: '6号', room: to }, {}, 'zh-CN').map(({ id }) => ({ unit: id }))[0]
    const there = town.service.desk.unit({ id: 'a0', permissions: new Set(), scope: { places: ['all'], schools: [] } } as never, unit, 'zh-CN')!
    expect([there.people.filter(({ lives }) => lives).map(({ name }) => name), card(room).people.filter(({ lives }) => lives)]).toEqual([['表**'], []])
    expect(town.service.desk.context.pack.description.statuses[there.status].key).toBe('yellow')
  })
})

describe('what others said', () => {
  it.each(SIZES)('household and school contradict each other, at %s: both sides are shown, one click settles it and is kept as a report', async (_, viewport, turn) => {
    const room = ['201', '302'][turn]
    const page = await open(room, viewport)
    const conflict = page.locator('.why-conflict')
    await conflict.waitFor()
    await expect.poll(() => conflict.locator('dt').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining('返沪登记'), expect.stringContaining('学校晨检')]))
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await conflict.getByRole('button', { name: '核实：未离沪' }).click()
    await said(page, '核实结果已记录')
    await conflict.waitFor({ state: 'detached' })
    expect([statusOf(room), card(room).timeline[0].feed]).toEqual(['green', 'officer'])
  })

  it.each(SIZES)('a self-report is laid as a mark and changes the colour only when the officer confirms it, at %s', async (_, viewport, turn) => {
    const [room, name, number] = [['202', '表单己', '10009400005'], ['303', '表单壬', '10009400008']][turn]
    const { unit } = town.unitAt('5号', room)
    const phone = await pages.open(`/r/${createPlaceTokens(town.service.desk.context.store).sign(unit)}`, { viewport: PHONE })
    await phone.getByRole('button', { name: '健康登记' }).click()
    await phone.getByLabel('姓名', { exact: true }).fill(name)
    await phone.getByLabel('联系电话').fill(number)
    await phone.getByLabel('从外地返沪').check()
    await phone.getByLabel('返沪日期').fill('2020-02-14')
    await phone.getByLabel('从哪里返沪', { exact: false }).fill('浙江温州')
    await phone.getByLabel('今日体温', { exact: false }).fill('36.6')
    await phone.getByLabel('以上内容属实').check()
    await phone.getByRole('button', { name: '提交登记' }).click()
    await phone.getByRole('heading', { name: '已收到' }).waitFor()
    expect([statusOf(room), card(room).selfReports?.length]).toEqual(['green', 1])
    const page = await open(room, viewport)
    await page.locator('.self-report', { hasText: '温州' }).waitFor()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await page.getByRole('button', { name: '核实无误，登记' }).click()
    await said(page, '已登记')
    await shown(page, 'orange')
    expect([statusOf(room), card(room).people.length]).toEqual(['orange', 1])
  })
})

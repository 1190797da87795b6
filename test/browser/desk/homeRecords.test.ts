import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { HouseholdRow } from '../../../server/feeds/rows.ts'
import { createOfficer } from '../../fixtures/createOfficer.ts'
import { createDeskPages } from './createDeskPages.ts'
import { findBeyondEdge } from './findBeyondEdge.ts'
import { findViolations } from './findViolations.ts'
import { dialled, layTelephone } from './layTelephone.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

const NOTES = 70
const SIZES = [[1440, 900], [390, 844]] as const
/** One home a size for whatever a test changes. */
const ROOMS = { care: ['201', '202'], sent: ['301', '302'] } as const
const managed = (number: number, room: string): HouseholdRow => ({
  registeredOn: '2020-02-14', compound: '测试一村', building: '1号', room, name: `记录${number}`, phone: `100${String(8_000_000 + number).padStart(8, '0')}`, state: 'returned', origin: '浙江温州', returnedOn: '2020-02-13',
})

let town: DeskTown
const pages = createDeskPages(async (started) => {
  town = started
  const { service } = town
  await service.accept('units', [{ compound: '测试一村', building: '1号', room: '101', tenure: 'rented', landlordName: '房东甲', landlordPhone: '10007000001' }], 'test')
  await service.accept('residents', [{ compound: '测试一村', building: '1号', room: '101', name: '车主', phone: '10007000002', plates: ['沪A12345'] }], 'test')
  await town.register(ROOMS.care.map((room, i) => managed(i, room)))
  const { unit } = town.unitAt('1号', '101')
  await service.desk.report(createOfficer(), Array.from({ length: NOTES }, (_, i) => ({ kind: 'note', unit, note: `第${i}条` })), 'zh-CN')
  const answers = { state: 'returned', returnedOn: '2020-02-14', origin: '江苏盐城', truthful: true }
  for (const room of ROOMS.sent) {
    const sent = [1, 2].map((i) => ({ id: `${room}-${i}`, unit: town.unitAt('1号', room).unit, form: 'health-registration', version: 2, answers: { ...answers, name: `来客${i}`, phone: `1000700010${i}` } }))
    const { rejected } = await service.accept('registration', sent, 'resident')
    if (rejected.length > 0) throw new Error(JSON.stringify(rejected))
  }
})

async function openHome(room: string, size: { width: number; height: number }): Promise<Page> {
  const { unit, building } = town.unitAt('1号', room)
  const page = await pages.openAs('committee-officer', `/desk/buildings/${building}/units/${unit}`, size)
  await page.locator('.household-card .card-head h2', { hasText: room }).waitFor()
  return page
}
const button = (page: Page, name: string | RegExp) => page.locator('.household-card').getByRole('button', { name })
const acts = (action: string): number => town.service.audit.list({ action }).length
const tagsOf = (room: string): string[] => town.service.units({ compound: '测试一村', building: '1号', room }, {}, 'zh-CN')[0].tags

describe.each(SIZES)('what is known of a home at %i × %i', (width, height) => {
  const size = { width, height }
  const nth = width > 1000 ? 0 : 1

  it('landlord and plates are masked until asked for, which is written down first; the landlord is called with one key', async () => {
    const before = [acts('show-landlord'), acts('call-landlord'), acts('show-plates')]
    const page = await openHome('101', size)
    const rows = page.locator('.ledger-rows')
    await expect.poll(() => rows.innerText()).toMatch(/房\*\* 100\*\*\*\*0001[^]*沪A\*\*\*45/)
    await layTelephone(page)
    await button(page, '呼叫房东').click()
    await page.locator('.ledger-said', { hasText: '已拨号' }).waitFor()
    await expect.poll(() => dialled(page)).toBe('tel:10007000001')
    await expect.poll(() => page.content()).not.toContain('10007000001')
    await button(page, /^显示房东/).click()
    await rows.getByText('房东甲 10007000001').waitFor()
    await button(page, /^显示完整车牌/).click()
    await rows.getByText('沪A12345').waitFor()
    expect([acts('show-landlord'), acts('call-landlord'), acts('show-plates')]).toEqual(before.map((count) => count + 1))
    await expect.poll(() => findViolations(page, '.household-card')).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await button(page, '关闭卡片').click()
    await page.locator('.household-card').waitFor({ state: 'detached' })
    await expect.poll(() => page.content()).not.toMatch(/房东甲|12345/)
  })

  it('what happened comes a page at a time, down to the first entry', async () => {
    const page = await openHome('101', size)
    const lines = page.locator('.card-timeline .timeline-lines > li')
    await button(page, '显示最近 60 条').click()
    await expect.poll(() => lines.count()).toBe(60)
    await button(page, /^再往前/).click()
    await lines.filter({ hasText: '第0条' }).waitFor()
    await expect.poll(() => lines.filter({ hasText: /^[^]*第\d+条/ }).count()).toBe(NOTES)
    await expect.poll(() => button(page, /^再往前/).count()).toBe(0)
  })

  it('a home with days that nobody wrote down stands on its list; one reason settles all that are left', async () => {
    const room = ROOMS.care[nth]
    const { unit } = town.unitAt('1号', room)
    const page = await pages.openAs('committee-officer', '/desk/today/care-earlier', size)
    const item = page.locator('.work-items li', { hasText: `1号 ${room}` })
    await item.getByText('漏记 3 天').waitFor()
    await item.getByRole('link').click()
    await page.locator('.household-card .card-head h2', { hasText: room }).waitFor()
    await page.locator('.care-log').getByRole('button', { name: /^填写 2 月 15 日/ }).click()
    await page.locator('.care-entry').getByLabel('未能询问').check()
    await page.locator('.care-entry').getByLabel('漏记的 4 天都这样记').check()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    // Without a reason nothing is sent.
    await page.locator('.care-entry').getByRole('button', { name: '保存' }).click()
    await page.locator('.care-entry').getByLabel('原因').fill('住院')
    await page.locator('.care-entry').getByRole('button', { name: '保存' }).click()
    await page.locator('.card-said', { hasText: '已记录' }).waitFor()
    await expect.poll(() => page.locator('.care-log li.missing').count()).toBe(0)
    await expect.poll(() => page.locator('.care-log').innerText()).toContain('住院')
    const { lists } = town.service.desk.today(createOfficer(), null)!
    expect(lists.find(({ key }) => key === 'care-earlier')!.items.map((each) => each.unit)).not.toContain(unit)
  })

  it('of two self-reports each is settled by itself; the mark stays as long as one waits', async () => {
    const room = ROOMS.sent[nth]
    const page = await openHome(room, size)
    const waiting = page.locator('.self-reports > .self-report')
    await expect.poll(() => waiting.count()).toBe(2)
    await waiting.first().getByRole('button', { name: '不采用' }).click()
    await page.locator('.card-said', { hasText: '不采用' }).waitFor()
    await page.waitForFunction(() => document.querySelectorAll('.self-reports > .self-report').length === 1)
    expect(tagsOf(room)).toContain('self-report')
    await waiting.first().getByRole('button', { name: /^核实无误/ }).click()
    await page.waitForFunction(() => document.querySelectorAll('.self-reports > .self-report').length === 0)
    expect(tagsOf(room)).not.toContain('self-report')
    await page.locator('.self-reports summary').click()
    await expect.poll(() => page.locator('.self-reports details').innerText()).toMatch(/不采用[^]*核实登记/)
  })

  it('a note of yesterday evening is on the page of the night, and is ticked off there', async () => {
    const text = `${width} 号楼的药`
    const [committee] = town.service.places().filter(({ kind }) => kind === 'committee')
    town.clock.setNow(Date.parse('2020-02-15T23:30:00+08:00'))
    const page = await pages.openAs('street-officer', '/desk/handover', size)
    await page.getByLabel('留给').selectOption({ label: committee.name })
    await page.locator('#hand-over-note').fill(text)
    await page.locator('.hand-over-form').getByRole('button', { name: '保存' }).click()
    await page.locator('.hand-over-notes li', { hasText: text }).waitFor()
    town.clock.setNow(Date.parse(`${DESK_DAY}T00:20:00+08:00`))
    await page.reload()
    const note = page.locator('.hand-over-notes li', { hasText: text })
    await note.waitFor()
    await expect.poll(() => note.innerText()).toMatch(/2 月 15 日.*23:30/)
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await note.getByRole('button', { name: /^办结/ }).click()
    await page.locator('.hand-over-notes li.done', { hasText: text }).waitFor()
    town.clock.setNow(Date.parse(`${DESK_DAY}T12:00:00+08:00`))
  })
})

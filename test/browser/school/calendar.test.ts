import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createRosterRow } from '../../fixtures/createTestService.ts'
import { createDeskPages, DESKTOP, PHONE } from '../desk/createDeskPages.ts'
import { findBeyondEdge } from '../desk/findBeyondEdge.ts'
import { findViolations } from '../desk/findViolations.ts'
import type { DeskTown } from '../desk/startDeskTown.ts'
import { look } from '../town/look.ts'

const SCHOOL = '校历小学'
/** A Monday. */
const DAY = '2020-02-17'
let town: DeskTown
const { openAs } = createDeskPages(async (started) => {
  town = started
  town.clock.setNow(Date.parse(`${DAY}T09:00:00+08:00`))
  await town.service.accept('roster', [['一年级', '一(1)班'], ['四年级', '四(1)班']].map(([grade, className], at) => createRosterRow(at + 1, { school: SCHOOL, grade, class: className })), 'test')
})
/** A state of a page that must hold for everybody. */
async function lookOver(page: Page, name: string): Promise<void> {
  await expect.poll(() => findBeyondEdge(page)).toEqual([])
  await expect.poll(() => findViolations(page)).toEqual([])
  await look(page, name)
}
const day = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name} 周`) })
const isFree = async (page: Page, name: string): Promise<boolean> => ((await day(page, name).getAttribute('class')) ?? '').includes('free')
const ofSchool = (page: Page, label: string) => page.locator('.calendar-of select').first().selectOption({ label })
const ofClass = (page: Page, label: string) => page.locator('.calendar-of select').nth(1).selectOption({ label })

describe('the calendar of schools', () => {
  it.each([['a desktop', DESKTOP], ['a phone', PHONE]])('shows before it is saved what a holiday does to a class, at %s; is taken back by name', async (_, viewport) => {
    const page = await openAs('bureau-officer', '/desk/schools', viewport)
    await page.getByRole('link', { name: '校历', exact: true }).click()
    await page.getByText('没有安排：周一至周五上课', { exact: false }).waitFor()
    await expect.poll(async () => [await isFree(page, '2 月 17 日'), await isFree(page, '2 月 22 日')]).toEqual([false, true])
    await ofSchool(page, SCHOOL)
    await ofClass(page, '一(1)班')
    await day(page, '2 月 20 日').click()
    await page.getByLabel('结束日期').fill('2020-02-24')
    await page.getByLabel('名称（可不填）').fill('停课')
    await page.getByText('一(1)班本月：3 个上课日改为不上课。').waitFor()
    await lookOver(page, 'calendar-preview')
    // As somebody types it: whom it is about is what will be kept.
    await page.getByLabel('只对这些班级').fill('4.1班')
    await page.getByText('这条安排与一(1)班无关。').waitFor()
    await page.getByLabel('只对这些班级').fill('1.1班')
    await page.getByText('一(1)班本月：3 个上课日改为不上课。').waitFor()
    await page.getByLabel('只对这些班级').fill('')
    await page.getByRole('group', { name: '只对这些年级' }).getByRole('button', { name: '四年级' }).click()
    await page.getByText('这条安排与一(1)班无关。').waitFor()
    await page.getByRole('group', { name: '只对这些年级' }).getByRole('button', { name: '四年级' }).click()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已保存。').waitFor()
    await expect.poll(() => isFree(page, '2 月 20 日')).toBe(true)
    const line = page.locator('.calendar-lines li', { hasText: '停课' })
    await expect.poll(() => line.innerText()).toMatch(/放假[\s\S]*2 月 20 日 周四 至 2 月 24 日 周一[\s\S]*校历小学[\s\S]*测试员\d+，2 月 17 日 周一 09:00/)
    await lookOver(page, 'calendar')
    await line.getByRole('button', { name: /^删除/ }).click()
    await line.getByRole('button', { name: '删除', exact: true }).click()
    await page.getByText('已撤销。').waitFor()
    await expect.poll(() => isFree(page, '2 月 20 日')).toBe(false)
  })

  it('grades come back one after the other, and a school is on time later', async () => {
    const page = await openAs('bureau-officer', '/desk/school-calendar')
    await ofSchool(page, SCHOOL)
    await ofClass(page, '一(1)班')
    await page.getByLabel('类型').selectOption({ label: '错峰返校' })
    await page.getByLabel('停课开始').fill('2020-02-18')
    await page.getByLabel('年级', { exact: true }).first().fill('四年级、五年级、六年级')
    await page.getByLabel('返校日').first().fill('2020-02-20')
    await page.getByLabel('年级', { exact: true }).nth(1).fill('一年级 二年级,三年级')
    await page.getByLabel('返校日').nth(1).fill('2020-02-27')
    await page.getByText('一(1)班本月：7 个上课日改为不上课。').waitFor()
    await lookOver(page, 'calendar-returns')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await expect.poll(() => isFree(page, '2 月 26 日')).toBe(true)
    await expect.poll(() => isFree(page, '2 月 27 日')).toBe(false)
    await ofClass(page, '四(1)班')
    await expect.poll(() => isFree(page, '2 月 20 日')).toBe(false)
    await expect.poll(() => isFree(page, '2 月 19 日')).toBe(true)
    await page.getByLabel('类型').selectOption({ label: '准时截止时刻' })
    await page.getByLabel('开始日期').fill(DAY)
    await page.getByLabel('截止时刻', { exact: true }).fill('07:50')
    await page.getByText('四(1)班的准时截止由 07:30 改为 07:50。').waitFor()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('四(1)班：07:50 前填报为准时。').waitFor()
  })

  it('turns its months, and is a teacher’s to read', async () => {
    const page = await openAs('class-teacher', '/desk/school-calendar')
    await page.getByRole('heading', { name: '2020年2月' }).waitFor()
    await page.getByRole('button', { name: '下个月' }).click()
    await page.getByRole('heading', { name: '2020年3月' }).waitFor()
    await expect.poll(() => page.locator('.calendar-form').count()).toBe(0)
  })
})

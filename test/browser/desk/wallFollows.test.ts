import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { readTotals } from '../wall/readTotals.ts'
import { createDeskPages } from './createDeskPages.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

let town: DeskTown
const pages = createDeskPages(async (started) => {
  town = started
  await town.register([{ registeredOn: DESK_DAY, compound: '测试一村', building: '1号', room: '101', name: '上墙', idNumber: '990101196501010110', phone: '10009500001', state: 'stayed' }])
})

/** A screen of its own, open while an officer works. It is marked: a reload would lose the mark. */
async function openWall(): Promise<Page> {
  const wall = await pages.openAs('screen', '/wall')
  await wall.locator('.link-status[data-state="live"]').waitFor()
  await wall.locator('.totals-rows > li').first().waitFor()
  await wall.locator('.work-panel dd').first().waitFor()
  await wall.evaluate(() => { (window as unknown as { marked: boolean }).marked = true })
  return wall
}
const isSamePage = (wall: Page) => wall.evaluate(() => (window as unknown as { marked?: boolean }).marked === true)
const statusAt = (key: string): number => town.service.desk.context.pack.description.statuses.findIndex((status) => status.key === key)
const work = (wall: Page, name: string) => wall.locator('.work-panel .figure-rows > div', { hasText: name }).locator('dd')
const figure = async (wall: Page, name: string): Promise<number> => Number((await work(wall, name).innerText()).replace(/\D/g, ''))

describe('an open wall', () => {
  it('takes what an officer saves at the desk: one unit and one person go from green to orange, without a reload', async () => {
    const wall = await openWall()
    const before = await readTotals(wall)
    const { building, unit } = town.unitAt('1号', '101')
    const desk = await pages.openAs('committee-officer', `/desk/buildings/${building}/units/${unit}`)
    await desk.locator('.household-card').getByRole('button', { name: '登记返沪', exact: true }).click()
    const form = desk.locator('dialog[open]')
    await form.getByLabel('从哪里返沪').fill('浙江温州')
    await form.getByLabel('返沪日期').fill(DESK_DAY)
    await form.getByRole('button', { name: '保存' }).click()
    await desk.locator('.card-said', { hasText: '已保存' }).waitFor()
    const [green, orange] = [statusAt('green'), statusAt('orange')]
    const moved = (figures: number[]): number[] => figures.map((n, i) => n + (i === orange ? 1 : i === green ? -1 : 0))
    await expect.poll(() => readTotals(wall)).toEqual({ units: moved(before.units), people: moved(before.people) })
    await expect.poll(() => isSamePage(wall)).toBe(true)
  })

  it('shows how many of a verification list are open and overdue, and one less when an officer has answered', async () => {
    const wall = await openWall()
    await expect.poll(async () => [await figure(wall, '待核实'), await figure(wall, '逾期')]).toEqual([0, 0])
    await town.service.accept('verification', [['201', '2020-02-14'], ['202', '2020-02-20'], ['203', '2020-02-20']].map(([room, dueOn]) => ({ issuedOn: '2020-02-12', list: '区里名单', compound: '测试一村', building: '1号', room, name: `核实${room}`, dueOn })), 'test')
    await expect.poll(async () => [await figure(wall, '待核实'), await figure(wall, '逾期')]).toEqual([3, 1])
    const desk = await pages.openAs('committee-officer', '/desk/lists')
    await desk.getByRole('link', { name: '区里名单' }).click()
    await desk.locator('.task-row', { hasText: '201' }).click()
    await desk.getByLabel('不在此处').check()
    await desk.getByRole('button', { name: '提交' }).click()
    await expect.poll(async () => [await figure(wall, '待核实'), await figure(wall, '逾期')]).toEqual([2, 0])
    await expect.poll(() => isSamePage(wall)).toBe(true)
  })
})

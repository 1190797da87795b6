import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createPlaceTokens } from '../../../server/residents/createPlaceTokens.ts'
import { createDeskPages, DESKTOP, PHONE } from './createDeskPages.ts'
import { findBeyondEdge } from './findBeyondEdge.ts'
import { findCovered } from './findCovered.ts'
import { findViolations } from './findViolations.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

let town: DeskTown
const pages = createDeskPages(async (started) => {
  town = started
  await town.importFile('units', 'odd.csv', LEDGER)
  await town.register([
    { registeredOn: DESK_DAY, compound: '旧里', building: '99号', room: '301-302', name: '怪楼甲', idNumber: '990101196501017010', phone: '10007000001', state: 'returned', origin: '湖北武汉', returnedOn: DESK_DAY },
    { registeredOn: DESK_DAY, compound: '旧里', building: '99号', room: '604', name: '怪楼乙', idNumber: '990101196501017020', phone: '10007000002', state: 'returned', origin: '浙江温州', returnedOn: '2020-02-10' },
  ])
  for (const room of ['503', '604']) await town.service.accept('mark', [{ unit: unitAt('99号', room), mark: 'lives-alone', on: true }], 'test')
}, { expected: /status of (401|410)/ })

/** As a committee's ledger has it: no fourth storey, two flats made one, shops and cellars with names, and a room that no storey fits. */
const ODD = [
  ['', '601', '自住'], ['', '604', '出租'],
  ['', '501', '自住'], ['', '502', '空关'], ['', '503', '出租'],
  ['', '301-302', '自住'], ['', '303', '自住'], ['', '304', '自住'],
  ['', '201', '自住'], ['', '202', '自住'], ['', '203', '自住'], ['', '204', '自住'],
  ['1层', '商铺1', '底商'], ['1层', '商铺2', '底商'], ['底层', '商铺3', '底商'],
  ['', 'B101', ''], ['负一层', '地下室', ''],
  ['', '门卫室', ''],
]
const TOWER = Array.from({ length: 40 }, (_, at) => 40 - at)
const LEDGER = [
  '居委会,小区名称,楼号,楼层,室号,房屋性质',
  ...ODD.map((cells) => ['测试一居委', '旧里', '99号', ...cells].join(',')),
  ...TOWER.flatMap((storey) => [1, 2, 3, 4].map((room) => ['测试一居委', '旧里', '88号', '', `${storey}0${room}`, '自住'].join(','))),
].join('\n')

const unitAt = (building: string, room: string): string => town.service.units({ compound: '旧里', building, room }, {}, 'zh-CN')[0].id
const buildingAt = (building: string): string => town.service.desk.unit({ id: 'a0', permissions: new Set(), scope: { places: ['all'], schools: [] } } as never, unitAt(building, '601'), 'zh-CN')!.building.id
const openBuilding = async (building: string, role = 'committee-officer'): Promise<Page> => {
  const page = await pages.openAs(role, `/desk/buildings/${buildingAt(building)}`, DESKTOP)
  await page.locator('.cell').first().waitFor()
  return page
}
const cell = (page: Page, room: string): Locator => page.locator('.cell', { has: page.getByText(room, { exact: true }) })
/** Left and right edge of each room's cell, all of one moment. */
const edges = (page: Page): Promise<Record<string, number[]>> => page.locator('.cell').evaluateAll((cells) => Object.fromEntries(cells.map((each) => {
  const { left, right } = each.getBoundingClientRect()
  return [each.querySelector('.cell-room')!.textContent, [Math.round(left), Math.round(right)]]
})))
const roomInFocus = (page: Page): Promise<string | null> => page.evaluate(() => document.activeElement?.querySelector('.cell-room')?.textContent ?? null)
const told = async (page: Page): Promise<string[]> => (await page.locator('.elevation-told > *').allInnerTexts()).map((text) => text.trim())
/** Presses keys one after another and says which room each of them led to. */
const walk = async (page: Page, ...keys: string[]): Promise<(string | null)[]> => {
  const rooms = []
  for (const key of keys) {
    const from = await roomInFocus(page)
    await page.keyboard.press(key)
    await expect.poll(() => roomInFocus(page)).not.toBe(from)
    rooms.push(await roomInFocus(page))
  }
  return rooms
}
/** What of the rooms' numbers, or of the line above the building, is cut off. */
const cutOff = (page: Page): Promise<string[]> => page.locator('.cell-room, .elevation-told').evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 3).map((each) => each.textContent!))
/** Whether the cell in focus is on the screen and nothing lies over it. */
const isFocusSeen = (page: Page): Promise<boolean> => page.evaluate(() => {
  const { left, right, top, bottom } = document.activeElement!.getBoundingClientRect()
  return [[left + 8, top + 2], [right - 2, top + 2], [left + 8, bottom - 2], [right - 2, bottom - 2]].every(([x, y]) => document.activeElement!.contains(document.elementFromPoint(x, y)))
})

describe('an odd building', () => {
  it('stands as its room numbers say, and its gaps are walked over, at a desk and on a phone', async () => {
    const page = await openBuilding('99号')
    for (const viewport of [DESKTOP, PHONE]) {
      await page.setViewportSize(viewport)
      await expect.poll(() => page.locator('.elevation-row').evaluateAll((rows) => rows.map((row) => [row.querySelector('.elevation-storey')!, ...row.querySelectorAll('.cell-room')].map((each) => each.textContent).join(' ')))).toEqual([
        '6 601 604', '5 501 502 503', '3 301-302 303 304', '2 201 202 203 204', '1 商铺1 商铺2 商铺3', 'B1 地下室 B101', '? 门卫室',
      ])
      // Over its column; two columns where two were made one; shops and cellars from wall to wall.
      const at = await edges(page)
      const [first, second, fourth] = [at['201'], at['202'], at['204']]
      expect([at['501'], at['604'], at['301-302']]).toEqual([first, fourth, [first[0], second[1]]])
      for (const [left, right] of [['商铺1', '商铺3'], ['地下室', 'B101']]) expect([at[left][0], at[right][1]]).toEqual([first[0], fourth[1]])
      await expect.poll(async () => [await cutOff(page), await findBeyondEdge(page), await findViolations(page)]).toEqual([[], [], []])

      await cell(page, '601').focus()
      expect(await walk(page, 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown')).toEqual(['604', '503', '303', '301-302', '501', '301-302', '201', '商铺1', '地下室', '门卫室'])
      await expect.poll(async () => [await isFocusSeen(page), await told(page)]).toEqual([true, ['门卫室', '○其他尚未返回或未取得联系户', '未取得联系', '今日待办']])
      expect(await walk(page, 'Control+Home', 'Control+End', 'ArrowUp')).toEqual(['601', '门卫室', '地下室'])
    }
    // A name is called by itself, a number is a room.
    await expect.poll(() => Promise.all(['地下室', '商铺2', '门卫室', '301-302'].map((room) => cell(page, room).getAttribute('aria-label')))).toEqual([
      expect.stringMatching(/^B1 层 地下室，/), expect.stringMatching(/^1 层 商铺2，.*商铺，/), expect.stringMatching(/^门卫室，/), expect.stringMatching(/^3 层 301-302 室，重点疫区返沪，/),
    ])
    await cell(page, '门卫室').click()
    await expect.poll(() => page.locator('.household-card h2').first().innerText()).toBe('99号 门卫室')
  })

  it('of forty storeys is walked from the ground to the top; the line that speaks of a cell never lies over it', async () => {
    const page = await openBuilding('88号')
    for (const viewport of [DESKTOP, PHONE]) {
      await page.setViewportSize(viewport)
      await expect.poll(() => page.locator('.elevation-storey').count()).toBe(40)
      await cell(page, '4001').focus()
      expect(await walk(page, 'Control+End')).toEqual(['104'])
      const hidden: (string | null)[] = []
      for (const [key, times] of [['ArrowUp', 39], ['ArrowLeft', 3], ['PageDown', 7], ['ArrowDown', 4]] as const) {
        for (let step = 0; step < times; step++) {
          await page.keyboard.press(key)
          if (!(await isFocusSeen(page))) hidden.push(await roomInFocus(page))
        }
      }
      await expect.poll(async () => [await roomInFocus(page), hidden]).toEqual(['101', []])
      await expect.poll(async () => [await cutOff(page), await findBeyondEdge(page)]).toEqual([[], []])
    }
    await expect.poll(() => findViolations(page)).toEqual([])
    // Opened from elsewhere, a home at the foot of the tower is brought into sight; the focus is the card's.
    await page.setViewportSize(DESKTOP)
    await page.goto(`${new URL(page.url()).origin}/desk/buildings/${buildingAt('88号')}/units/${unitAt('88号', '101')}`)
    await expect.poll(() => findCovered(page.locator('.cell[aria-current], .cell.open'))).toEqual([])
    await expect.poll(() => findCovered(page.locator('.household-card h2'))).toEqual([])
  })
})

describe('the filters', () => {
  it('tag, tenure and what is to be done today narrow one another and are dropped at once; the line above says what is pointed at', async () => {
    const page = await openBuilding('99号')
    const clear = page.locator('.cell:not(.faded) .cell-room')
    const rooms = () => clear.allTextContents()
    const [tag, tenure, todo] = [page.locator('.elevation-filters').getByLabel('标签'), page.getByLabel('房屋性质'), page.getByRole('button', { name: /^今日待办/ })]
    await tenure.selectOption({ label: '空关 1' })
    await expect.poll(rooms).toEqual(['502'])
    await tenure.selectOption({ label: '出租 2' })
    await expect.poll(rooms).toEqual(['604', '503'])
    await tenure.selectOption({ label: '自住 9' })
    await expect.poll(rooms).toHaveLength(9)
    await todo.click()
    await expect.poll(rooms).toHaveLength(9)
    await tenure.selectOption('')
    await expect.poll(rooms).toHaveLength(17)
    await tag.selectOption({ label: '独居老人 2' })
    await expect.poll(rooms).toEqual(['604', '503'])
    await expect.poll(() => page.locator('.legend-chip', { hasText: '重点关注地区返沪' }).locator('strong').innerText()).toBe('1')
    await page.locator('.legend-chip', { hasText: '重点关注地区返沪' }).click()
    await expect.poll(rooms).toEqual(['604'])
    await tenure.selectOption('shop')
    await expect.poll(rooms).toEqual([])
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.getByRole('button', { name: '清除筛选' }).click()
    await expect.poll(rooms).toHaveLength(18)
    await expect.poll(async () => [await tag.inputValue(), await tenure.inputValue(), await todo.getAttribute('aria-pressed')]).toEqual(['', '', 'false'])

    const ALONE = ['5 层 503 室', '○其他尚未返回或未取得联系户', '未取得联系', '独居老人', '出租', '今日待办']
    await cell(page, '503').hover()
    await expect.poll(() => told(page)).toEqual(ALONE)
    await cell(page, '502').focus()
    await page.mouse.move(5, 5)
    await expect.poll(() => told(page)).toEqual(['5 层 502 室', '✕空关户', '空关'])
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => told(page)).toEqual(ALONE)
    await page.setViewportSize(PHONE)
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => told(page)).toEqual(['6 层 604 室', '◆重点关注地区返沪', '观察第 6 天，共 14 天', '独居老人', '出租', '今日待办'])
    await expect.poll(async () => [await isFocusSeen(page), await cutOff(page)]).toEqual([true, []])
  })
})

describe('a building that is taken down', () => {
  it('is written down under its elevation: no count has it any more, its code says so to residents, and a slip is taken back', async () => {
    const page = await openBuilding('88号', 'street-officer')
    const { units } = town.service.summary(null, {})
    const size = page.locator('.today-list .desk-label span').first()
    const left = async (): Promise<number> => Number((await size.innerText()).replace(/\D/g, ''))
    const before = await left()
    await page.getByRole('button', { name: '登记拆除' }).click()
    await expect.poll(() => page.getByLabel('拆除日期').inputValue()).toBe(DESK_DAY)
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.getByRole('button', { name: '登记 160 户随楼拆除' }).click()
    await page.locator('.taken-down', { hasText: '这幢楼自 2 月 16 日 周日 起已拆除，不再登记和预约，也不计入户数和人数' }).waitFor()
    expect(town.service.summary(null, {}).units).toBe(units - 160)
    await expect.poll(left).toBe(before - 160)
    await page.locator('.building-list a', { hasText: /^88号\s*已拆除$/ }).waitFor()
    // What was reported stays to be read.
    await expect.poll(async () => [await page.locator('.cell').count(), await page.locator('.cell.todo').count()]).toEqual([160, 0])
    const door = await pages.open(`/r/${createPlaceTokens(town.service.desk.context.store).sign(unitAt('88号', '601'))}`, { viewport: PHONE })
    await door.getByText('这幢楼已拆除，不再登记和预约，请联系居委会').waitFor()
    await expect.poll(async () => [await door.getByRole('button', { name: /健康登记|再试一次/ }).count(), await findViolations(door)]).toEqual([0, []])
    await page.getByRole('button', { name: '并未拆除' }).click()
    await page.getByRole('button', { name: '登记拆除' }).waitFor()
    expect(town.service.summary(null, {}).units).toBe(units)
    await expect.poll(left).toBe(before)
  })
})

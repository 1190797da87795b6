import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createDeskPages } from './createDeskPages.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

let town: DeskTown
const { openAs } = createDeskPages(async (started) => {
  town = started
  await town.register([
    { registeredOn: DESK_DAY, compound: '测试一村', building: '1号', room: '202', name: '听众甲', idNumber: '990101196501010010', phone: '10009600001', state: 'returned', origin: '浙江温州', returnedOn: '2020-02-02' },
    { registeredOn: DESK_DAY, compound: '测试一村', building: '1号', room: '203', name: '听众乙', idNumber: '990101196501010020', phone: '10009600002', state: 'stayed' },
  ])
  await town.service.accept('mark', [{ unit: town.unitAt('1号', '203').unit, mark: 'lives-alone', on: true }], 'a0')
})

interface Heard { role: string; name: string; parents: Heard[]; properties: Record<string, unknown> }
/** What a screen reader is given: everything of the accessibility tree that is not ignored, each with what it stands in, nearest first. */
async function listen(page: Page): Promise<Heard[]> {
  const cdp = await page.context().newCDPSession(page)
  const { nodes } = await cdp.send('Accessibility.getFullAXTree')
  await cdp.detach()
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const heard = new Map<string, Heard>()
  const of = (id: string): Heard => {
    const known = heard.get(id)
    if (known) return known
    const node = byId.get(id)!
    const made: Heard = { role: String(node.role?.value ?? ''), name: String(node.name?.value ?? ''), parents: [], properties: Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value])) }
    heard.set(id, made)
    for (let at = node.parentId; at !== undefined; at = byId.get(at)?.parentId) if (!byId.get(at)!.ignored) made.parents.push(of(at))
    return made
  }
  return nodes.filter(({ ignored }) => !ignored).map(({ nodeId }) => of(nodeId))
}
const statusNames = (): string[] => town.service.desk.context.pack.description.statuses.map(({ name }) => name['zh-CN'])
const within = (each: Heard, role: string): Heard | undefined => each.parents.find((parent) => parent.role === role)
const cell = (page: Page, room: string) => page.locator(`[data-unit="${town.unitAt('1号', room).unit}"]`)

describe('what a screen reader hears', () => {
  it('of a building: a grid with its name and size, storeys with their number, each home with room, colour in words, day, tags', async () => {
    const { building } = town.unitAt('1号', '202')
    const page = await openAs('committee-officer', `/desk/buildings/${building}`)
    await cell(page, '202').waitFor()
    const heard = await listen(page)
    const grids = heard.filter(({ role }) => role === 'grid')
    expect(grids.map(({ name }) => name)).toEqual(['1号房态图'])
    const rows = heard.filter((each) => each.role === 'row' && within(each, 'grid'))
    const heads = heard.filter((each) => each.role === 'rowheader')
    expect(heads.map(({ name }) => name)).toEqual(['6 层', '5 层', '4 层', '3 层', '2 层', '1 层'])
    expect(heads.map((head) => rows.indexOf(within(head, 'row')!))).toEqual([0, 1, 2, 3, 4, 5])
    const cells = heard.filter(({ role }) => role === 'gridcell')
    expect(cells).toHaveLength(24)
    expect(cells.map((each) => rows.indexOf(within(each, 'row')!))).toEqual(Array.from({ length: 24 }, (_, i) => Math.floor(i / 4)))
    const words = statusNames().join('|')
    // Nothing is said by a colour alone, and no cell is silent.
    expect(cells.map(({ name }) => name).filter((name) => !new RegExp(`^\\d 层 \\d0\\d 室，(${words})，`).test(name))).toEqual([])
    const named = (room: string): string => cells.find(({ name }) => name.includes(`${room} 室`))!.name
    expect(named('202')).toMatch(/^2 层 202 室，重点关注地区返沪，观察第 14 天，共 14 天，标签：待解除、[^，]*，/)
    expect(named('203')).toContain('标签：')
    expect(named('203')).toContain('独居老人')
    // Where a cell stands is a number of the whole, also where a room is missing.
    await expect.poll(() => page.locator('.elevation-grid').evaluate((grid) => [grid.getAttribute('aria-rowcount'), grid.getAttribute('aria-colcount')])).toEqual(['6', '5'])
    await expect.poll(() => cell(page, '202').evaluate((each) => [each.closest('[role=row]')!.getAttribute('aria-rowindex'), each.getAttribute('aria-colindex')])).toEqual(['5', '3'])
    // Glyphs, colours and little notes of the cells are not said a second time.
    expect(heard.filter((each) => each.role === 'StaticText' && within(each, 'gridcell') && !/^\d0\d$/.test(each.name)).map(({ name }) => name)).toEqual([])
    // One stop for Tab, and whether cells are chosen is said only while they can be.
    expect(cells.filter(({ properties }) => 'selected' in properties && properties.selected === true)).toEqual([])
    await page.getByRole('button', { name: '多选' }).click()
    await cell(page, '202').click()
    await expect.poll(async () => (await listen(page)).filter(({ role, properties }) => role === 'gridcell' && properties.selected === true).map(({ name }) => name.slice(0, 9))).toEqual(['2 层 202 室'])
  })

  it('of a household: where it is, its colour in words, every person, and no button without a name', async () => {
    const { building, unit } = town.unitAt('1号', '202')
    const page = await openAs('committee-officer', `/desk/buildings/${building}/units/${unit}`)
    await page.locator('.household-card .card-people').waitFor()
    // The words of the colours come by themselves.
    await page.locator('.household-card .card-status').waitFor()
    const heard = await listen(page)
    const card = heard.filter((each) => each.parents.some(({ role, name }) => role === 'complementary' && name === '户'))
    expect(card.length).toBeGreaterThan(30)
    const headings = card.filter(({ role }) => role === 'heading')
    expect(headings[0].name).toContain('202')
    // From one heading to the next no level is left out.
    const levels = headings.map(({ properties }) => Number(properties.level))
    expect(levels.filter((level, i) => i > 0 && level > levels[i - 1] + 1)).toEqual([])
    const text = card.filter(({ role }) => role === 'StaticText').map(({ name }) => name).join(' ')
    expect(text).toContain('重点关注地区返沪')
    expect(text).toMatch(/居家第 14 \/ 14 天/)
    const controls = card.filter(({ role }) => /^(button|link|checkbox|radio|combobox|textbox)$/.test(role))
    expect(controls.length).toBeGreaterThan(8)
    expect(controls.filter(({ name }) => name.trim() === '')).toEqual([])
    // Buttons that stand at every person say at whom.
    const repeated = controls.map(({ name }) => name).filter((name, i, all) => all.indexOf(name) !== i)
    expect(repeated).toEqual([])
  })
})

describe('the keyboard alone', () => {
  it('walks from the list to a building, a home, a report, and on to the next home', async () => {
    const page = await openAs('committee-officer', '/desk')
    await page.locator('.building-list a').first().waitFor()
    /** Tab until something of that kind has the focus. */
    const tabTo = async (selector: string, text?: string): Promise<void> => {
      for (let presses = 0; presses < 150; presses++) {
        await page.keyboard.press('Tab')
        if (await page.evaluate(([wanted, words]) => document.activeElement!.matches(wanted!) && (words === undefined || document.activeElement!.textContent!.includes(words!)), [selector, text])) {
          // Whoever walks sees where.
          const { outlineStyle, boxShadow } = await page.evaluate(() => { const style = getComputedStyle(document.activeElement!); return { outlineStyle: style.outlineStyle, boxShadow: style.boxShadow } })
          expect([selector, text, outlineStyle === 'none' && boxShadow === 'none' ? 'nothing shows the focus' : 'seen']).toEqual([selector, text, 'seen'])
          return
        }
      }
      throw new Error(`Tab leads nowhere to ${selector} ${text ?? ''}`)
    }
    await tabTo('.building-list a', '1号')
    await page.keyboard.press('Enter')
    await cell(page, '601').waitFor()
    await tabTo('.cell')
    for (const key of ['PageDown', 'ArrowUp', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
    await expect.poll(() => page.evaluate(() => document.activeElement!.getAttribute('aria-label'))).toMatch(/203 室/)
    await page.keyboard.press('Enter')
    await page.locator('.household-card .card-head h2', { hasText: '203' }).waitFor()
    // The card has the focus; what can be done is ahead, not behind.
    await expect.poll(() => page.evaluate(() => document.activeElement!.closest('.desk-right') !== null)).toBe(true)
    await tabTo('.household-card button', '写备注')
    await page.keyboard.press('Enter')
    await page.locator('dialog[open] textarea').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement!.closest('dialog') !== null)).toBe(true)
    if (!(await page.evaluate(() => document.activeElement!.matches('textarea')))) await tabTo('dialog textarea')
    await page.keyboard.type('no mouse')
    await tabTo('dialog button', '保存')
    await page.keyboard.press('Enter')
    await page.locator('.card-said', { hasText: '已保存' }).waitFor()
    // Where the dialog was opened is where one is again.
    await expect.poll(() => page.evaluate(() => document.activeElement!.textContent)).toContain('写备注')
    await tabTo('.household-card button', '下一户')
    await page.keyboard.press('Enter')
    await page.locator('.household-card .card-head h2', { hasText: '204' }).waitFor()
    const { unit } = town.unitAt('1号', '203')
    expect(town.service.desk.context.known().records.ofUnit(parseInt(unit.slice(1), 36)).some(({ feed }) => feed === 'note')).toBe(true)
  })
})

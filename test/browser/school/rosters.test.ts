import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createRosterRow } from '../../fixtures/createTestService.ts'
import { createDeskPages, DESKTOP, PHONE } from '../desk/createDeskPages.ts'
import { findBeyondEdge } from '../desk/findBeyondEdge.ts'
import { findViolations } from '../desk/findViolations.ts'
import type { DeskTown } from '../desk/startDeskTown.ts'
import { look } from '../town/look.ts'

const SCHOOL = '名册小学'
/** A Monday. */
const DAY = '2020-02-17'
let town: DeskTown
let campus: string
const { open, openAs } = createDeskPages(async (started) => {
  town = started
  town.clock.setNow(Date.parse(`${DAY}T09:00:00+08:00`))
  const places = [['一年级', '一(1)班'], ['一年级', '一(1)班'], ['一年级', '一(1)班'], ['一年级', '一(2)班'], ['二年级', '二(1)班'], ['二年级', '二(1)班']]
  await town.service.accept('roster', places.map(([grade, className], at) => createRosterRow(at + 1, { school: SCHOOL, grade, class: className, name: `名册生${at + 1}`, ...(at === 0 && { address: '测试一村的某处' }) })), 'test')
  campus = town.service.campuses().find(({ name }) => name === SCHOOL)!.id
}, { expected: /status of (401|409)/ })
/** A state of a page that must hold for everybody. */
async function lookOver(page: Page, name: string): Promise<void> {
  await expect.poll(() => findBeyondEdge(page)).toEqual([])
  await expect.poll(() => findViolations(page)).toEqual([])
  await look(page, name)
}
const classes = (page: Page) => page.locator('.roster-classes button').evaluateAll((buttons) => buttons.map((button) => [...button.children].map(({ textContent }) => textContent).join(' ')))
const part = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()
const attach = (page: Page, lines: string[]) => page.getByLabel('选择名册文件').setInputFiles({ name: '名册.csv', mimeType: 'text/csv', buffer: Buffer.from(['学校,年级,班级,学号,姓名', ...lines].join('\n')) })

describe('a roster at the desk', () => {
  it('is reached from the school; one pupil moves, one leaves, one is added by hand', async () => {
    const page = await openAs('school-data-administrator', `/desk/schools/${campus}`)
    await page.getByRole('link', { name: '名册', exact: true }).click()
    await page.getByRole('heading', { name: `${SCHOOL}名册` }).waitFor()
    await expect.poll(() => classes(page)).toEqual(['一(1)班 3', '一(2)班 1', '二(1)班 2'])
    const row = page.locator('.roster-rows > li').first()
    await row.getByRole('button', { name: '调班' }).click()
    await page.getByLabel('调到').selectOption({ label: '一年级 一(2)班' })
    await lookOver(page, 'roster')
    await page.locator('.roster-change').getByRole('button', { name: '调班' }).click()
    await page.getByText('已调到一(2)班。').waitFor()
    await expect.poll(() => classes(page)).toEqual(['一(1)班 2', '一(2)班 2', '二(1)班 2'])
    await page.locator('.roster-rows > li').first().getByRole('button', { name: '离校' }).click()
    await page.getByRole('button', { name: '确认离校' }).click()
    await expect.poll(() => classes(page)).toEqual(['一(1)班 1', '一(2)班 2', '二(1)班 2'])

    await part(page, '添加学生')
    await page.getByLabel('学号').fill('2020077')
    await page.getByLabel('姓名').fill('新来的')
    await page.getByRole('button', { name: '核对' }).click()
    await page.getByText(`新学生，加入${SCHOOL} 一(1)班。`).waitFor()
    await lookOver(page, 'roster-add')
    await page.getByRole('button', { name: '写入名册' }).click()
    await expect.poll(() => classes(page)).toEqual(['一(1)班 2', '一(2)班 2', '二(1)班 2'])
  })

  it.each([['a desktop', DESKTOP], ['a phone', PHONE]])('a file says who is new, moved and gone before it is written, at %s; nobody leaves without the tick', async (where, viewport) => {
    const page = await openAs('bureau-officer', `/desk/schools/${campus}/roster`, viewport)
    await page.getByRole('heading', { name: `${SCHOOL}名册` }).waitFor()
    await part(page, '导入名册')
    const n = where === 'a phone' ? 2 : 1
    await page.locator('.roster-classes button').first().waitFor({ state: 'attached' })
    const before = await classes(page)
    await attach(page, [`${SCHOOL},一年级,一(3)班,20209${n},外来${n}`, `${SCHOOL},二年级,二(2)班,202000${4 + n},名册生${4 + n}`, `${SCHOOL},一年级,,2020003,缺班级`])
    await page.locator('.plan-table').waitFor()
    await expect.poll(() => page.locator('.plan-table tbody td').allInnerTexts()).toEqual(['1', '1', '0', '0', expect.stringMatching(/^[1-9]$/)])
    await expect.poll(() => page.locator('.plan-view').innerText()).toMatch(/不能写入 1 行/)
    expect(await page.locator('.plan-view').innerText()).not.toMatch(/名册生\d|外来\d/)
    await lookOver(page, 'roster-plan')
    await page.getByRole('button', { name: '写入 2 人', exact: true }).click()
    await page.getByText('已写入：新增 1 人，调动 1 人，资料更新 0 人，离校 0 人。').waitFor()
    const pupils = (each: string[]): number => each.reduce((sum, text) => sum + Number(text.split(' ')[1]), 0)
    await expect.poll(async () => pupils(await classes(page))).toBe(pupils(before) + 1)
  })

  it('takes off whoever is not in a file that is complete, and says what changed under it meanwhile', async () => {
    const page = await openAs('bureau-officer', `/desk/schools/${campus}/roster`)
    await part(page, '导入名册')
    const whole = [1, 2, 3].map((number) => `${SCHOOL},一年级,一(1)班,202000${number},名册生${number}`)
    await attach(page, whole)
    await page.getByLabel('这份文件是完整名册', { exact: false }).check()
    await town.service.accept('roster', [createRosterRow(50, { school: SCHOOL, grade: '一年级', class: '一(1)班', name: '同时来的' })], 'test')
    await page.getByRole('button', { name: '人离校', exact: false }).click()
    await page.getByText('预览之后名册有了变化', { exact: false }).waitFor()
    await page.getByRole('button', { name: '重新预览' }).click()
    await page.getByLabel('这份文件是完整名册', { exact: false }).check()
    await page.getByRole('button', { name: '人离校', exact: false }).click()
    await expect.poll(() => classes(page)).toEqual(['一(1)班 3'])
  })

  it.each([['a desktop', DESKTOP], ['a phone', PHONE]])('the years go up after one confirmation that says how many, at %s', async (where, viewport) => {
    await town.service.accept('roster', [1, 2, 3, 4].map((number) => createRosterRow(number, { school: '升级小学', grade: number < 3 ? '一年级' : '二年级', class: number < 3 ? '一(1)班' : '二(1)班', name: `升级生${number}` })), 'test')
    const id = town.service.campuses().find(({ name }) => name === '升级小学')!.id
    const page = await openAs('school-data-administrator', `/desk/schools/${id}/roster`, viewport)
    await part(page, '学年升级')
    await page.getByRole('button', { name: '确认：2 人升级，2 人离校' }).waitFor()
    await expect.poll(() => page.getByLabel('生效日期').inputValue()).toBe('2020-09-01')
    await page.getByLabel('一年级升为').waitFor()
    await page.locator('.promotion-grades li').nth(1).getByRole('checkbox').uncheck()
    await page.getByLabel('二年级升为').fill('三年级')
    await page.getByLabel('二年级升为').press('Tab')
    await page.getByRole('button', { name: '确认：4 人升级，0 人离校' }).waitFor()
    await page.getByText('二(1)班→三(1)班').waitFor()
    await lookOver(page, 'promotion')
    if (where === 'a desktop') return
    await page.getByRole('button', { name: '确认：4 人升级，0 人离校' }).click()
    await page.getByText('已安排自 9 月 1 日 周二 起：4 人升级，0 人离校。').waitFor()
    await expect.poll(() => classes(page)).toEqual(['一(1)班 2', '二(1)班 2'])
    await part(page, '学年升级')
    await page.getByText('9 月 1 日 周二已安排过 4 人升级', { exact: false }).waitFor()
    // The last grade finishes school by its name: to confirm now would be a correction.
    await page.getByRole('button', { name: '更正 2 人', exact: true }).waitFor()
    await lookOver(page, 'promotion-again')
    await page.getByRole('button', { name: '更正 2 人', exact: true }).click()
    await page.getByText('已更正自 9 月 1 日 周二 起的升级：2 人。').waitFor()
    await part(page, '学年升级')
    await page.getByText('没有要改的', { exact: false }).waitFor()
    await expect.poll(() => page.locator('.promotion-confirm button').isDisabled()).toBe(true)
  })

  it.each([['a desktop', DESKTOP], ['a phone', PHONE]])('a school that is not here yet comes with the bureau’s file, at %s', async (where, viewport) => {
    const school = where === 'a phone' ? '新办小学' : '新办中学'
    const page = await openAs('bureau-officer', '/desk/schools', viewport)
    await page.getByRole('link', { name: '导入名册' }).click()
    await attach(page, [`${school},一年级,一(1)班,1,甲某`, `${school},一年级,一(1)班,2,乙某`, `${school},,教职工,T1,丁某`])
    await page.locator('.plan-table').getByText('新学校').waitFor()
    await lookOver(page, 'import')
    await page.getByRole('button', { name: '写入 3 人', exact: true }).click()
    await page.getByText('已写入：新增 3 人', { exact: false }).waitFor()
    await page.getByRole('link', { name: '学校晨检' }).last().click()
    await page.getByRole('link', { name: school }).waitFor()
    await lookOver(page, 'district')
  })

  it('is read by a teacher and changed by nobody who may not', async () => {
    const page = await openAs('class-teacher', `/desk/schools/${campus}/roster`)
    await page.locator('.roster-rows > li').first().waitFor()
    await expect.poll(() => page.getByRole('button', { name: /^(调班|离校|导入名册)$/ }).count()).toBe(0)
  })
})

describe('pupils whose home is not known', () => {
  const lay = async (school: string): Promise<void> => {
    await town.service.accept('roster', [createRosterRow(1, { school, grade: '一年级', class: '一(1)班', name: '找家生1', address: '测试一村的某处' }), createRosterRow(2, { school, grade: '一年级', class: '一(1)班', name: '找家生2', address: '' })], 'test')
  }
  const of = (school: string): string => town.service.campuses().find(({ name }) => name === school)!.id

  it.each([['a desktop', DESKTOP], ['a phone', PHONE]])('are counted on the schools’ page; their address is mended and found, at %s', async (where, viewport) => {
    const school = `找家小学${where === 'a phone' ? '二' : '一'}`
    await lay(school)
    const page = await openAs('school-data-administrator', '/desk/schools', viewport)
    await page.getByRole('link', { name: /^住处不明 \d+ 人$/ }).click()
    await page.locator('.schools-head select').selectOption({ label: school })
    const rows = page.locator('.unmatched-row')
    await expect.poll(() => rows.count()).toBe(2)
    await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringContaining('有住址，未能识别'), expect.stringContaining('名册没有住址')])
    await rows.first().getByRole('button', { name: '查找住处' }).click()
    await page.getByRole('button', { name: '显示姓名和住址' }).click()
    await page.getByText('名册写的住址：测试一村的某处').waitFor()
    expect(town.service.audit.list({ action: 'show-pupil' }).length).toBeGreaterThan(0)
    await page.getByLabel('改正住址').fill('测试一村没有这栋')
    await page.getByRole('button', { name: '保存并查找' }).click()
    await page.getByText('仍找不到这个住处', { exact: false }).waitFor()
    await page.getByLabel('改正住址').fill('测试一村3号201室')
    await lookOver(page, 'unmatched')
    await page.getByRole('button', { name: '保存并查找' }).click()
    await page.getByText('的住处已找到。').waitFor()
    await expect.poll(() => rows.count()).toBe(1)
  })

  it('are matched from the desk’s search by whoever sees homes', async () => {
    await lay('找家小学三')
    await town.service.accounts.lay({ login: 'both', name: '两边都看', role: 'administrator', scope: { places: ['all'], schools: ['all'] } }, town.password, false)
    const page = await open(`/desk/schools/unmatched?campus=${of('找家小学三')}`)
    await page.getByLabel('账号').fill('both')
    await page.getByLabel('密码', { exact: true }).fill(town.password)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    const rows = page.locator('.unmatched-row')
    await rows.nth(1).getByRole('button', { name: '查找住处' }).click()
    await page.getByLabel('按地址、姓名或电话查找').fill('测试一村5号301')
    await page.getByRole('button', { name: '查找', exact: true }).click()
    await page.locator('.unmatched-hits button').first().waitFor()
    await lookOver(page, 'unmatched-search')
    await page.locator('.unmatched-hits button').first().click()
    await page.getByText('的住处：', { exact: false }).waitFor()
    await expect.poll(() => rows.count()).toBe(1)
    const { pupils } = town.service.school.boards.unmatched({ id: 'a0', role: 'administrator', scope: { places: [], schools: ['all'] }, permissions: new Set() } as never, of('找家小学三'))
    expect(pupils.map(({ studentNo }) => studentNo)).toEqual(['01'])
  })
})

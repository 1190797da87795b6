import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createClassTokens } from '../../../server/school/links/classTokens.ts'
import { makeClassLink } from '../../../server/school/links/classDoor.ts'
import { createRosterRow } from '../../fixtures/createTestService.ts'
import { createDeskPages } from '../desk/createDeskPages.ts'
import { findBeyondEdge } from '../desk/findBeyondEdge.ts'
import { findViolations } from '../desk/findViolations.ts'
import type { DeskTown } from '../desk/startDeskTown.ts'
import { look } from '../town/look.ts'

const SCHOOL = '课间小学'
let town: DeskTown
const MORNING = '2020-02-17T07:12:00+08:00'
const { open } = createDeskPages(async (started) => {
  town = started
  town.clock.setNow(Date.parse(MORNING))
  await town.service.accept('roster', ['欧阳小明', '双胞胎', '双胞胎', '王缺席', '赵请假'].map((name, index) => createRosterRow(index + 1, { school: SCHOOL, name })), 'test')
}, { expected: /status of (401|404|410)/ })

function classCode() {
  const { context } = town.service.desk
  return context.store.classTables.codeOf(context.known().registers.findCampus(SCHOOL), '一(1)班', context.now())
}
const linkOf = (days = 7): string => `/r/${makeClassLink(town.service.desk.context, classCode(), { by: 'a0', expiresAt: town.service.now() + days * 86_400_000 })}`
const openLink = (path: string, options: object = {}): Promise<Page> => open(path, { viewport: { width: 360, height: 640 }, locale: 'zh-CN', permissions: ['clipboard-read', 'clipboard-write'], ...options })
const written = () => [...town.service.desk.context.store.entriesAfter(0)].filter(({ author }) => author === `class-link:q${classCode().id.toString(36)}`)
const count = (page: Page, what: string): Promise<string> => page.locator('.counts div', { hasText: what }).locator('dd').innerText()

describe('a class teacher in the class chat, at 360 × 640', () => {
  it('sees who is missing, calls, reports on behalf, gives leave with one tap and takes it back, reminds the others', async () => {
    const page = await openLink(linkOf())
    await page.getByText('欧***（尾号 01）').waitFor()
    await expect.poll(async () => [await count(page, '应报'), await count(page, '未报')]).toEqual(['5', '5'])
    expect(await page.locator('main').innerText()).not.toMatch(/小明|双胞胎|2020001/)
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await look(page, 'teacher')

    const row = (name: string) => page.getByRole('group', { name: `${name} 的操作` })
    await row('赵**（尾号 05）').getByRole('button', { name: '病假' }).click()
    await page.getByText('已记录。').waitFor()
    await expect.poll(async () => [await count(page, '请假'), await count(page, '未报')]).toEqual(['1', '4'])
    await row('王**（尾号 04）').getByRole('button', { name: '事假' }).click()
    await row('王**（尾号 04）').getByRole('button', { name: '取消请假' }).click()
    await row('王**（尾号 04）').getByRole('button', { name: '代报' }).waitFor()

    await row('欧***（尾号 01）').getByRole('button', { name: '代报' }).click()
    await page.getByRole('heading', { name: '代报：欧***（尾号 01）' }).waitFor()
    await page.getByLabel('今天早上的体温', { exact: false }).fill('36.8')
    await page.getByRole('button', { name: '以上都对' }).click()
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.getByRole('button', { name: '提交', exact: true }).click()
    await page.getByText('已记录。').waitFor()
    await expect.poll(() => count(page, '已报')).toBe('1')
    await expect.poll(() => written().map(({ feed, body }) => `${feed} ${String(body.by ?? body.act)}`)).toEqual(['absence leave', 'absence leave', 'absence cancel', 'school teacher'])

    await page.getByRole('button', { name: '复制提醒' }).click()
    await page.getByText('已复制').waitFor()
    const { id, version } = classCode()
    const code = createClassTokens(town.service.desk.context.store).signClass(id, version)
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`【一(1)班】2月17日周一健康上报提醒：还有 3 位同学没有上报：双**(02)、双**(03)、王**(04)。请家长尽快填写：${town.origin}/r/${code}`)
    await page.getByText('已上报 1 人').click()
    await page.getByText('07:12 教师代报').waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
  })

  it('hears of a report that came in meanwhile, in English', async () => {
    const page = await openLink(linkOf(), { locale: 'en' })
    await page.getByRole('heading', { name: 'Not reported yet' }).waitFor()
    const missing = Number(await count(page, 'Missing'))
    await town.service.accept('school', [{ submittedAt: MORNING, school: SCHOOL, class: '一(1)班', studentNo: '2020002', name: '双胞胎', temperatureCelsius: 36.5, symptoms: [] }], 'test')
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.locator('.counts div', { hasText: 'Missing' }).locator('dd', { hasText: String(missing - 1) }).waitFor()
  })

  it('a link that is over, or was guessed, says so and shows nothing', async () => {
    const path = linkOf(0)
    const over = await openLink(path)
    await over.getByText('链接已过期或已停用').waitFor()
    const guessed = await openLink(`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`)
    await guessed.getByText('链接无效').waitFor()
    for (const page of [over, guessed]) expect(await page.locator('main').innerText()).not.toMatch(/尾号|小学/)
  })
})

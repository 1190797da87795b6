import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { STAFF_CLASS } from '../../../server/protocol/school.ts'
import { createClassTokens } from '../../../server/school/links/classTokens.ts'
import { createRosterRow } from '../../fixtures/createTestService.ts'
import { createDeskPages, DESKTOP, PHONE } from '../desk/createDeskPages.ts'
import { findBeyondEdge } from '../desk/findBeyondEdge.ts'
import { findViolations } from '../desk/findViolations.ts'
import type { DeskTown } from '../desk/startDeskTown.ts'
import { look } from '../town/look.ts'

let town: DeskTown
const { open, openAs } = createDeskPages(async (started) => {
  town = started
  town.clock.setNow(Date.parse('2020-02-17T06:50:00+08:00'))
  const rows = ['欧阳小明', '双胞胎', '李小弟'].map((name, index) => createRosterRow(index + 1, { school: '课间小学', name, ...(index === 2 && { class: '一(2)班' }) }))
  const staff = ['欧阳老师', '李工友'].map((name, index) => createRosterRow(0, { school: '课间小学', class: STAFF_CLASS, kind: 'staff', studentNo: `T0${index + 1}`, name, address: undefined }))
  await town.service.accept('roster', [...rows, ...staff], 'test')
}, { expected: /status of (401|404|410)/ })

const campus = () => town.service.desk.context.known().registers.findCampus('课间小学')
/** One of the staff scans their code: named by number and name, and asked of themselves. */
async function reportAsStaff(phone: Page, number: string, name: string): Promise<void> {
  const { store, now } = town.service.desk.context
  const { id, version } = store.classTables.codeOf(campus(), STAFF_CLASS, now())
  await phone.goto(`${town.origin}/r/${createClassTokens(store).signClass(id, version)}`)
  await phone.getByLabel('工号').fill(number)
  await phone.getByLabel('姓名').fill(name)
  await phone.getByRole('button', { name: '下一步' }).click()
  await phone.getByLabel('今天早上的体温', { exact: false }).fill('36.6')
  await phone.getByRole('button', { name: '以上都对' }).click()
  await phone.getByLabel('没有同住人').check()
  expect(await phone.locator('main').innerText()).not.toMatch(/孩子|家长/)
  await expect.poll(() => findViolations(phone)).toEqual([])
  await phone.getByRole('button', { name: '提交', exact: true }).click()
  await phone.getByRole('heading', { name: '已收到' }).waitFor()
}

describe('codes and links at the desk', () => {
  it.each([['a desktop', DESKTOP], ['a phone', PHONE]])('makes a teacher’s link at %s, which opens the class; takes it back, and it is over; the staff have a code and a list of their own', async (where, viewport) => {
    const page = await openAs('bureau-officer', '/desk/school/links', viewport)
    await page.locator('.class-links header select').selectOption({ label: '课间小学' })
    const acts = page.getByRole('group', { name: '一(1)班 的操作' })
    await acts.getByRole('button', { name: '新建班主任链接' }).click()
    const link = await page.locator('.whole-link').innerText()
    expect(link).toMatch(/\/r\/t\.[0-9a-z]+\.[\w-]{22}$/)
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await look(page, 'school-links')
    const teacher = await open(new URL(link).pathname, { viewport: PHONE })
    await teacher.getByText('欧***（尾号 01）').waitFor()
    await page.getByRole('button', { name: '停用' }).click()
    await page.getByRole('button', { name: '停用' }).waitFor({ state: 'detached' })
    await teacher.reload()
    await teacher.getByText('链接已过期或已停用').waitFor()
    expect(town.service.audit.list({ action: 'class-link-revoke' }).length).toBe(where === 'a phone' ? 2 : 1)

    if (where === 'a desktop') await reportAsStaff(teacher, 'T01', '欧阳老师')
    await page.goto(`${town.origin}/desk/schools/c${campus().toString(36)}`)
    await page.getByRole('button', { name: '教职工 应报 2' }).click()
    await page.getByRole('heading', { name: '课间小学 · 教职工' }).waitFor()
    await page.getByRole('button', { name: '全部', exact: true }).click()
    await page.locator('.pupil-rows li', { hasText: '欧***' }).filter({ hasText: '36.6' }).waitFor()
    await expect.poll(() => page.locator('.pupil-rows li').count()).toBe(2)
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await look(page, 'school-staff')
    // They have no parents and no class teacher: the chase says who is told of them.
    await expect.poll(() => page.locator('.chase-who').allInnerTexts()).toEqual(['教职工群', '教职工负责人', '学校数据管理员'])
    await page.getByRole('link', { name: '学校晨检' }).last().click()
    const row = page.locator('.schools-table tbody tr', { hasText: '课间小学' })
    await row.getByText(where === 'a desktop' ? '1/2' : '教职工未报 1/2', { exact: true }).waitFor()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await look(page, 'schools-staff')
  })
  it('replaces a class’s code after it was asked whether it is meant, and prints those of a campus at once', async () => {
    const page = await openAs('bureau-officer', '/desk/school/links')
    await page.locator('.class-links header select').selectOption({ label: '课间小学' })
    await page.getByRole('link', { name: '打印全校二维码' }).click()
    await page.locator('.qr-sheet li').nth(1).waitFor()
    await expect.poll(() => page.locator('.qr-sheet strong').allInnerTexts()).toEqual(['一(1)班', '一(2)班', '教职工'])
    await expect.poll(() => page.getByText('扫码上报本人当天的健康状况').count()).toBe(1)
    await expect.poll(() => page.getByText('扫码上报孩子当天的健康状况').count()).toBe(2)
    await expect.poll(() => findViolations(page)).toEqual([])
    const before = await page.locator('.qr-sheet svg path').first().getAttribute('d')
    await page.goBack()
    await page.locator('.class-links header select').selectOption({ label: '课间小学' })
    await page.getByRole('group', { name: '一(1)班 的操作' }).getByRole('button', { name: '更换二维码' }).click()
    await page.getByText('全部失效', { exact: false }).waitFor()
    await page.getByRole('button', { name: '更换', exact: true }).click()
    await page.getByText('已更换 1 次').waitFor()
    await page.getByRole('group', { name: '一(1)班 的操作' }).getByRole('link', { name: '打印二维码' }).click()
    // The sheet of the campus, read before, stands there until the class's has come.
    await expect.poll(() => page.locator('.qr-sheet li').count()).toBe(1)
    await expect.poll(() => page.locator('.qr-sheet svg path').first().getAttribute('d')).not.toBe(before)
  })
})

describe('the bureau’s forms', () => {
  it('gets a question more, seen on the phone beside it before it is published, and is asked from its day on', async () => {
    const page = await openAs('bureau-officer', '/desk/forms')
    const preview = page.frameLocator('.form-preview')
    await preview.getByText('今天早上的体温', { exact: false }).waitFor()
    await page.getByRole('button', { name: '编写下一版' }).click()
    await page.getByRole('group', { name: '添加一题：' }).getByRole('button', { name: '单选' }).click()
    const question = page.locator('.question').last()
    await question.getByLabel('题目', { exact: true }).fill('是否乘坐校车')
    await question.getByLabel('选项 1', { exact: true }).fill('乘坐')
    await question.getByLabel('选项 2', { exact: true }).fill('不乘坐')
    await preview.getByRole('group', { name: '是否乘坐校车' }).getByLabel('不乘坐').waitFor()
    // Beside the others it is answered together with them by one tap, in the words that were written for it.
    await question.locator('.question-usual select').selectOption({ label: '不乘坐' })
    await question.getByLabel('一键回答时显示的话', { exact: true }).fill('今天不乘坐校车')
    for (let moves = 0; moves < 2; moves++) await page.getByRole('group', { name: '是否乘坐校车 的操作' }).getByRole('button', { name: '上移' }).click()
    await preview.getByRole('group', { name: '下面几项都对吗？' }).getByText('今天不乘坐校车').waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await look(page, 'forms')
    await page.locator('.question').first().locator('summary').click()
    await page.locator('.question').first().getByRole('button', { name: '取消这一题' }).click()
    await page.getByRole('button', { name: /^发布/ }).click()
    await page.getByText('系统要用「今天早上的体温（℃）」这一题').waitFor()
    await page.getByRole('button', { name: '放弃草稿' }).click()

    await page.getByRole('button', { name: '编写下一版' }).click()
    await page.getByRole('group', { name: '添加一题：' }).getByRole('button', { name: '单选' }).click()
    await question.getByLabel('题目', { exact: true }).fill('是否乘坐校车')
    await question.getByLabel('选项 1', { exact: true }).fill('乘坐')
    await question.getByLabel('选项 2', { exact: true }).fill('不乘坐')
    await page.getByRole('button', { name: '发布，自 2020-02-18 起使用' }).click()
    await page.getByText('已发布。').waitFor()
    await page.getByText('自订第 1 版，自 2020-02-18 起').waitFor()
    await expect.poll(() => page.locator('.form-versions li').allInnerTexts()).toEqual([expect.stringContaining('将启用'), expect.stringContaining('正在使用'), expect.stringContaining('已停用'), expect.stringContaining('已停用')])
    expect(town.service.audit.list({ action: 'form-publish' })).toHaveLength(1)
  })
  it('of residents are the street’s, and read well on a phone', async () => {
    const page = await openAs('street-officer', '/desk/forms', PHONE)
    await page.getByRole('button', { name: '口罩预约' }).click()
    await page.frameLocator('.form-preview').getByText('领取人姓名').waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await expect.poll(() => page.getByRole('button', { name: '每日健康上报' }).count()).toBe(0)
  })
})

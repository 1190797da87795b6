import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { idOf } from '../../../server/merge/opaqueId.ts'
import { dayFromText } from '../../../server/protocol/day.ts'
import { createRosterRow, createSchoolRow } from '../../fixtures/createTestService.ts'
import { createDeskPages, PHONE } from '../desk/createDeskPages.ts'
import { findBeyondEdge } from '../desk/findBeyondEdge.ts'
import { findViolations } from '../desk/findViolations.ts'
import type { DeskTown } from '../desk/startDeskTown.ts'
import { look } from '../town/look.ts'

const SCHOOL = '晨检小学'
const DAY = '2020-02-17'
let town: DeskTown
const classOf = (student: number): string => (student <= 20 ? '一(1)班' : '一(2)班')
const check = (student: number, row: object = {}) => createSchoolRow(student, { school: SCHOOL, class: classOf(student), submittedAt: `${DAY}T07:00:00+08:00`, ...row })
const { openAs } = createDeskPages(async (started) => {
  town = started
  town.clock.setNow(Date.parse(`${DAY}T07:05:00+08:00`))
  await town.service.accept('roster', Array.from({ length: 40 }, (_, at) => createRosterRow(at + 1, { school: SCHOOL, class: classOf(at + 1), name: `预警生${at + 1}`, guardianPhone: `100000001${String(at).padStart(2, '0')}`, address: at < 2 ? '测试一村1号101室' : '测试新村1号101室' })), 'test')
  await town.service.accept('school', [
    check(1, { temperatureCelsius: 38.4, symptoms: ['咳嗽'], whereNow: 'home', household: [{ relation: 'mother', healthCode: 'green', travelled: true, travelledTo: '江苏盐城' }], note: '预警生1 已送医' }), check(2, { healthCode: 'red' }), check(3, { household: [{ relation: '母亲', healthCode: 'yellow' }] }),
  ], 'test')
  await town.service.accept('gate', Array.from({ length: 15 }, (_, at) => ({ measuredAt: `${DAY}T07:02:${String(at + 10)}+08:00`, device: '东门 2 号', school: SCHOOL, studentNo: String(2020000 + 21 + at), temperatureCelsius: 39.1, direction: 'in' })), 'test')
  await town.service.school.alerts.settled()
})
const row = (page: Page, text: string) => page.locator('.alert-row', { hasText: text })
/** Symptoms in all schools, as the server has them. */
const alertsOf = (filter: 'todo' | 'closed') => town.service.school.alerts.list({ id: 'a0', role: 'administrator', scope: { places: [], schools: ['all'] }, permissions: new Set() } as never, { filter, rule: 'symptom', campus: null, after: null }).alerts
const chip = (page: Page, name: string) => page.locator('.alert-filters a', { hasText: name })

describe('alerts of schools', () => {
  it('a broken thermometer is one line and buries nothing; a doctor works an alert off and goes on to the next', async () => {
    const page = await openAs('school-doctor', '/desk/alerts')
    await row(page, '测温设备异常').waitFor()
    await expect.poll(() => page.locator('.alert-what strong').allInnerTexts()).toEqual(['测温设备异常', '发热', '本人健康码异常', '症状', '同住人健康码异常'])
    expect(await page.locator('.alert-queue').innerText()).not.toMatch(/预警生1|2020001/)
    // Two of one home stand under one heading, each a line of its own.
    await expect.poll(() => page.locator('.alert-rows li').allInnerTexts().then((texts) => texts.map((text) => text.includes('同一住户')))).toEqual([false, true, false, false, false])
    await page.locator('.alert-home', { hasText: '同一住户：2 人，3 条' }).waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await look(page, 'queue')

    await row(page, '38.4').click()
    await page.locator('.alert-panel').getByText('体温 38.4 ℃，上限 37.3 ℃').waitFor()
    await page.getByRole('button', { name: '显示完整信息' }).click()
    await page.locator('.alert-person', { hasText: '预警生1' }).waitFor()
    expect(town.service.audit.list({ action: 'show-pupil' })).toHaveLength(1)
    await page.getByText('当天上报的内容').click()
    await page.locator('.check-answers dd', { hasText: '江苏盐城' }).waitFor()
    await expect.poll(() => page.locator('.check-answers dd').allInnerTexts()).toEqual(['38.4', '咳嗽', '在家', '母亲，绿码，离开过，江苏盐城', '… 已送医'])
    await page.getByRole('button', { name: '接手', exact: true }).click()
    await page.locator('.alert-steps li', { hasText: '接手' }).waitFor()
    await page.getByLabel('属实').check()
    await page.getByLabel('备注（随下一步保存）').fill('<b>已就医</b>')
    await expect.poll(() => findViolations(page)).toEqual([])
    await look(page, 'one')
    await page.getByRole('button', { name: '保存结论' }).click()
    await page.locator('.alert-steps', { hasText: '<b>已就医</b>' }).waitFor()
    await page.getByRole('button', { name: '上报卫生部门' }).click()
    await page.getByText('已登记上报').waitFor()
    await page.getByRole('button', { name: '办结', exact: true }).click()
    // The next one is open by itself.
    await page.locator('.alert-panel h3', { hasText: '本人健康码异常' }).waitFor()
    await chip(page, '已办结').getByText('1', { exact: true }).waitFor()
  })

  it('of a broken device all are closed at once, with one confirmation of how many', async () => {
    const page = await openAs('bureau-officer', '/desk/alerts')
    await row(page, '测温设备异常').click()
    await page.getByRole('button', { name: '设备确有故障，整组按数据有误办结' }).click()
    await page.getByText('15 条体温将按数据有误更正当天统计').waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await look(page, 'device')
    await page.getByRole('button', { name: '确认办结 15 条' }).click()
    await row(page, '测温设备异常').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '处理用时' }).click()
    await page.locator('.alert-times td', { hasText: '发热' }).waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.getByRole('button', { name: '卫生部门' }).click()
    await page.getByLabel('接收网址').fill('https://authority.invalid/hook')
    await page.getByLabel('签名密钥（至少 16 个字符）').fill('a-secret-of-the-browser-test')
    await page.getByLabel('启用自动发送').uncheck()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已保存。').waitFor()
    await look(page, 'settings')

    // What stands of a home is seen once, all at once, and the bar counts what is left to do.
    const left = (): number => town.service.school.alerts.counts({ id: 'a0', role: 'administrator', scope: { places: [], schools: ['all'] }, permissions: new Set() } as never).reduce((sum, { todo }) => sum + todo, 0)
    const before = left()
    await page.getByRole('link', { name: new RegExp(`^学校预警\\s*未办结 ${before}，`) }).waitFor()
    await chip(page, '在管住户').click()
    await page.getByRole('button', { name: '这 1 条都知道了' }).click()
    await row(page, '在管期内').waitFor()
    await page.getByRole('link', { name: new RegExp(`^学校预警\\s*未办结 ${before - 1}，`) }).waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await look(page, 'standing')

    // Leave at the desk is of the same kinds as behind the teacher's link.
    const { known } = town.service.desk.context
    const { registers, pupilNotes } = known()
    await page.goto(`${town.origin}/desk/schools/${idOf('c', registers.campuses.findIndex(({ name }) => name === SCHOOL))}`)
    const missing = page.locator('.pupil-rows li').first()
    await missing.getByRole('button', { name: '请假' }).click()
    await expect.poll(() => missing.locator('.report-behalf button').allInnerTexts()).toEqual(['病假', '事假', '居家管理', '其他假'])
    await look(page, 'leave')
    await missing.getByRole('button', { name: '居家管理' }).click()
    await page.getByText(/：居家管理$/).waitFor()
    expect(Array.from({ length: registers.studentCount }, (_, student) => pupilNotes.leaveOn(student, dayFromText(DAY)!)?.kind ?? '')).toContain('home-management')
  })

  it('on a teacher’s phone: news come by themselves, one is taken, judged and closed', async () => {
    const page = await openAs('class-teacher', '/desk/alerts?rule=symptom', PHONE)
    // Without the polling of a page that has no line: a teacher has no wall, and hears over the line all the same.
    await page.addInitScript(() => {
      const setInterval = window.setInterval.bind(window)
      window.setInterval = ((work: () => void, ms?: number) => (ms === 10_000 ? 0 : setInterval(work, ms))) as typeof window.setInterval
    })
    await page.reload()
    await page.locator('.alert-row').first().waitFor()
    await chip(page, '轮到我').click()
    await row(page, '班主任').first().waitFor()
    await chip(page, '未办结').click()
    // The list of before stays until the answer has come.
    const before = alertsOf('todo').length
    await expect.poll(() => page.locator('.alert-row').count()).toBe(before)
    await town.service.accept('school', [check(8, { symptoms: ['腹泻'] })], 'test')
    await row(page, '腹泻').waitFor()
    await expect.poll(() => page.locator('.alert-row').count()).toBe(before + 1)
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await look(page, 'phone-queue')
    await row(page, '腹泻').click()
    await page.locator('.alert-panel').waitFor()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await expect.poll(() => findViolations(page)).toEqual([])
    await look(page, 'phone-one')
    await page.getByLabel('误报').check()
    await page.getByRole('button', { name: '保存结论并办结' }).click()
    await chip(page, '已办结').click()
    await row(page, '腹泻').waitFor()
    expect(alertsOf('closed')[0]).toMatchObject({ verdict: 'false-alarm' })
  })
})

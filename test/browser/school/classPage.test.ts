import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClassTokens } from '../../../server/school/links/classTokens.ts'
import { createRosterRow } from '../../fixtures/createTestService.ts'
import { createDeskPages } from '../desk/createDeskPages.ts'
import { findBeyondEdge } from '../desk/findBeyondEdge.ts'
import { findViolations } from '../desk/findViolations.ts'
import type { DeskTown } from '../desk/startDeskTown.ts'
import { look } from '../town/look.ts'

const SMALL_PHONE = { width: 360, height: 640 }
const SCHOOL = '课间小学'
let town: DeskTown
/** A Monday, 06:50. */
const MORNING = '2020-02-17T06:50:00+08:00'
const { open } = createDeskPages(async (started) => {
  town = started
  town.clock.setNow(Date.parse(MORNING))
  const pupils = ['欧阳小明', '双胞胎', '双胞胎', '李小弟', '王缺席', '赵请假'].map((name, index) => createRosterRow(index + 1, { school: SCHOOL, name, class: index === 3 ? '二(1)班' : '一(1)班', grade: index === 3 ? '二年级' : '一年级' }))
  await town.service.accept('roster', pupils, 'test')
}, { expected: /status of (401|404|410|429)/ })
beforeEach(() => {
  town.clock.setNow(Date.parse(MORNING))
  town.mend()
})

const codeOf = (className = '一(1)班'): string => {
  const { context } = town.service.desk
  const campus = context.known().registers.findCampus(SCHOOL)
  const { id, version } = context.store.classTables.codeOf(campus, className, context.now())
  return `/r/${createClassTokens(context.store).signClass(id, version)}`
}
const scan = (path: string, options: object = {}): Promise<Page> => open(path, { viewport: SMALL_PHONE, locale: 'zh-CN', hasTouch: true, ...options })
/** Checks of a pupil, oldest first. */
const checksOf = (name: string) => {
  const { store } = town.service.desk.context
  return [...store.entriesAfter(0)].filter(({ feed, body }) => feed === 'school' && store.vault.person(store.vault.student(parseInt(String(body.student).slice(1), 36))?.person ?? -1)?.name === name)
}
async function pick(page: Page, number: string, name: string): Promise<void> {
  await page.getByLabel('学号').fill(number)
  await page.getByLabel('姓名').fill(name)
  await page.getByRole('button', { name: '下一步' }).click()
}
/** Temperature, and what is usual by one tap. */
async function fillAll(page: Page, temperature: string): Promise<void> {
  await page.getByLabel('今天早上的体温', { exact: false }).fill(temperature)
  await page.getByRole('button', { name: /^(以上|其余)都对$/ }).click()
}
/** Nobody of the home is told of. */
const alone = (page: Page) => page.getByLabel('没有同住人').check()
/** Choices that stand answered. */
const chosen = (page: Page) => page.locator('main input:checked').evaluateAll((inputs) => inputs.map((input) => `${(input as HTMLInputElement).name}=${(input as HTMLInputElement).value}`))
const send = (page: Page) => page.getByRole('button', { name: '提交', exact: true }).click()
const received = (page: Page) => page.getByRole('heading', { name: '已收到' }).waitFor()

describe('a parent at 360 × 640', () => {
  it('names the child once, fills in, adds who lives there; the next day two taps and a temperature are enough', async () => {
    const page = await scan(codeOf())
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await pick(page, '2020001', '双胞胎')
    await page.getByText('学号与姓名对不上').waitFor()
    // By the keyboard alone: its own key goes from field to field, and the first question has the focus when it comes.
    await expect.poll(() => page.getByLabel('学号').getAttribute('inputmode')).toBe('numeric')
    await page.getByLabel('学号').fill('2020001')
    await page.getByLabel('学号').press('Enter')
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText(' 欧阳 小明')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '欧***（尾号 01）' }).waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('temperatureCelsius')
    await page.keyboard.insertText('36.6')
    await page.keyboard.press('Enter')
    // What is usual stands in words, answers nothing by itself, and all of it by one tap.
    expect(await chosen(page)).toEqual([])
    await page.getByRole('button', { name: '以上都对' }).click()
    await page.getByText('✓ 已回答').waitFor()
    await expect.poll(() => chosen(page)).toEqual(['unwell=no', 'healthCode=green', 'whereNow=home', 'travelled=no', 'contact=none'])
    await page.getByRole('button', { name: '+ 母亲' }).click()
    const first = page.getByRole('group', { name: '同住人 1' })
    await first.locator('.usual-line', { hasText: '母亲' }).waitFor()
    await expect.poll(async () => (await chosen(page)).filter((one) => /Code|travelled/.test(one))).toEqual(['healthCode=green', 'travelled=no'])
    await page.getByRole('button', { name: '不对: 同住人 1' }).click()
    await first.getByLabel('绿码').check()
    await expect.poll(() => first.getByLabel('去过哪些省、市、区县').count()).toBe(0)
    await first.getByLabel('离开过', { exact: true }).check()
    await first.getByLabel('去过哪些省、市、区县').fill('江苏盐城')
    await page.getByRole('button', { name: '+ 祖辈' }).click()
    await page.getByRole('button', { name: '+ 父亲' }).click()
    await page.getByText('祖辈、父亲：健康码是绿码；14 天内没有离开过本市').waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await look(page, 'class-form')
    await page.getByRole('button', { name: '去掉同住人 2' }).click()
    await send(page)
    await page.getByText('还没有回答', { exact: false }).waitFor()
    await page.locator('.list-field').getByRole('button', { name: '以上都对' }).click()
    await send(page)
    await received(page)
    await look(page, 'class-done')
    expect(checksOf('欧阳小明')).toMatchObject([{ author: 'parent', body: { temperatureCelsius: 36.6, by: 'parent', form: 'daily-check.3', healthCode: 'green', whereNow: 'home', travelled: false, contact: 'none', household: [{ relation: 'mother', healthCode: 'green', travelled: true, travelledTo: '江苏盐城' }, { relation: 'father', healthCode: 'green', travelled: false }] } }])
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toMatch(/小明|2020001|36\.6/)

    town.clock.setNow(Date.parse('2020-02-18T06:40:00+08:00'))
    await page.reload()
    await page.getByRole('heading', { name: '与上次相同' }).waitFor()
    await look(page, 'class-again')
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => page.getByLabel('今天早上的体温', { exact: false }).inputValue()).toBe('')
    await page.getByLabel('今天早上的体温', { exact: false }).fill('36.7')
    await page.getByRole('group', { name: '今天有没有不舒服' }).getByLabel('没有').check()
    await send(page)
    await received(page)
    expect(checksOf('欧阳小明').at(-1)).toMatchObject({ validOn: '2020-02-18', body: { temperatureCelsius: 36.7, whereNow: 'home', household: [{ relation: 'mother' }, { relation: 'father' }] } })
  })

  it('is told by red lines what is missing, and a symptom needs its first day', async () => {
    const page = await scan(codeOf())
    await pick(page, '2020002', '双胞胎')
    await send(page)
    // The temperature, what is usual, who lives there: none is answered for the parent.
    await expect.poll(() => page.locator('.formkit-message:visible').allInnerTexts()).toEqual([expect.stringContaining('不得留空'), expect.stringContaining('还没有回答'), expect.stringContaining('没有就点'), expect.stringContaining('请看红字')])
    await expect.poll(() => page.locator('.formkit-message:visible').first().evaluate((line) => line.getBoundingClientRect().top > 0)).toBe(true)
    await page.getByRole('button', { name: '不对: 没有发热' }).click()
    await page.getByRole('group', { name: '今天有没有不舒服' }).getByLabel('有', { exact: true }).check()
    await fillAll(page, '38.2')
    await page.getByText('✓ 其余已回答').waitFor()
    await alone(page)
    await page.getByLabel('咳嗽').check()
    await page.getByLabel('从哪一天开始').fill('2020-02-16')
    await send(page)
    await received(page)
    const [{ body }] = checksOf('双胞胎')
    expect(body).toMatchObject({ symptoms: ['咳嗽'], temperatureCelsius: 38.2 })
  })

  it('both parents: the second is asked whether to send again, and sees nothing of the first', async () => {
    const mother = await scan(codeOf())
    await pick(mother, '2020003', '双胞胎')
    await fillAll(mother, '38.4')
    await alone(mother)
    await send(mother)
    await received(mother)
    town.clock.setNow(Date.parse('2020-02-17T07:05:00+08:00'))
    const father = await scan(codeOf())
    await pick(father, '2020003', '双胞胎')
    await father.getByText('今天 06:50 已经上报过，再报以最后一次为准。').waitFor()
    await fillAll(father, '36.5')
    await alone(father)
    await send(father)
    await father.getByText('今天 06:50 已经上报过，还要再报一次吗？').waitFor()
    expect(await father.locator('main').innerText()).not.toMatch(/38/)
    await father.getByRole('button', { name: '再报一次' }).click()
    await received(father)
    expect(checksOf('双胞胎').filter(({ body }) => body.student === checksOf('双胞胎').at(-1)!.body.student).map(({ body }) => body.temperatureCelsius)).toEqual([38.4, 36.5])
  })

  it('with children in two classes: one phone knows both, and forgets one when asked', async () => {
    const page = await scan(codeOf())
    await pick(page, '2020001', '欧阳小明')
    await page.getByRole('heading', { name: '欧***（尾号 01）' }).waitFor()
    await page.goto(town.origin + codeOf('二(1)班'))
    await page.getByRole('button', { name: '+ 添加孩子' }).click()
    await pick(page, '2020004', '李小弟')
    await page.getByRole('button', { name: '‹ 我的孩子' }).click()
    await page.getByRole('link', { name: /欧\*\*\*/ }).waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await look(page, 'class-children')
    await page.getByRole('button', { name: '从这部手机移除 欧***（尾号 01）' }).click()
    await expect.poll(() => page.getByRole('link', { name: /欧\*\*\*/ }).count()).toBe(0)
  })

  it('when the line drops it is kept, clearly said, and goes out by itself, once', async () => {
    const page = await scan(codeOf('二(1)班'))
    await pick(page, '2020004', '李小弟')
    await fillAll(page, '36.4')
    await alone(page)
    town.line.aim(null)
    await send(page)
    await page.getByRole('heading', { name: '还没有送达' }).waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await look(page, 'class-unsent')
    town.mend()
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await received(page)
    expect(checksOf('李小弟')).toHaveLength(1)
    await expect.poll(() => page.evaluate(() => localStorage.getItem('liuse.class'))).not.toContain('36.4')
  })

  it('closed before the line was back, it goes out when the page is opened again', async () => {
    const page = await scan(codeOf('二(1)班'))
    await pick(page, '2020004', '李小弟')
    await fillAll(page, '36.3')
    await alone(page)
    town.line.aim(null)
    await send(page)
    await page.getByRole('heading', { name: '还没有送达' }).waitFor()
    town.mend()
    await page.reload()
    // The other parent has reported meanwhile: that is asked about, with what was typed still there.
    await page.getByText('还要再报一次吗', { exact: false }).waitFor()
    await expect.poll(() => page.getByLabel('今天早上的体温', { exact: false }).inputValue()).toBe('36.3')
    await page.getByRole('button', { name: '再报一次' }).click()
    await received(page)
    expect(checksOf('李小弟').map(({ body }) => body.temperatureCelsius)).toEqual([36.4, 36.3])
  })

  it('left open over midnight: asked anew, counted for the day on which it is sent', async () => {
    const page = await scan(codeOf())
    await pick(page, '2020005', '王缺席')
    await fillAll(page, '36.1')
    await alone(page)
    town.clock.setNow(Date.parse('2020-02-18T00:10:00+08:00'))
    await send(page)
    await page.getByText('这份表是前一天打开的', { exact: false }).waitFor()
    await expect.poll(() => page.getByLabel('今天早上的体温', { exact: false }).inputValue()).toBe('')
    await page.getByLabel('今天早上的体温', { exact: false }).fill('36.2')
    await page.getByRole('group', { name: '今天有没有不舒服' }).getByLabel('没有').check()
    await send(page)
    await received(page)
    expect(checksOf('王缺席')).toMatchObject([{ validOn: '2020-02-18', body: { temperatureCelsius: 36.2 } }])
  })

  it('a phone three hours off: the server’s clock decides; in English; a script in the name is a name that nobody has', async () => {
    const page = await scan(codeOf(), { locale: 'en' })
    await page.addInitScript(() => { const now = Date.now.bind(Date); Date.now = () => now() + 3 * 3_600_000 })
    await page.reload()
    await page.getByLabel('Student number').fill('2020006')
    await page.getByLabel('Name', { exact: true }).fill('<img src=x onerror="document.title=1">')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText('do not match', { exact: false }).waitFor()
    await page.getByLabel('Name', { exact: true }).fill('赵请假')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('Temperature this morning', { exact: false }).fill('36.5')
    await page.getByRole('button', { name: 'All of it is right' }).click()
    await page.getByRole('button', { name: 'Change: The child is at home now' }).click()
    await page.getByLabel('At school').check()
    await page.getByLabel('No person').check()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('heading', { name: 'Received' }).waitFor()
    expect(checksOf('赵请假')).toMatchObject([{ validOn: '2020-02-17', observedAt: Date.parse(MORNING), body: { whereNow: 'school', travelled: false } }])
  })

  it('a code that was made up or replaced has a clear page', async () => {
    const page = await scan('/r/1.q1.AAAAAAAAAAAAAAAA')
    await page.getByText('二维码或链接无效').waitFor()
  })
})

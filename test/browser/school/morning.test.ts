import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CHECK_FLAG } from '../../../server/packs/checkFlags.ts'
import { dayFromText } from '../../../server/protocol/day.ts'
import { makeClassLink } from '../../../server/school/links/classDoor.ts'
import { createClassTokens } from '../../../server/school/links/classTokens.ts'
import { createRosterRow, createSchoolRow } from '../../fixtures/createTestService.ts'
import { type RobotHouse, startRobotHouse } from '../../fixtures/startRobotHouse.ts'
import { DESKTOP, PHONE } from '../desk/createDeskPages.ts'
import { type DeskTown, startDeskTown } from '../desk/startDeskTown.ts'
import { shareChromium } from '../launchChromium.ts'
import { type OpenedPage, openPage } from '../town/openPage.ts'
import { look } from '../town/look.ts'

/** A Monday. */
const DAY = '2020-02-17'
const SCHOOL = '晨光小学'
const PUPILS = [
  ['骆知微', '一年级', '一(1)班'], ['蒲夏至', '一年级', '一(1)班'], ['佟念安', '一年级', '一(1)班'], ['隗清和', '一年级', '一(1)班'],
  ['冼望舒', '一年级', '一(2)班'], ['翁既白', '一年级', '一(2)班'], ['燕归远', '一年级', '一(2)班'],
  ['鞠听澜', '二年级', '二(1)班'], ['庾星野', '二年级', '二(1)班'], ['逄书禾', '二年级', '二(1)班'],
] as const
/** Numbers that are no part of anything else that a page loads. */
const numberOf = (pupil: number): string => String(77_310_001 + pupil)
const phoneOf = (pupil: number): string => `1006620${String(pupil).padStart(4, '0')}`
const PERSONAL = PUPILS.flatMap(([name], pupil) => [name, numberOf(pupil), phoneOf(pupil)])
const SMALL_PHONE = { width: 360, height: 640 }
const PATIENCE_MS = 60_000

let browser: Browser
let town: DeskTown
let campus: string
/** The group of the class teachers, outside. */
let robots: RobotHouse
/** Open from the first report to the last: the wall of the bureau and the screen of the porter. */
let wall: OpenedPage
let screen: OpenedPage
const opened: OpenedPage[] = []
const keep = (page: OpenedPage): OpenedPage => {
  opened.push(page)
  page.page.setDefaultTimeout(PATIENCE_MS)
  return page
}
const clockAt = (time: string): void => town.clock.setNow(Date.parse(`${DAY}T${time}+08:00`))

beforeAll(async () => {
  browser = await shareChromium()
  ;[town, robots] = await Promise.all([startDeskTown(), startRobotHouse()])
  clockAt('06:50:00')
  // A school has its place on the map by the building that bears its name.
  const [west, south] = [121.503, 31.203]
  const ring = [[west, south], [west + 0.0004, south], [west + 0.0004, south + 0.0002], [west, south + 0.0002], [west, south]]
  await town.importFile('buildings', 'school.geojson', JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { name: SCHOOL, building: 'school', 'building:levels': 4 }, geometry: { type: 'Polygon', coordinates: [ring] } }] }))
  const { rejected } = await town.service.accept('roster', PUPILS.map(([name, grade, className], pupil) => createRosterRow(pupil, { school: SCHOOL, studentNo: numberOf(pupil), name, grade, class: className, guardianPhone: phoneOf(pupil), address: undefined })), 'test')
  expect(rejected).toEqual([])
  campus = town.service.campuses().find(({ name }) => name === SCHOOL)!.id
  wall = keep(await openPage(browser, `${town.origin}/wall?layer=no-labels`, { locale: 'zh-CN', keepAnswers: true, deviceScaleFactor: 0.5 }))
  screen = keep(await openPage(browser, `${town.origin}/school/${campus}/screen`, { locale: 'zh-CN', keepAnswers: true }))
})
afterEach(async () => {
  town.mend()
  for (const page of opened.splice(2)) await closeWithoutFault(page)
})
afterAll(async () => {
  for (const page of opened) await page.close()
  await town?.stop()
  await robots?.stop()
})
async function closeWithoutFault({ errors, outside, close }: OpenedPage): Promise<void> {
  expect([errors.filter((text) => !/status of 401/.test(text)), outside]).toEqual([[], []])
  await close()
}

const known = () => town.service.desk.context.known()
const codeOfClass = () => {
  const { context } = town.service.desk
  return context.store.classTables.codeOf(parseInt(campus.slice(1), 36), '一(1)班', context.now())
}
async function openClass(path: string): Promise<Page> {
  return keep(await openPage(browser, `${town.origin}/r/${path}`, { viewport: SMALL_PHONE, locale: 'zh-CN', hasTouch: true })).page
}
async function fillCheck(page: Page, temperature: string): Promise<void> {
  await page.getByLabel('今天早上的体温', { exact: false }).fill(temperature)
  await page.getByRole('button', { name: '以上都对' }).click()
}
const send = (page: Page): Promise<void> => page.getByRole('button', { name: '提交', exact: true }).click()
/** A parent scans the code of 一(1)班. */
async function reportByParent(pupil: number, temperature: string): Promise<void> {
  const { id, version } = codeOfClass()
  const page = await openClass(createClassTokens(town.service.desk.context.store).signClass(id, version))
  await page.getByLabel('学号').fill(numberOf(pupil))
  await page.getByLabel('姓名').fill(PUPILS[pupil][0])
  await page.getByRole('button', { name: '下一步' }).click()
  await fillCheck(page, temperature)
  await page.getByRole('button', { name: '+ 母亲' }).click()
  await page.locator('.list-field').getByRole('button', { name: '以上都对' }).click()
  await send(page)
  await page.getByRole('heading', { name: '已收到' }).waitFor()
}
/** What the porter's screen says of a class: how many are missing. */
const tile = (className: string) => screen.page.locator('.class-tile', { hasText: className }).locator('.class-tile-missing')
const screenFigure = (name: string) => screen.page.locator('.school-screen-figures div').filter({ has: screen.page.getByText(name, { exact: true }) }).locator('dd')
const mapRing = () => wall.page.locator('.map-ring')
const rate = (): Promise<number> => mapRing().evaluate((ring) => Number((ring as HTMLElement).style.getPropertyValue('--share')))
async function enter(page: Page, text: string, celsius?: string): Promise<void> {
  await page.getByLabel('学号、卡号或二维码').fill(text)
  if (celsius !== undefined) await page.locator('.gate-entry').getByLabel('体温').fill(celsius)
  await page.locator('.gate-entry').getByRole('button', { name: '确定' }).click()
}
const sign = (page: Page) => page.locator('.gate-sign')
const gateSays = (page: Page, decision: 'allowed' | 'stopped') => expect.poll(() => sign(page).getAttribute('data-sign')).toBe(decision)

describe('a school morning, on one server', () => {
  it('06:50 nobody has reported: the porter’s tiles are empty, the ring on the wall too', async () => {
    await expect.poll(() => tile('一(1)班').textContent()).toBe('4')
    await expect.poll(async () => [await tile('一(2)班').textContent(), await tile('二(1)班').textContent()]).toEqual(['3', '3'])
    await expect.poll(() => screen.page.locator('.school-rate-number').textContent()).toBe('0.0')
    await expect.poll(() => mapRing().count()).toBe(1)
    await expect.poll(async () => [await rate(), await mapRing().textContent()]).toEqual([0, ''])
  })

  it('06:52 a parent reports by the class’s code; tile and ring follow', async () => {
    clockAt('06:52:00')
    await reportByParent(0, '36.5')
    await expect.poll(() => tile('一(1)班').textContent()).toBe('3')
    await expect.poll(rate).toBe(0.1)
  })

  it('06:58 another child has 38.4: an alert is open on the wall, and no screen says that it is one child', async () => {
    clockAt('06:58:00')
    await reportByParent(1, '38.4')
    await expect.poll(() => mapRing().textContent()).toBe('1')
    // As everything of the wall that is read from afar.
    await expect.poll(() => mapRing().locator('span').evaluate((count) => parseFloat(getComputedStyle(count).fontSize))).toBeGreaterThanOrEqual(22)
    await expect.poll(() => screenFigure('异常').textContent()).toBe('不足 5')
    await expect.poll(() => tile('一(1)班').textContent()).toBe('2')
    await expect.poll(() => screen.page.locator('.class-tile-abnormal').count()).toBe(0)
  })

  it('07:12 the class teacher sees in the class chat who is missing, gives one leave, and reports another after a call', async () => {
    clockAt('07:12:00')
    const page = await openClass(makeClassLink(town.service.desk.context, codeOfClass(), { by: 'a0', expiresAt: town.service.now() + 86_400_000 }))
    const row = (name: string) => page.getByRole('group', { name: `${name} 的操作` })
    await row('佟**（尾号 03）').getByRole('button', { name: '病假' }).click()
    await page.getByText('已记录。').waitFor()
    await row('隗**（尾号 04）').getByRole('button', { name: '代报' }).click()
    await fillCheck(page, '36.7')
    await send(page)
    await page.getByText('已记录。').waitFor()
    await expect.poll(() => tile('一(1)班').textContent()).toBe('✓')
    await expect.poll(() => screenFigure('请假').textContent()).toBe('1')
    expect(await page.locator('main').innerText()).not.toMatch(/念安|清和|7731000/)
  })

  it('07:15 the school doctor takes the fever, finds it true, passes it on and closes it', async () => {
    clockAt('07:15:00')
    // A fever at another school is nobody's business here.
    const { rejected } = await town.service.accept('school', [{ ...town.town.school[0], symptoms: [], submittedAt: `${DAY}T07:01:00+08:00` }], 'test')
    expect(rejected).toEqual([])
    await town.service.school.alerts.settled()
    const { page } = keep(await town.openAs(browser, 'school-doctor', '/desk/alerts', { viewport: PHONE }, [campus]))
    await page.locator('.alert-row', { hasText: '38.4' }).waitFor()
    await expect.poll(() => page.locator('.alert-row').count()).toBe(1)
    await page.locator('.alert-row').click()
    await page.getByRole('button', { name: '接手', exact: true }).click()
    await page.locator('.alert-steps li', { hasText: '接手' }).waitFor()
    await page.getByLabel('属实').check()
    await page.getByRole('button', { name: '保存结论', exact: true }).click()
    await page.getByRole('button', { name: '上报卫生部门' }).click()
    await page.getByText('已登记上报').waitFor()
    await page.getByRole('button', { name: '办结', exact: true }).click()
    await page.getByText('全部办结').waitFor()
    await expect.poll(() => mapRing().textContent()).toBe('')
    expect(known().newestOn(studentOf(1), dayFromText(DAY)!)!.flags & CHECK_FLAG.ABNORMAL).not.toBe(0)
  })

  it('07:20 the chase tells the class teachers’ group over the channel that somebody set up, and the school’s page says so', async () => {
    const { page } = keep(await town.openAs(browser, 'bureau-officer', '/desk/chase', { viewport: DESKTOP }))
    await page.getByRole('button', { name: '新增通道' }).click()
    const form = page.locator('form', { hasText: '加签密钥' })
    // A label of a list holds the words of the list.
    await form.getByLabel(/^步骤/).selectOption('class-teacher')
    await form.getByLabel(/^学校 /).selectOption({ label: SCHOOL })
    await form.getByLabel(/^班级/).fill('二(1)班')
    await form.getByLabel('网络地址').fill(robots.address('dingtalk'))
    await form.getByLabel('加签密钥').fill(robots.secret)
    await form.getByRole('button', { name: '保存' }).click()
    await page.getByText('已保存。').waitFor()
    clockAt('07:20:00')
    await expect.poll(() => robots.taken.map(({ text }) => text)).toEqual([expect.stringContaining(`${SCHOOL}二(1)班：截至 07:20，应报 3 人，还有 3 人未填报`)])
    await page.goto(`${town.origin}/desk/schools/${campus}`)
    const step = page.locator('.chase-steps li', { hasText: '班主任' })
    await step.getByText('钉钉群机器人 已发 1/1').waitFor()
    await step.getByText('发出的内容（1）').click()
    await step.getByText('还有 3 人未填报').waitFor()
    await page.locator('.pupil-filters').getByRole('button', { name: '异常' }).click()
    await page.locator('.pupil-rows').getByRole('button', { name: '填报内容' }).first().click()
    await page.locator('.pupil-rows .check-answers dt', { hasText: '今天早上的体温' }).first().waitFor()
    await look(page, 'desk-answers')
  })

  it('07:20 the gate lets one in and stops the fever, with the reason; it goes on when the line drops', async () => {
    clockAt('07:20:00')
    const { rejected } = await town.service.accept('school', [4, 5, 6, 7].map((pupil) => createSchoolRow(0, { school: SCHOOL, class: PUPILS[pupil][2], studentNo: numberOf(pupil), name: PUPILS[pupil][0], submittedAt: `${DAY}T07:1${pupil}:0${pupil}+08:00`, temperatureCelsius: 36 + pupil / 10 })), 'test')
    expect(rejected).toEqual([])
    const { page } = keep(await town.openAs(browser, 'duty-teacher', '/desk/gate', { viewport: { width: 1024, height: 768 } }, [campus]))
    await enter(page, numberOf(0), '36.4')
    await gateSays(page, 'allowed')
    await enter(page, numberOf(1), '36.9')
    await gateSays(page, 'stopped')
    await sign(page).getByText('今日填报异常').waitFor()
    await page.getByRole('button', { name: '知道了' }).click()
    await expect.poll(() => screenFigure('进校').textContent()).toBe('1')
    await expect.poll(() => screenFigure('拦下').textContent()).toBe('1')

    town.line.aim(null)
    // The page's clock goes on from the time that the server told.
    await page.getByText(/离线，自 07:2\d 起/).waitFor()
    await enter(page, numberOf(4), '36.5')
    await gateSays(page, 'allowed')
    await enter(page, numberOf(8))
    await gateSays(page, 'stopped')
    await sign(page).getByText('今日未填报').waitFor()
    await page.getByText('待发送 2 条').waitFor()
    await wall.page.locator('.lost-notice').waitFor()
    town.mend()
    await page.getByText(/离线/).waitFor({ state: 'detached' })
    // What was decided without a line is on the porter's screen as soon as its own line is back.
    await expect.poll(() => screenFigure('进校').textContent()).toBe('2')
    await expect.poll(() => screenFigure('拦下').textContent()).toBe('2')
  })

  it('07:30 the porter’s screen: which classes are full, where two are missing, and never a name', async () => {
    clockAt('07:30:00')
    await expect.poll(() => tile('一(2)班').textContent()).toBe('✓')
    await expect.poll(async () => [await tile('一(1)班').textContent(), await tile('二(1)班').textContent()]).toEqual(['✓', '2'])
    await expect.poll(() => screen.page.locator('.school-rate-name').textContent()).toBe('7 / 10 人')
    await look(screen.page, 'morning-screen')
    const text = await screen.page.locator('body').innerText()
    for (const personal of PERSONAL) expect(text).not.toContain(personal)
  })

  it('07:31 a click on the school in the bureau’s wall gives its grades, and a grade its classes', async () => {
    await expect.poll(rate).toBe(0.7)
    const { x, y, width, height } = (await mapRing().boundingBox())!
    await wall.page.mouse.click(x + width / 2, y + height / 2)
    await wall.page.locator('.place-panel h2', { hasText: SCHOOL }).waitFor()
    const grades = wall.page.locator('.tally-grade')
    await expect.poll(() => grades.allInnerTexts()).toHaveLength(2)
    await wall.page.getByRole('button', { name: /二年级/ }).click()
    const row = wall.page.locator('.campus-classes tr', { hasText: '二(1)班' })
    await expect.poll(async () => (await row.locator('td').allInnerTexts()).slice(0, 2)).toEqual(['3', '2'])
    await look(wall.page, 'morning-wall')
  })

  it('07:40 the bureau sees its schools, and who is missing at one click, as a text to paste', async () => {
    clockAt('07:40:00')
    const desk = keep(await town.openAs(browser, 'bureau-officer', '/desk/schools', { viewport: DESKTOP, keepAnswers: true, permissions: ['clipboard-read', 'clipboard-write'] }))
    const { page } = desk
    const row = page.locator('.schools-table tbody tr', { hasText: SCHOOL })
    await row.locator('.schools-rate', { hasText: '70.0%' }).waitFor()
    await expect.poll(() => page.locator('.schools-table tbody tr').count()).toBe(2)
    const elsewhere = page.locator('.schools-table tbody tr', { hasText: '测试小学' })
    await expect.poll(async () => [await row.locator('td').last().innerText(), await elsewhere.locator('td').last().innerText()]).toEqual(['0', expect.stringMatching(/^1(?!\d)/)])
    // School by school for the colleagues' group: numbers, no names.
    await page.locator('.missing-schools summary').click()
    await page.locator('.missing-schools').getByRole('button', { name: '复制文字' }).click()
    await page.getByText('已复制').waitFor()
    expect((await page.evaluate(() => navigator.clipboard.readText())).split('\n')).toContain(`${SCHOOL}\u3000未报 2 人（应报 10 人）`)
    // Of the chase, here only the bureau's own step, which is not due before eight.
    const steps = page.locator('.chase-steps li')
    await steps.first().waitFor()
    await expect.poll(async () => [await steps.count(), await steps.locator('time').innerText(), await steps.locator('.chase-who').innerText()]).toEqual([1, '08:00', '教育局'])
    await row.getByRole('link', { name: SCHOOL }).click()
    await page.getByRole('button', { name: '显示 2 人的姓名' }).click()
    const list = page.locator('.named-text')
    await list.getByText('庾星野').waitFor()
    await page.getByRole('button', { name: '复制文字' }).click()
    await page.getByText('已复制').waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toBe(await list.textContent())
    expect([copied.includes('庾星野'), copied.includes('逄书禾'), copied.includes('鞠听澜')]).toEqual([true, true, false])
    // The same search that finds nothing on the wall finds them here, and the asking is written down.
    const came = await desk.received()
    expect(PERSONAL.filter((personal) => receivedBy(came, personal))).toEqual(expect.arrayContaining(['庾星野', '逄书禾']))
    expect(town.service.audit.list({ action: 'pupils-named' })).toHaveLength(1)
  })

  it('in all that, wall and screen were sent no name, no number and no phone of any pupil', async () => {
    for (const page of [wall, screen]) {
      const came = await page.received()
      expect(came.length).toBeGreaterThan(10)
      expect([...PERSONAL, ...town.town.personal].filter((personal) => receivedBy(came, personal))).toEqual([])
      await closeWithoutFault(page)
    }
  })
})

const receivedBy = (came: Buffer[], text: string): boolean => came.some((buffer) => buffer.includes(text))
/** The pupil's number in the server's columns: this roster was the last. */
const studentOf = (pupil: number): number => known().registers.studentCount - PUPILS.length + pupil

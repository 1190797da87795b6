import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CHECK_FLAG } from '../../../server/packs/checkFlags.ts'
import { dayFromText } from '../../../server/protocol/day.ts'
import { createDevice } from '../../fixtures/devices/createDevice.ts'
import { createDeskPages, PHONE } from '../desk/createDeskPages.ts'
import { findBeyondEdge } from '../desk/findBeyondEdge.ts'
import { findViolations } from '../desk/findViolations.ts'
import type { DeskTown } from '../desk/startDeskTown.ts'
import { look } from '../town/look.ts'

/** A Monday. */
const DAY = '2020-02-17'
const today = dayFromText(DAY)!
const TABLET = { width: 1024, height: 768 }
const WHOLE = { id: 'a0', permissions: new Set(), scope: { places: [], schools: ['all'] } } as never
const at = (time: string): number => Date.parse(`${DAY}T${time}+08:00`)
let town: DeskTown
let campus: string
const { openAs } = createDeskPages(async (started) => {
  town = started
  const { service } = town
  town.clock.setNow(at('07:05:00'))
  campus = service.campuses().find(({ name }) => name === '测试小学')!.id
  // 0 … 8 have reported: 0 with a fever, the others well; 9, 10 and 11 have not.
  const { rejected } = await service.accept('school', town.town.school.map((row, i) => ({ ...row, submittedAt: `${DAY}T06:5${i % 10}:00+08:00` })), 'test')
  expect(rejected).toEqual([])
}, { worker: true })
beforeEach(() => town.mend())
afterEach(() => town.mend())

const known = () => town.service.desk.context.known()
const counts = () => known().gate.counts(parseInt(campus.slice(1), 36), today)
const number = (pupil: number): string => String(2_020_000 + pupil)
const sign = (page: Page) => page.locator('.gate-sign')
async function enter(page: Page, text: string, celsius?: string): Promise<void> {
  await page.getByLabel('学号、卡号或二维码').fill(text)
  if (celsius !== undefined) await page.locator('.gate-entry').getByLabel('体温').fill(celsius)
  await page.locator('.gate-entry').getByRole('button', { name: '确定' }).click()
}
async function shows(page: Page, decision: 'allowed' | 'stopped', ...words: string[]): Promise<void> {
  await expect.poll(() => sign(page).getAttribute('data-sign')).toBe(decision)
  for (const word of words) await sign(page).getByText(word).first().waitFor()
}
async function open(viewport = TABLET): Promise<Page> {
  const page = await openAs('duty-teacher', '/desk/gate', viewport)
  await page.getByLabel('学号、卡号或二维码').waitFor()
  return page
}
const count = (page: Page, key: string) => page.locator(`[data-count=${key}] dd`).innerText()
const kept = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify(localStorage))

describe('a teacher at the gate, 1024 × 768', () => {
  it('reads a number, a card or a code and sees who may come in, and why not', async () => {
    town.service.gate.putCards(WHOLE, campus, [{ card: '0004A2F1', studentNo: number(2) }])
    const page = await open()
    await expect.poll(() => page.url()).toContain(`/desk/gate/${campus}`)
    await enter(page, number(1), '36.5')
    await shows(page, 'allowed', '放行', '36.5 ℃')
    await enter(page, number(9))
    await shows(page, 'stopped', '拦下', '今日未填报')
    await page.getByRole('button', { name: '知道了' }).click()
    // A reader types wherever it is plugged in, and ends with Enter.
    await page.getByRole('button', { name: '实时' }).focus()
    await page.locator('.gate-lists').click({ position: { x: 5, y: 300 } })
    await page.keyboard.type('0004a2f1')
    await page.keyboard.press('Enter')
    await shows(page, 'allowed', '一(1)班')
    await enter(page, 'https://school.example/p/2020003?x=1')
    await shows(page, 'allowed')
    await enter(page, number(4), '37.4')
    await shows(page, 'stopped', '校门测温发热')
    await enter(page, '7777777')
    await shows(page, 'stopped', '名单上没有这个号码')
    await enter(page, '张三')
    await page.getByText('这不是学号或卡号').waitFor()
    await expect.poll(counts).toEqual({ in: 3, out: 0, unmeasured: 2, stopped: 2 })
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
  })

  it('sees live who goes by a device; a fever stays on the sign until somebody has seen it', async () => {
    const { device, key } = town.service.gate.register(WHOLE, { name: '东门终端', campus, gate: '东门', kind: 'face-terminal' })!
    expect(town.service.gate.deviceOf(key)).toBe(device.id)
    const page = await open()
    const terminal = createDevice('face-terminal', { now: () => town.service.now() })
    const send = async (pupil: number, celsius: number): Promise<void> => {
      terminal.forget()
      terminal.measure({ id: `e${pupil}`, card: number(pupil), celsius })
      await town.service.gate.takeBatch(device.id, terminal.batch(), { clockIsFresh: true, locale: 'zh-CN' })
    }
    await send(5, 36.6)
    await shows(page, 'allowed', '东门终端', '36.6 ℃')
    await send(6, 38.6)
    await shows(page, 'stopped', '校门测温发热', '38.6 ℃')
    await send(7, 36.4)
    await page.locator('.gate-passes li', { hasText: '36.4' }).waitFor()
    await shows(page, 'stopped', '38.6 ℃')
    await look(page, 'gate-stop')
    // Looked at again: an armpit says otherwise, and that corrects the morning.
    await page.locator('.gate-sign').getByRole('button', { name: '复测' }).click()
    await page.getByRole('button', { name: '保存复测' }).click()
    await page.getByText('请填写体温').waitFor()
    await page.locator('.gate-check').getByLabel('体温').fill('36。8')
    await page.locator('.gate-check').getByLabel('测温方式').selectOption('armpit')
    await page.getByLabel('没有症状').check()
    await expect.poll(() => findViolations(page)).toEqual([])
    await look(page, 'gate-check')
    await page.getByRole('button', { name: '保存复测' }).click()
    await shows(page, 'allowed', '36.8 ℃')
    await expect.poll(() => known().newestOn(6, today)!.flags & CHECK_FLAG.BY_GATE).toBe(CHECK_FLAG.BY_GATE)
    expect(known().newestOn(6, today)!.tenths).toBe(368)
  })

  it('has who passed unmeasured for the second round, and takes them off as they are measured', async () => {
    const page = await open()
    const before = Number(await count(page, 'unmeasured'))
    await enter(page, number(8))
    await expect.poll(() => count(page, 'unmeasured')).toBe(String(before + 1))
    await page.getByRole('button', { name: /^补测/ }).click()
    await expect.poll(() => page.locator('.gate-passes li button').count()).toBe(before + 1)
    await look(page, 'gate-round')
    await page.locator('.gate-passes li').last().getByRole('button', { name: '复测' }).click()
    await page.locator('.gate-check').getByLabel('体温').fill('36.5')
    await page.getByLabel('没有症状').check()
    await page.getByRole('button', { name: '保存复测' }).click()
    await expect.poll(() => count(page, 'unmeasured')).toBe(String(before))
    await expect.poll(() => counts().unmeasured).toBe(before)
  })

  it('a morning’s fever that a second check finds gone: let in, and the report of the morning is corrected', async () => {
    const page = await open()
    await enter(page, number(0))
    await shows(page, 'stopped', '今日填报异常')
    await page.locator('.gate-sign').getByRole('button', { name: '复测' }).click()
    await page.locator('.gate-check').getByLabel('体温').fill('36.6')
    await page.getByLabel('没有症状').check()
    await page.getByRole('button', { name: '保存复测' }).click()
    await shows(page, 'allowed')
    await expect.poll(() => known().newestOn(0, today)!.flags & CHECK_FLAG.ABNORMAL).toBe(0)
  })

  it('waits 48 hours from the end of the symptoms that is written down at the desk', async () => {
    const page = await openAs('school-data-administrator', `/desk/schools/${campus}`, TABLET)
    await page.locator('.pupil-filters').getByRole('button', { name: '全部' }).click()
    await page.locator('.pupil-rows').getByRole('button', { name: '症状消失' }).first().click()
    await page.getByLabel('症状消失于').fill(`${DAY}T23:00`)
    await page.getByRole('button', { name: '记下' }).click()
    await page.getByText('不能晚于现在').waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.getByLabel('症状消失于').fill(`${DAY}T06:00`)
    await page.getByRole('button', { name: '记下' }).click()
    const recovered = (): number[] => Array.from({ length: 12 }, (_, pupil) => pupil).filter((pupil) => known().pupilNotes.recoveredAt(pupil) === at('06:00:00'))
    await expect.poll(recovered).toHaveLength(1)
    const gate = await open()
    const before = counts().stopped
    await enter(gate, number(recovered()[0]))
    await shows(gate, 'stopped', '症状消失未满 48 小时')
    // Nothing is on its way any more when the next test begins to count.
    await expect.poll(() => counts().stopped).toBe(before + 1)
  })
})

describe('without a line', () => {
  it('goes on deciding, says since when, keeps nothing personal, and sends once when the line is back', async () => {
    const page = await open()
    const before = counts()
    const rev = known().rev
    town.line.aim(null)
    await page.getByText(/离线，自 07:0\d 起/).waitFor()
    await enter(page, number(10))
    await shows(page, 'stopped', '今日未填报')
    await enter(page, number(1))
    await shows(page, 'allowed')
    await enter(page, '6666666')
    await page.getByText('待发送 3 条').waitFor()
    await expect.poll(() => page.locator('.gate-passes .waits').count()).toBe(3)
    await look(page, 'gate-offline')
    expect(known().rev).toBe(rev)
    const shelf = await kept(page)
    for (const personal of [...town.town.personal, number(10), number(1), '6666666', '一(1)班']) expect(shelf).not.toContain(personal)
    expect(shelf).toContain('liuse.gate.pass.')
    town.mend()
    await page.getByText(/离线/).waitFor({ state: 'detached' })
    await expect.poll(() => counts().stopped).toBe(before.stopped + 1)
    await page.getByText('没有这名学生').waitFor()
    await expect.poll(() => known().rev).toBe(rev + 2)
    await expect.poll(() => kept(page)).not.toContain('liuse.gate.pass.')
  })

  it('opens again without a line by what it kept: keys and who is stopped, no name and no reason; names come with the line', async () => {
    const page = await open()
    await page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready
      if (active!.state !== 'activated') await new Promise((resolve) => active!.addEventListener('statechange', resolve, { once: true }))
    })
    const before = counts()
    town.line.aim(null)
    await page.reload()
    await page.getByText('没有姓名和原因').waitFor()
    await enter(page, number(11))
    await shows(page, 'stopped', '原因须联网后查看', '名单上的学生')
    await enter(page, number(3))
    await shows(page, 'allowed')
    expect(await page.locator('.gate-page').innerText()).not.toMatch(/密/)
    await look(page, 'gate-kept')
    town.mend()
    await page.getByText(/离线/).waitFor({ state: 'detached' })
    await expect.poll(() => counts().stopped).toBe(before.stopped + 1)
    await enter(page, number(9))
    await shows(page, 'stopped', '密**')
  })
})

it('works on a phone, 390 × 844, in either language', async () => {
  const page = await open(PHONE)
  await enter(page, number(9))
  await shows(page, 'stopped', '今日未填报')
  await expect.poll(() => findViolations(page)).toEqual([])
  await expect.poll(() => findBeyondEdge(page)).toEqual([])
  await look(page, 'gate-stop')
  await page.getByRole('button', { name: /测试员/ }).or(page.locator('.desk-account summary')).first().click()
  await page.locator('.desk-account').getByRole('button', { name: 'English' }).click()
  await sign(page).getByText('No report today').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => findBeyondEdge(page)).toEqual([])
})

it('is nobody’s without the right', async () => {
  const page = await openAs('committee-officer', '/desk')
  await page.locator('.desk-links').waitFor()
  await expect.poll(() => page.locator('.desk-links a[href="/desk/gate"]').count()).toBe(0)
})

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createPlaceTokens } from '../../../server/residents/createPlaceTokens.ts'
import { createDeskPages, DESKTOP, PHONE } from './createDeskPages.ts'
import { findBeyondEdge } from './findBeyondEdge.ts'
import { findViolations } from './findViolations.ts'
import { dialled, layTelephone } from './layTelephone.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

let town: DeskTown
/** Somebody of 1号 who has no smartphone. */
const elder = (name: string, room: string, phone: string) => ({ registeredOn: DESK_DAY, compound: '测试一村', building: '1号', room, name, phone, state: 'stayed' as const })
const { open, openAs } = createDeskPages(async (started) => {
  town = started
  await town.register([elder('独居甲', '401', '10000000701'), elder('同住乙', '401', '10000000702'), elder('独居丙', '402', '10000000703')])
}, { expected: /status of (401|404|410)/ })

const codeOf = (id: string): string => `/r/${createPlaceTokens(town.service.desk.context.store).sign(id)}`
const scan = (path: string, locale = 'zh-CN'): Promise<Page> => open(path, { viewport: PHONE, locale })
const stateOf = (room: string) => town.service.units({ compound: '测试一村', building: '1号', room }, {}, 'zh-CN')[0]

describe('a resident at 390 × 844', () => {
  it('scans the code at the door, says how things stand, and has a number; the home has its mark and the colour of before', async () => {
    const { unit } = town.unitAt('1号', '601')
    const before = stateOf('601').status
    const page = await scan(codeOf(unit))
    await page.getByRole('button', { name: '健康登记' }).click()
    await page.getByLabel('姓名', { exact: true }).fill('<b>来客</b>')
    await page.getByLabel('联系电话').fill('10000000601')
    await page.getByLabel('从外地返沪').check()
    // What depends on the answer comes with it; sent too early, the page itself says what is missing.
    await page.getByRole('button', { name: '提交登记' }).click()
    await expect.poll(() => page.locator('.formkit-message').count()).toBeGreaterThan(1)
    await expect.poll(() => page.getByLabel('返沪日期').evaluate((field) => field === document.activeElement)).toBe(true)
    await page.getByLabel('返沪日期').fill('2020-02-14')
    await page.getByLabel('从哪里返沪', { exact: false }).fill('浙江温州')
    await page.getByLabel('今日体温', { exact: false }).fill('36.6')
    await page.getByLabel('咳嗽').check()
    await page.getByLabel('以上内容属实').check()
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await page.getByRole('button', { name: '提交登记' }).click()
    await page.getByRole('heading', { name: '已收到' }).waitFor()
    await expect.poll(() => page.locator('.number').innerText()).toMatch(/^登记号 \d+$/)
    expect([stateOf('601').status, stateOf('601').tags]).toEqual([before, expect.arrayContaining(['self-report'])])
    // The second of the household is asked first, and reads nothing of the first.
    await page.getByRole('button', { name: '再填一份' }).click()
    await page.getByRole('button', { name: '健康登记' }).click()
    await page.getByLabel('姓名', { exact: true }).fill('家人')
    await page.getByLabel('联系电话').fill('10000000602')
    await page.getByLabel('一直在沪', { exact: false }).check()
    await page.getByLabel('以上内容属实').check()
    await page.getByRole('button', { name: '提交登记' }).click()
    await page.locator('.again').waitFor()
    expect(await page.locator('main').innerText()).not.toMatch(/来客|10000000601|温州/)
    await page.getByRole('button', { name: '仍要提交' }).click()
    await page.getByRole('heading', { name: '已收到' }).waitFor()
  })

  it('books masks by the building\'s code, in either language, and is told clearly; the officer works the lists', async () => {
    const now = town.service.now()
    await town.service.accept('rounds', [{ name: '第一轮', opensAt: now - 1, closesAt: now + 3_600_000, quantity: 5, perHousehold: 5, pickUp: '居委会' }], 'a0')
    const { building } = town.unitAt('1号', '101')
    const book = async (room: string): Promise<string> => {
      const page = await scan(codeOf(building), 'en')
      await page.getByRole('button', { name: 'Mask booking' }).click()
      await page.getByLabel('Your room').fill(room)
      await page.getByLabel('Who will collect').fill('来客')
      await page.getByLabel('Phone').fill('10000000603')
      await page.getByRole('button', { name: 'Book', exact: true }).click()
      await page.locator('.done, [role=alert]').first().waitFor()
      return page.locator('main').innerText()
    }
    expect(await book('9999')).toContain('There is no such address')
    expect(await book('501')).toMatch(/Booked\s+Number 1, 5 masks/)
    expect(await book('502室')).toMatch(/On the waiting list\s+Waiting number 2/)
    expect(await book('0501')).toContain('has booked')

    const page = await openAs('street-officer', '/desk/rounds', PHONE)
    await page.getByRole('button', { name: '第一轮' }).click()
    await page.getByText('来*').waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await page.getByRole('button', { name: '已通知' }).click()
    await page.getByText('名单里没有人').waitFor()
    await page.getByRole('button', { name: /待领取/ }).click()
    await page.getByRole('button', { name: '已领取', exact: true }).click()
    await page.getByRole('button', { name: /已领取 1/ }).waitFor()
    expect(town.service.desk.context.known().maskRounds.bookings).toMatchObject([{ pickedUpSeq: expect.any(Number) }, { securedSeq: 0 }])
    // A round of the street's own making.
    await page.getByRole('button', { name: '开放新一轮' }).click()
    await page.getByLabel('名称').fill('第二轮')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('button', { name: '第二轮' }).waitFor()
    // And one for a single committee: at the doors of the other it says so.
    await page.getByRole('button', { name: '开放新一轮' }).click()
    await page.getByLabel('名称').fill('第三轮')
    await page.getByRole('radio', { name: /选定居委/ }).check()
    await expect.poll(() => page.getByRole('button', { name: '保存' }).isDisabled()).toBe(true)
    const own = town.service.desk.unit({ id: 'a0', permissions: new Set(), scope: { places: ['all'], schools: [] } } as never, town.unitAt('1号', '101').unit, 'zh-CN')!.path.find(({ kind }) => kind === 'committee')!.name
    const [other] = town.service.places().filter(({ kind, name }) => kind === 'committee' && name !== own)
    await page.getByRole('checkbox', { name: other.name }).check()
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText(`仅限 ${other.name}`).waitFor()
    const door = await scan(codeOf(building))
    const choice = door.getByRole('button', { name: /第三轮/ })
    await choice.getByText(`只对${other.name}开放`).waitFor()
    await expect.poll(() => choice.isDisabled()).toBe(true)
  })

  it('a code that was made up, of a place that no ledger has, or of a building that was taken down has a clear page', async () => {
    const { unit } = town.unitAt('1号', '101')
    const old = town.unitAt('2号', '101')
    await town.service.accept('demolition', [{ building: old.building, from: '2020-02-16' }], 'a0')
    const dead = [['/r/1.u0.AAAAAAAAAAAAAAAA', '二维码无效'], [codeOf('b9zzz'), '已不在系统中'], [codeOf(old.building), '这幢楼已拆除'], [codeOf(old.unit), '这幢楼已拆除']]
    for (const [path, words] of dead) {
      const page = await scan(path)
      await page.getByText(words).waitFor()
    }
    await town.service.accept('demolition', [{ building: old.building, standing: true }], 'a0')
    const page = await scan(codeOf(unit))
    await page.getByRole('button', { name: '健康登记' }).waitFor()
  })

  it('keeps what was typed when the line is dead, and sends it once', async () => {
    const { unit } = town.unitAt('1号', '602')
    const page = await scan(codeOf(unit))
    await page.getByRole('button', { name: '健康登记' }).click()
    await page.getByLabel('姓名', { exact: true }).fill('断线')
    await page.getByLabel('联系电话').fill('10000000604')
    await page.getByLabel('一直在沪', { exact: false }).check()
    await page.getByLabel('以上内容属实').check()
    town.line.aim(null)
    await page.getByRole('button', { name: '提交登记' }).click()
    await page.getByText('没有提交成功').waitFor()
    await expect.poll(() => page.getByLabel('姓名', { exact: true }).inputValue()).toBe('断线')
    town.mend()
    await page.getByRole('button', { name: '提交登记' }).click()
    await page.getByRole('heading', { name: '已收到' }).waitFor()
    const { records } = town.service.desk.context.known()
    expect(records.ofUnit(parseInt(unit.slice(1), 36)).filter(({ feed }) => feed === 'registration')).toHaveLength(1)
  })
})

describe.each([DESKTOP, PHONE])('masks for those without a phone of that kind at $width × $height', (size) => {
  it('are booked for them, five a household and once; the list says whom to call, what came of it, and who has fetched them', async () => {
    const round = `代约${size.width}`
    const now = town.service.now()
    await town.service.accept('rounds', [{ name: round, opensAt: now - 1, closesAt: now + 3_600_000, quantity: 8, perHousehold: 5, pickUp: '居委会' }], 'a0')
    const calls = () => town.service.audit.list({ action: 'call-person' }).length
    const before = calls()
    const page = await openAs('committee-officer', '/desk/rounds', size)
    const hits = page.locator('.round-book li')
    const rows = page.locator('.booking-rows tbody tr')
    const tab = (name: RegExp) => page.locator('.round-tabs').getByRole('button', { name })
    const find = async (text: string): Promise<void> => {
      await page.getByRole('searchbox').last().fill(text)
      await page.getByRole('button', { name: '查找' }).click()
      await hits.first().waitFor()
    }
    await page.getByRole('button', { name: round }).click()
    await find('独居甲')
    // Six are too many, which stands there before anything is asked of the server.
    await page.getByLabel('数量').fill('6')
    await page.locator('.round-book .wrong', { hasText: '每户每轮最多 5 只' }).waitFor()
    await expect.poll(async () => [await page.getByLabel('数量').getAttribute('aria-invalid'), await hits.getByRole('button', { name: '预约' }).isDisabled()]).toEqual(['true', true])
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await page.getByLabel('数量').fill('5')
    await hits.getByRole('button', { name: '预约' }).click()
    // Nothing was typed but whom to look for: the list knows the number.
    await rows.getByText('独** 100****0701').waitFor()
    await find('测试一村1号402')
    await hits.first().getByRole('button', { name: '预约' }).click()
    await tab(/排队 1/).waitFor()
    await find('同住乙')
    await hits.getByRole('button', { name: '预约' }).click()
    await page.getByRole('alert').getByText('这一户本轮已经预约过').waitFor()
    await expect.poll(() => rows.count()).toBe(1)
    await layTelephone(page)
    await rows.getByRole('button', { name: '拨打' }).click()
    await rows.getByText('已拨号').waitFor()
    await expect.poll(() => dialled(page)).toBe('tel:10000000701')
    await expect.poll(async () => [calls() - before, (await page.content()).includes('10000000701')]).toEqual([1, false])
    await rows.getByRole('button', { name: '无人接听' }).click()
    await rows.getByText(/已打 1 次无人接听，上次 .*12:00/).waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await rows.getByRole('button', { name: '已通知' }).click()
    await page.getByText('名单里没有人').waitFor()
    await tab(/排队 1/).click()
    await rows.getByText('独** 100****0703').waitFor()
    await tab(/待领取 1/).click()
    await rows.getByText(/12:00 已通知/).waitFor()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await rows.getByRole('button', { name: '已领取' }).click()
    await tab(/已领取 1/).click()
    await rows.getByText('独** 100****0701').waitFor()
    // The home's own card tells the same story.
    await rows.getByRole('link', { name: /401/ }).click()
    const lines = page.locator('.card-timeline .timeline-lines > li')
    await lines.filter({ hasText: `已领取口罩（${round}）` }).waitFor()
    for (const words of ['已通知领取口罩', '预约口罩 5 只']) await expect.poll(async () => [words, await lines.filter({ hasText: `${words}（${round}）` }).count()]).toEqual([words, 1])
  })
})

describe('what an officer prints', () => {
  it('a sheet of codes, each of which opens', async () => {
    const { building } = town.unitAt('1号', '101')
    const page = await openAs('committee-officer', `/desk/qr/${building}`, { width: 1280, height: 900 })
    await page.locator('.qr-sheet li').nth(2).waitFor()
    await expect.poll(() => page.locator('.qr-sheet svg[role=img]').count()).toBeGreaterThan(10)
    await expect.poll(() => findViolations(page)).toEqual([])
  })
  it('replaces all codes after it was asked whether it is meant; the sheet then has the new ones', async () => {
    const { building } = town.unitAt('1号', '101')
    const page = await openAs('administrator', `/desk/qr/${building}`)
    await page.locator('.qr-sheet li').nth(2).waitFor()
    await page.getByText('LIUSE_PUBLIC_URL').waitFor()
    const drawing = () => page.locator('.qr-sheet svg path').first().getAttribute('d')
    const before = await drawing()
    await page.getByRole('button', { name: '更换全部二维码' }).click()
    await page.getByText('全部失效').waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.getByRole('button', { name: '不更换' }).click()
    await expect.poll(async () => [await drawing(), town.service.audit.list({ action: 'rotate-codes' }).length]).toEqual([before, 0])
    await page.getByRole('button', { name: '更换全部二维码' }).click()
    await page.getByRole('button', { name: '全部更换' }).click()
    await page.getByText('本页是新的二维码').waitFor()
    await expect.poll(drawing).not.toBe(before)
    expect(town.service.audit.list({ action: 'rotate-codes' })).toHaveLength(1)
  })
  it('notice, pledge and certificate are opened filled from the card, fill a page of A4 each, and handing one out is a step of the household', async () => {
    await town.register([{ registeredOn: DESK_DAY, compound: '测试一村', building: '1号', room: '603', name: '文书', idNumber: '990101198001016030', phone: '10000000605', state: 'returned', origin: '浙江温州', returnedOn: '2020-02-14' }])
    const page = await openAs('committee-officer', '/desk/today/new-returns')
    const asked: string[] = []
    page.context().on('request', (request) => asked.push(decodeURIComponent(request.url())))
    const complained: string[] = []
    const home = page.locator('.work-items li', { hasText: '1号 603' })
    const form = page.locator('dialog[open]')
    const card = page.locator('.household-card')
    const openForm = async (paper: string): Promise<void> => {
      if (!await card.getByRole('button', { name: '发文书' }).isVisible()) await card.getByRole('button', { name: '更多' }).click()
      await card.getByRole('button', { name: '发文书' }).click()
      await form.getByText(paper).click()
    }
    /** The paper itself, in a window of its own. */
    const openPaper = async (paper: string): Promise<Page> => {
      await openForm(paper)
      const [sheet] = await Promise.all([page.context().waitForEvent('page'), form.getByRole('link', { name: '打印这份文书' }).click()])
      sheet.setDefaultTimeout(60_000)
      sheet.on('pageerror', ({ message }) => complained.push(message))
      await sheet.locator('.paper h2').or(sheet.getByText('不能出具证明')).waitFor()
      return sheet
    }
    /** Pages of A4 with the margins of a usual printer. */
    const pagesOf = async (sheet: Page): Promise<number> => {
      const margin = { top: '10mm', bottom: '10mm', left: '10mm', right: '10mm' }
      return Number(/\/Count (\d+)/.exec((await sheet.pdf({ format: 'A4', margin, printBackground: true })).toString('latin1'))![1])
    }
    await home.getByRole('link').click()

    const notice = await openPaper('告知书')
    await expect.poll(() => notice.locator('.paper').innerText()).toMatch(/居家健康管理告知书[\s\S]*测试一村 1号 603[\s\S]*14 天[\s\S]*文\*[\s\S]*浙江温州\s+2020年2月14日\s+2020年2月28日/)
    await notice.setViewportSize(PHONE)
    await expect.poll(() => findViolations(notice)).toEqual([])
    await expect.poll(() => findBeyondEdge(notice)).toEqual([])
    await notice.getByRole('button', { name: '显示全名' }).click()
    await notice.getByRole('cell', { name: '文书' }).waitFor()
    expect(await pagesOf(notice)).toBe(1)
    await notice.getByRole('button', { name: '已发放' }).click()
    await notice.getByText(/2 月 16 日.* 已由 测试员\d+ 发放/).waitFor()
    await notice.close()
    // The card has heard of it, and the list of returns without a paper has one less.
    await form.getByText(/2 月 16 日.*已发过（测试员/).waitFor()
    await form.getByRole('button', { name: '取消' }).click()
    await card.locator('.timeline-lines > li', { hasText: '已发告知书' }).waitFor()
    await page.goBack()
    await page.locator('.work-list, .today-list').first().waitFor()
    await home.waitFor({ state: 'detached' })
    await page.goForward()

    const pledge = await openPaper('承诺书')
    await expect.poll(() => pledge.locator('.paper').innerText()).toMatch(/居家健康管理承诺书[\s\S]*文\*[\s\S]*承诺人签名/)
    expect(await pagesOf(pledge)).toBe(1)
    await pledge.close()
    await form.getByRole('button', { name: '记录已发' }).click()
    await card.locator('.timeline-lines > li', { hasText: '已发承诺书' }).waitFor()

    // Nobody is released yet: no certificate is offered, and by its address there is none to print or to hand out.
    await openForm('承诺书')
    await expect.poll(() => form.getByText('解除证明').count()).toBe(0)
    await expect.poll(() => findViolations(page, 'dialog[open]')).toEqual([])
    await form.getByRole('button', { name: '取消' }).click()
    const none = await page.context().newPage()
    await none.goto(`${town.origin}/desk/papers/release-certificate/${town.unitAt('1号', '603').unit}`)
    await none.getByText('不能出具证明').waitFor()
    await expect.poll(async () => [await none.getByRole('button', { name: '打印' }).isDisabled(), await none.getByRole('button', { name: '已发放' }).count()]).toEqual([true, 0])
    await none.close()
    await card.getByRole('button', { name: '确认解除：文' }).click()
    await form.getByLabel('还没有到期').check()
    await form.getByRole('button', { name: '确认解除此人' }).click()
    await card.locator('.timeline-lines > li', { hasText: '2 月 16 日解除' }).first().waitFor()
    const certificate = await openPaper('解除证明')
    await expect.poll(() => certificate.locator('.paper tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/^文\*[\s\S]*2020年2月14日\s+2020年2月16日$/)])
    expect(await pagesOf(certificate)).toBe(1)
    await certificate.getByRole('button', { name: '已发放' }).click()
    await certificate.getByText('已由').waitFor()
    await certificate.close()
    await form.getByRole('button', { name: '取消' }).click()
    await card.locator('.timeline-lines > li', { hasText: '已发解除证明' }).waitFor()
    expect(asked.filter((url) => /文书|990101198001016030|10000000605/.test(url))).toEqual([])
    expect(complained).toEqual([])
  })
})

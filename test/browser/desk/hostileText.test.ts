import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { HouseholdRow } from '../../../server/feeds/rows.ts'
import { createPlaceTokens } from '../../../server/residents/createPlaceTokens.ts'
import { createClassTokens } from '../../../server/school/links/classTokens.ts'
import { createRosterRow, createSchoolRow } from '../../fixtures/createTestService.ts'
import { createDeskPages, PHONE } from './createDeskPages.ts'
import { findBeyondEdge } from './findBeyondEdge.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

/** As it comes out of a web page's clipboard. */
const MARKUP = `<img src=x onerror="window.__hit=1"><script>window.__hit=1</script>"'&`
/** For a name: no part of the other, since names are cut out of notes. */
const SHORT_MARKUP = `<img src="x" onerror=window.__hit=1>"'&`
const LONG = '很长'.repeat(5_000)
const SCHOOL = '文本小学'
const somebody = (number: number, room: string, row: Partial<HouseholdRow> = {}): HouseholdRow => ({
  registeredOn: DESK_DAY, compound: '测试一村', building: '6号', room, name: `文本${'甲乙丙丁'[number]}`, idNumber: `99010119770202${String(number).padStart(3, '0')}0`, phone: `1000950000${number}`, state: 'stayed', ...row,
})
let town: DeskTown
let campus: string
const pages = createDeskPages(async (started) => {
  town = started
  await town.register([somebody(0, '101'), somebody(1, '102', { state: 'returned', origin: '浙江温州', returnedOn: '2020-02-10' }), somebody(2, '103')])
  await town.service.accept('verification', [{ issuedOn: DESK_DAY, list: '文本名单', compound: '测试一村', building: '6号', room: '101', name: '文本甲', dueOn: '2020-02-18' }, { issuedOn: DESK_DAY, list: '文本名单', name: '无处可寻', dueOn: '2020-02-18' }], 'test')
  const now = town.service.now()
  await town.service.accept('rounds', [{ name: '第一轮', opensAt: now - 1, closesAt: now + 3_600_000, quantity: 5, perHousehold: 5, pickUp: '居委会' }], 'a0')
  await town.service.accept('roster', [createRosterRow(1, { school: SCHOOL, name: '文本生', address: '测试一村的某处' }), createRosterRow(2, { school: SCHOOL, name: '文本二' })], 'test')
  await town.service.accept('school', [createSchoolRow(2, { school: SCHOOL, name: '文本二', submittedAt: `${DESK_DAY}T07:00:00+08:00`, temperatureCelsius: 38.6 })], 'test')
  await town.service.school.alerts.settled()
  campus = town.service.campuses().find(({ name }) => name === SCHOOL)!.id
}, { expected: /status of (4\d\d)/ })

const TEXTS = ':is(textarea, input:not([type]), input[type=text], input[type=search], input[type=tel], input[type=password], input[type=url]):not([tabindex="-1"]):not([readonly]):not(:disabled)'
/**
 * Text fields of a box, filled as pasting does (the browser lets in what `maxlength` allows): what is cut is said beside the
 * field, by its name; markup stays in the field as text. Fields without a `maxlength` keep everything, and their form says
 * what it refuses. Returns how many fields there are.
 */
async function tryFields(page: Page, box: string): Promise<number> {
  const fields = page.locator(box).first().locator(TEXTS)
  await fields.first().waitFor()
  const count = await fields.count()
  const seen: unknown[] = []
  for (let at = 0; at < count; at++) {
    const field = fields.nth(at)
    const { isShown, name, most } = await field.evaluate((input: HTMLInputElement) => ({ isShown: input.checkVisibility(), name: (input.labels?.[0]?.innerText ?? input.ariaLabel ?? input.placeholder).trim(), most: input.maxLength }))
    if (!isShown) continue
    if (most >= 0) {
      await field.fill(LONG)
      const said = await page.locator('.text-cut').allInnerTexts()
      if (said.length !== 1 || !said[0].includes(`至多 ${most} 字`) || !name.includes(/「(.*)」/.exec(said[0])![1])) seen.push([name, most, said])
    }
    await field.fill(MARKUP)
    const text = await field.inputValue()
    if (!MARKUP.startsWith(text) || text === '') seen.push([name, text])
  }
  expect(seen).toEqual([])
  await isOnlyText(page)
  return count
}
/** Nothing of what was pasted has become a part of the page. */
async function isOnlyText(page: Page): Promise<void> {
  expect(await page.evaluate(() => [(window as { __hit?: number }).__hit, document.querySelectorAll('img[src="x"], script:not([src]):not([type])').length])).toEqual([undefined, 0])
  await expect.poll(() => findBeyondEdge(page)).toEqual([])
}
const dialog = (page: Page) => page.locator('dialog[open]')
const inDialog = (page: Page, label: string) => dialog(page).getByLabel(label, { exact: false }).first()
const press = (page: Page, name: string | RegExp) => dialog(page).getByRole('button', { name }).click()
const goTo = async (page: Page, path: string, shows: string): Promise<void> => {
  await page.goto(town.origin + path)
  await page.locator(shows).first().waitFor()
}
const cardPath = (room: string): string => {
  const { building, unit } = town.unitAt('6号', room)
  return `/desk/buildings/${building}/units/${unit}`
}

it('signing in: markup is a wrong name like any other, and a name that is too long is told by name', async () => {
  const page = await pages.open('/desk')
  await page.locator('#sign-in-login').waitFor()
  await tryFields(page, '.sign-in')
  for (const [login, reason] of [[MARKUP, '账号或密码不正确'], [LONG.slice(0, 300), '「账号」过长，至多 200 字'], [LONG, '过大']]) {
    await page.locator('#sign-in-login').fill(login)
    await page.locator('#sign-in-password').fill(MARKUP)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.locator('#sign-in-problem', { hasText: reason }).waitFor()
    await expect.poll(() => page.locator('#sign-in-login').inputValue()).toBe(login)
  }
  await isOnlyText(page)
})

describe('the card and its forms', () => {
  it('every text of theirs', async () => {
    const page = await pages.openAs('street-officer', cardPath('101'))
    const card = page.locator('.household-card')
    await card.locator('.card-head h2', { hasText: '101' }).waitFor()
    const act = async (name: string | RegExp): Promise<void> => {
      if (!await card.getByRole('button', { name }).first().isVisible()) await card.getByRole('button', { name: '更多', exact: true }).click()
      await card.getByRole('button', { name }).first().click()
      await dialog(page).waitFor()
    }
    const leave = async (): Promise<void> => {
      await page.keyboard.press('Escape')
      await dialog(page).getByRole('button', { name: '放弃' }).or(page.locator('body:not(:has(dialog[open]))')).first().waitFor()
      if (await dialog(page).count()) await press(page, '放弃')
      await dialog(page).waitFor({ state: 'detached' })
    }
    /** Field after field the form says what is wrong, and keeps what was typed; then each has what it may. */
    const refusesEach = async (button: string | RegExp, fields: readonly (readonly [label: string, bad: string, reason: string, good: string])[]): Promise<void> => {
      for (const [label, bad, reason, good] of fields) {
        await inDialog(page, label).fill(bad)
        await press(page, button)
        await dialog(page).locator('.field-problem', { hasText: reason }).waitFor()
        await expect.poll(() => inDialog(page, label).inputValue()).toBe(bad)
        await inDialog(page, label).fill(good)
      }
    }

    await tryFields(page, '.desk-search-box')
    // A number that can be none: the field says so, and nothing is lost.
    await act('加人')
    expect(await tryFields(page, 'dialog[open]')).toBe(5)
    await refusesEach('保存', [
      ['姓名', LONG, '「姓名」过长', SHORT_MARKUP], ['证件号码', '12', '「证件号码」应为', ''], ['电话', '123', '「联系电话」应为 5 至 20 位数字', '10009500009'],
      ['与户主关系', LONG, '「与户主关系」过长', SHORT_MARKUP], ['车牌', LONG, '「车牌」过长', '沪A00001'],
    ])
    await press(page, '保存')
    await page.locator('.card-said', { hasText: '已保存' }).waitFor()
    await isOnlyText(page)

    await act('登记返沪')
    await inDialog(page, '名单上没有的人').check()
    expect(await tryFields(page, 'dialog[open]')).toBe(7)
    await inDialog(page, '返沪日期').fill(DESK_DAY)
    await refusesEach('保存', [
      ['姓名', LONG, '「姓名」过长', '来客'], ['证件号码', '12', '「证件号码」应为', ''], ['电话', '123', '「联系电话」应为', ''],
      ['从哪里返沪', LONG, '「来源地」过长', MARKUP], ['途经', LONG, '「途经地区」过长', MARKUP], ['交通方式', LONG, '「交通方式」过长', SHORT_MARKUP], ['备注', LONG, '「备注」过长', MARKUP],
    ])
    await leave()

    for (const [name, button] of [['写备注', '保存'], ['加标签', '保存'], ['记为空关', '记为空关']] as const) {
      await act(name)
      await tryFields(page, 'dialog[open]')
      if (name === '加标签') await dialog(page).getByText('独居老人').click()
      await refusesEach(button, [['备注', LONG, '「备注」过长', `${name}${MARKUP}`]])
      await press(page, button)
      await dialog(page).waitFor({ state: 'detached' })
      await page.locator('.timeline-note', { hasText: `${name}${MARKUP}` }).waitFor()
    }
    await act(/^迁移/)
    await tryFields(page, 'dialog[open]')
    await dialog(page).getByText('没有找到这一户').waitFor()
    await leave()
    await isOnlyText(page)
    // A call's note.
    await page.evaluate(() => document.addEventListener('click', (event) => { if ((event.target as Element).closest?.('a[href^="tel:"]')) event.preventDefault() }, true))
    await card.getByRole('button', { name: /^呼叫/ }).last().click()
    await page.locator('.call-state', { hasText: '已拨号' }).waitFor()
    await tryFields(page, '.call-flow')
    await page.locator('.call-flow textarea').fill(LONG)
    await page.locator('.call-foot input').uncheck()
    await page.locator('.call-flow').getByRole('button', { name: '无人接听' }).click()
    await page.locator('.call-flow', { hasText: '「备注」过长' }).waitFor()
    await expect.poll(async () => (await page.locator('.call-flow textarea').inputValue()).length).toBe(LONG.length)
    await isOnlyText(page)

    await goTo(page, cardPath('102'), '.care-log li.missing button')
    await page.locator('.care-log li.missing button').first().click()
    await tryFields(page, '.care-entry')
    await page.getByLabel('体温 ℃').fill('36.5')
    await page.getByLabel('外出情况').fill(LONG)
    await page.locator('.care-entry').getByRole('button', { name: '保存' }).click()
    await page.locator('.care-entry', { hasText: '「外出情况」过长' }).waitFor()
    await page.getByLabel('外出情况').fill(MARKUP)
    await page.locator('.care-entry').getByRole('button', { name: '保存' }).click()
    await page.locator('.care-log', { hasText: MARKUP }).waitFor()
    await act('确认解除')
    await tryFields(page, 'dialog[open]')
    await dialog(page).getByText('仍要解除').click()
    await refusesEach(/确认解除此人/, [['备注', LONG, '「备注」过长', MARKUP]])
    await isOnlyText(page)
  })
})

describe('other pages of the desk', () => {
  it('lists, hand-over, masks, regions, forms', async () => {
    const page = await pages.openAs('street-officer', '/desk/lists')
    await page.getByRole('button', { name: '导入名单' }).click()
    await tryFields(page, 'main')
    await page.getByLabel('名单名称').fill(MARKUP.slice(0, 50))
    await page.getByLabel('表格').setInputFiles({ name: '名单.csv', mimeType: 'text/csv', buffer: Buffer.from(`姓名,电话,地址,备注\n文本丙,10009500002,测试一村6号103室,${MARKUP.replaceAll('"', '')}`) })
    await page.getByRole('button', { name: '导入', exact: true }).click()
    await page.locator('.lists-rows a', { hasText: MARKUP.slice(0, 50) }).click()
    await page.locator('.task-row').first().click()
    await page.locator('.task-panel').waitFor()
    await tryFields(page, '.task-panel')
    await page.getByLabel('已找到').check()
    await page.getByRole('button', { name: '提交' }).click()
    await page.locator('.list-filters a', { hasText: '已答复' }).click()
    await page.locator('.task-row').first().click()
    await page.locator('.task-said', { hasText: MARKUP }).waitFor()
    await page.getByRole('button', { name: '导出反馈表' }).click()
    await tryFields(page, 'main')
    await isOnlyText(page)

    await goTo(page, '/desk/handover', '#hand-over-note')
    await tryFields(page, '.hand-over-form')
    await page.locator('.hand-over-form').getByRole('button', { name: '保存' }).click()
    await page.locator('.hand-over-notes li', { hasText: MARKUP }).waitFor()
    await isOnlyText(page)

    await goTo(page, '/desk/rounds', '.rounds-page')
    await page.getByRole('button', { name: '第一轮' }).first().click()
    await tryFields(page, '.rounds-page')
    await page.getByRole('button', { name: '开放新一轮' }).click()
    await tryFields(page, '.rounds-page')
    await isOnlyText(page)

    await goTo(page, '/desk/regions', '.region-file')
    await tryFields(page, 'main')
    await isOnlyText(page)

    await goTo(page, '/desk/forms', '.form-preview')
    await page.getByRole('button', { name: '编写下一版' }).first().click()
    await tryFields(page, 'main')
    await isOnlyText(page)
  })
})

interface Stop {
  path: () => string
  shows: string
  /** What is pressed before there are fields. */
  opens?: string
  /** And what behind it. */
  more?: string
  box?: string
  /** How many texts it asks, at least. */
  fields: number
  /** Saves markup and finds it again as text. */
  then?: (page: Page) => Promise<void>
}
const STOPS: readonly (readonly [role: string, stops: readonly Stop[]])[] = [
  ['administrator', [
    { path: () => '/desk/accounts', shows: '.accounts-table', fields: 1 },
    {
      path: () => '/desk/accounts', shows: '.accounts-table', opens: '新建账号', box: 'dialog[open]', fields: 2,
      async then(page) {
        await inDialog(page, '账号').fill(MARKUP.slice(0, 60))
        await inDialog(page, '姓名').fill(SHORT_MARKUP)
        await inDialog(page, '角色').selectOption({ label: '居委工作人员' })
        await press(page, '创建账号')
        await dialog(page).locator('.field-problem', { hasText: '账号应为' }).waitFor()
        await inDialog(page, '账号').fill('hostile')
        await press(page, '创建账号')
        await press(page, '已经记下，关闭')
        await page.locator('.accounts-table', { hasText: SHORT_MARKUP }).waitFor()
      },
    },
    { path: () => '/desk/audit', shows: 'input[list=audit-accounts]', fields: 2 },
  ]],
  ['bureau-officer', [
    { path: () => `/desk/schools/${campus}/roster`, shows: '.roster-rows', opens: '添加学生', fields: 8 },
    { path: () => '/desk/schools/unmatched', shows: 'main button', opens: '查找住处', more: '显示', fields: 1 },
    {
      path: () => '/desk/school-calendar', shows: '.calendar-of', fields: 2,
      async then(page) {
        await page.getByLabel('只对这些年级').fill('')
        for (const input of await page.locator('.calendar-form input[type=date]').all()) await input.fill('2020-03-02')
        await page.getByRole('button', { name: '保存（所有学校）' }).click()
        await page.locator('.calendar-lines li', { hasText: MARKUP.slice(0, 60) }).waitFor()
      },
    },
    {
      path: () => '/desk/alerts', shows: '.alert-row', opens: '38.6', fields: 1,
      async then(page) {
        await page.getByRole('button', { name: '接手', exact: true }).click()
        await page.locator('.alert-steps', { hasText: MARKUP }).waitFor()
      },
    },
    { path: () => '/desk/alerts', shows: '.alert-row', opens: '卫生部门', box: '.alert-authority', fields: 2 },
    { path: () => '/desk/chase', shows: 'main button', opens: '新增通道', fields: 2 },
    {
      path: () => '/desk/gate-devices', shows: 'main input', fields: 2,
      async then(page) {
        await page.getByRole('button', { name: '登记设备' }).click()
        await page.getByRole('button', { name: '已经记下' }).click()
        await page.locator('main', { hasText: MARKUP.slice(0, 60) }).waitFor()
      },
    },
  ]],
]
describe.each(STOPS)('pages of %s', (role, stops) => {
  it('every text of theirs', async () => {
    const page = await pages.openAs(role, stops[0].path())
    for (const { path, shows, opens, more, box = 'main', fields, then } of stops) {
      await goTo(page, path(), shows)
      for (const name of [opens, more]) if (name !== undefined) await page.locator('main').locator('button, a', { hasText: name }).first().click()
      await page.locator(box).first().waitFor()
      expect([path(), await tryFields(page, box)]).toEqual([path(), expect.toSatisfy((count: number) => count >= fields)])
      await then?.(page)
      await isOnlyText(page)
    }
  })
})

describe('pages without an account, at 390 × 844', () => {
  it('a resident’s and a class’s', async () => {
    const { unit, building } = town.unitAt('6号', '103')
    const { context } = town.service.desk
    const tokens = createPlaceTokens(context.store)
    const page = await pages.open(`/r/${tokens.sign(unit)}`, { viewport: PHONE })
    await page.getByRole('button', { name: '健康登记' }).click()
    await page.getByLabel('从外地返沪').check()
    await page.getByLabel('返沪日期').fill('2020-02-14')
    await tryFields(page, 'main')
    for (const field of await page.locator('main input[type=text], main input[type=tel], main textarea').all()) await field.fill(LONG)
    await page.getByRole('button', { name: '提交登记' }).click()
    await page.locator('.formkit-message', { hasText: '姓名必须介于1和40个字符之间' }).waitFor()
    await page.locator('.formkit-message', { hasText: '需要说明或需要帮助的事必须少于或等于500个字符' }).waitFor()
    await isOnlyText(page)

    await goTo(page, `/r/${tokens.sign(building)}`, 'main button')
    await page.getByRole('button', { name: '健康登记' }).click()
    await tryFields(page, 'main')

    const { id, version } = context.store.classTables.codeOf(context.known().registers.findCampus(SCHOOL), '一(1)班', context.now())
    await goTo(page, `/r/${createClassTokens(context.store).signClass(id, version)}`, '#pick-number')
    await tryFields(page, 'main')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.locator('#pick-problem', { hasText: '对不上' }).waitFor()
    await page.getByLabel('学号').fill('2020001')
    await page.getByLabel('姓名').fill('文本生')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByLabel('今天早上的体温', { exact: false }).waitFor()
    await tryFields(page, 'main')
    await isOnlyText(page)
  })
})

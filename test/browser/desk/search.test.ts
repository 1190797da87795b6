import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { HouseholdRow } from '../../../server/feeds/rows.ts'
import { createDeskPages, DESKTOP, PHONE } from './createDeskPages.ts'
import { findBeyondEdge } from './findBeyondEdge.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

/** Invented: the area code 990101 belongs to no place, and no phone begins with 100. */
const WANG: HouseholdRow = { registeredOn: DESK_DAY, compound: '测试一村', building: '3号', room: '502', name: '王小华', idNumber: '990101197203044821', phone: '10023456789', state: 'stayed' }
/** The same name and digits in the other committee. */
const OTHER: HouseholdRow = { ...WANG, compound: '测试二村', building: '8号', room: '303', idNumber: '990101197203054821', phone: '10023456780' }

/** Two whose phones begin alike. */
const LI: HouseholdRow[] = ['101', '601'].map((room, i) => ({ ...WANG, building: '9号', room, name: `李${'四五'[i]}`, idNumber: `99010119660606777${i}`, phone: `1002999777${i}` }))

let town: DeskTown
const pages = createDeskPages(async (started) => {
  town = started
  await town.register([WANG, OTHER, ...LI])
  const [own] = town.service.places().filter(({ kind, name }) => kind === 'committee' && name === '测试一居委')
  await town.service.accounts.lay({ login: 'committee1', name: '一居委', role: 'committee-officer', scope: { places: [own.id], schools: [] } }, town.password, false)
})

/** Somebody of 测试一居委, who knows of no other committee. */
async function signIn(viewport = DESKTOP): Promise<Page> {
  const page = await pages.open('/desk', { viewport })
  await page.getByLabel('账号').fill('committee1')
  await page.getByLabel('密码').fill(town.password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.locator('.building-list a').first().waitFor()
  return page
}
const box = (page: Page) => page.locator('.desk-find input')
const options = (page: Page) => page.locator('[role="listbox"] [role="option"]')
/** The answer to exactly this text has come. */
async function find(page: Page, text: string): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/desk/search') && (response.request().postDataJSON() as { text: string }).text === text)
  await box(page).fill(text)
  await (await answered).finished()
}

/** Each by a way of its own; all of them lead to the home of 王小华. */
const WAYS = [
  ['the name', '王小华'], ['four digits in the middle of the phone', '3456'], ['the end of the phone', '456789'], ['the last four of the identity number', '4821'],
  ['initials', 'wxh'], ['pinyin', 'wangxiaohua'], ['the address', '测试一村3号502室'], ['the address with spaces', '测试一村 3号 502'], ['the address with dashes', '测试一村3-502'],
] as const

describe.each([['1440 × 900', DESKTOP], ['390 × 844', PHONE]])('the search box at %s', (_, viewport) => {
  it('finds a home by name, digits, pinyin and address, and nothing outside the scope; a click opens the card', async () => {
    const page = await signIn(viewport)
    for (const [way, text] of WAYS) {
      await find(page, text)
      const hit = options(page).filter({ hasText: /3号 ?502/ }).first()
      await hit.waitFor()
      await expect.poll(async () => [way, (await options(page).allInnerTexts()).filter((line) => /测试二村|测试二居委/.test(line))]).toEqual([way, []])
      await expect.poll(async () => [way, await findBeyondEdge(page)]).toEqual([way, []])
      await hit.click()
      await page.locator('.household-card .card-head h2', { hasText: '502' }).waitFor()
      // What was looked for stays nowhere.
      await expect.poll(async () => [way, await box(page).inputValue(), decodeURIComponent(page.url()).includes(text)]).toEqual([way, '', false])
      await page.getByRole('button', { name: '关闭卡片' }).click()
      await page.locator('.household-card').waitFor({ state: 'detached' })
    }
  })

  it('Enter opens the first hit, or the one that the arrows chose', async () => {
    const page = await signIn(viewport)
    await find(page, '王小华')
    await options(page).first().waitFor()
    await expect.poll(() => options(page).count()).toBe(1)
    await page.keyboard.press('Enter')
    await page.locator('.household-card .card-head h2', { hasText: '502' }).waitFor()
    await find(page, '1002999')
    await options(page).nth(1).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const second = options(page).nth(1)
    await expect.poll(() => second.getAttribute('aria-selected')).toBe('true')
    await expect.poll(async () => [await box(page).getAttribute('aria-activedescendant')]).toEqual([await second.getAttribute('id')])
    const [, room] = /号 ?(\d{3})/.exec(await second.innerText())!
    await page.keyboard.press('Enter')
    await page.locator('.household-card .card-head h2', { hasText: room }).waitFor()
  })

  it('what lies outside the scope is not found by any way, not even as a count', async () => {
    const page = await signIn(viewport)
    const answers: Promise<string>[] = []
    page.on('response', (response) => { if (response.url().endsWith('/desk/search')) answers.push(response.text()) })
    for (const text of ['10023456780', '测试二村8号303室', '测试二村', 'csec', '测试二居委']) {
      await find(page, text)
      await page.locator('.desk-search-empty', { hasText: '没有找到' }).waitFor()
      await expect.poll(() => options(page).count()).toBe(0)
    }
    expect([...new Set(await Promise.all(answers))]).toEqual(['{"hits":[]}'])
  })
})

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { look } from '../town/look.ts'
import { createDeskPages, DESKTOP, PHONE } from './createDeskPages.ts'
import { findBeyondEdge } from './findBeyondEdge.ts'
import { findViolations } from './findViolations.ts'
import type { DeskTown } from './startDeskTown.ts'

let town: DeskTown
const { open, openAs, opened } = createDeskPages((started) => { town = started }, { expected: /status of (401|403|404|409)/ })

const dialog = (page: Page) => page.locator('dialog[open]')
const accountOf = (login: string) => town.service.accounts.findByLogin(login)!

describe.each([DESKTOP, PHONE])('an administrator at $width × $height', (size) => {
  const login = `li${size.width}`

  it('makes an account with a role and a scope; its one-time password is shown once, signs in, and must be changed', async () => {
    const page = await openAs('administrator', '/desk/accounts', size)
    await page.locator('.accounts-table').waitFor()
    await look(page, 'accounts')
    await page.getByRole('button', { name: '新建账号' }).click()
    await dialog(page).getByLabel('账号').fill(login)
    await dialog(page).getByLabel('姓名').fill('李新人')
    await dialog(page).getByLabel('角色').selectOption({ label: '居委工作人员' })
    await dialog(page).getByRole('button', { name: /^展开 测试街道/ }).click()
    await dialog(page).getByRole('checkbox', { name: '测试一居委' }).check()
    await dialog(page).getByLabel('查找居委、小区或楼栋').fill('二村3号')
    await dialog(page).locator('.scope-tree label', { hasText: '测试二居委' }).click()
    await expect.poll(() => dialog(page).locator('.scope-chosen li').count()).toBe(2)
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await look(page, 'new')
    await dialog(page).getByRole('button', { name: '创建账号' }).click()
    const password = (await dialog(page).locator('output').innerText()).trim()
    expect(password.length).toBeGreaterThanOrEqual(10)
    await look(page, 'password')
    // Nothing but the button that says so closes it.
    for (let i = 0; i < 3; i++) await page.keyboard.press('Escape')
    await dialog(page).locator('output').waitFor()
    await dialog(page).getByRole('button', { name: '已经记下，关闭' }).click()
    await page.locator('.accounts-table tr', { hasText: login }).getByText('待改密码').waitFor()
    await dialog(page).waitFor({ state: 'detached' })
    expect(await page.content()).not.toContain(password)
    expect(accountOf(login).scope.places).toHaveLength(2)

    const other = await open('/desk', { viewport: size })
    await other.getByLabel('账号').fill(login)
    await other.getByLabel('密码').fill(password)
    await other.getByRole('button', { name: '登录' }).click()
    await other.getByText('先设置新密码').waitFor()
    await other.getByLabel('现在的密码').fill(password)
    await other.getByLabel('新密码（至少 10 位）').fill('only-i-know-this')
    await other.getByLabel('再输一次新密码').fill('only-i-know-this')
    await other.getByRole('button', { name: '设置并继续' }).click()
    await other.locator('.today-list').waitFor({ state: 'attached' })
    // An officer has no part in these pages.
    await expect.poll(() => other.getByRole('link', { name: '操作记录' }).count()).toBe(0)
    expect(accountOf(login).mustChange).toBe(false)
  })

  it('changes it, is told what the server refuses, resets its password, disables it after a second word', async () => {
    const page = await openAs('administrator', '/desk/accounts', size)
    await page.locator('.accounts-table').waitFor()
    await page.getByLabel('查找账号、姓名或范围').fill(login)
    await expect.poll(() => page.locator('.accounts-table tbody tr').count()).toBe(1)
    await page.getByRole('button', { name: login }).click()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await look(page, 'account')
    await dialog(page).getByLabel('姓名').fill('李改名')
    await page.keyboard.press('Escape')
    await dialog(page).getByText('要放弃吗').waitFor()
    await dialog(page).getByRole('button', { name: '继续填写' }).click()
    await dialog(page).getByRole('button', { name: '保存修改' }).click()
    await dialog(page).getByText('已保存').waitFor()
    expect(accountOf(login).name).toBe('李改名')
    await dialog(page).getByRole('button', { name: '退出所有设备' }).click()
    await dialog(page).locator('.admin-ask').getByRole('button', { name: '退出所有设备' }).click()
    await dialog(page).getByText('已在所有设备上退出').waitFor()
    await dialog(page).getByRole('button', { name: '停用账号' }).click()
    await dialog(page).locator('.admin-ask').getByRole('button', { name: '停用账号' }).click()
    await expect.poll(() => accountOf(login).disabled).toBe(true)
    await dialog(page).getByRole('button', { name: '重置密码' }).click()
    await dialog(page).locator('.admin-ask').getByRole('button', { name: '重置密码' }).click()
    await dialog(page).locator('output').waitFor()
    await dialog(page).getByRole('button', { name: '已经记下，关闭' }).click()
    await page.locator('.accounts-table tr', { hasText: login }).getByText('已停用').waitFor()

    await page.getByRole('button', { name: '新建账号' }).click()
    await dialog(page).getByLabel('账号').fill(login)
    await dialog(page).getByLabel('姓名').fill('又一个')
    await dialog(page).getByLabel('角色').selectOption({ label: '居委工作人员' })
    await dialog(page).getByRole('button', { name: '创建账号' }).click()
    await dialog(page).locator('.field-problem', { hasText: '已有这个账号' }).waitFor()
    await expect.poll(() => dialog(page).getByLabel('姓名').inputValue()).toBe('又一个')
  })

  it('imports a list: what is wrong is shown row by row before anything is made; the passwords are a table, once', async () => {
    const page = await openAs('administrator', '/desk/accounts', size)
    await page.getByRole('button', { name: '导入名单' }).click()
    const [a, b] = [`wang${size.width}`, `zhao${size.width}`]
    const list = ['账号,姓名,角色,范围,备注', `${a},王居委,居委干部,测试一居委,`, `${b},赵街道,街道工作人员,全部,`, 'sun,孙,国王,测试一居委,', 'zhou,周,居委干部,没有这个居委,'].join('\n')
    await page.locator('input[type=file]').setInputFiles({ name: '账号名单.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })
    await page.locator('.import-table').waitFor()
    await expect.poll(() => page.locator('.import-counts').innerText()).toMatch(/新建 2[\s\S]*有问题 2/)
    await expect.poll(() => page.locator('.import-table tbody tr').count()).toBe(2)
    await page.getByLabel('只看有问题的行').uncheck()
    await expect.poll(() => page.locator('.import-table tbody tr').count()).toBe(4)
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await look(page, 'preview')
    expect(town.service.accounts.findByLogin(a)).toBeNull()
    await page.getByRole('button', { name: '创建 2 个、修改 0 个账号' }).click()
    await page.locator('.password-table').waitFor()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await look(page, 'passwords')
    const passwords = await page.locator('.one-time-cell').allInnerTexts()
    expect(new Set(passwords).size).toBe(2)
    // Going elsewhere would lose them: the browser asks (and the answer here is no).
    const asked: string[] = []
    page.once('dialog', (question) => {
      asked.push(question.message())
      void question.dismiss()
    })
    await page.locator('.desk-top h1 a').click()
    await expect.poll(() => asked).toEqual([expect.stringContaining('只显示这一次')])
    await expect.poll(() => page.locator('.password-table').count()).toBe(1)
    await page.getByRole('button', { name: '已经保存，完成' }).click()
    await page.locator('.accounts-table tr', { hasText: b }).waitFor()
    for (const password of passwords) expect(await page.content()).not.toContain(password)
    expect((await town.service.accounts.signIn(a, passwords[0])).ok).toBe(true)
  })

  it('reads in the audit log what was done, by whom and to what; filters it, takes it along, and checks the chain', async () => {
    const { id } = accountOf(login)
    const { unit } = town.unitAt('1号', '101')
    town.service.audit.write({ account: id, action: 'show-person', subject: 'p1', details: { unit } })
    const page = await openAs('administrator', '/desk/audit', size)
    await page.locator('.audit-table').waitFor()
    await expect.poll(() => page.title()).toContain('操作记录')
    const words = ['新建账号', '修改账号', '导入账号名单', '退出所有设备', '查看完整信息', id]
    await expect.poll(async () => {
      const text = await page.locator('.audit-table').innerText()
      return words.filter((each) => !text.includes(each))
    }).toEqual([])
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await page.locator('.audit-table .column-subject small').first().waitFor()
    await look(page, 'audit')
    if (size === PHONE) {
      // Two are called that by now: neither is guessed.
      await page.getByLabel('操作人').fill('李改名')
      await page.getByRole('button', { name: '筛选' }).click()
      await page.getByText('有多个账号是这个姓名').waitFor()
    }
    await page.getByLabel('操作人').fill(size === PHONE ? login : '李改名')
    await page.locator('.audit-filters select').selectOption({ label: '查看完整信息' })
    await page.getByRole('button', { name: '筛选' }).click()
    await expect.poll(() => page.locator('.audit-table tbody tr:not(.audit-day)').count()).toBe(1)
    // Names do not stand in addresses.
    await expect.poll(() => page.url()).toContain(`account=${id}`)
    await page.getByRole('button', { name: '校验完整性' }).click()
    await page.getByText('记录完整').waitFor()
    await look(page, 'audit-filtered')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出 CSV' }).click()
    expect((await download).suggestedFilename()).toBe('audit.csv')
    expect(town.service.audit.list({ action: 'export' })[0].details).toEqual({ what: 'audit' })
    await page.getByLabel('操作人').fill('没有这个人')
    await page.getByRole('button', { name: '筛选' }).click()
    await page.getByText('没有这个账号').waitFor()
    await page.locator('.audit-table').getByRole('link', { name: `打开 ${unit}` }).click()
    await page.locator('.household-card .card-head h2', { hasText: '101' }).waitFor()
    await expect.poll(() => page.url()).toContain(town.unitAt('1号', '101').building)
  })
})

describe('the audit log', () => {
  it('goes back as far as there are entries, a page at a time', async () => {
    for (let i = 0; i < 120; i++) town.service.audit.write({ account: 'system', action: 'rotate-codes', subject: '', details: { version: i } })
    const page = await openAs('administrator', '/desk/audit?action=rotate-codes')
    const rows = page.locator('.audit-table tbody tr:not(.audit-day)')
    await expect.poll(() => rows.count()).toBe(100)
    await page.getByRole('button', { name: '更早的记录' }).click()
    await expect.poll(() => rows.count()).toBe(120)
    await page.getByText('没有更早的记录了').waitFor()
  })
})

describe('a committee officer', () => {
  it.each(['/desk/accounts', '/desk/audit'])('sees neither %s nor a link to it', async (path) => {
    const page = await openAs('committee-officer', path)
    await page.getByText('你的角色不能查看这一页').waitFor()
    await expect.poll(() => page.locator('.desk-links a[href="/desk/accounts"], .desk-links a[href="/desk/audit"]').count()).toBe(0)
    expect(opened.at(-1)!.asked.filter((asked) => /\/api\/v1\/(accounts|audit|roles)/.test(asked))).toEqual([])
  })
})

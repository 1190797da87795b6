import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { readXlsx } from '../../../server/feeds/sheet/xlsx/readXlsx.ts'
import { createListFile, listRow } from '../../server/desk/lists/createListFile.ts'
import { createDeskPages, PHONE } from './createDeskPages.ts'
import { findBeyondEdge } from './findBeyondEdge.ts'
import { findViolations } from './findViolations.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

let town: DeskTown
const { openAs } = createDeskPages(async (started) => {
  town = started
  await town.register([{ registeredOn: DESK_DAY, compound: '测试一村', building: '1号', room: '301', name: '名单甲', idNumber: '990101197001010010', phone: '10009000001', state: 'returned', origin: '江苏盐城', returnedOn: '2020-02-10' }])
}, { expected: /status of (401|404)/ })
const chip = (page: Page, name: string) => page.locator('.list-filters a', { hasText: name })

describe('verification lists', () => {
  it('come in as a file, are matched by hand and answered; 3,000 rows are a few in the page', async () => {
    const rows = [listRow(1, '测试一村1号101室', '2020-02-10'), listRow(2, '测试一材1号102室'), ...Array.from({ length: 2_998 }, (_, at) => listRow(at + 10, `别处${at}号101室`))]
    const page = await openAs('street-officer', '/desk/lists')
    await page.getByRole('button', { name: '导入名单' }).click()
    await page.getByLabel('表格').setInputFiles({ name: 'list.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(createListFile(rows)) })
    await page.getByRole('button', { name: '导入', exact: true }).click()
    await page.getByText('3,000 行：新增 3,000，重复 0，未采用 0').or(page.getByText('3000 行：新增 3000，重复 0，未采用 0')).waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.locator('.lists-rows a').first().click()
    await page.locator('.task-row').first().waitFor()
    await expect.poll(() => page.locator('.task-row').count()).toBeLessThan(60)

    await page.locator('.task-row', { hasText: '101' }).first().click()
    await page.locator('.task-panel dd', { hasText: '100****0001' }).waitFor()
    await page.getByRole('button', { name: '显示完整信息' }).click()
    await page.locator('.task-panel', { hasText: '10000000001' }).waitFor()
    expect(town.service.audit.list({ action: 'show-person' })).toHaveLength(1)
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.getByLabel('已找到').check()
    await page.getByLabel('备注').fill('<b>在家</b>')
    await page.getByRole('button', { name: '提交' }).click()
    await chip(page, '已答复').getByText('1', { exact: true }).waitFor()

    // The next one is open by itself: its compound was misspelt.
    await page.locator('.task-match li button', { hasText: '测试一村 1号 102' }).click()
    await page.locator('.task-panel a', { hasText: '测试一村 1号 102' }).waitFor()
    expect(town.service.units({ compound: '测试一村', building: '1', room: '102' }, {}, 'zh-CN')[0].tags).toContain('verification')
    await chip(page, '已答复').click()
    await page.locator('.task-row', { hasText: '已找到' }).click()
    await expect.poll(() => page.locator('.task-said').innerText()).toContain('<b>在家</b>')

    await page.getByRole('button', { name: '导出反馈表' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载' }).click()])
    expect(download.suggestedFilename()).toBe('浦江派出所协查核实名单(2020年2月15日).xlsx')
  })

  it('on a committee’s phone: a row, its answer, the next', async () => {
    await town.service.accept('verification', [1, 2].map((room) => ({ issuedOn: DESK_DAY, list: '医院名单', compound: '测试一村', building: '1号', room: `20${room}`, name: `病友${room}`, dueOn: '2020-02-18' })), 'test')
    const page = await openAs('committee-officer', '/desk/lists', PHONE)
    await page.getByRole('link', { name: '医院名单' }).click()
    await page.locator('.task-row').first().click()
    await page.locator('.task-panel').waitFor()
    await expect.poll(() => page.getByText('对应到哪一户').count()).toBe(0)
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await page.getByLabel('不在此处').check()
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.getByRole('button', { name: '提交' }).click()
    await page.locator('.task-panel', { hasText: '202' }).waitFor()
    await page.getByRole('button', { name: '关闭' }).click()
    await chip(page, '已答复').getByText('1', { exact: true }).waitFor()
  })
})

describe('a list that goes back to its sender', () => {
  const NAME = '区里名单'
  /** Every cell of the file that the page hands over when its button is pressed. */
  const download = async (page: Page): Promise<string> => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载' }).click()])
    const { rows } = await readXlsx(new Uint8Array(readFileSync(await file.path())), file.suggestedFilename(), () => true)
    return rows.flatMap(({ cells }) => cells.map((cell) => (typeof cell === 'string' ? cell : cell?.text ?? ''))).join('\n')
  }
  const openExport = async (role: string): Promise<Page> => {
    const page = await openAs(role, '/desk/lists')
    await page.getByRole('link', { name: NAME }).click()
    await page.getByRole('button', { name: '导出反馈表' }).click()
    await page.getByRole('button', { name: '下载' }).waitFor()
    return page
  }

  it('goes in clear only with a reason typed in, which stands in the audit log with who it was; who may not is not offered it and has it masked', async () => {
    await town.service.accept('verification', [{ issuedOn: DESK_DAY, list: NAME, compound: '测试一村', building: '1号', room: '203', name: '回执甲', phone: '10009000203', dueOn: '2020-02-18' }], 'test')
    const reason = '区防控办要求核对'
    const street = await openExport('street-officer')
    const [officer] = /测试员\d+/.exec(await street.locator('.desk-top').innerText())!
    const sends = street.getByRole('button', { name: '下载' })
    await expect.poll(() => sends.isDisabled()).toBe(false)
    await street.getByLabel('导出完整信息').check()
    const why = street.getByLabel(/^理由（至少 4 个字/)
    for (const text of ['', '核对', '        ']) {
      await why.fill(text)
      await why.press('Enter')
      await expect.poll(async () => [text, await sends.isDisabled()]).toEqual([text, true])
    }
    await expect.poll(() => findViolations(street)).toEqual([])
    await expect.poll(() => findBeyondEdge(street)).toEqual([])
    expect(town.service.audit.list({ action: 'export' }).filter(({ details }) => details.clear === true)).toEqual([])
    await why.fill(reason)
    expect(await download(street)).toMatch(/回执甲[^]*10009000203/)

    const committee = await openExport('committee-officer')
    await expect.poll(async () => [await committee.getByLabel('导出完整信息').count(), await committee.getByRole('textbox', { name: /理由/ }).count()]).toEqual([0, 0])
    const masked = await download(committee)
    expect([masked.includes('100****0203'), /回执甲|10009000203/.test(masked)]).toEqual([true, false])

    const audit = await openAs('administrator', '/desk/audit?action=export')
    const line = audit.locator('.audit-table tbody tr', { hasText: reason })
    await line.waitFor()
    await expect.poll(async () => [await line.locator('.column-account').innerText(), (await line.innerText()).includes('完整信息')]).toEqual([officer, true])
    expect(await audit.locator('.audit-table').innerText()).not.toMatch(/回执甲|10009000203/)
  })
})

describe('the region list', () => {
  it('says how many homes would change colour before anything is written, and then they do', async () => {
    const statusOf = () => town.service.units({ compound: '测试一村', building: '1', room: '301' }, {}, 'zh-CN')[0].status
    const page = await openAs('street-officer', '/desk/regions')
    await page.getByRole('textbox', { name: '地区' }).fill('盐城')
    await page.getByLabel('起始日期').fill('2020-02-01')
    await page.getByRole('button', { name: '加一条' }).click()
    await page.getByRole('button', { name: '预览影响' }).click()
    await page.getByText('1 户、1 人会变色').waitFor()
    expect(statusOf()).toBe('yellow')
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.getByRole('button', { name: '生效（1 户变色）' }).click()
    await page.getByText('名单已更新').waitFor()
    await page.locator('.region-table tr', { hasText: '盐城' }).waitFor()
    expect(statusOf()).toBe('orange')
  })

  it('comes as a file as well: lines that cannot be read are named, the others looked at and applied together', async () => {
    const statusOf = () => town.service.units({ compound: '测试一村', building: '1', room: '302' }, {}, 'zh-CN')[0].status
    await town.register([{ registeredOn: DESK_DAY, compound: '测试一村', building: '1号', room: '302', name: '名单乙', idNumber: '990101197001010020', phone: '10009000002', state: 'returned', origin: '河南信阳', returnedOn: '2020-02-10' }])
    expect(statusOf()).toBe('yellow')
    const page = await openAs('street-officer', '/desk/regions')
    await page.locator('.region-table tbody tr').first().waitFor()
    const lines = await page.locator('.region-table tbody tr').count()
    const file = '地区,等级,生效日期,失效日期\n河南信阳,重点疫区,2020-02-01,\n浙江台州,重点关注,2020-02-05,2020-03-01\n浙江宁波,不知道,2020-02-05,\n'
    await page.locator('.region-file input').setInputFiles({ name: '名单.csv', mimeType: 'text/csv', buffer: Buffer.from(file) })
    await page.locator('.region-drafts li').nth(1).waitFor()
    await expect.poll(async () => (await page.locator('.region-drafts li span').allInnerTexts()).map((text) => text.replaceAll('\n', ' '))).toEqual(['河南信阳 重点疫区', '2 月 1 日 周六起', '浙江台州 重点关注', '2 月 5 日 周三至3 月 1 日 周日'])
    await expect.poll(() => page.locator('.regions > .desk-problem').innerText()).toBe('第 4 行：「等级」的内容无法识别')
    await page.getByRole('button', { name: '预览影响' }).click()
    await page.getByText('1 户、1 人会变色').waitFor()
    await expect.poll(async () => [statusOf(), await findViolations(page)]).toEqual(['yellow', []])
    await page.getByRole('button', { name: '生效（1 户变色）' }).click()
    await page.getByText('名单已更新').waitFor()
    await page.locator('.region-table tr', { hasText: '河南信阳' }).waitFor()
    await expect.poll(async () => [statusOf(), await page.locator('.region-table tbody tr').count()]).toEqual(['red', lines + 2])
    await expect.poll(() => page.locator('.region-table tr', { hasText: '浙江台州' }).innerText()).toContain('3 月 1 日')
  })

  it('on a phone: a line is added, its effect looked at and dropped again; nothing sticks out', async () => {
    const page = await openAs('street-officer', '/desk/regions', PHONE)
    await page.locator('.region-table tbody tr').first().waitFor()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.getByRole('textbox', { name: '地区' }).fill('很长名字的自治州很长名字的自治县')
    await page.getByLabel('起始日期').fill('2020-02-01')
    await page.getByRole('button', { name: '加一条' }).click()
    await page.getByRole('button', { name: '预览影响' }).click()
    await page.getByText(/户[^户]*会变色|不会有|没有.*变色/).first().waitFor()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await expect.poll(() => findViolations(page)).toEqual([])
  })
})

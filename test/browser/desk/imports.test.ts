import { describe, expect, it } from 'vitest'
import { createDeskPages, PHONE } from './createDeskPages.ts'
import { findBeyondEdge } from './findBeyondEdge.ts'
import { findViolations } from './findViolations.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

let town: DeskTown
const { openAs } = createDeskPages(async (started) => { town = started }, { expected: /status of (422)/ })
const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
const RETURNS = `登记日期,小区,楼号,室号,姓名,联系电话,返沪状态,返沪日期,来源地\n${DESK_DAY},测试一村,1号,401,导入甲,10005000001,已返沪,2020-02-14,湖北武汉\n${DESK_DAY},测试一村,1号,9999,导入乙,10005000002,在沪未离开,,\n`

describe('files at the desk', () => {
  it('a street officer drops a register: looks at it, takes it, and the home has its colour', async () => {
    const page = await openAs('street-officer', '/desk')
    await page.getByRole('link', { name: '导入文件' }).click()
    await page.getByText('把文件拖到这里').waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    // As a drop: the same file that a mail program would hand over.
    const dropped = await page.evaluateHandle((text) => {
      const data = new DataTransfer()
      data.items.add(new File([text], '返沪0216.csv', { type: 'text/csv' }))
      return data
    }, RETURNS)
    await page.dispatchEvent('.drop-zone', 'drop', { dataTransfer: dropped })
    await page.getByText('可导入 1', { exact: true }).waitFor()
    await expect.poll(() => page.getByLabel('作为').inputValue()).toBe('household')
    await expect.poll(() => page.locator('.import-colours').innerText()).toMatch(/1 户/)
    await expect.poll(() => page.locator('.import-problems tbody tr').innerText()).toMatch(/^3\s+室号\s+/)
    expect(await page.locator('.file-import').innerText()).not.toMatch(/导入乙|10005/)
    await expect.poll(() => findViolations(page)).toEqual([])
    const statusOf = () => town.service.units({ compound: '测试一村', building: '1号', room: '401' }, {}, 'zh-CN')[0].status
    const before = statusOf()
    await page.getByRole('button', { name: '导入 1 行' }).click()
    await page.getByText('新增 1，重复 0，不采用 1').waitFor()
    expect(statusOf()).not.toBe(before)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载不采用的行' }).click()])
    expect(download.suggestedFilename()).toBe('返沪0216.csv.rejects.csv')
    expect(town.service.audit.list({ action: 'import' })).toMatchObject([{ details: { what: 'household', accepted: 1, rejected: 1 } }])
  })

  it('the organisation tells what it would make; what nobody recognises is asked about; on a phone as well', async () => {
    const page = await openAs('administrator', '/desk/imports', PHONE)
    const input = page.locator('.drop-zone input')
    await input.setInputFiles(csv('a.csv', '一,二\n1,2\n'))
    await page.getByRole('alert').getByText('请选择这是什么文件').waitFor()
    await input.setInputFiles(csv('组织架构.csv', '街道,居委\n滨江街道,新设居委会\n'))
    await page.getByRole('row', { name: /新增 居委 新设居委会/ }).waitFor()
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await page.getByRole('button', { name: '导入 1 行' }).click()
    await page.getByText('新增 1，重复 0，不采用 0').waitFor()
    expect(town.service.places().some(({ name }) => name === '新设居委会')).toBe(true)
  })

  it('is not there for a committee', async () => {
    const page = await openAs('committee-officer', '/desk')
    await page.getByRole('link', { name: '协查核实' }).waitFor()
    await expect.poll(() => page.getByRole('link', { name: '导入文件' }).count()).toBe(0)
  })
})

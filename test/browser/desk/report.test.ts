import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readXlsx } from '../../../server/feeds/sheet/xlsx/readXlsx.ts'
import { createForm } from '../../fixtures/createForm.ts'
import { createDeskPages, PHONE } from './createDeskPages.ts'
import { findBeyondEdge } from './findBeyondEdge.ts'
import { findViolations } from './findViolations.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

let town: DeskTown
const returned = (room: string, person: number, returnedOn: string) =>
  ({ registeredOn: DESK_DAY, compound: '测试一村', building: '1号', room, name: `日报${person}`, idNumber: `99010119700101${person}010`, phone: `1000900${person}01`, state: 'returned' as const, origin: '湖北孝感', returnedOn })

const setClock = (time: string): void => town.clock.setNow(Date.parse(`${DESK_DAY}T${time}:00+08:00`))
const reportTables = () => town.service.desk.context.store.reportTables

const { openAs } = createDeskPages(async (started) => {
  town = started
  // The town stands at noon; these reports come before eleven, whatever was fixed of the empty town.
  setClock('10:30')
  await town.service.accept('regions', [{ region: '湖北', level: 'key', from: '2020-01-27' }], 'test')
  await town.register([returned('301', 11, '2020-02-15'), returned('302', 12, DESK_DAY)])
  reportTables().removeReport(DESK_DAY)
})

describe('the daily report', () => {
  it('stands fixed with the day before beside it, says why a figure changed, and comes as a file', async () => {
    setClock('11:00')
    const { rev } = town.service.desk.context.known()
    await expect.poll(() => {
      const fixed = reportTables().report(DESK_DAY)
      // On a slow machine the empty town's report of noon was under way while the town was laid.
      if (fixed && fixed.rev < rev) reportTables().removeReport(DESK_DAY)
      return fixed?.rev
    }).toBe(rev)
    const page = await openAs('street-officer', '/desk')
    await page.locator('.desk-links a', { hasText: '日报' }).click()
    await page.locator('.report-fixed', { hasText: '11:00 定稿' }).waitFor()
    const line = page.locator('.report-totals tr', { has: page.getByText('居家健康管理中') })
    await expect.poll(async () => (await line.locator('td').allTextContents()).slice(0, 3).map(Number)).toEqual([2, 0, 2])
    await line.getByRole('button').click()
    await page.locator('.report-reason li', { hasText: '测试一村 1号 302' }).waitFor()
    await expect.poll(() => page.locator('.report-reason li').allTextContents()).toHaveLength(2)
    await expect.poll(() => findViolations(page)).toEqual([])
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载 Excel' }).click()])
    expect(file.suggestedFilename()).toBe(`liuse-report-${DESK_DAY}.xlsx`)
    expect((await readXlsx(readFileSync(await file.path()), 'r.xlsx', () => true)).sheetName).toBe('合计')
    const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载 CSV' }).click()])
    expect(csv.suggestedFilename()).toBe(`liuse-report-${DESK_DAY}.csv`)
    const text = readFileSync(await csv.path(), 'utf8')
    const lines = text.split('\r\n')
    // Its mark, for Excel; each figure of each committee and in all: people and homes, today, before, the change.
    expect([text.codePointAt(0), lines[0].slice(1)]).toEqual([0xfeff, '居委,指标,人数 今日,人数 上一份,人数 增减,户数 今日,户数 上一份,户数 增减'])
    expect(lines.filter((each) => each.includes('居家健康管理中'))).toEqual(['测试一居委,居家健康管理中,2,0,2,2,0,2', '测试二居委,居家健康管理中,0,0,0,0,0,0', '合计,居家健康管理中,2,0,2,2,0,2'])
    expect(lines.find((each) => each.startsWith('合计,空关,'))).toBe('合计,空关,,,,28,28,0')
    expect(town.service.audit.list({ action: 'export' })).toHaveLength(2)

    // What comes now is in the next one; how it stands can be looked at.
    await town.register([returned('401', 13, DESK_DAY)])
    await page.getByLabel('日期').selectOption('now')
    await expect.poll(async () => Number(await line.locator('td').first().textContent())).toBe(3)
    await page.getByLabel('日期').selectOption(DESK_DAY)
    await expect.poll(async () => Number(await line.locator('td').first().textContent())).toBe(2)
  })

  it('shows a committee’s figures of today, those of the report before and the change; on paper in people and in units, whichever was chosen', async () => {
    const page = await openAs('viewer', '/desk/report')
    const tables = page.locator('.report-committees')
    await tables.first().waitFor()
    const cellOf = async (table: number): Promise<string[]> => {
      const head = await tables.nth(table).locator('thead th').allTextContents()
      const cell = tables.nth(table).locator('tbody tr', { has: page.getByText('测试一居委') }).first().locator('td').nth(head.indexOf('居家健康管理中') - 1)
      return [...await cell.locator('strong, small').allTextContents()]
    }
    await expect.poll(() => Promise.all([tables.nth(0).isVisible(), tables.nth(1).isVisible()])).toEqual([true, false])
    await expect.poll(() => cellOf(0)).toEqual(['2', '0', '+2'])
    await page.getByRole('button', { name: '户数', exact: true }).click()
    await expect.poll(() => Promise.all([tables.nth(0).isVisible(), tables.nth(1).isVisible()])).toEqual([false, true])
    await expect.poll(() => cellOf(1)).toEqual(['2', '0', '+2'])
    await page.emulateMedia({ media: 'print' })
    await expect.poll(() => Promise.all([tables.nth(0).isVisible(), tables.nth(1).isVisible()])).toEqual([true, true])
    await expect.poll(() => Promise.all([cellOf(0), cellOf(1)])).toEqual([['2', '0', '+2'], ['2', '0', '+2']])
  })

  it('fits a phone, and paper', async () => {
    const page = await openAs('viewer', '/desk/report', PHONE)
    await page.locator('.report-totals').waitFor()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await expect.poll(() => findViolations(page)).toEqual([])
    await expect.poll(() => page.getByRole('button', { name: '改时间' }).count()).toBe(0)
    await page.emulateMedia({ media: 'print' })
    await expect.poll(() => page.locator('.report-tools').isVisible()).toBe(false)
    await expect.poll(() => page.locator('.report-totals').isVisible()).toBe(true)
  })
})

describe('the superior’s form', () => {
  it('is given once, told what its cells are, and comes out filled', async () => {
    const committee = town.service.places().find(({ kind }) => kind === 'committee')!.name
    const form = createForm({ texts: ['街道疫情防控日报表', '日期', '居委会', '返沪人员', '今日新增', '累计', '居家健康管理', '人数', '户数', '合计', committee], sheetData: [
      '<row r="1"><c r="A1" t="s"><v>2</v></c><c r="B1" t="s"><v>6</v></c><c r="C1" t="s"><v>4</v></c></row>',
      '<row r="2"><c r="A2" t="s"><v>10</v></c><c r="B2" s="4"/><c r="C2" s="4"/></row>',
      '<row r="3"><c r="A3" t="s"><v>9</v></c><c r="B3" s="4"><f>SUM(B2:B2)</f><v>0</v></c><c r="C3" s="4"/></row>',
    ].join(''), merges: '' })
    const page = await openAs('street-officer', '/desk/report?view=form')
    await page.locator('.form-drop').waitFor()
    await page.locator('.form-file input').setInputFiles({ name: '日报表.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(form) })
    await page.locator('.form-grid .mapped', { hasText: '居家健康管理中' }).waitFor()
    // The guess of one cell is not what the superior means: another figure is chosen.
    await page.locator('.form-grid tr').nth(1).locator('td').nth(2).locator('button').click()
    await page.locator('.form-editor select').first().selectOption('returned-all')
    await expect.poll(() => findViolations(page)).toEqual([])
    await page.getByRole('button', { name: /^确认/ }).click()
    await page.locator('.form-values li', { hasText: '累计返沪' }).waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载填好的表' }).click()])
    expect(file.suggestedFilename()).toBe(`日报表 ${DESK_DAY}.xlsx`)
    const { rows } = await readXlsx(readFileSync(await file.path()), 'f.xlsx', () => true)
    expect(rows[1].cells.map((cell) => (cell !== null && typeof cell === 'object' ? cell.value : cell))).toEqual([committee, 2, 2])
  })
})

describe('the hand-over', () => {
  it('says who is there and what is open, and keeps a note for the next', async () => {
    const page = await openAs('street-officer', '/desk/handover', PHONE)
    await page.locator('.hand-over-committee').first().waitFor()
    await page.locator('.hand-over-duty', { hasText: '测试员' }).first().waitFor()
    await page.locator('.hand-over-committee .reason-list li', { hasText: '测试一村 1号 302' }).first().waitFor()
    await page.getByLabel('留言', { exact: true }).fill('302 晚上再去 <b>13800001234</b>')
    await page.getByRole('button', { name: '保存' }).click()
    await page.locator('.hand-over-notes li', { hasText: '302 晚上再去 <b>…</b>' }).waitFor()
    await expect.poll(() => findBeyondEdge(page)).toEqual([])
    await expect.poll(() => findViolations(page)).toEqual([])
  })
})

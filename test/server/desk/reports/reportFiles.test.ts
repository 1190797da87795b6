import { strFromU8, unzipSync } from 'fflate'
import { parse as parseCsv } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { reportLines, reportSheets } from '../../../../server/desk/reports/reportSheets.ts'
import { totalOf } from '../../../../server/desk/reports/totalOf.ts'
import { writeReportCsv } from '../../../../server/desk/reports/writeReportCsv.ts'
import { writeReportXlsx } from '../../../../server/desk/reports/writeReportXlsx.ts'
import { readXlsx } from '../../../../server/feeds/sheet/xlsx/readXlsx.ts'
import { epidemicPack } from '../../../../server/packs/epidemic/epidemicPack.ts'
import { figureViews } from '../../../../server/desk/reports/composeReport.ts'
import type { DailyReportView, ReportRow } from '../../../../server/protocol/deskReport.ts'

/** Committees may be called anything: somebody types their names. */
const NASTY = '=cmd|"/c calc"!A1'
const figures = figureViews(epidemicPack.report!)
const row = (id: string, name: string, base: number): ReportRow => ({
  id, name, today: figures.map((_, index) => ({ people: base + index, units: base })), yesterday: figures.map((_, index) => (index === 3 ? null : { people: base + 2 * index, units: base + 1 })),
})
const rows = [row('n1', NASTY, 10), row('n2', '@SUM(1)', 20), row('', '', 1)]
const report: DailyReportView = {
  day: '2020-02-16', rev: 77, previous: { day: '2020-02-15', rev: 50, fixed: true }, figures, rows, total: totalOf(rows, figures.length), fixed: true, late: false, madeAt: Date.parse('2020-02-16T11:00:00+08:00'),
}
const valueOf = (cell: unknown): unknown => (cell !== null && typeof cell === 'object' ? (cell as { value: unknown }).value : cell)

describe('the workbook', () => {
  it('opens with our own reader, its figures are numbers, nothing in it is calculated', async () => {
    const bytes = await writeReportXlsx(reportSheets(report, 'zh-CN', 480))
    const sheet = async (name: string) => (await readXlsx(bytes, 'r.xlsx', (table) => table.sheetName === name)).rows.map(({ cells }) => cells.map(valueOf))
    const totals = await sheet('合计')
    expect(totals[0][0]).toBe('日报 2020-02-16 · 截至 2020-02-16 11:00 · 定稿 · 修订号 77')
    expect(totals[3].slice(0, 7)).toEqual(['今日新增返沪', 31, 31, 0, 31, 34, -3])
    const people = await sheet('人数')
    expect(people.map(([name]) => name).slice(3)).toEqual(['合计', NASTY, '@SUM(1)', '（未归居委）'])
    expect(people[4].slice(0, 5)).toEqual([NASTY, 10, 10, 11, 12])
    for (const [name, content] of Object.entries(unzipSync(bytes))) if (name.startsWith('xl/worksheets/')) expect(strFromU8(content), name).not.toMatch(/<f[\s>]/)
  })
})

describe('the CSV', () => {
  it('has a mark, a line per committee and figure, numbers as numbers, and no cell that runs', () => {
    const text = writeReportCsv(reportLines(report, 'en'))
    expect(text.startsWith('\uFEFFCommittee,Figure,People Today,')).toBe(true)
    const lines = parseCsv(text, { bom: true }) as string[][]
    expect(lines).toHaveLength(1 + 4 * figures.length)
    expect(lines[1]).toEqual([`'${NASTY}`, 'Newly returned', '10', '10', '0', '10', '11', '-1'])
    expect(lines[4].slice(2)).toEqual(['13', '', '', '10', '', ''])
    for (const line of lines) for (const cell of line) expect(cell).not.toMatch(/^\s*([=+@]|-(?!\d+$))/)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSheetRows } from '../../../../server/feeds/sheet/readSheetRows.ts'
import { readTable } from '../../../../server/feeds/sheet/readTable.ts'
import type { Recognition } from '../../../../server/feeds/sheet/Recognition.ts'
import type { Table } from '../../../../server/feeds/sheet/Table.ts'
import { writeRejects } from '../../../../server/feeds/sheet/writeRejects.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const reason = { 'zh-CN': '没有这幢楼', en: 'no such building' }
const recognitionOf = (headers: string[]): Recognition => ({
  kind: 'units', titleYear: null, otherSheets: [], missing: [], ambiguous: [], headerRows: [1], title: '', firstDataIndex: 1,
  columns: headers.map((header, index) => ({ header, index, meaning: null, why: '' })),
})

describe('writeRejects', () => {
  it('writes row number, column, code, reason and the original cells, with mark and CRLF', async () => {
    const table = await readTable(utf8('小区,楼号,室号\n浦南三村,200号,101\n浦南三村,1号,"9901\n室"\n'), 'a.csv')
    const { recognition } = await readSheetRows('units', table, { zoneOffset: '+08:00' })
    const csv = writeRejects(table, recognition, [{ sheetRow: 3, column: '室号', code: 'unknown-unit', reason }, { sheetRow: 2, column: '楼号', code: 'unknown-building', reason }])
    expect(csv).toBe('\uFEFF表中行号,问题列,问题代码,问题原因,小区,楼号,室号\r\n2,楼号,unknown-building,没有这幢楼,浦南三村,200号,101\r\n3,室号,unknown-unit,没有这幢楼,浦南三村,1号,"9901\n室"\r\n')
    expect(writeRejects(table, recognition, [], 'en')).toBe('\uFEFFSheet row,Rejected column,Reject code,Reject reason,小区,楼号,室号\r\n')
  })

  it('a row with two problems stands once', async () => {
    const table = await readTable(utf8('小区,楼号,室号\n浦南三村,,\n'), 'a.csv')
    const { recognition, rows } = await readSheetRows('units', table, { zoneOffset: '+08:00' })
    const csv = writeRejects(table, recognition, rows.flatMap(({ sheetRow, problems }) => problems.map((problem) => ({ sheetRow, ...problem }))))
    expect(csv.split('\r\n')[1]).toBe('2,"楼号;室号",missing,"「楼号」没有填写;「室号」没有填写",浦南三村,,')
  })

  it('a corrected rejects file can be sent in again', async () => {
    const table = await readTable(utf8('小区,楼号,室号\n浦南三村,200号,101\n'), 'a.csv')
    const { recognition } = await readSheetRows('units', table, { zoneOffset: '+08:00' })
    for (const locale of ['zh-CN', 'en'] as const) {
      const csv = writeRejects(table, recognition, [{ sheetRow: 2, column: '楼号', code: 'unknown-building', reason }], locale).replace('200号', '20号')
      const again = await readTable(utf8(csv), 'a.rejects.csv')
      const reading = await readSheetRows('units', again, { zoneOffset: '+08:00' })
      expect(reading.rows.map(({ row }) => row)).toEqual([{ compound: '浦南三村', building: '20号', room: '101' }])
      expect(writeRejects(again, reading.recognition, []).split('\r\n')[0]).toBe('\uFEFF表中行号,问题列,问题代码,问题原因,小区,楼号,室号')
    }
  })

  it('no cell of any content is one that a spreadsheet would run, and none is lost', async () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'=+-@＝＠\t\r\n \'",;|!A1()', '浦', '𠮷', '\u0000', '\uD83D'), maxLength: 8 }),
      fc.constantFrom('=cmd|\' /C calc\'!A1', '+1+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1+1', '"=1'),
    )
    await fc.assert(fc.asyncProperty(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }), fc.array(cell, { minLength: 4, maxLength: 4 }), async (rows, headers) => {
      const table: Table = { sheetName: '', fileName: 'a.csv', cellsAreTyped: false, epoch: 1900, otherSheets: [], rows: [headers, ...rows].map((cells, index) => ({ number: index + 1, cells })) }
      const rejects = rows.map((cells, index) => ({ sheetRow: index + 2, column: cells[0]!, code: 'x', reason: { 'zh-CN': cells[0]!, en: '' } }))
      const csv = writeRejects(table, recognitionOf(headers), rejects)
      expect(csv.startsWith('\uFEFF')).toBe(true)
      const read = await readTable(utf8(csv), 'a.csv')
      expect(read.rows.length).toBe(rows.length + 1)
      for (const row of read.rows) {
        for (const text of row.cells) expect(String(text ?? '')).not.toMatch(/^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/)
      }
      // But for NUL, half characters, outer blanks and the apostrophe, the text is what stood in the sheet.
      const plain = (text: unknown) => String(text ?? '').replaceAll('\0', '').replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/g, '\uFFFD').trim().replace(/^['\s]+/, '')
      rows.forEach((cells, index) => cells.forEach((text, column) => {
        expect(plain(read.rows[index + 1]!.cells[column + 4])).toBe(plain(text))
      }))
    }), { numRuns: 100 })
  })
})

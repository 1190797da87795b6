import { strToU8, zipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { cellText } from '../../../../server/feeds/sheet/cellText.ts'
import { readTable } from '../../../../server/feeds/sheet/readTable.ts'
import { SheetError } from '../../../../server/feeds/sheet/SheetError.ts'
import { columnName, createXlsx, inlineRows } from './createXlsx.ts'
import { encodeGb18030 } from './encodeGb18030.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const csvOf = (rows: readonly (readonly string[])[], delimiter = ',') =>
  rows.map((cells) => cells.map((cell) => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)).join('\r\n')
const texts = (table: { rows: { cells: Parameters<typeof cellText>[0][] }[] }) => table.rows.map(({ cells }) => cells.map(cellText))
async function failure(promise: Promise<unknown>): Promise<SheetError> {
  const error = await promise.then(() => null, (reason: unknown) => reason)
  expect(error).toBeInstanceOf(SheetError)
  return error as SheetError
}
function utf16(text: string, littleEndian: boolean, mark = true): Uint8Array {
  const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le')
  return littleEndian ? bytes : bytes.swap16()
}

/** Changes what the central directory states, in place. */
function setUnpackedBytes(zip: Uint8Array, stated: number, which: (unpackedBytes: number) => boolean): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  let changed = 0
  for (let offset = 0; offset + 46 < zip.length; offset++) {
    if (view.getUint32(offset, true) !== 0x02014b50 || !which(view.getUint32(offset + 24, true))) continue
    view.setUint32(offset + 24, stated, true)
    changed++
  }
  expect(changed).toBeGreaterThan(0)
  return zip
}

describe('text tables', () => {
  const rows = [['楼号', '室号', '姓名'], ['１２#', '0302', '𠮷野㛃'], ['13号', ' 302 ', '😀']]
  it.each([
    ['UTF-8', utf8(csvOf(rows))], ['UTF-8 with mark', utf8(`\uFEFF${csvOf(rows)}`)], ['GB18030', encodeGb18030(csvOf(rows))],
    ['UTF-16 LE', utf16(csvOf(rows), true)], ['UTF-16 BE', utf16(csvOf(rows), false)], ['UTF-16 LE without mark', utf16(csvOf(rows), true, false)],
    ['semicolons', utf8(csvOf(rows, ';'))], ['tabs', utf8(csvOf(rows, '\t'))],
  ])('%s', async (_, bytes) => {
    const table = await readTable(bytes, 'a.csv')
    expect(texts(table)).toEqual([['楼号', '室号', '姓名'], ['１２#', '0302', '𠮷野㛃'], ['13号', '302', '😀']])
    expect(table.cellsAreTyped).toBe(false)
  })

  it('a row of another length than the first costs nothing more: the parser makes no Error of it', async () => {
    const made = vi.spyOn(Error, 'captureStackTrace')
    expect((await readTable(utf8(`2月16日返沪登记\n楼号,室号\n${'1,101\n'.repeat(50)}1,101,多一格\n1\n`), 'a.csv')).rows).toHaveLength(54)
    expect(made).not.toHaveBeenCalled()
    made.mockRestore()
  })

  it('a row number is the record number: blank lines count, a quoted line break does not', async () => {
    const table = await readTable(utf8('a,b\r\n\r\n"x\r\ny",2\n3,4\r5,"6 ""7"""\r\n'), 'a.csv')
    expect(table.rows).toEqual([
      { number: 1, cells: ['a', 'b'] }, { number: 3, cells: ['x\r\ny', '2'] }, { number: 4, cells: ['3', '4'] }, { number: 5, cells: ['5', '6 "7"'] }])
  })

  it('NUL bytes are left out and quotes inside a plain cell stay', async () => {
    expect(texts(await readTable(utf8('a,b\n1\0,5"x\n'), 'a.csv'))).toEqual([['a', 'b'], ['1', '5"x']])
  })

  it('an open quotation mark is named with its row and quotes no cell', async () => {
    const error = await failure(readTable(utf8(`a,b\n1,2\n3,"张三\n${'4,5\n'.repeat(10)}`), 'a.csv'))
    expect(error.code).toBe('broken-text')
    expect(error.reason['zh-CN']).toContain('第 3 行')
    expect(error.message + error.reason['zh-CN']).not.toContain('张三')
  })

  it('GB18030 and UTF-8 of the same rows read equal', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...'浦南三村12号幢楼室甲,;"\n　０A', '𠮷', '㛃', '㐂', 'é', '·', '😀'), maxLength: 8 })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
    await fc.assert(fc.asyncProperty(table, async (cells) => {
      const csv = csvOf([['楼号', '室号'], ...cells])
      expect(texts(await readTable(encodeGb18030(csv), 'a.csv'))).toEqual(texts(await readTable(utf8(csv), 'a.csv')))
    }), { numRuns: 60 })
  })

  it('any bytes give a table or a SheetError', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('a.csv', 'a.xlsx', ''), async (bytes, name) => {
      await readTable(bytes, name).catch((error: unknown) => expect(error).toBeInstanceOf(SheetError))
    }), { numRuns: 300 })
  })
})

describe('workbooks', () => {
  it('shared, inline, rich, formula, boolean and error cells give what the sheet shows', async () => {
    const bytes = createXlsx({
      sharedStrings: ['<si><t>浦南三村</t></si>', '<si><r><t>12</t></r><r><rPr><b/></rPr><t>号&amp;</t></r><rPh><t>ignored</t></rPh></si>', '<si><t>a_x000D_\nb&#x1F600;&#xD83D;</t></si>'],
      sheets: ['<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="inlineStr"><is><r><t>x</t></r><r><t>y</t></r></is></c>'
        + '<c r="E2" t="str"><f>A2&amp;"evil"</f><v>cached</v></c><c r="F2"><f>1+1</f></c><c r="G2" t="b"><v>1</v></c><c r="H2" t="e"><v>#N/A</v></c>'
        + '<c r="I2" t="s"><v>99</v></c><c r="J2" s="77"><v>302</v></c><c r="K2" t="s"><v>2</v></c><c r="L2"><f>2*3</f><v>6</v></c></row>'],
    })
    const table = await readTable(bytes, '/tmp/a.xlsx')
    expect(table).toMatchObject({ sheetName: '表1', fileName: 'a.xlsx', cellsAreTyped: true, epoch: 1900 })
    expect(table.rows[0]!.number).toBe(2)
    expect(texts(table)[0]).toEqual(['浦南三村', '', '12号&', 'xy', 'cached', '', 'TRUE', '#N/A', '', '302', 'a\nb😀\uFFFD', '6'])
  })

  it("numbers keep their look: '0302' is text, 302 is 302, a format of zeros pads, a long one is flagged", async () => {
    const table = await readTable(createXlsx({
      formats: ['0000', 'yyyy"年"m"月"d"日"', '[$-804]yyyy/m/d h:mm;@', '0.00E+00', '"day" 0'],
      sheets: ['<row r="1"><c r="A1" t="inlineStr"><is><t>0302</t></is></c><c r="B1"><v>302</v></c><c r="C1" s="1"><v>302</v></c><c r="D1"><v>36.600000000000001</v></c>'
        + '<c r="E1"><v>3.1011519770325501E+17</v></c><c r="F1" s="2"><v>43876</v></c><c r="G1" s="3"><v>43934.352581018517</v></c><c r="H1" s="4"><v>43876</v></c>'
        + '<c r="I1" s="5"><v>43876</v></c><c r="J1" s="6"><v>43876</v></c><c r="K1"><v>13800138000</v></c></row>'],
    }), 'a.xlsx')
    expect(texts(table)[0]).toEqual(['0302', '302', '0302', '36.6', '310115197703255040', '2020-02-15', '2020-04-13 08:27:43', '43876', '43876', '2020-02-15', '13800138000'])
    expect(table.rows[0]!.cells[4]).toMatchObject({ kind: 'number', rounded: true })
    expect(table.rows[0]!.cells[1]).toMatchObject({ kind: 'number', rounded: false })
    expect(table.rows[0]!.cells[6]).toEqual({ kind: 'date', value: '2020-04-13T08:27:43', text: '2020-04-13 08:27:43' })
  })

  it('the 1904 system shifts dates by its four years', async () => {
    const table = await readTable(createXlsx({ date1904: true, formats: ['yyyy-mm-dd'], sheets: ['<row r="1"><c r="A1" s="1"><v>42414</v></c></row>'] }), 'a.xlsx')
    expect(table.epoch).toBe(1904)
    expect(texts(table)).toEqual([['2020-02-15']])
  })

  it('rows and cells without references count on, sparse rows keep their numbers', async () => {
    const table = await readTable(createXlsx({
      sheets: ['<row><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c></row><row r="5"/><row r="9"><c r="C9"><v>3</v></c></row><row><c><v>4</v></c></row>'],
    }), 'a.xlsx')
    expect(table.rows.map(({ number }) => number)).toEqual([1, 9, 10])
    expect(texts(table)).toEqual([['a', '1'], ['', '', '3'], ['4']])
  })

  it('a cell merged downwards holds for the rows it covers, a merged title does not spread', async () => {
    const table = await readTable(createXlsx({
      sheets: [inlineRows([['标题', null], ['12号', '101'], [null, '102'], [null, '103'], [null, '201']])],
      afterData: '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:A4"/></mergeCells>',
    }), 'a.xlsx')
    expect(texts(table)).toEqual([['标题'], ['12号', '101'], ['12号', '102'], ['12号', '103'], ['', '201']])
  })

  it('hidden sheets are passed over, the one that fits is chosen, the others are named', async () => {
    const bytes = createXlsx({
      sheets: [inlineRows([['hidden']]), inlineRows([['说明']]), inlineRows([['楼号', '室号']])],
      names: ['选项', '填表说明', '台账'], states: ['hidden', 'visible', 'visible'],
    })
    expect(await readTable(bytes, 'a.xlsx', (table) => texts(table)[0]![0] === '楼号')).toMatchObject({ sheetName: '台账', otherSheets: ['填表说明'] })
    expect(await readTable(bytes, 'a.xlsx', () => false)).toMatchObject({ sheetName: '填表说明', otherSheets: ['台账'] })
  })

  it('what is written is read, for any texts', async () => {
    const cell = fc.oneof(fc.string({ unit: fc.constantFrom(...'浦南12号<>&"\'\n_x ', '𠮷', '㛃', '😀'), minLength: 1, maxLength: 10 }).filter((text) => !/_x[0-9a-f]{4}_/i.test(text)), fc.constant(null))
    await fc.assert(fc.asyncProperty(fc.array(fc.array(cell, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 6 }), async (rows) => {
      fc.pre(rows.some((cells) => cells.some((text) => text !== null)))
      const table = await readTable(createXlsx({ sheets: [inlineRows(rows)] }), 'a.xlsx')
      for (const [index, cells] of rows.entries()) {
        const read = table.rows.find(({ number }) => number === index + 1)?.cells ?? []
        expect(cells.map((_, column) => read[column] ?? null)).toEqual(cells)
      }
    }), { numRuns: 60 })
  })
})

describe('files that are no good are named', () => {
  const small = createXlsx({ sheets: [inlineRows([['楼号', '室号'], ['1', '101']])] })
  it.each<[string, Uint8Array, string, string]>([
    ['nothing', new Uint8Array(0), 'a.csv', 'empty-file'],
    ['HTML as .xlsx', utf8('\uFEFF\n<html xmlns:o="x"><table><tr><td>1</td></tr></table></html>'), 'a.xlsx', 'html-not-workbook'],
    ['a bare table as .xls', utf8('<table border="1">'), 'a.xls', 'html-not-workbook'],
    ['HTML as .csv', utf8('<!DOCTYPE html><html>'), 'a.csv', 'html-not-workbook'],
    ['HTML in UTF-16', utf16('<html><body>', true), 'a.xlsx', 'html-not-workbook'],
    ['XML of 2003', utf8('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>'), 'a.xlsx', 'xml-not-workbook'],
    ['csv as .xlsx', utf8('楼号,室号\n1,101\n'), 'a.xlsx', 'text-not-workbook'],
    ['.xls as .xlsx', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array<number>(600).fill(0)), 'a.xlsx', 'old-workbook'],
    ['a password', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(500), Buffer.from('EncryptedPackage', 'utf16le')]), 'a.xlsx', 'encrypted-workbook'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), 'a.xlsx', 'not-a-spreadsheet'],
    ['another zip file', zipSync({ 'a.txt': strToU8('x') }), 'a.xlsx', 'not-a-spreadsheet'],
    ['.xlsb', zipSync({ 'xl/workbook.bin': strToU8('x') }), 'a.xlsx', 'binary-workbook'],
    ['a cut zip file', small.subarray(0, small.length - 40), 'a.xlsx', 'broken-workbook'],
    ['half a zip file', small.subarray(0, small.length >> 1), 'a.xlsx', 'broken-workbook'],
    ['broken XML', createXlsx({ sheets: ['<row r="1"><c r="A1"><v>1</c></row>'] }), 'a.xlsx', 'broken-workbook'],
    ['tags without end', createXlsx({ sheets: ['<a>'.repeat(500)] }), 'a.xlsx', 'broken-workbook'],
    ['an empty sheet', createXlsx({ sheets: [''] }), 'a.xlsx', 'empty-sheet'],
    ['blank lines', utf8('\n\n,,\n'), 'a.csv', 'empty-sheet'],
    ['a lone far cell', createXlsx({ sheets: ['<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'] }), 'a.xlsx', 'too-many-cells'],
    ['a huge cell', createXlsx({ sheets: [inlineRows([['x'.repeat(50_000)]])] }), 'a.xlsx', 'too-many-cells'],
    ['51 MB', new Uint8Array(51 * 1024 * 1024), 'a.csv', 'file-too-large'],
  ])('%s', async (_, bytes, name, code) => {
    const error = await failure(readTable(bytes, name))
    expect(error.code).toBe(code)
    expect(error.reason['zh-CN']).not.toBe('')
    expect(error.reason.en).not.toBe('')
  })

  it('a zip bomb is refused before anything is unpacked', async () => {
    const bomb = zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/worksheets/sheet1.xml': new Uint8Array(24 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(100_000)
    expect((await failure(readTable(bomb, 'a.xlsx'))).code).toBe('zip-bomb')
  })

  it('many entries of a modest size are a bomb together', async () => {
    const entries = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`xl/${index}.xml`, strToU8(`<a>${index}</a>`)]))
    // The directory states 10 MB each, under what a single entry may have.
    const bomb = setUnpackedBytes(zipSync(entries), 10 * 1024 * 1024, () => true)
    expect((await failure(readTable(bomb, 'a.xlsx'))).code).toBe('zip-bomb')
  })

  it('a directory that lies about sizes is caught while unpacking', async () => {
    const forged = createXlsx({ sheets: [inlineRows(Array.from({ length: 3000 }, (_, index) => [`行${index}`]))] })
    setUnpackedBytes(forged, 1000, (unpackedBytes) => unpackedBytes > 50_000)
    expect((await failure(readTable(forged, 'a.xlsx'))).code).toBe('zip-bomb')
  })

  it('any damage to a workbook gives a table or a SheetError', async () => {
    const bytes = createXlsx({ sheets: [inlineRows([['楼号', '室号', 302], ['12号', '𠮷', null]])], sharedStrings: ['<si><t>x</t></si>'] })
    await fc.assert(fc.asyncProperty(fc.integer({ min: 4, max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 }), async (index, byte) => {
      const damaged = bytes.slice()
      damaged[index] = byte
      await readTable(damaged, 'a.xlsx').catch((error: unknown) => expect(error).toBeInstanceOf(SheetError))
    }), { numRuns: 300 })
  })

  it('others run while a large file is read', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [`${index}号`, '101', '浦南三村'])
    for (const [bytes, name] of [[createXlsx({ sheets: [inlineRows(rows)] }), 'a.xlsx'], [utf8(csvOf(rows)), 'a.csv']] as const) {
      let turns = 0
      let reading = true
      const count = () => {
        turns++
        if (reading) setImmediate(count)
      }
      setImmediate(count)
      const table = await readTable(bytes, name)
      reading = false
      expect(table.rows.length).toBe(20_000)
      expect(turns).toBeGreaterThan(3)
    }
  })

  it('column names of the fixture are those of a spreadsheet', () => expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']))
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellReference, readCellReference } from '../../../../../server/desk/reports/form/cellReference.ts'
import { fillSheet, type FillValue } from '../../../../../server/desk/reports/form/fillSheet.ts'
import { recalculateOnOpening } from '../../../../../server/desk/reports/form/recalculateOnOpening.ts'
import { readWorksheet } from '../../../../../server/feeds/sheet/xlsx/readWorksheet.ts'

const sheet = (data: string, open = '<sheetData>', close = '</sheetData>'): string => `<worksheet><cols/>${open}${data}${close}<mergeCells/></worksheet>`
async function* pieces(xml: string): AsyncGenerator<Uint8Array> { yield new TextEncoder().encode(xml) }
async function read(xml: string): Promise<Record<string, unknown>> {
  const { rows } = await readWorksheet(pieces(xml), { sharedStrings: [], styles: [], epoch: 1900 })
  return Object.fromEntries(rows.flatMap(({ number, cells }) => cells.flatMap((cell, column) => (cell === null ? [] : [[cellReference(number, column), typeof cell === 'object' ? cell.value : cell]]))))
}

describe('filling a sheet in place', () => {
  it.each<[string, string, [string, FillValue][], string]>([
    ['an empty formatted cell', sheet('<row r="1"><c r="A1" s="7"/></row>'), [['A1', 5]], sheet('<row r="1"><c r="A1" s="7"><v>5</v></c></row>')],
    ['a cell with a number', sheet('<row r="1"><c r="A1" s="7"><v>9</v></c><c r="B1"><v>2</v></c></row>'), [['A1', 5]], sheet('<row r="1"><c r="A1" s="7"><v>5</v></c><c r="B1"><v>2</v></c></row>')],
    ['a shared text', sheet('<row r="1"><c r="A1" s="7" t="s"><v>0</v></c></row>'), [['A1', -5]], sheet('<row r="1"><c r="A1" s="7"><v>-5</v></c></row>')],
    ['a missing cell, in its column', sheet('<row r="1" spans="1:3"><c r="A1"/><c r="C1"/></row>'), [['B1', 5]], sheet('<row r="1"><c r="A1"/><c r="B1"><v>5</v></c><c r="C1"/></row>')],
    ['missing cells at the end', sheet('<row r="1"><c r="A1"/></row>'), [['D1', 2], ['C1', 1]], sheet('<row r="1"><c r="A1"/><c r="C1"><v>1</v></c><c r="D1"><v>2</v></c></row>')],
    ['a missing row, in its place', sheet('<row r="1"/><row r="3"/>'), [['B2', 5]], sheet('<row r="1"/><row r="2"><c r="B2"><v>5</v></c></row><row r="3"/>')],
    ['missing rows at the end', sheet('<row r="1"/>'), [['A3', 2], ['A2', 1]], sheet('<row r="1"/><row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c></row>')],
    ['an empty row', sheet('<row r="1" ht="20"/>'), [['B1', 5]], sheet('<row r="1" ht="20"><c r="B1"><v>5</v></c></row>')],
    ['a sheet without rows', sheet('', '<sheetData/>', ''), [['A1', 5]], sheet('<row r="1"><c r="A1"><v>5</v></c></row>')],
    ['prefixed names', '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" s="2"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>', [['A1', 5], ['B2', 6]], '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" s="2"><x:v>5</x:v></x:c></x:row><x:row r="2"><x:c r="B2"><x:v>6</x:v></x:c></x:row></x:sheetData></x:worksheet>'],
    ['cells without a reference', sheet('<row><c/><c s="1"/></row>'), [['B1', 5]], sheet('<row><c/><c s="1"><v>5</v></c></row>')],
    ['a text, as a text', sheet('<row r="1"><c r="A1" s="7"/></row>'), [['A1', '=1+1 <b>&']], sheet('<row r="1"><c r="A1" s="7" t="inlineStr"><is><t xml:space="preserve">=1+1 &lt;b&gt;&amp;</t></is></c></row>')],
    ['nothing: the format stays', sheet('<row r="1"><c r="A1" s="7"><v>9</v></c></row>'), [['A1', null], ['B9', null]], sheet('<row r="1"><c r="A1" s="7"/></row>')],
    ['a formula: left alone', sheet('<row r="1"><c r="A1"><f>B1</f><v>9</v></c></row>'), [['A1', 5]], sheet('<row r="1"><c r="A1"><f>B1</f><v>9</v></c></row>')],
  ])('sets %s', (_, before, values, after) => {
    expect(fillSheet(before, new Map(values))).toBe(after)
  })

  it('reads back as what was set, everything else as it was, whatever stood where', async () => {
    const anyCell = fc.record({ row: fc.integer({ min: 1, max: 12 }), column: fc.integer({ min: 0, max: 30 }), value: fc.integer({ min: -99, max: 99 }) })
    await fc.assert(fc.asyncProperty(fc.array(anyCell, { maxLength: 30 }), fc.array(anyCell, { maxLength: 30 }), async (there, set) => {
      const rows = new Map<number, Map<number, number>>()
      for (const { row, column, value } of there) rows.set(row, (rows.get(row) ?? new Map<number, number>()).set(column, value))
      const data = [...rows].sort(([a], [b]) => a - b).map(([row, cells]) => `<row r="${row}">${[...cells].sort(([a], [b]) => a - b).map(([column, value]) => `<c r="${cellReference(row, column)}" s="1"><v>${value}</v></c>`).join('')}</row>`).join('')
      const values = new Map(set.map(({ row, column, value }) => [cellReference(row, column), value] as const))
      const before = sheet(data)
      expect(await read(fillSheet(before, values)!)).toEqual({ ...(await read(before)), ...Object.fromEntries(values) })
    }), { numRuns: 60 })
  })

  it('does not touch a sheet whose places it cannot be sure of', () => {
    expect(fillSheet(sheet('<!-- <row r="1"> --><row r="1"/>'), new Map([['A1', 1]]))).toBeNull()
    expect(fillSheet('<worksheet/>', new Map([['A1', 1]]))).toBeNull()
  })
})

describe('a reference', () => {
  it('and its place are one', () => {
    for (const [text, row, column] of [['A1', 1, 0], ['Z9', 9, 25], ['AA10', 10, 26], ['XFD1048576', 1048576, 16383]] as const) {
      expect(readCellReference(text)).toEqual({ row, column })
      expect(cellReference(row, column)).toBe(text)
    }
    expect([readCellReference('A0'), readCellReference('a1'), readCellReference('1A'), readCellReference('')]).toEqual([null, null, null, null])
  })
})

describe('a workbook', () => {
  it.each([
    ['<w><sheets/><calcPr calcId="191029"/></w>', '<w><sheets/><calcPr calcId="191029" fullCalcOnLoad="1"/></w>'],
    ['<w><sheets/><calcPr fullCalcOnLoad="0" calcId="1"></calcPr></w>', '<w><sheets/><calcPr calcId="1" fullCalcOnLoad="1"></calcPr></w>'],
    ['<w><sheets><sheet/></sheets><extLst/></w>', '<w><sheets><sheet/></sheets><calcPr fullCalcOnLoad="1"/><extLst/></w>'],
    ['<x:w><x:sheets></x:sheets><x:definedNames></x:definedNames></x:w>', '<x:w><x:sheets></x:sheets><x:definedNames></x:definedNames><x:calcPr fullCalcOnLoad="1"/></x:w>'],
  ])('calculates anew when it is opened: %s', (before, after) => expect(recalculateOnOpening(before)).toBe(after))
})

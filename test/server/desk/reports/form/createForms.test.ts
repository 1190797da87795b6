import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createReports } from '../../../../../server/desk/reports/createReports.ts'
import { createForms } from '../../../../../server/desk/reports/form/createForms.ts'
import type { Forms } from '../../../../../server/desk/reports/form/forms.ts'
import type { Reports } from '../../../../../server/desk/reports/reports.ts'
import { readXlsx } from '../../../../../server/feeds/sheet/xlsx/readXlsx.ts'
import type { FormCellChoice, FormView } from '../../../../../server/protocol/deskReport.ts'
import { createForm } from '../../../../fixtures/createForm.ts'
import { createOfficer } from '../../../../fixtures/createOfficer.ts'
import { createLedger, createPersonRow, createTestService, type TestService } from '../../../../fixtures/createTestService.ts'

let test: TestService
let reports: Reports
let forms: Forms
const officer = createOfficer()
beforeEach(async () => {
  test = await createTestService()
  reports = createReports(test.service.desk, false)
  forms = createForms(test.service.desk, reports)
  await test.service.accept('units', [...createLedger(), ...createLedger({ compound: '别处新村', committee: '别处居委会', buildings: 1 })], 'test')
  await test.service.accept('regions', [{ region: '温州', level: 'concern', from: '2020-02-04' }], 'test')
  await test.service.accept('household', [
    createPersonRow(1, { state: 'returned', origin: '浙江温州', returnedOn: '2020-02-15' }), createPersonRow(2, { state: 'returned', origin: '浙江温州', returnedOn: '2020-02-15' }),
    createPersonRow(3, { room: '102', state: 'returned', origin: '浙江温州', returnedOn: '2020-02-16', registeredOn: '2020-02-16' }),
    createPersonRow(4, { compound: '别处新村', room: '102', state: 'returned', origin: '江苏南京', returnedOn: '2020-02-16', registeredOn: '2020-02-16' }),
  ], 'test')
})
afterEach(() => test.remove())

const cellsOf = (view: FormView) => new Map(view.sheets[0].rows.flatMap(({ cells }) => cells.map((cell) => [cell.cell, cell] as const)))
const suggested = (view: FormView): FormCellChoice[] => [...cellsOf(view).values()].flatMap(({ cell, suggestion }) => (suggestion ? [{ sheet: view.sheets[0].name, cell, target: suggestion }] : []))
const parts = (bytes: Uint8Array): Record<string, string> => Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content, true)]))

async function fillByItsOwnSuggestions(bytes = createForm()): Promise<{ view: FormView; blank: Uint8Array; filled: Uint8Array }> {
  const view = await forms.add(officer, '日报表.xlsx', bytes)
  await forms.map(officer, view.id, suggested(view))
  return { view, blank: bytes, filled: (await forms.file(officer, view.id, 'now'))!.bytes }
}

describe('the suggestions', () => {
  it('come from the texts beside and above, through merged heads', async () => {
    const view = await forms.add(officer, '日报表.xlsx', createForm())
    const cells = cellsOf(view)
    const [own, other] = ['测试居委会', '别处居委会'].map((name) => view.places.find((place) => place.name === name)!.id)
    expect(cells.get('B5')).toMatchObject({ kind: 'empty', labels: ['测试居委会', '返沪人员', '今日新增'], suggestion: { is: 'figure', figure: 'returned-new', in: 'people', place: own, when: 'today' } })
    expect(cells.get('C6')!.suggestion).toEqual({ is: 'figure', figure: 'returned-all', in: 'people', place: other, when: 'today' })
    expect([cells.get('D5')!.kind, cells.get('D5')!.suggestion]).toEqual(['number', { is: 'figure', figure: 'managed', in: 'people', place: own, when: 'today' }])
    expect(cells.get('E6')!.suggestion).toMatchObject({ figure: 'managed', in: 'units', place: other })
    expect(cells.get('F6')!.suggestion).toMatchObject({ figure: 'managed', when: 'change' })
    expect(cells.get('D7')!.suggestion).toMatchObject({ figure: 'managed', place: 'all' })
    expect(cells.get('B2')!.suggestion).toEqual({ is: 'day' })
    expect([cells.get('B7')!.kind, cells.get('B7')!.suggestion, cells.get('C3')!.kind, cells.get('A5')!.suggestion]).toEqual(['formula', null, 'covered', null])
    expect(cells.get('A1')).toMatchObject({ kind: 'label', columns: 6, rows: 1 })
  })
})

describe('a filled form', () => {
  it('has the figures in its cells, read back by our own reader', async () => {
    const { filled } = await fillByItsOwnSuggestions()
    const table = await readXlsx(filled, 'f.xlsx', () => true)
    const line = (number: number) => table.rows.find((row) => row.number === number)!.cells.map((cell) => (cell !== null && typeof cell === 'object' ? (cell.kind === 'date' ? cell.value : cell.value) : cell))
    expect(line(2)).toEqual(['日期', '2020-02-16T00:00:00'])
    expect(line(5)).toEqual(['测试居委会', 1, 3, 3, 2])
    expect(line(6)).toEqual(['别处居委会', 1, 1, 0, 0, 0])
    expect(line(7)).toEqual(['合计', 0, 0, 3])
  })

  it('keeps every other part byte by byte; in the sheet only those cells differ, formats and formulas stay', async () => {
    const { blank, filled } = await fillByItsOwnSuggestions()
    const [before, after] = [parts(blank), parts(filled)]
    expect(Object.keys(after)).toEqual(Object.keys(before))
    for (const name of Object.keys(before)) if (!/workbook\.xml$|sheet1\.xml$/.test(name)) expect(after[name], name).toBe(before[name])
    const sheet = after['xl/worksheets/sheet1.xml']
    expect(sheet).toContain('<c r="B5" s="4"><v>1</v></c>')
    expect(sheet).toContain('<c r="B7" s="4"><f>SUM(B5:B6)</f><v>0</v></c>')
    expect(sheet).toContain('<c r="D5" s="4"><v>3</v></c>')
    const bare = (xml: string): string => xml.replace(/<c r="(B2|[B-F][56]|D7)"[^>]*?(\/>|>.*?<\/c>)/g, '<$1>')
    expect(bare(sheet)).toBe(bare(before['xl/worksheets/sheet1.xml']))
    expect(strFromU8(unzipSync(filled)['xl/workbook.xml'])).toContain('</definedNames><calcPr fullCalcOnLoad="1"/></workbook>')
    // The same figures give the same file.
    expect((await forms.file(officer, forms.list()[0].id, 'now'))!.bytes).toEqual(filled)
  })

  it('says of each cell why it is not what it was', async () => {
    const { view } = await fillByItsOwnSuggestions()
    const filled = (await forms.filled(officer, view.id, 'now'))!
    const cell = (reference: string) => filled.cells.find((one) => one.cell === reference)!
    expect(cell('E5')).toMatchObject({ label: '测试居委会 / 居家健康管理 / 户数', value: 2, change: 1, reason: { units: 1, items: [{ address: '测试新村 1号 102', units: 1, feed: 'household', on: '2020-02-16' }] } })
    expect(cell('E6')).toMatchObject({ value: 0, change: 0, reason: { items: [] } })
    expect(JSON.stringify(filled)).not.toMatch(/测试[1-4](?!居|新)|10000000/)
  })

  it('of a fixed day has the figures that were fixed', async () => {
    const { view } = await fillByItsOwnSuggestions()
    await reports.fixWhenDue()
    await test.service.accept('household', [createPersonRow(9, { room: '201', state: 'returned', origin: '浙江温州', returnedOn: '2020-02-16', registeredOn: '2020-02-16' })], 'test')
    const value = async (day: string) => (await forms.filled(officer, view.id, day))!.cells.find(({ cell }) => cell === 'D5')!.value
    expect([await value('2020-02-16'), await value('now')]).toEqual([3, 4])
    expect(await forms.filled(officer, view.id, '2020-02-15')).toBeNull()
  })

  it('leaves out what is beyond the reader’s scope', async () => {
    const { view } = await fillByItsOwnSuggestions()
    const local = createOfficer({ id: 'a2', places: [view.places.find(({ name }) => name === '别处居委会')!.id] })
    const filled = (await forms.filled(local, view.id, 'now'))!
    expect(filled.cells.find(({ cell }) => cell === 'D5')).toMatchObject({ value: null, reason: null })
    expect(filled.cells.find(({ cell }) => cell === 'D7')!.value).toBe(0)
    expect((await forms.view(local, view.id))!.places.map(({ name }) => name)).toEqual(['别处居委会'])
  })

  it('has names of committees and texts that look like formulas as they came', async () => {
    const texts = ['=HYPERLINK("http://x","居家健康管理人数")', '合计']
    const { filled } = await fillByItsOwnSuggestions(createForm({ texts, merges: '', sheetData: '<row r="1"><c r="B1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="4"/></row>' }))
    expect(parts(filled)['xl/worksheets/sheet1.xml']).toContain('<c r="B2" s="4"><v>3</v></c>')
    expect(parts(filled)['xl/worksheets/sheet1.xml']).not.toContain('<f>')
  })
})

describe('a mapping', () => {
  it('is kept, and refuses cells that calculate, are covered or are not there, and figures that are not', async () => {
    const view = await forms.add(officer, 'C:\\表\\日报表.xlsx', createForm())
    expect([view.name, forms.list().map(({ mapped }) => mapped)]).toEqual(['日报表.xlsx', [0]])
    const target = { is: 'figure', figure: 'managed', in: 'people', place: 'all', when: 'today' }
    expect((await forms.map(officer, view.id, [{ sheet: '日报', cell: 'B5', target }]))!.mapping).toEqual([{ sheet: '日报', cell: 'B5', target }])
    for (const choice of [
      { sheet: '日报', cell: 'B7', target }, { sheet: '日报', cell: 'C3', target }, { sheet: '日报', cell: 'Z99', target }, { sheet: '无', cell: 'B5', target }, 7,
      { sheet: '日报', cell: 'B5', target: { ...target, figure: 'constructor' } }, { sheet: '日报', cell: 'B5', target: { ...target, figure: 'vacant' } }, { sheet: '日报', cell: 'B5', target: { ...target, place: '../x' } },
    ]) await expect(forms.map(officer, view.id, [choice]), JSON.stringify(choice)).rejects.toThrow('a choice of a form')
    expect(forms.list()[0].mapped).toBe(1)
    expect([forms.remove(view.id), forms.remove(view.id), await forms.view(officer, view.id)]).toEqual([true, false, null])
  })

  it.each([
    ['no workbook', new Uint8Array([1, 2, 3]), 'not-a-spreadsheet'], ['an empty file', new Uint8Array(0), 'empty-file'], ['an old one', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), 'old-workbook'],
    ['a cut one', createForm().subarray(0, 900), 'broken-workbook'], ['one with macros', createForm({ extra: { 'xl/vbaProject.bin': new Uint8Array(8) } }), 'not-a-spreadsheet'],
  ])('refuses %s with a reason', async (_, bytes, code) => {
    await expect(forms.add(officer, 'x.xlsx', bytes)).rejects.toMatchObject({ name: 'SheetError', code })
    expect(forms.list()).toEqual([])
  })
})

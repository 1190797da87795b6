import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeTextSheets } from '../../../../server/desk/lists/writeTextSheets.ts'
import { cellText } from '../../../../server/feeds/sheet/cellText.ts'
import { readTable } from '../../../../server/feeds/sheet/readTable.ts'

const readBack = async (bytes: Uint8Array, sheet = '名单'): Promise<string[][]> => (await readTable(bytes, 'back.xlsx', ({ sheetName }) => sheetName === sheet)).rows.map(({ cells }) => cells.map(cellText))

describe('writeTextSheets', () => {
  it('keeps every text as it is, whatever stands in it', async () => {
    const text = fc.string({ unit: fc.constantFrom('甲', '<', '&', '>', '"', '=', "'", 'a', '1', '𠀀', '/', ']]>') , minLength: 1, maxLength: 12 }).map((each) => `甲${each}乙`)
    await fc.assert(fc.asyncProperty(fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 }), async (rows) => {
      expect(await readBack(await writeTextSheets([{ name: '名单', columns: ['一', '二', '三'], rows }]))).toEqual([['一', '二', '三'], ...rows])
    }), { numRuns: 30 })
  })

  it('empty cells stay empty and others in their columns; control characters are left out', async () => {
    expect(await readBack(await writeTextSheets([{ name: '名单', columns: ['一', '二', '三'], rows: [['', 'b', ''], ['a\u0001', '', 'c']] }]))).toEqual([['一', '二', '三'], ['', 'b'], ['a', '', 'c']])
  })

  it('each sheet has its own rows', async () => {
    const bytes = await writeTextSheets([{ name: '名单1', columns: ['一'], rows: [['a']] }, { name: '名单2', columns: ['二'], rows: [['b'], ['c']] }])
    expect([await readBack(bytes, '名单1'), await readBack(bytes, '名单2')]).toEqual([[['一'], ['a']], [['二'], ['b'], ['c']]])
  })

  it('lets others in at least every 100 rows', async () => {
    let turns = 0
    let isDone = false
    const count = (): void => {
      turns++
      if (!isDone) setImmediate(count)
    }
    setImmediate(count)
    await writeTextSheets([{ name: '名单', columns: ['一'], rows: Array.from({ length: 3_000 }, (_, at) => [`第${at}行`]) }])
    isDone = true
    expect(turns).toBeGreaterThanOrEqual(30)
  })
})

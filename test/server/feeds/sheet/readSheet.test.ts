import { describe, expect, it } from 'vitest'
import { readSheet } from '../../../../server/feeds/sheet/readSheet.ts'
import { createXlsx, inlineRows } from './createXlsx.ts'

const ledger = inlineRows([['小区', '楼号', '室号'], ['浦南三村', '1号', '101']])
const context = { zoneOffset: '+08:00' }

describe('readSheet', () => {
  it('passes over instructions and hidden lists, and names the sheets that were not read', async () => {
    const bytes = createXlsx({ sheets: [inlineRows([['填表说明'], ['1. 请填写楼号、室号']]), inlineRows([['自住'], ['出租']]), ledger], names: ['说明', '选项', '台账'], states: ['visible', 'hidden', 'visible'] })
    const { table, reading } = await readSheet('units', bytes, 'a.xlsx', context)
    expect(table.sheetName).toBe('台账')
    expect(reading.recognition.otherSheets).toEqual(['说明'])
    expect(reading.rows.map(({ row }) => row)).toEqual([{ compound: '浦南三村', building: '1号', room: '101' }])
  })
  it('asks about the first sheet when none fits', async () => {
    const bytes = createXlsx({ sheets: [inlineRows([['小区', '楼号', '备注'], ['浦南三村', '1号', 'x']]), inlineRows([['x']])] })
    await expect(readSheet('units', bytes, 'a.xlsx', context)).rejects.toMatchObject({ code: 'missing-column', reason: { 'zh-CN': '缺少需要的列:「室号」' } })
  })
})

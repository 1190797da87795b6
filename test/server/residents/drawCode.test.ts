import { create } from 'qrcode'
import { describe, expect, it } from 'vitest'
import { drawCode } from '../../../server/residents/drawCode.ts'

describe('a drawn code', () => {
  it('has every dark module and no other', () => {
    const text = 'https://liuse.example/r/1.u5x.AAAAAAAAAAAAAAAA'
    const { size, drawing } = drawCode(text)
    const dark = new Set<string>()
    for (const [, column, row, run] of drawing.matchAll(/M(\d+) (\d+)\.5h(\d+)/g)) for (let i = 0; i < Number(run); i++) dark.add(`${Number(column) + i} ${row}`)
    const { modules } = create(text, { errorCorrectionLevel: 'M' })
    const expected = new Set<string>()
    for (let row = 0; row < modules.size; row++) for (let column = 0; column < modules.size; column++) if (modules.data[row * modules.size + column]) expected.add(`${column} ${row}`)
    expect(size).toBe(modules.size)
    expect(dark).toEqual(expected)
  })
  it('stays coarse enough for an old phone: a door\'s code has at most 37 modules a side', () => {
    expect(drawCode('https://liuse.pudong-sanlin.example.cn/r/12.uzzzz.AAAAAAAAAAAAAAAA').size).toBeLessThanOrEqual(37)
  })
})

import { describe, expect, it } from 'vitest'
import type { CellView } from '../../../server/protocol/desk.ts'
import { description } from '../../../server/packs/epidemic/description.ts'
import { type CellWords, describeCell, noteOfCell } from '../../../web/desk/describeCell.ts'
import { createPackDescription } from '../../fixtures/createPackDescription.ts'

const words: CellWords = Object.assign((key: string, values: Record<string, string | number> = {}) => `${key} ${Object.values(values).join(' ')}`, { tenure: (tenure: string) => tenure })
const roomOf = (room: string, storey: number | null): string =>
  describeCell({ id: 'u0', room, storey, tenure: null, status: 0, tags: 0, day: null, todo: false, seq: 1 } satisfies CellView, 14, createPackDescription(), 'zh-CN', words).room

describe('a cell in words', () => {
  it('a number is a room of a storey; a name stands for itself, with its storey or without one', () => {
    expect([roomOf('301-302', 3), roomOf('B101', -1), roomOf('2-301', 3), roomOf('９９０１', null)]).toEqual(['storeyRoom 3 301-302', 'storeyRoom B1 B101', 'storeyRoom 3 2-301', 'room ９９０１'])
    expect([roomOf('商铺1', 1), roomOf('地下室', -1), roomOf('门卫室', null)]).toEqual(['storeyNamed 1 商铺1', 'storeyNamed B1 地下室', '门卫室'])
  })

  it('the room at its right says the day, else its last tag in short, and never half a word', () => {
    const pack = { ...createPackDescription(), tags: [{ key: 'a', name: { 'zh-CN': '空关有人', en: 'Vacant but occupied' }, short: { 'zh-CN': '有人住', en: 'Occupied' } }, { key: 'b', name: { 'zh-CN': '待核实', en: 'To check' } }] }
    const note = (tags: number, day: number | null = null) => noteOfCell({ id: 'u0', room: '301', storey: 3, tenure: null, status: 0, tags, day, todo: false, seq: 1 }, 14, pack, 'zh-CN')
    expect([note(0), note(1), note(2), note(3), note(3, 9)]).toEqual(['', '有人住', '待核实', '待核实', '9/14'])
    const shorts = description.tags.map(({ name, short }) => short ?? name)
    expect(shorts.filter((each) => each['zh-CN'].length > 3 || each.en.length > 6)).toEqual([])
    for (const locale of ['zh-CN', 'en'] as const) expect(new Set(shorts.map((each) => each[locale])).size).toBe(shorts.length)
  })
})

import { describe, expect, it } from 'vitest'
import type { CellView } from '../../../server/protocol/desk.ts'
import { type CellWords, describeCell } from '../../../web/desk/describeCell.ts'
import { createPackDescription } from '../../fixtures/createPackDescription.ts'

const words: CellWords = Object.assign((key: string, values: Record<string, string | number> = {}) => `${key} ${Object.values(values).join(' ')}`, { tenure: (tenure: string) => tenure })
const roomOf = (room: string, storey: number | null): string =>
  describeCell({ id: 'u0', room, storey, tenure: null, status: 0, tags: 0, day: null, todo: false, seq: 1 } satisfies CellView, 14, createPackDescription(), 'zh-CN', words).room

describe('a cell in words', () => {
  it('a number is a room of a storey; a name stands for itself, with its storey or without one', () => {
    expect([roomOf('301-302', 3), roomOf('B101', -1), roomOf('2-301', 3), roomOf('９９０１', null)]).toEqual(['storeyRoom 3 301-302', 'storeyRoom B1 B101', 'storeyRoom 3 2-301', 'room ９９０１'])
    expect([roomOf('商铺1', 1), roomOf('地下室', -1), roomOf('门卫室', null)]).toEqual(['storeyNamed 1 商铺1', 'storeyNamed B1 地下室', '门卫室'])
  })
})

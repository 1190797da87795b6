import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TimelineEntry } from '../../../server/protocol/desk.ts'
import { keptEarlier } from '../../../web/desk/keptEarlier.ts'

const entries = (from: number, to: number): TimelineEntry[] => Array.from({ length: Math.max(0, from - to + 1) }, (_, i) => ({ seq: from - i }) as TimelineEntry)
const PAGE = 5

describe('earlier entries of a card that is read again', () => {
  it('go on where its first page ends, without a gap and without one twice', () => {
    fc.assert(fc.property(fc.integer({ min: PAGE, max: 30 }), fc.nat(8), fc.nat(8), (newest, news, pages) => {
      const before = entries(newest, newest - PAGE + 1)
      const earlier = entries(newest - PAGE, newest - PAGE - pages + 1)
      const now = entries(newest + news, newest + news - PAGE + 1)
      const kept = keptEarlier(before, earlier, now)
      const all = [...now, ...kept].map(({ seq }) => seq)
      expect(all).toEqual(all.map((_, i) => newest + news - i))
      if (earlier.length > 0 && news < PAGE) expect(all.at(-1)).toBe(earlier.at(-1)!.seq)
      if (earlier.length === 0) expect(kept).toEqual([])
    }))
  })
  it('of a card without a timeline there are none', () => {
    expect(keptEarlier([], entries(3, 1), [])).toEqual([])
  })
})

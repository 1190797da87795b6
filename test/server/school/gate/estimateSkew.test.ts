import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { correctInstant, estimateSkew } from '../../../../server/school/gate/estimateSkew.ts'

const NOW = Date.UTC(2020, 3, 12, 23)
describe('a device’s clock', () => {
  it('three hours ahead is known from one batch, and its instants are put right', () => {
    const skew = estimateSkew(null, NOW + 3 * 3_600_000, NOW)
    expect([skew, correctInstant(NOW + 3 * 3_600_000 - 60_000, skew)]).toEqual([3 * 3_600_000, NOW - 60_000])
  })
  it('that was never told, or is right to the second, is believed', () => {
    expect([correctInstant(NOW, null), correctInstant(NOW, 1_500)]).toEqual([NOW, NOW])
  })
  it('that somebody sets is seen at once', () => expect(estimateSkew(3_600_000, NOW + 10_000, NOW)).toBe(10_000))
  it('behind a slow line is known to the quickest answer, in whatever order they come', () => {
    fc.assert(fc.property(fc.integer({ min: -86_400_000, max: 86_400_000 }), fc.array(fc.integer({ min: 0, max: 4_900 }), { minLength: 1 }), (skew, delays) => {
      let known: number | null = null
      for (const delay of delays) known = estimateSkew(known, NOW + skew, NOW + delay)
      expect(known).toBe(skew - Math.min(...delays))
    }))
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backOffMs } from '../../../web/link/backOffMs.ts'

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('backOffMs', () => {
  it('stays between half a second and five, for any number of attempts: months are many', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10_000_000 }), chance, (attempt, luck) => {
      const wait = backOffMs(attempt, luck)
      expect(wait).toBeGreaterThanOrEqual(500)
      expect(wait).toBeLessThanOrEqual(5_000)
    }))
  })
  it('is jittered, so that fifty walls do not come back in one instant', () => {
    expect(backOffMs(9, 0)).toBe(2_500)
    expect(backOffMs(9, 0.99)).toBeGreaterThan(4_900)
  })
  it('is slow after a refusal, but not over half a minute', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000 }), chance, (attempt, luck) => {
      expect(backOffMs(attempt, luck, true)).toBeGreaterThanOrEqual(5_000)
      expect(backOffMs(attempt, luck, true)).toBeLessThanOrEqual(30_000)
    }))
  })
})

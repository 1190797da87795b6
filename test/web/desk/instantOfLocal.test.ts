import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOfLocal, localOfInstant } from '../../../web/desk/instantOfLocal.ts'

describe('a time as a field writes it', () => {
  it('is of the deployment, wherever the browser is', () => {
    expect(instantOfLocal('2020-02-16T08:00', 480)).toBe(Date.parse('2020-02-16T08:00:00+08:00'))
    expect([instantOfLocal('', 480), instantOfLocal('2020-02-16', 480)]).toEqual([NaN, NaN])
  })
  it('comes back as it went', () => {
    fc.assert(fc.property(fc.integer({ min: 26_000_000, max: 60_000_000 }), fc.integer({ min: -720, max: 840 }), (minutes, zone) => {
      expect(instantOfLocal(localOfInstant(minutes * 60_000, zone), zone)).toBe(minutes * 60_000)
    }))
  })
})

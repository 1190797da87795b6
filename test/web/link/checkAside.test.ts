import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FrameAside } from '../../../server/protocol/frame.ts'
import { checkAside } from '../../../web/link/checkAside.ts'

describe('checkAside', () => {
  it('lets every part pass in its own shape', () => {
    expect(checkAside({
      day: '2020-02-15', zoneOffsetMinutes: 480, demo: true, feeds: { household: 1 }, ticker: [{ at: 1, node: 2, status: 3, from: 255, units: 1 }],
      curve: { at: [[400, 12]], cutOffMinute: 450 }, yesterday: { 0: [1, 2] },
    })).toBe(true)
    expect(checkAside({})).toBe(true)
  })
  it.each([
    { day: 'today' }, { zoneOffsetMinutes: 1e9 }, { demo: 'yes' }, { feeds: { a: 'now' } }, { feeds: [] }, { ticker: {} }, { ticker: [null] }, { ticker: [{ at: 1 }] },
    { curve: { at: [[1]], cutOffMinute: 450 } }, { curve: { at: [] } }, { yesterday: { 0: 'x' } },
  ])('refuses %j', (aside) => expect(checkAside(aside as unknown as FrameAside)).toBe(false))
  it('never throws, whatever JSON brings', () => {
    const parts = ['day', 'zoneOffsetMinutes', 'demo', 'feeds', 'ticker', 'curve', 'yesterday']
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...parts), fc.jsonValue()), (aside) => { checkAside(aside as FrameAside) }))
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeAside, MOST_TICKER_ENTRIES, NO_ASIDE } from '../../../web/stores/mergeAside.ts'

const entry = (at: number) => ({ at, node: 0, status: 1, from: 0, units: 1 })

describe('mergeAside', () => {
  it('leaves alone what a frame does not speak of', () => {
    const held = mergeAside(NO_ASIDE, { day: '2020-02-15', feeds: { household: 1 }, yesterday: { 0: [1] } })
    expect(mergeAside(held, { feeds: { school: 2 } })).toEqual({ ...held, feeds: { household: 1, school: 2 } })
  })
  it('keeps the newest changes first, and no more than a wall can use', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.nat(), { maxLength: 30 }), { maxLength: 10 }), (batches) => {
      const held = batches.reduce((aside, times) => mergeAside(aside, { ticker: times.map(entry) }), NO_ASIDE)
      expect(held.ticker.map(({ at }) => at)).toEqual(batches.flat().reverse().slice(0, MOST_TICKER_ENTRIES))
    }))
  })
  it('a curve grows by minute, the same minute replaces, a restart begins anew', () => {
    let held = mergeAside(NO_ASIDE, { curve: { at: [[400, 10], [401, 20]], cutOffMinute: 450 } })
    held = mergeAside(held, { curve: { at: [[401, 25], [402, 30]], cutOffMinute: 450 } })
    expect(held.curve).toEqual({ cutOffMinute: 450, at: [[400, 10], [401, 25], [402, 30]] })
    expect(mergeAside(held, { curve: { at: [[360, 1]], cutOffMinute: 450, restart: true } }).curve!.at).toEqual([[360, 1]])
  })
  it('changes nothing that it was given', () => {
    const held = mergeAside(NO_ASIDE, { ticker: [entry(1)], curve: { at: [[1, 1]], cutOffMinute: 450 } })
    const before = structuredClone(held)
    mergeAside(held, { ticker: [entry(2)], curve: { at: [[1, 9]], cutOffMinute: 450 }, feeds: { a: 1 } })
    expect(held).toEqual(before)
  })
})

import { describe, expect, it } from 'vitest'
import { classOfStay } from '../../../../server/packs/epidemic/classOfStay.ts'
import { LEVEL_CONCERN, LEVEL_KEY, LEVEL_NONE, type RegionReference } from '../../../../server/packs/epidemic/createRegionReference.ts'
import { deriveStay } from '../../../../server/packs/epidemic/deriveStay.ts'
import { createFact, createList, day } from './createFact.ts'

/** Level of somebody who came from a place on a day, reported at a log sequence, looked at on another day. */
function levelOf(list: RegionReference, origin: string, arrival: string, asOf: string, seq = 100): number {
  const stay = deriveStay([createFact(arrival, { state: 'returned', origin, returnedOn: arrival, seq })])!
  return classOfStay(stay, day(asOf), list).level
}

describe('[R5] the list over time', () => {
  it('[R5] widening recolours those still under observation, and leaves those whose 14 days were over', () => {
    const list = createList(['合肥', 'concern', '02-17'])
    expect(levelOf(list, '安徽合肥', '02-04', '02-16')).toBe(LEVEL_NONE)
    expect(levelOf(list, '安徽合肥', '02-04', '02-17')).toBe(LEVEL_CONCERN) // day 13
    expect(levelOf(list, '安徽合肥', '02-03', '02-17')).toBe(LEVEL_NONE) // day 14
  })
  it('[R5] the worst class of any day counts, also when the region was listed worse later', () => {
    const list = createList(['温州', 'concern', '02-04'], ['温州', 'key', '02-10'])
    expect(levelOf(list, '温州', '02-06', '02-09')).toBe(LEVEL_CONCERN)
    expect(levelOf(list, '温州', '02-06', '02-10')).toBe(LEVEL_KEY)
  })
  it('[R5] a last day is inclusive, and downgrades nobody who arrived before it', () => {
    const list = createList(['南通', 'concern', '01-28', '02-08'])
    expect(levelOf(list, '江苏南通', '02-08', '02-20')).toBe(LEVEL_CONCERN)
    expect(levelOf(list, '江苏南通', '02-09', '02-20')).toBe(LEVEL_NONE)
  })
  it('[R5] a later version that ends a line, even backdated, downgrades nobody already on record', () => {
    const list = createList(['温州', 'concern', '02-04', null, 1], ['温州', 'concern', '02-04', '02-07', 200])
    expect(levelOf(list, '温州', '02-06', '02-12')).toBe(LEVEL_CONCERN)
    expect(levelOf(list, '温州', '02-08', '02-12', 100)).toBe(LEVEL_CONCERN) // reported while the line was open
    expect(levelOf(list, '温州', '02-08', '02-12', 201)).toBe(LEVEL_NONE) // reported after it was closed
  })
  it('[R5] the list may come after the report', () => {
    expect(levelOf(createList(['温州', 'concern', '02-04', null, 500]), '温州', '02-06', '02-12', 100)).toBe(LEVEL_CONCERN)
  })
  it('[R5] a county lies in its city and its province, not the other way round', () => {
    const list = createList(['武汉', 'key', '01-23'])
    expect(levelOf(list, '江夏区', '02-01', '02-02')).toBe(LEVEL_KEY)
    expect(levelOf(list, '湖北', '02-01', '02-02')).toBe(LEVEL_NONE)
  })
  it('[R5] a list may name what is no division', () => {
    const list = createList(['意大利', 'key', '02-01'])
    expect(levelOf(list, '意大利米兰', '02-06', '02-06')).toBe(LEVEL_KEY)
    expect(levelOf(list, '未途经意大利', '02-06', '02-06')).toBe(LEVEL_NONE)
  })
})

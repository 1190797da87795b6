import { CONDITIONS, HEALTH_CODES, STATES } from '../../../../server/packs/epidemic/codes.ts'
import { createRegionReference, type RegionReference } from '../../../../server/packs/epidemic/createRegionReference.ts'
import type { EpidemicContent } from '../../../../server/packs/epidemic/epidemicFact.ts'
import type { Fact } from '../../../../server/packs/pack.ts'
import { dayFromText, NO_DAY } from '../../../../server/protocol/day.ts'

/** `02-15` → day number of that day in 2020. */
export const day = (monthAndDay: string): number => dayFromText(`2020-${monthAndDay}`)!

export interface FactWords {
  state?: (typeof STATES)[number]
  origin?: string
  transit?: string
  returnedOn?: string
  releasedOn?: string
  condition?: (typeof CONDITIONS)[number]
  healthCode?: (typeof HEALTH_CODES)[number]
  settled?: boolean
  seq?: number
}

let nextSeq = 1000

/** A household fact registered on a day of 2020; sequences grow in the order of the calls. */
export function createFact(registeredOn: string, words: FactWords): Fact<EpidemicContent> {
  const dayOr = (text?: string): number => (text === undefined ? NO_DAY : day(text))
  return {
    seq: words.seq ?? nextSeq++, validOn: day(registeredOn), feed: 'household',
    state: STATES.indexOf(words.state ?? 'stayed'), origin: words.origin ?? '', transit: words.transit ?? '',
    returnedOn: dayOr(words.returnedOn), releasedOn: dayOr(words.releasedOn),
    condition: words.condition ? CONDITIONS.indexOf(words.condition) + 1 : 0,
    healthCode: words.healthCode ? HEALTH_CODES.indexOf(words.healthCode) + 1 : 0,
    settled: words.settled ? 1 : 0,
  }
}

/** A region list of lines like `['温州', 'concern', '02-04', '02-10']`, logged at 1, 2, 3 … or at the sequence given fifth. */
export function createList(...lines: [region: string, level: 'key' | 'concern', from: string, to?: string | null, seq?: number][]): RegionReference {
  return createRegionReference(lines.map(([region, level, from, to, seq], index) => ({
    seq: seq ?? index + 1, kind: 'regions', body: { region, level, from: day(from), to: to ? day(to) : null },
  })))
}

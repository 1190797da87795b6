import { OBSERVATION_DAYS } from './codes.ts'
import { LEVEL_NONE, type ListedRegion, type RegionLevel, type RegionReference } from './createRegionReference.ts'
import type { Stay } from './deriveStay.ts'

export interface StayClass {
  level: RegionLevel
  /** The line that decided, the newest of the worst; null for LEVEL_NONE. */
  listed: ListedRegion | null
  /** Where that was, and whether the person came from there or through it. */
  place: string
  way: 'from' | 'through'
  /** No division name explains the origin. */
  originUnknown: boolean
  /** The stay says that it led through a region, and not which. */
  transitUnnamed: boolean
}

/**
 * Rule 5: the worst class in force on any day from arrival (day 0) to day 13, as far as the day looked at.
 *
 * A list line counts while it is the newest version of itself, and also for a stay that was already on record when a
 * later version replaced it: taking a region off the list downgrades nobody, even when its last day is backdated.
 */
export function classOfStay(stay: Stay, day: number, reference: RegionReference): StayClass {
  const last = Math.max(stay.arrival, Math.min(stay.arrival + OBSERVATION_DAYS - 1, day))
  const origin = reference.read(stay.origin)
  const found: StayClass = { level: LEVEL_NONE, listed: null, place: origin.place, way: 'from', originUnknown: origin.place === '', transitUnnamed: false }
  const look = (entries: readonly ListedRegion[], place: string, way: 'from' | 'through'): void => {
    for (const entry of entries) {
      if (entry.from > last || (entry.to !== null && entry.to < stay.arrival)) continue
      if (entry.replacedAt !== null && entry.replacedAt <= stay.firstSeq) continue
      if (entry.level < found.level || (entry.level === found.level && entry.seq <= (found.listed?.seq ?? -1))) continue
      found.level = entry.level
      found.listed = entry
      found.place = place
      found.way = way
    }
  }
  look(origin.listed, origin.place, 'from')
  if (stay.transit !== '') {
    const transit = reference.read(stay.transit)
    look(transit.listed, transit.place, 'through')
    found.transitUnnamed = transit.unnamed
  }
  return found
}

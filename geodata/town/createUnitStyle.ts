import type { Site } from './buildSites.ts'
import type { Random } from './createRandom.ts'

/** What all buildings of one compound have in common. */
export interface UnitStyle {
  /** Flats that share a landing of one staircase. */
  flatsPerLanding: number
  /** Storeys 4, 14, 24 … are not counted. */
  skipsFours: boolean
  /** Rooms of lane houses are called by what they are (前客堂), not by number. */
  namedRooms: boolean
  shopShare: number
  basementShare: number
  mergedShare: number
}

/** `use` is that of the site; `stairs` tells long towers from point blocks. */
export function createUnitStyle(use: Site['use'], stairs: number, random: Random): UnitStyle {
  const tall = use === 'tower' || use === 'midrise'
  return {
    flatsPerLanding: use === 'great' ? 2
      : use === 'tower' && stairs > 1 ? random.weighted([[3, 2], [2, 1]])
      : use === 'tower' ? random.weighted([[4, 2], [6, 3], [5, 1]])
      : use === 'midrise' ? random.weighted([[2, 3], [3, 1]]) : random.weighted([[2, 4], [3, 1]]),
    skipsFours: tall && random.chance(0.4),
    namedRooms: use === 'lane' && random.chance(0.6),
    shopShare: use === 'tower' ? 0.12 : use === 'slab' ? 0.07 : use === 'great' ? 0.05 : 0.03,
    basementShare: tall ? 0.12 : use === 'slab' ? 0.012 : 0,
    mergedShare: use === 'lane' ? 0 : 0.008,
  }
}

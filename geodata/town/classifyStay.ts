import type { RegionRow } from '../../server/feeds/rows.ts'
import { addDays } from './addDays.ts'

export type StayClass = 'red' | 'orange' | 'yellow'

/** A place people come back from, with the divisions it lies in. */
export interface Origin { text: string; within: readonly string[] }

/**
 * The class of a stay as the town means it, on `day`: the worst list in force on any day from arrival to day 13.
 * The server judges by itself; this only lets the town choose how many of each there are.
 */
export function classifyStay(regions: readonly RegionRow[], origin: Origin, arrivedOn: string, day: string): StayClass {
  const lastDay = addDays(arrivedOn, 13) < day ? addDays(arrivedOn, 13) : day
  let worst: StayClass = 'yellow'
  for (const { region, level, from, to } of regions) {
    if (!origin.within.includes(region)) continue
    if (from > lastDay || (to !== undefined && to < arrivedOn)) continue
    if (level === 'key') return 'red'
    worst = 'orange'
  }
  return worst
}

import type { ObservationView } from '../../server/protocol/desk.ts'

/** How much of the observation is over, 0 … 1. Day 0 is the arrival; a day beyond the last is still one whole bar. */
export function observationShare({ day, of }: Pick<ObservationView, 'day' | 'of'>): number {
  if (of <= 0) return 1
  return Math.min(1, Math.max(0, day / of))
}

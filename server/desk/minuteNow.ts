import type { DeskContext } from './deskContext.ts'

/** Minute of the day in the deployment's zone, 0 … 1439. */
export const minuteNow = (context: Pick<DeskContext, 'now' | 'zoneOffsetMinutes'>): number =>
  (Math.floor(context.now() / 60_000 + context.zoneOffsetMinutes()) % 1_440 + 1_440) % 1_440

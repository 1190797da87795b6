import type { TimelineEntry } from '../../server/protocol/desk.ts'

/** What came in about a unit after the log sequence that somebody had seen, newest first. */
export const entriesSince = (timeline: readonly TimelineEntry[], seen: number): TimelineEntry[] =>
  timeline.filter((entry) => entry.seq > seen).sort((one, other) => other.seq - one.seq)

import type { TimelineEntry } from '../../server/protocol/desk.ts'

/**
 * What a card that is read again keeps of the entries before its own, newest first: those that its new first page has
 * pushed out, and those that were asked for. Nothing when nothing was asked for, or when so much is new that there is a gap.
 */
export function keptEarlier(before: readonly TimelineEntry[], earlier: readonly TimelineEntry[], now: readonly TimelineEntry[]): TimelineEntry[] {
  const last = now.at(-1)
  if (earlier.length === 0 || !last || !before.some(({ seq }) => seq >= last.seq)) return []
  return [...before, ...earlier].filter(({ seq }) => seq < last.seq)
}

import type { DeskContext } from '../desk/deskContext.ts'
import { idOf } from '../merge/opaqueId.ts'
import type { BookingRecord } from '../world/maskRounds.ts'

/** What came of calls from a home's card that reached nobody. */
const UNANSWERED: readonly string[] = ['no-answer', 'wrong-number']

/**
 * Calls about a booking that reached nobody, from the round's call list or from the home's card, and when the last was
 * (epoch ms; null: none); only those since the home was last reached.
 */
export function bookingTries(context: DeskContext, { seq, unit, round }: Pick<BookingRecord, 'seq' | 'unit' | 'round'>): { tries: number; triedAt: number | null } {
  let tries = 0
  let newest = 0
  for (const record of context.known().records.ofUnit(unit)) {
    if (record.seq <= seq || (record.feed === 'call' && record.code === 'reached')) break
    if (!(record.feed === 'call' ? UNANSWERED.includes(record.code) : record.feed === 'booking' && record.code === `no-answer:${idOf('r', round)}`)) continue
    tries++
    newest ||= record.seq
  }
  return { tries, triedAt: tries === 0 ? null : context.store.entryAt(newest)?.receivedAt ?? null }
}

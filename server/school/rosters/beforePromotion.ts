import { idOf } from '../../merge/opaqueId.ts'
import type { Store } from '../../store/openStore.ts'
import type { RosterSpans } from '../../world/rosterSpans.ts'

/** Id of a row that moves a pupil up on a day: the word that it replaces is part of it, so the same one twice is one, and a correction another. */
export const promotionId = (campus: number, day: string, student: number, replaces: number): string => `promotion:${idOf('c', campus)}:${day}:${idOf('s', student)}:${replaces}`

/**
 * Where a pupil stands on a day, and where without the promotions of that day (rows of RosterSpans, -1: none). `byHand`: somebody said
 * otherwise of that pupil and that day after a promotion had.
 */
export function beforePromotion(roster: RosterSpans, store: Pick<Store, 'reportKeyAt' | 'reportKeyOf'>, student: number, campus: number, from: number, day: string): { standing: number; base: number; promoted: boolean; byHand: boolean } {
  const standing = roster.rowAt(student, from)
  let [base, newest] = [standing, -1]
  for (let row = standing; row >= 0 && roster.dayOf(row) === from;) {
    const before = roster.rowAt(student, from, roster.seqOf(row) - 1)
    const key = store.reportKeyAt(roster.seqOf(row))
    if (before >= 0 && key !== null && key === store.reportKeyOf('roster', promotionId(campus, day, student, roster.seqOf(before)))) {
      if (newest < 0) newest = row
      // What has been said of earlier days since then counts, too.
      base = roster.dayOf(before) === from ? before : roster.rowAt(student, from - 1)
    }
    row = before
  }
  return { standing, base, promoted: newest >= 0, byHand: newest >= 0 && newest !== standing }
}

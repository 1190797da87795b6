import type { Reason } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import type { ReasonView } from '../protocol/desk.ts'
import type { Locale } from '../protocol/entities.ts'
import type { DeskContext } from './deskContext.ts'

/** Why something has its colour: the words, and the entry that decided with who reported it and when it came. */
export function reasonView(context: DeskContext, reason: Reason, locale: Locale): ReasonView {
  const entry = reason.seq === null ? null : context.store.entryAt(reason.seq)
  return {
    rule: reason.rule, code: reason.code, text: context.pack.wordReason(reason, locale), feed: reason.feed, seq: reason.seq,
    registeredOn: reason.validOn === null ? null : dayToText(reason.validOn), receivedAt: entry?.receivedAt ?? null,
    author: (entry && context.nameOfAuthor(entry.author)) || null, listSeq: reason.listSeq,
  }
}

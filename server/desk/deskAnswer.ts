import type { DeskAnswer } from '../protocol/desk.ts'
import type { Locale } from '../protocol/entities.ts'
import type { BatchResult } from '../service.ts'

/** What a page is told of rows it sent: one that was there already is as good as taken, since the page lost the answer and not the row. */
export function deskAnswer({ accepted, duplicates, rejected, rev }: BatchResult, locale: Locale): DeskAnswer {
  return { accepted: accepted + duplicates, rev, problems: rejected.map(({ index, field, code, reason }) => ({ index, field, code, reason: reason[locale] })) }
}

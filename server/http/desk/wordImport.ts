import type { ImportOutcome } from '../../feeds/importRequest.ts'
import type { Locale } from '../../protocol/entities.ts'
import type { ImportedView } from '../../protocol/imports.ts'

/** An import's outcome for a page. The rejected rows go along with the answer: whoever sent the file holds them anyway. */
export function wordImport({ rejectsCsv, warnings, rows, accepted, duplicates, rejected, columns }: ImportOutcome, locale: Locale): Omit<ImportedView, 'kind'> {
  return {
    rows, accepted, duplicates, rejected, columns,
    warnings: warnings.map(({ code, reason }) => ({ code, reason: reason[locale] })),
    rejectsCsv: rejectsCsv === null ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(rejectsCsv),
  }
}

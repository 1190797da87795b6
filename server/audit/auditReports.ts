import type { BatchResult } from '../service.ts'
import type { AuditLog } from './auditLog.ts'

/** Of more, only the revision says which: a file's rows name homes by address anyway, and the log has each with its author. */
const MOST_NAMED = 400

/**
 * Who changed what: one row for what a signed-in person sent at once, with the feed, how many were taken and the log's
 * revision after it, and the ids of what was changed: as the row's subject if it is one, else all of them, between spaces.
 */
export function auditReports(audit: AuditLog, feed: string, rows: readonly unknown[], account: string, { accepted, rev }: BatchResult): void {
  const ids = [...new Set(rows.map((row) => idOf(feed, row as Record<string, unknown> | null)).filter((id) => id !== null))]
  audit.write({ account, action: 'report', subject: ids.length === 1 ? ids[0]! : '', details: { feed, accepted, rev, ...(ids.length > 1 && ids.length <= MOST_NAMED && { ids: ` ${ids.join(' ')} ` }) } })
}

/** What a row changes: a home, a task of a verification list, a building that is taken down. */
function idOf(feed: string, row: Record<string, unknown> | null): string | null {
  const id = row?.unit ?? row?.task ?? (feed === 'demolition' ? row?.building : undefined)
  return typeof id === 'string' && /^[utb][0-9a-z]{1,15}$/.test(id) ? id : null
}

import type { BatchResult } from '../service.ts'
import type { AuditLog } from './auditLog.ts'

/**
 * Who changed what: one row for what a signed-in person sent at once, with the feed, how many were taken and the log's
 * revision after it. The log itself holds each of them with its author.
 */
export function auditReports(audit: AuditLog, feed: string, rows: readonly unknown[], account: string, { accepted, rev }: BatchResult): void {
  const units = new Set(rows.map((row) => (row as { unit?: unknown } | null)?.unit))
  const [unit] = units
  audit.write({ account, action: 'report', subject: units.size === 1 && typeof unit === 'string' ? unit : '', details: { feed, accepted, rev } })
}

import { setImmediate as afterOthers } from 'node:timers/promises'
import type { AuditTable } from '../store/auditTable.ts'
import type { AuditDraft, AuditEntry, AuditFilter, AuditLog } from './auditLog.ts'
import { hashAuditRow } from './hashAuditRow.ts'

/** Before the first row. */
const NO_HASH = ''
const ROWS_PER_PAGE = 100
const MOST_ROWS_PER_PAGE = 1_000
/** About 5 ms of hashing. */
const ROWS_PER_SLICE = 1_000
/** Codes and ids are far shorter; a reason that was typed in is cut elsewhere. */
const LONGEST_DETAILS = 8_000

/** The audit log over its table. `now` gives epoch milliseconds of the real clock: a demo day that jumps is no excuse. */
export function createAuditLog(table: AuditTable, now: () => number): AuditLog {
  /** The chain from its beginning, a slice at a time. */
  function* walk(): Generator<'more' | { brokenRow: number | null }> {
    let [seq, hash] = [0, NO_HASH]
    for (;;) {
      const rows = table.after(seq, ROWS_PER_SLICE)
      for (const row of rows) {
        if (row.seq !== seq + 1 || row.previous_hash !== hash || row.hash !== hashAuditRow(row)) return yield { brokenRow: seq + 1 }
        seq = row.seq
        hash = row.hash
      }
      if (rows.length === ROWS_PER_SLICE) yield 'more'
      // The chain itself cannot tell that its last links are gone.
      else return yield { brokenRow: (table.head() ?? `0 ${NO_HASH}`) === `${seq} ${hash}` ? null : seq + 1 }
    }
  }

  return {
    write({ account, action, subject, details = {} }: AuditDraft) {
      const text = JSON.stringify(details)
      if (text.length > LONGEST_DETAILS) throw new Error('audit details are too long')
      table.append((last) => {
        const row = { seq: (last?.seq ?? 0) + 1, at: now(), account, action, subject, details: text, previous_hash: last?.hash ?? NO_HASH }
        return { ...row, hash: hashAuditRow(row) }
      })
    },
    list: (filter: AuditFilter) => table
      .find({ ...filter, limit: Math.min(Math.max(1, filter.limit ?? ROWS_PER_PAGE), MOST_ROWS_PER_PAGE) })
      .map((row): AuditEntry => ({
        seq: row.seq, at: row.at, account: row.account, action: row.action, subject: row.subject, details: readDetails(row.details),
      })),
    head() {
      const [seq, hash] = (table.head() ?? '').split(' ')
      return hash ? { seq: Number(seq), hash } : null
    },
    findBrokenRow() {
      for (const found of walk()) if (found !== 'more') return found.brokenRow
      return null
    },
    async verify() {
      for (const found of walk()) {
        if (found !== 'more') return found.brokenRow
        // Hashing a year of rows takes seconds: walls get their ticks in between.
        await afterOthers()
      }
      return null
    },
  }
}

/** An altered row may hold no JSON any more; it must still be listed. */
function readDetails(text: string): AuditEntry['details'] {
  try {
    const details: unknown = JSON.parse(text)
    return typeof details === 'object' && details !== null ? details as AuditEntry['details'] : {}
  } catch {
    return {}
  }
}

import type Database from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { runDurably } from './runDurably.ts'
import type { AuditRow, Tables } from './tables.ts'

export interface AuditQuery {
  account?: string
  action?: string
  subject?: string
  fromAt?: number
  toAt?: number
  beforeSeq?: number
  limit: number
}

/** The rows of the audit log. There is no way to change or remove one. */
export interface AuditTable {
  /** Appends what `make` builds upon the last row, in one transaction. */
  append(make: (last: AuditRow | null) => AuditRow): void
  /** Newest first. */
  find(query: AuditQuery): AuditRow[]
  /** Oldest first, those after `seq`. */
  after(seq: number, limit: number): AuditRow[]
  /** Sequence and hash of the row written last, kept apart from the rows: without it a cut-off end would not show. */
  head(): string | null
}

const HEAD = 'audit-head'

export function createAuditTable(database: Database.Database, kysely: Kysely<Tables>): AuditTable {
  const prepare = (query: { compile(): { sql: string } }): Database.Statement => database.prepare(query.compile().sql)
  const selectLast = prepare(kysely.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(1))
  const selectAfter = prepare(kysely.selectFrom('audit').selectAll().where('seq', '>', 0).orderBy('seq').limit(1))
  const insert = prepare(kysely.insertInto('audit').values({ seq: 0, at: 0, account: '', action: '', subject: '', details: '', previous_hash: '', hash: '' }))
  const selectHead = database.prepare('select value from meta where key = ?')
  const upsertHead = database.prepare('insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value')

  return {
    append(make) {
      runDurably(database, () => {
        const row = make((selectLast.get(1) as AuditRow | undefined) ?? null)
        insert.run(row.seq, row.at, row.account, row.action, row.subject, row.details, row.previous_hash, row.hash)
        upsertHead.run(HEAD, `${row.seq} ${row.hash}`)
      })
    },
    find(query) {
      let select = kysely.selectFrom('audit').selectAll()
      if (query.account !== undefined) select = select.where('account', '=', query.account)
      if (query.action !== undefined) select = select.where('action', '=', query.action)
      const { subject } = query
      if (subject !== undefined) {
        // What was done to many at once, or to somebody of a home, names them in its details.
        select = /^[a-z][0-9a-z]+$/.test(subject)
          ? select.where((row) => row.or([row('subject', '=', subject), row('details', 'like', `% ${subject} %`), row('details', 'like', `%"unit":"${subject}"%`)]))
          : select.where('subject', '=', subject)
      }
      if (query.fromAt !== undefined) select = select.where('at', '>=', query.fromAt)
      if (query.toAt !== undefined) select = select.where('at', '<', query.toAt)
      if (query.beforeSeq !== undefined) select = select.where('seq', '<', query.beforeSeq)
      const { sql, parameters } = select.orderBy('seq', 'desc').limit(query.limit).compile()
      return database.prepare(sql).all(...parameters) as AuditRow[]
    },
    after: (seq, limit) => selectAfter.all(seq, limit) as AuditRow[],
    head: () => (selectHead.get(HEAD) as { value: string } | undefined)?.value ?? null,
  }
}

import { createHmac, randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import { Kysely, Migrator, SqliteDialect } from 'kysely'
import { type AccountTables, createAccountTables } from './accountTables.ts'
import { type AuditTable, createAuditTable } from './auditTable.ts'
import { type ChaseTables, createChaseTables } from './chaseTables.ts'
import { type ClassTables, createClassTables } from './classTables.ts'
import { createGateTables, type GateTables } from './gateTables.ts'
import { BODY_SCHEMA_VERSION, type LogDraft, type LogEntry } from './logEntry.ts'
import { MIGRATIONS } from './migrations.ts'
import { createOutboxTables, type OutboxTables } from './outboxTables.ts'
import { createReportTables, type ReportTables } from './reportTables.ts'
import { runDurably } from './runDurably.ts'
import type { Tables } from './tables.ts'
import { createVault, type Vault } from './vault.ts'

export { DiskFullError } from './runDurably.ts'

export interface Store {
  vault: Vault
  accountTables: AccountTables
  auditTable: AuditTable
  reportTables: ReportTables
  outboxTables: OutboxTables
  classTables: ClassTables
  chaseTables: ChaseTables
  gateTables: GateTables
  /** Runs `work` in one transaction that is on disk when this returns. Throws DiskFullError when it cannot be. */
  transaction<Result>(work: () => Result): Result
  /** Appends at `seq`. Only inside a transaction. Throws when the sequence is there already. */
  append(seq: number, draft: LogDraft): void
  /** The report key of an entry, or null when it has none. */
  reportKeyAt(seq: number): string | null
  lastSeq(): number
  /** The entry of that sequence number, or null. */
  entryAt(seq: number): LogEntry | null
  /** Entries after `seq`, in order, read lazily. */
  entriesAfter(seq: number): IterableIterator<LogEntry>
  /** Removes entries of one author after a sequence number (only the demo's loop does this). */
  removeEntries(author: string, afterSeq: number): void
  /** Whether anything in the log was written by another than these authors. */
  hasEntriesNotBy(...authors: string[]): boolean
  readMeta(key: string): string | null
  writeMeta(key: string, value: string): void
  /** Keyed hash of a sender's report id. */
  reportKeyOf(feed: string, reportId: string): string
  /** Rewrites the file so that nothing deleted stays readable in it. */
  scrub(): void
  close(): void
}

interface LogRow {
  seq: number; received_at: number; observed_at: number | null; valid_on: string; feed: string; author: string
  schema_version: number; supersedes: number | null; report_key: string | null; content_hash: number; body: string
}

/**
 * Opens (and migrates) the embedded store. WAL with synchronous=FULL: a commit is on disk before it returns.
 * `maxPages` caps the file's size, for the full-disk test.
 */
export async function openStore(file: string, options: { maxPages?: number } = {}): Promise<Store> {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('secure_delete = ON')
  database.pragma('cache_size = -32000')
  const kysely = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) })
  const { error } = await new Migrator({ db: kysely, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest()
  if (error) throw error
  if (options.maxPages) database.pragma(`max_page_count = ${options.maxPages}`)

  const prepare = (query: { compile(): { sql: string } }): Database.Statement => database.prepare(query.compile().sql)
  const insertLog = prepare(kysely.insertInto('log').values({
    seq: 0, received_at: 0, observed_at: 0, valid_on: '', feed: '', author: '', schema_version: 0, supersedes: null, report_key: '', content_hash: 0, body: '',
  }))
  const selectKey = prepare(kysely.selectFrom('log').select('report_key').where('seq', '=', 0))
  const selectAfter = prepare(kysely.selectFrom('log').select([
    'seq', 'received_at', 'observed_at', 'valid_on', 'feed', 'author', 'schema_version', 'supersedes', 'report_key', 'content_hash', 'body',
  ]).where('seq', '>', 0).orderBy('seq'))
  const selectAt = prepare(kysely.selectFrom('log').select([
    'seq', 'received_at', 'observed_at', 'valid_on', 'feed', 'author', 'schema_version', 'supersedes', 'report_key', 'content_hash', 'body',
  ]).where('seq', '=', 0))
  const selectLast = prepare(kysely.selectFrom('log').select((expression) => expression.fn.max('seq').as('seq')))
  const deleteAfter = prepare(kysely.deleteFrom('log').where('author', '=', '').where('seq', '>', 0))
  const selectAuthors = prepare(kysely.selectFrom('log').select('author').distinct())
  const selectMeta = prepare(kysely.selectFrom('meta').select('value').where('key', '=', ''))
  const upsertMeta = prepare(kysely.insertInto('meta').values({ key: '', value: '' }).onConflict((conflict) => conflict.column('key').doUpdateSet((expression) => ({ value: expression.ref('excluded.value') }))))

  const readMeta = (key: string): string | null => (selectMeta.get(key) as { value: string } | undefined)?.value ?? null
  const writeMeta = (key: string, value: string): void => void upsertMeta.run(key, value)
  let reportSecret = readMeta('report-secret')
  if (!reportSecret) {
    reportSecret = randomBytes(32).toString('hex')
    writeMeta('report-secret', reportSecret)
  }
  const secret = Buffer.from(reportSecret, 'hex')

  return {
    vault: createVault(database, kysely),
    accountTables: createAccountTables(database, kysely),
    auditTable: createAuditTable(database, kysely),
    reportTables: createReportTables(database, kysely),
    outboxTables: createOutboxTables(database, kysely),
    classTables: createClassTables(database, kysely),
    chaseTables: createChaseTables(database, kysely),
    gateTables: createGateTables(database, kysely),
    transaction: (work) => runDurably(database, work),
    append(seq, draft) {
      insertLog.run(
        seq, draft.receivedAt, draft.observedAt, draft.validOn, draft.feed, draft.author, BODY_SCHEMA_VERSION, null, draft.reportKey, draft.contentHash, draft.bodyText ?? JSON.stringify(draft.body),
      )
    },
    reportKeyAt: (seq) => (selectKey.get(seq) as { report_key: string | null } | undefined)?.report_key ?? null,
    lastSeq: () => (selectLast.get() as { seq: number | null }).seq ?? 0,
    entryAt(seq) {
      const row = selectAt.get(seq) as LogRow | undefined
      return row ? readEntry(row) : null
    },
    *entriesAfter(seq) {
      for (const row of selectAfter.iterate(seq) as IterableIterator<LogRow>) yield readEntry(row)
    },
    removeEntries: (author, afterSeq) => void deleteAfter.run(author, afterSeq),
    hasEntriesNotBy: (...authors) => (selectAuthors.all() as { author: string }[]).some(({ author }) => !authors.includes(author)),
    readMeta,
    writeMeta,
    reportKeyOf: (feed, reportId) => createHmac('sha256', secret).update(`${feed}\u0000${reportId}`).digest('base64url').slice(0, 22),
    scrub() {
      database.exec('VACUUM')
      database.pragma('wal_checkpoint(TRUNCATE)')
    },
    close: () => void database.close(),
  }
}

const readEntry = (row: LogRow): LogEntry => ({
  seq: row.seq, receivedAt: row.received_at, observedAt: row.observed_at, validOn: row.valid_on, feed: row.feed, author: row.author,
  schemaVersion: row.schema_version, supersedes: row.supersedes, contentHash: row.content_hash, reportKey: row.report_key, body: upcastBody(row.schema_version, row.body),
})

/** Bodies of older versions are lifted to today's shape here, one step per version; there is only one version so far. */
function upcastBody(version: number, body: string): Record<string, unknown> {
  if (version > BODY_SCHEMA_VERSION) throw new Error(`the log was written by a newer Liuse (body version ${version})`)
  return JSON.parse(body) as Record<string, unknown>
}

import type Database from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { runDurably } from './runDurably.ts'
import type { AccountRow, SessionRow, Tables } from './tables.ts'

/** Accounts and sessions as they are kept. Rows in, rows out; what they mean is decided in server/auth/accounts. */
export interface AccountTables {
  /** One transaction for all that `work` writes, the audit log's rows too; on disk when it returns. */
  transaction<Result>(work: () => Result): Result
  accounts(): AccountRow[]
  account(id: string): AccountRow | null
  accountByLogin(login: string): AccountRow | null
  accountBySubject(subject: string): AccountRow | null
  addAccount(row: AccountRow): void
  /** Writes every field but `id`, `login` and `created_at`. */
  updateAccount(row: AccountRow): void
  session(tokenHash: string): SessionRow | null
  /** Oldest first. */
  sessionsOf(account: string): SessionRow[]
  addSession(row: SessionRow): void
  touchSession(tokenHash: string, lastSeenAt: number): void
  removeSession(tokenHash: string): void
  /** Those that ended by themselves. */
  removeSessionsBefore(expiresAt: number, lastSeenAt: number): void
}

export function createAccountTables(database: Database.Database, kysely: Kysely<Tables>): AccountTables {
  const prepare = (query: { compile(): { sql: string } }): Database.Statement => database.prepare(query.compile().sql)
  const selectAll = prepare(kysely.selectFrom('account').selectAll().orderBy('login'))
  const selectById = prepare(kysely.selectFrom('account').selectAll().where('id', '=', ''))
  const selectByLogin = prepare(kysely.selectFrom('account').selectAll().where('login', '=', ''))
  const selectBySubject = prepare(kysely.selectFrom('account').selectAll().where('oidc_subject', '=', ''))
  const insertAccount = prepare(kysely.insertInto('account').values({
    id: '', login: '', name: '', role: '', places: '', schools: '', password_hash: '', must_change: 0, disabled: 0, failed_count: 0, locked_until: 0, created_at: 0, oidc_subject: '',
  }))
  const updateAccount = prepare(kysely.updateTable('account').set({
    name: '', role: '', places: '', schools: '', password_hash: '', must_change: 0, disabled: 0, failed_count: 0, locked_until: 0, oidc_subject: '',
  }).where('id', '=', ''))
  const selectSession = prepare(kysely.selectFrom('session').selectAll().where('token_hash', '=', ''))
  const selectSessions = prepare(kysely.selectFrom('session').selectAll().where('account', '=', '').orderBy('created_at'))
  const insertSession = prepare(kysely.insertInto('session').values({ token_hash: '', account: '', created_at: 0, last_seen_at: 0, expires_at: 0 }))
  const touchSession = prepare(kysely.updateTable('session').set({ last_seen_at: 0 }).where('token_hash', '=', ''))
  const deleteSession = prepare(kysely.deleteFrom('session').where('token_hash', '=', ''))
  const deleteOld = prepare(kysely.deleteFrom('session').where((expression) => expression.or([expression('expires_at', '<=', 0), expression('last_seen_at', '<=', 0)])))

  const one = <Row>(row: unknown): Row | null => (row as Row | undefined) ?? null
  return {
    transaction: (work) => runDurably(database, work),
    accounts: () => selectAll.all() as AccountRow[],
    account: (id) => one<AccountRow>(selectById.get(id)),
    accountByLogin: (login) => one<AccountRow>(selectByLogin.get(login)),
    accountBySubject: (subject) => one<AccountRow>(selectBySubject.get(subject)),
    addAccount: (row) => void insertAccount.run(
      row.id, row.login, row.name, row.role, row.places, row.schools, row.password_hash, row.must_change, row.disabled, row.failed_count, row.locked_until, row.created_at, row.oidc_subject,
    ),
    updateAccount: (row) => void updateAccount.run(
      row.name, row.role, row.places, row.schools, row.password_hash, row.must_change, row.disabled, row.failed_count, row.locked_until, row.oidc_subject, row.id,
    ),
    session: (tokenHash) => one<SessionRow>(selectSession.get(tokenHash)),
    sessionsOf: (account) => selectSessions.all(account) as SessionRow[],
    addSession: (row) => void insertSession.run(row.token_hash, row.account, row.created_at, row.last_seen_at, row.expires_at),
    touchSession: (tokenHash, lastSeenAt) => void touchSession.run(lastSeenAt, tokenHash),
    removeSession: (tokenHash) => void deleteSession.run(tokenHash),
    removeSessionsBefore: (expiresAt, lastSeenAt) => void deleteOld.run(expiresAt, lastSeenAt),
  }
}

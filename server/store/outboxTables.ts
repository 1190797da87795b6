import type Database from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { runDurably } from './runDurably.ts'
import type { AuthorityRow, OutboxRow, Tables } from './tables.ts'

/** What waits to be sent to systems outside, and where to. Rows in, rows out; what they mean is decided in server/school. */
export interface OutboxTables {
  /** On disk when it returns; ids that are there already are passed over. How many are new. */
  add(rows: readonly OutboxRow[]): number
  message(id: string): OutboxRow | null
  /** Waiting ones that are due, longest due first. */
  due(at: number, limit: number): OutboxRow[]
  /** When the next waiting one is due, or null. */
  nextAt(): number | null
  update(row: OutboxRow): void
  /** Gives all of one state another one, from which they do not move again; how many. */
  settle(state: string, settled: string, problem: string, at: number): number
  /** Settled ones from before; how many went. */
  removeSettledBefore(at: number): number
  authority(scope: string): AuthorityRow | null
  setAuthority(row: AuthorityRow): void
}

export function createOutboxTables(database: Database.Database, kysely: Kysely<Tables>): OutboxTables {
  const prepare = (query: { compile(): { sql: string } }): Database.Statement => database.prepare(query.compile().sql)
  const insert = prepare(kysely.insertInto('outbox').values({ id: '', channel: '', payload: '', created_at: 0, next_at: 0, tries: 0, state: '', settled_at: 0, problem: '', said: '' }).onConflict((conflict) => conflict.column('id').doNothing()))
  const selectOne = prepare(kysely.selectFrom('outbox').selectAll().where('id', '=', ''))
  const selectDue = prepare(kysely.selectFrom('outbox').selectAll().where('state', '=', '').where('next_at', '<=', 0).orderBy('next_at').limit(1))
  const selectNext = prepare(kysely.selectFrom('outbox').select((expression) => expression.fn.min('next_at').as('at')).where('state', '=', ''))
  const updateOne = prepare(kysely.updateTable('outbox').set({ next_at: 0, tries: 0, state: '', settled_at: 0, problem: '', said: '' }).where('id', '=', ''))
  const settleAll = prepare(kysely.updateTable('outbox').set({ state: '', problem: '', settled_at: 0 }).where('state', '=', ''))
  const deleteOld = prepare(kysely.deleteFrom('outbox').where('state', '!=', '').where('settled_at', '<', 0))
  const selectAuthority = prepare(kysely.selectFrom('school_authority').selectAll().where('scope', '=', ''))
  const upsertAuthority = prepare(kysely.insertInto('school_authority').values({ scope: '', url: '', secret: '', enabled: 0, updated_at: 0, updated_by: '' }).onConflict((conflict) =>
    conflict.column('scope').doUpdateSet((expression) => ({
      url: expression.ref('excluded.url'), secret: expression.ref('excluded.secret'), enabled: expression.ref('excluded.enabled'), updated_at: expression.ref('excluded.updated_at'), updated_by: expression.ref('excluded.updated_by'),
    }))))

  return {
    add: (rows) => runDurably(database, () => rows.reduce((added, row) =>
      added + insert.run(row.id, row.channel, row.payload, row.created_at, row.next_at, row.tries, row.state, row.settled_at, row.problem, row.said).changes, 0)),
    message: (id) => (selectOne.get(id) as OutboxRow | undefined) ?? null,
    due: (at, limit) => selectDue.all('waiting', at, limit) as OutboxRow[],
    nextAt: () => (selectNext.get('waiting') as { at: number | null }).at,
    update: (row) => runDurably(database, () => void updateOne.run(row.next_at, row.tries, row.state, row.settled_at, row.problem, row.said, row.id)),
    settle: (state, settled, problem, at) => runDurably(database, () => settleAll.run(settled, problem, at, state).changes),
    removeSettledBefore: (at) => runDurably(database, () => deleteOld.run('waiting', at).changes),
    authority: (scope) => (selectAuthority.get(scope) as AuthorityRow | undefined) ?? null,
    setAuthority: (row) => runDurably(database, () => void upsertAuthority.run(row.scope, row.url, row.secret, row.enabled, row.updated_at, row.updated_by)),
  }
}

import type Database from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { runDurably } from './runDurably.ts'
import type { ChaseRow, ChaseTargetRow, Tables } from './tables.ts'

/** Steps of the chase that were taken, and where their messages go. Rows in, rows out; what they mean is decided in server/school/chase. */
export interface ChaseTables {
  /** False when that step had been taken before. */
  add(row: ChaseRow): boolean
  /** Of a day, in the order in which they were taken. */
  ofDay(worldId: string, day: string): ChaseRow[]
  targets(): ChaseTargetRow[]
  setTarget(row: ChaseTargetRow): void
  removeTarget(id: string): boolean
}

export function createChaseTables(database: Database.Database, kysely: Kysely<Tables>): ChaseTables {
  const prepare = (query: { compile(): { sql: string } }): Database.Statement => database.prepare(query.compile().sql)
  const insertStep = prepare(kysely.insertInto('chase').values({ id: '', world_id: '', day: '', campus: 0, grade: '', class: '', step: '', at: 0, minute: 0, expected: 0, missing: 0, targets: '' }).onConflict((conflict) => conflict.column('id').doNothing()))
  const selectDay = prepare(kysely.selectFrom('chase').selectAll().where('world_id', '=', '').where('day', '=', '').orderBy('at').orderBy('id'))
  const selectTargets = prepare(kysely.selectFrom('chase_target').selectAll().orderBy('campus').orderBy('grade').orderBy('class').orderBy('step').orderBy('id'))
  const upsertTarget = prepare(kysely.insertInto('chase_target').values({ id: '', campus: 0, grade: '', class: '', step: '', kind: '', url: '', secret: '', with_names: 0, enabled: 0, updated_at: 0, updated_by: '' }).onConflict((conflict) =>
    conflict.column('id').doUpdateSet((expression) => Object.fromEntries((['campus', 'grade', 'class', 'step', 'kind', 'url', 'secret', 'with_names', 'enabled', 'updated_at', 'updated_by'] as const).map((column) => [column, expression.ref(`excluded.${column}`)])))))
  const deleteTarget = prepare(kysely.deleteFrom('chase_target').where('id', '=', ''))

  return {
    add: (row) => runDurably(database, () => insertStep.run(row.id, row.world_id, row.day, row.campus, row.grade, row.class, row.step, row.at, row.minute, row.expected, row.missing, row.targets).changes > 0),
    ofDay: (worldId, day) => selectDay.all(worldId, day) as ChaseRow[],
    targets: () => selectTargets.all() as ChaseTargetRow[],
    setTarget: (row) => runDurably(database, () => void upsertTarget.run(row.id, row.campus, row.grade, row.class, row.step, row.kind, row.url, row.secret, row.with_names, row.enabled, row.updated_at, row.updated_by)),
    removeTarget: (id) => runDurably(database, () => deleteTarget.run(id).changes > 0),
  }
}

import type Database from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { runDurably } from './runDurably.ts'
import type { ClassCodeRow, ClassLinkRow, Tables } from './tables.ts'

/** Codes of classes and secret links of their teachers, as they are kept. What they open is decided in server/school/links. */
export interface ClassTables {
  code(id: number): ClassCodeRow | null
  /** The code of a class; made when there is none yet. */
  codeOf(campus: number, className: string, now: number): ClassCodeRow
  /** The same for many at once. */
  codesOf(campus: number, classNames: readonly string[], now: number): ClassCodeRow[]
  /** Returns the new version; the codes before it no longer open anything. */
  replaceCode(id: number, now: number): number
  link(id: number): ClassLinkRow | null
  /** Those that still open something, oldest first. */
  linksOf(code: number, now: number): ClassLinkRow[]
  addLink(row: Omit<ClassLinkRow, 'id' | 'revoked_at'>): number
  revokeLink(id: number, now: number): void
}

export function createClassTables(database: Database.Database, kysely: Kysely<Tables>): ClassTables {
  const prepare = (query: { compile(): { sql: string } }): Database.Statement => database.prepare(query.compile().sql)
  const selectCode = prepare(kysely.selectFrom('class_code').selectAll().where('id', '=', 0))
  const selectCodeOf = prepare(kysely.selectFrom('class_code').selectAll().where('campus', '=', 0).where('class', '=', ''))
  const insertCode = prepare(kysely.insertInto('class_code').values({ campus: 0, class: '', version: 0, replaced_at: 0 }).onConflict((conflict) => conflict.columns(['campus', 'class']).doNothing()))
  const updateCode = database.prepare('update class_code set version = version + 1, replaced_at = ? where id = ? returning version')
  const selectLink = prepare(kysely.selectFrom('class_link').selectAll().where('id', '=', 0))
  const selectLinks = database.prepare('select * from class_link where code = ? and revoked_at is null and expires_at > ? order by id')
  const insertLink = prepare(kysely.insertInto('class_link').values({ code: 0, token_hash: '', made_at: 0, made_by: '', expires_at: 0, revoked_at: null }))
  const revoke = database.prepare('update class_link set revoked_at = ? where id = ? and revoked_at is null')

  const find = (campus: number, className: string): ClassCodeRow | null => (selectCodeOf.get(campus, className) as ClassCodeRow | undefined) ?? null
  return {
    code: (id) => (selectCode.get(id) as ClassCodeRow | undefined) ?? null,
    codeOf(campus, className, now) {
      return this.codesOf(campus, [className], now)[0]
    },
    codesOf(campus, classNames, now) {
      const missing = classNames.filter((className) => find(campus, className) === null)
      if (missing.length > 0) runDurably(database, () => { for (const className of missing) insertCode.run(campus, className, 1, now) })
      return classNames.map((className) => find(campus, className)!)
    },
    replaceCode: (id, now) => runDurably(database, () => (updateCode.get(now, id) as { version: number }).version),
    link: (id) => (selectLink.get(id) as ClassLinkRow | undefined) ?? null,
    linksOf: (code, now) => selectLinks.all(code, now) as ClassLinkRow[],
    addLink: (row) => runDurably(database, () => Number(insertLink.run(row.code, row.token_hash, row.made_at, row.made_by, row.expires_at, null).lastInsertRowid)),
    revokeLink: (id, now) => runDurably(database, () => void revoke.run(now, id)),
  }
}

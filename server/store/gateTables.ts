import type Database from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { normalizeStudentNo } from '../feeds/rowChecks/normalizeStudentNo.ts'
import { runDurably } from './runDurably.ts'
import type { GateDeviceRow, Tables } from './tables.ts'

/** Devices at school gates and whose card is whose, as they are kept. What they mean is decided in server/school/gate. */
export interface GateTables {
  /** By id, in the order in which they were registered. */
  devices(): GateDeviceRow[]
  addDevice(row: GateDeviceRow): void
  /** Writes every field but `id`, `campus`, `made_at` and what `noteSeen` writes. */
  updateDevice(row: GateDeviceRow): void
  /** What devices said of themselves; many at once, since each takes a write to the disk. */
  noteSeen(rows: readonly Pick<GateDeviceRow, 'id' | 'last_seen_at' | 'last_reading_at' | 'skew_ms' | 'last_problem'>[]): void
  /** Student of that card on that campus, or null. */
  studentOfCard(campus: number, card: string): number | null
  /** All cards of a campus. */
  cards(campus: number): { card: string; student: number }[]
  /** A card is one pupil's: it moves when it is given to another. */
  putCards(campus: number, cards: readonly { card: string; student: number }[]): void
}

export function createGateTables(database: Database.Database, kysely: Kysely<Tables>): GateTables {
  const prepare = (query: { compile(): { sql: string } }): Database.Statement => database.prepare(query.compile().sql)
  const selectDevices = prepare(kysely.selectFrom('gate_device').selectAll().orderBy('made_at').orderBy('id'))
  const insertDevice = prepare(kysely.insertInto('gate_device').values({
    id: '', campus: 0, name: '', gate: '', kind: '', key_hash: '', disabled: 0, made_at: 0, last_seen_at: 0, last_reading_at: 0, skew_ms: null, last_problem: '',
  }))
  const updateDevice = prepare(kysely.updateTable('gate_device').set({ name: '', gate: '', kind: '', key_hash: '', disabled: 0 }).where('id', '=', ''))
  const updateSeen = prepare(kysely.updateTable('gate_device').set({ last_seen_at: 0, last_reading_at: 0, skew_ms: 0, last_problem: '' }).where('id', '=', ''))
  const selectCard = prepare(kysely.selectFrom('vault_card').select('student').where('campus', '=', 0).where('card', '=', ''))
  const selectCards = prepare(kysely.selectFrom('vault_card').select(['card', 'student']).where('campus', '=', 0).orderBy('card'))
  const upsertCard = prepare(kysely.insertInto('vault_card').values({ campus: 0, card: '', student: 0 })
    .onConflict((conflict) => conflict.columns(['campus', 'card']).doUpdateSet((expression) => ({ student: expression.ref('excluded.student') }))))

  return {
    devices: () => selectDevices.all() as GateDeviceRow[],
    addDevice: (row) => runDurably(database, () => void insertDevice.run(
      row.id, row.campus, row.name, row.gate, row.kind, row.key_hash, row.disabled, row.made_at, row.last_seen_at, row.last_reading_at, row.skew_ms, row.last_problem,
    )),
    updateDevice: (row) => runDurably(database, () => void updateDevice.run(row.name, row.gate, row.kind, row.key_hash, row.disabled, row.id)),
    noteSeen: (rows) => runDurably(database, () => { for (const row of rows) updateSeen.run(row.last_seen_at, row.last_reading_at, row.skew_ms, row.last_problem, row.id) }),
    studentOfCard: (campus, card) => (selectCard.get(campus, normalizeStudentNo(card)) as { student: number } | undefined)?.student ?? null,
    cards: (campus) => selectCards.all(campus) as { card: string; student: number }[],
    putCards: (campus, cards) => runDurably(database, () => { for (const { card, student } of cards) upsertCard.run(campus, normalizeStudentNo(card), student) }),
  }
}

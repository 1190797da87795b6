import type Database from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { runDurably } from './runDurably.ts'
import type { DailyReportRow, HandOverNoteRow, ReportFormRow, Tables } from './tables.ts'

/** Fixed daily reports, superiors' forms and notes of the shift, as they are kept. What they mean is decided in server/desk/reports. */
export interface ReportTables {
  /** Newest first, without their bodies. */
  reports(): Omit<DailyReportRow, 'body'>[]
  report(day: string): DailyReportRow | null
  /** False when that day has one: a fixed report never changes. */
  addReport(row: DailyReportRow): boolean
  /** Only a demo that begins again has the right to. */
  removeReport(day: string): void
  forms(): Omit<ReportFormRow, 'file'>[]
  form(id: string): ReportFormRow | null
  addForm(row: ReportFormRow): void
  setMapping(id: string, mapping: string): void
  removeForm(id: string): void
  /** The open ones, and those of an instant or later, oldest first. */
  notesSince(at: number): HandOverNoteRow[]
  note(id: number): HandOverNoteRow | null
  addNote(row: Omit<HandOverNoteRow, 'id' | 'done_at' | 'done_by'>): void
  /** Only an open one. */
  closeNote(id: number, account: string, at: number): void
}

export function createReportTables(database: Database.Database, kysely: Kysely<Tables>): ReportTables {
  const prepare = (query: { compile(): { sql: string } }): Database.Statement => database.prepare(query.compile().sql)
  const selectReports = prepare(kysely.selectFrom('daily_report').select(['day', 'world_id', 'rev', 'made_at', 'late']).orderBy('day', 'desc'))
  const selectReport = prepare(kysely.selectFrom('daily_report').selectAll().where('day', '=', ''))
  const insertReport = prepare(kysely.insertInto('daily_report').values({ day: '', world_id: '', rev: 0, made_at: 0, late: 0, body: '' }).onConflict((conflict) => conflict.column('day').doNothing()))
  const deleteReport = prepare(kysely.deleteFrom('daily_report').where('day', '=', ''))
  const selectForms = prepare(kysely.selectFrom('report_form').select(['id', 'name', 'mapping', 'uploaded_at', 'uploaded_by']).orderBy('uploaded_at'))
  const selectForm = prepare(kysely.selectFrom('report_form').selectAll().where('id', '=', ''))
  const insertForm = prepare(kysely.insertInto('report_form').values({ id: '', name: '', file: Buffer.alloc(0), mapping: '', uploaded_at: 0, uploaded_by: '' }))
  const updateMapping = prepare(kysely.updateTable('report_form').set({ mapping: '' }).where('id', '=', ''))
  const deleteForm = prepare(kysely.deleteFrom('report_form').where('id', '=', ''))
  const selectNotes = prepare(kysely.selectFrom('hand_over_note').selectAll().where((where) => where.or([where('at', '>=', 0), where('done_at', 'is', null)])).orderBy('id'))
  const selectNote = prepare(kysely.selectFrom('hand_over_note').selectAll().where('id', '=', 0))
  const updateNote = prepare(kysely.updateTable('hand_over_note').set({ done_at: 0, done_by: '' }).where('id', '=', 0).where('done_at', 'is', null))
  const insertNote = prepare(kysely.insertInto('hand_over_note').values({ day: '', place: '', account: '', at: 0, note: '' }))

  return {
    reports: () => selectReports.all() as Omit<DailyReportRow, 'body'>[],
    report: (day) => (selectReport.get(day) as DailyReportRow | undefined) ?? null,
    addReport: (row) => runDurably(database, () => insertReport.run(row.day, row.world_id, row.rev, row.made_at, row.late, row.body).changes === 1),
    removeReport: (day) => void deleteReport.run(day),
    forms: () => selectForms.all() as Omit<ReportFormRow, 'file'>[],
    form: (id) => (selectForm.get(id) as ReportFormRow | undefined) ?? null,
    addForm: (row) => runDurably(database, () => void insertForm.run(row.id, row.name, row.file, row.mapping, row.uploaded_at, row.uploaded_by)),
    setMapping: (id, mapping) => runDurably(database, () => void updateMapping.run(mapping, id)),
    removeForm: (id) => runDurably(database, () => void deleteForm.run(id)),
    notesSince: (at) => selectNotes.all(at) as HandOverNoteRow[],
    note: (id) => (selectNote.get(id) as HandOverNoteRow | undefined) ?? null,
    addNote: (row) => runDurably(database, () => void insertNote.run(row.day, row.place, row.account, row.at, row.note)),
    closeNote: (id, account, at) => runDurably(database, () => void updateNote.run(at, account, id)),
  }
}

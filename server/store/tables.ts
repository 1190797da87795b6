import type { Generated } from 'kysely'

/** The tables as Kysely sees them; migrations.ts makes them. */
export interface Tables {
  log: {
    seq: number
    received_at: number
    observed_at: number | null
    valid_on: string
    feed: string
    author: string
    schema_version: number
    supersedes: number | null
    report_key: string | null
    content_hash: number
    body: string
  }
  vault_person: { person: number; name: string; phone: string; id_number: string }
  vault_key: { key: string; person: number }
  vault_cell: { seq: number; person: number | null; unit: number | null; cells: string }
  vault_student: { student: number; campus: number; student_no: string; person: number | null }
  /** Whose card or enrolled face a number is, as a gate reads it. */
  vault_card: { campus: number; card: string; student: number }
  meta: { key: string; value: string }
  account: AccountRow
  session: SessionRow
  audit: AuditRow
  daily_report: DailyReportRow
  report_form: ReportFormRow
  class_code: Omit<ClassCodeRow, 'id'> & { id: Generated<number> }
  class_link: Omit<ClassLinkRow, 'id'> & { id: Generated<number> }
  gate_device: GateDeviceRow
  outbox: OutboxRow
  school_authority: AuthorityRow
  chase: ChaseRow
  chase_target: ChaseTargetRow
  hand_over_note: Omit<HandOverNoteRow, 'id' | 'done_by'> & { id: Generated<number>; done_by: Generated<string> }
}

/** Who may sign in. `places` and `schools` are JSON lists of ids; booleans are 0 and 1. */
export interface AccountRow {
  id: string
  login: string
  name: string
  role: string
  places: string
  schools: string
  /** As argon2 writes it; empty: no password opens this account. */
  password_hash: string
  must_change: number
  disabled: number
  failed_count: number
  locked_until: number
  created_at: number
  oidc_subject: string | null
}

export interface SessionRow {
  token_hash: string
  account: string
  created_at: number
  last_seen_at: number
  expires_at: number
}

/** `details` is JSON as it was hashed. */
export interface AuditRow {
  seq: number
  at: number
  account: string
  action: string
  subject: string
  details: string
  previous_hash: string
  hash: string
}

/** A message to a system outside. `payload` is JSON and impersonal; `state` is waiting, sent or given-up. */
export interface OutboxRow {
  id: string
  channel: string
  payload: string
  created_at: number
  next_at: number
  tries: number
  state: string
  settled_at: number | null
  problem: string
  /** What it said, without names. */
  said: string
}

/** Where true alerts are passed on to. `scope` is `all`; `enabled` is 0 or 1. */
export interface AuthorityRow { scope: string; url: string; secret: string; enabled: number; updated_at: number; updated_by: string }

/**
 * One step of a morning's chase for a part of a school (campus -1: all of them) that was taken: when (epoch ms, minute of the
 * day), and how many of the expected were missing. `targets`: the channels that were told, a JSON list of `{id, message}`, the message by its id in the outbox;
 * of rows that are older the ids alone.
 */
export interface ChaseRow { id: string; world_id: string; day: string; campus: number; grade: string; class: string; step: string; at: number; minute: number; expected: number; missing: number; targets: string }

/** Where a step's messages for a part of a school go; empty grade or class: every one of the campus, campus -1: every campus. */
export interface ChaseTargetRow { id: string; campus: number; grade: string; class: string; step: string; kind: string; url: string; secret: string; with_names: number; enabled: number; updated_at: number; updated_by: string }

/** A daily report that was fixed; `late` is 0 or 1, `body` the report as JSON. */
export interface DailyReportRow { day: string; world_id: string; rev: number; made_at: number; late: number; body: string }

/** A superior's blank form and which of its cells is which figure (JSON). */
export interface ReportFormRow { id: string; name: string; file: Uint8Array; mapping: string; uploaded_at: number; uploaded_by: string }

/** The parents' code of a class; `version` counts how often it was replaced, from 1. */
export interface ClassCodeRow { id: number; campus: number; class: string; version: number; replaced_at: number }

/** A secret link of a class's teacher; `code` is the class's. */
export interface ClassLinkRow { id: number; code: number; token_hash: string; made_at: number; made_by: string; expires_at: number; revoked_at: number | null }

/** What one shift leaves to the next. `place` is the id of a committee or of a node above it, or `all`. `done_at` null: it is open. */
export interface HandOverNoteRow { id: number; day: string; place: string; account: string; at: number; note: string; done_at: number | null; done_by: string }

/** A device at a school gate. `key_hash`: SHA-256 of its key; empty: none opens anything. Instants are epoch ms, 0: never. */
export interface GateDeviceRow {
  id: string
  campus: number
  name: string
  gate: string
  kind: string
  key_hash: string
  disabled: number
  made_at: number
  last_seen_at: number
  last_reading_at: number
  /** Null while it has not told its clock. */
  skew_ms: number | null
  last_problem: string
}

import { type Kysely, type Migration, sql } from 'kysely'

/**
 * Schema versions, oldest first; never edit one that has been released. Times are integer epoch milliseconds, dates
 * `YYYY-MM-DD` text, booleans 0/1; no JSON operators, so that the same statements run on PostgreSQL.
 */
export const MIGRATIONS: Record<string, Migration> = {
  '001-log-and-vault': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema.createTable('log')
        .addColumn('seq', 'integer', (column) => column.primaryKey())
        .addColumn('received_at', 'integer', (column) => column.notNull())
        .addColumn('observed_at', 'integer')
        .addColumn('valid_on', 'text', (column) => column.notNull())
        .addColumn('feed', 'text', (column) => column.notNull())
        .addColumn('author', 'text', (column) => column.notNull())
        .addColumn('schema_version', 'integer', (column) => column.notNull())
        .addColumn('supersedes', 'integer')
        // A keyed hash of feed + report id: ids are chosen by senders and may hold an identity number.
        .addColumn('report_key', 'text')
        .addColumn('content_hash', 'integer', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .execute()
      await database.schema.createTable('vault_person')
        .addColumn('person', 'integer', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('phone', 'text', (column) => column.notNull())
        .addColumn('id_number', 'text', (column) => column.notNull())
        .execute()
      // How a person is found again; several keys may lead to one person, never one key to two.
      await sql`create table vault_key (key text primary key, person integer not null) without rowid`.execute(database)
      await database.schema.createIndex('vault_key_person').on('vault_key').column('person').execute()
      await sql`create table vault_cell (seq integer not null, person integer, unit integer, cells text not null, primary key (seq)) without rowid`.execute(database)
      await sql`create index vault_cell_person on vault_cell (person) where person is not null`.execute(database)
      await sql`create table vault_student (student integer primary key, campus integer not null, student_no text not null, person integer)`.execute(database)
      await database.schema.createTable('meta')
        .addColumn('key', 'text', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .execute()
    },
  },
  '002-accounts': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema.createTable('account')
        .addColumn('id', 'text', (column) => column.primaryKey())
        // Folded (lower case, NFKC), so that one name is one account.
        .addColumn('login', 'text', (column) => column.notNull().unique())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('places', 'text', (column) => column.notNull())
        .addColumn('schools', 'text', (column) => column.notNull())
        .addColumn('password_hash', 'text', (column) => column.notNull())
        .addColumn('must_change', 'integer', (column) => column.notNull())
        .addColumn('disabled', 'integer', (column) => column.notNull())
        .addColumn('failed_count', 'integer', (column) => column.notNull())
        .addColumn('locked_until', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('oidc_subject', 'text', (column) => column.unique())
        .execute()
      await database.schema.createTable('session')
        // SHA-256 of the token: a copy of the file opens no session.
        .addColumn('token_hash', 'text', (column) => column.primaryKey())
        .addColumn('account', 'text', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('last_seen_at', 'integer', (column) => column.notNull())
        .addColumn('expires_at', 'integer', (column) => column.notNull())
        .execute()
      await database.schema.createIndex('session_account').on('session').column('account').execute()
      await database.schema.createTable('audit')
        .addColumn('seq', 'integer', (column) => column.primaryKey())
        .addColumn('at', 'integer', (column) => column.notNull())
        .addColumn('account', 'text', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('details', 'text', (column) => column.notNull())
        .addColumn('previous_hash', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .execute()
      for (const act of ['update', 'delete']) {
        await sql.raw(`create trigger audit_never_${act} before ${act} on audit begin select raise(abort, 'the audit log is append-only'); end`).execute(database)
      }
      await database.schema.createIndex('audit_subject').on('audit').column('subject').execute()
      await database.schema.createIndex('audit_account').on('audit').column('account').execute()
    },
  },
  '003-cells-by-unit': {
    async up(database: Kysely<unknown>): Promise<void> {
      // A household's card reads every private cell about its unit.
      await sql`create index vault_cell_unit on vault_cell (unit) where unit is not null`.execute(database)
    },
  },
  '004-reports': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema.createTable('daily_report')
        .addColumn('day', 'text', (column) => column.primaryKey())
        // Whose history the revision belongs to: a demo that begins again writes another.
        .addColumn('world_id', 'text', (column) => column.notNull())
        .addColumn('rev', 'integer', (column) => column.notNull())
        .addColumn('made_at', 'integer', (column) => column.notNull())
        .addColumn('late', 'integer', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .execute()
      await database.schema.createTable('report_form')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('file', 'blob', (column) => column.notNull())
        .addColumn('mapping', 'text', (column) => column.notNull())
        .addColumn('uploaded_at', 'integer', (column) => column.notNull())
        .addColumn('uploaded_by', 'text', (column) => column.notNull())
        .execute()
      await database.schema.createTable('hand_over_note')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('place', 'text', (column) => column.notNull())
        .addColumn('account', 'text', (column) => column.notNull())
        .addColumn('at', 'integer', (column) => column.notNull())
        .addColumn('note', 'text', (column) => column.notNull())
        .execute()
      await database.schema.createIndex('hand_over_note_day').on('hand_over_note').column('day').execute()
    },
  },
  '006-class-links': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema.createTable('class_code')
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('campus', 'integer', (column) => column.notNull())
        .addColumn('class', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('replaced_at', 'integer', (column) => column.notNull())
        .addUniqueConstraint('class_code_class', ['campus', 'class'])
        .execute()
      await database.schema.createTable('class_link')
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('code', 'integer', (column) => column.notNull())
        // SHA-256 of the secret: a copy of the file opens no class.
        .addColumn('token_hash', 'text', (column) => column.notNull())
        .addColumn('made_at', 'integer', (column) => column.notNull())
        .addColumn('made_by', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'integer', (column) => column.notNull())
        .addColumn('revoked_at', 'integer')
        .execute()
      await database.schema.createIndex('class_link_code').on('class_link').column('code').execute()
    },
  },
  '008-gate': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema.createTable('gate_device')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('campus', 'integer', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('gate', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        // SHA-256 of the key: a copy of the file opens no gate.
        .addColumn('key_hash', 'text', (column) => column.notNull())
        .addColumn('disabled', 'integer', (column) => column.notNull())
        .addColumn('made_at', 'integer', (column) => column.notNull())
        .addColumn('last_seen_at', 'integer', (column) => column.notNull())
        .addColumn('last_reading_at', 'integer', (column) => column.notNull())
        .addColumn('skew_ms', 'integer')
        .addColumn('last_problem', 'text', (column) => column.notNull())
        .execute()
      await sql`create table vault_card (campus integer not null, card text not null, student integer not null, primary key (campus, card)) without rowid`.execute(database)
      await sql`create index vault_card_student on vault_card (student)`.execute(database)
    },
  },
  '009-outbox': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema.createTable('outbox')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('payload', 'text', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('next_at', 'integer', (column) => column.notNull())
        .addColumn('tries', 'integer', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('settled_at', 'integer')
        .addColumn('problem', 'text', (column) => column.notNull())
        .execute()
      await database.schema.createIndex('outbox_due').on('outbox').columns(['state', 'next_at']).execute()
      await database.schema.createTable('school_authority')
        .addColumn('scope', 'text', (column) => column.primaryKey())
        .addColumn('url', 'text', (column) => column.notNull())
        .addColumn('secret', 'text', (column) => column.notNull())
        .addColumn('enabled', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .addColumn('updated_by', 'text', (column) => column.notNull())
        .execute()
    },
  },
  '010-hand-over-done': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema.alterTable('hand_over_note').addColumn('done_at', 'integer').execute()
      await database.schema.alterTable('hand_over_note').addColumn('done_by', 'text', (column) => column.notNull().defaultTo('')).execute()
      await database.schema.createIndex('hand_over_note_at').on('hand_over_note').column('at').execute()
    },
  },
  '011-chase': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema.createTable('chase')
        .addColumn('id', 'text', (column) => column.primaryKey())
        // Whose morning it was: a demo that begins again chases anew.
        .addColumn('world_id', 'text', (column) => column.notNull())
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('campus', 'integer', (column) => column.notNull())
        .addColumn('grade', 'text', (column) => column.notNull())
        .addColumn('class', 'text', (column) => column.notNull())
        .addColumn('step', 'text', (column) => column.notNull())
        .addColumn('at', 'integer', (column) => column.notNull())
        .addColumn('minute', 'integer', (column) => column.notNull())
        .addColumn('expected', 'integer', (column) => column.notNull())
        .addColumn('missing', 'integer', (column) => column.notNull())
        .addColumn('targets', 'text', (column) => column.notNull())
        .execute()
      await database.schema.createIndex('chase_day').on('chase').columns(['day', 'world_id']).execute()
      await database.schema.createTable('chase_target')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('campus', 'integer', (column) => column.notNull())
        .addColumn('grade', 'text', (column) => column.notNull())
        .addColumn('class', 'text', (column) => column.notNull())
        .addColumn('step', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('url', 'text', (column) => column.notNull())
        .addColumn('secret', 'text', (column) => column.notNull())
        .addColumn('with_names', 'integer', (column) => column.notNull())
        .addColumn('enabled', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .addColumn('updated_by', 'text', (column) => column.notNull())
        .execute()
    },
  },
  '012-outbox-said': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema.alterTable('outbox').addColumn('said', 'text', (column) => column.notNull().defaultTo('')).execute()
    },
  },
}

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
  meta: { key: string; value: string }
}

/** Who saw or changed what, and when. Append-only; each row carries the hash of the one before, so an altered row shows. */
export interface AuditLog {
  /** On disk when it returns: what is to be recorded before it is shown, is. Throws when it cannot be written. */
  write(entry: AuditDraft): void
  /** Newest first. */
  list(filter: AuditFilter): AuditEntry[]
  /** Walks the whole chain; the first row that does not fit, or null. */
  findBrokenRow(): number | null
  /** The same, letting others in between. */
  verify(): Promise<number | null>
  /** The row written last; kept elsewhere as well, it shows even a chain that somebody has hashed anew. Null: none yet. */
  head(): { seq: number; hash: string } | null
}

export interface AuditDraft {
  /** Account id, or `key`, `system`. */
  account: string
  /** What was done: `sign-in`, `show-person`, `call-person`, `report`, `export`, `account-change` … */
  action: string
  /** Opaque id of what it was done to (`p…`, `u…`, `a…`), or ''. */
  subject: string
  /** Nothing personal: codes, counts, and the reason that was typed in. */
  details?: Record<string, string | number | boolean>
}

export interface AuditEntry extends Required<AuditDraft> {
  seq: number
  /** Epoch milliseconds. */
  at: number
}

export interface AuditFilter {
  account?: string
  action?: string
  subject?: string
  fromAt?: number
  toAt?: number
  /** Only rows before this one, for the next page. */
  beforeSeq?: number
  limit?: number
}

import type { Locale, Wording } from '../protocol/entities.ts'
import type { Service } from '../service.ts'
import type { RowProblem } from '../packs/pack.ts'
import type { CoordinateSystem, ImportKind, SheetKind } from './importKinds.ts'

export interface ImportProgress {
  phase: 'reading' | 'applying'
  /** Rows; null where it is not known yet. */
  done: number
  total: number | null
}

export interface ImportRequest {
  service: Service
  kind: ImportKind
  /** In whose name the log keeps the rows. */
  author: string
  /** Without a folder; a year may stand in it. */
  fileName: string
  bytes: Uint8Array
  crs: CoordinateSystem | undefined
  /** IANA name, for times that are written without one. */
  timezone: string
  /** Of the file of rejected rows. */
  locale: Locale
  /** Of a verification list: its name, where its title is not to be it, and the deadline of rows without one (`YYYY-MM-DD`). */
  list?: string
  dueOn?: string
  /** Whose row it is not to send: what is wrong with it then. Absent: everybody's. */
  mayTake?(kind: SheetKind, row: unknown): RowProblem | null
  onProgress?: (progress: ImportProgress) => void
}

/** What a column of the sheet was taken for: a field of rows.ts, `note`, or null (passed over). */
export interface TakenColumn {
  header: string
  takenFor: string | null
}

export interface ImportOutcome {
  kind: ImportKind
  /** Rows about people, units or features; blank and total rows are none. */
  rows: number
  accepted: number
  duplicates: number
  rejected: number
  /** Rejected rows as CSV, UTF-8 with mark; null when there are none. */
  rejectsCsv: Uint8Array | null
  columns: TakenColumn[]
  warnings: { code: string; reason: Wording }[]
  /** Of a verification list: what it is called from now on. */
  list?: string
}

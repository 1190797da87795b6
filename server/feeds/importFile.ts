import { setImmediate as afterOthers } from 'node:timers/promises'
import { GeodataError } from '../../geodata/readers/GeodataError.ts'
import type { Locale, Wording } from '../protocol/entities.ts'
import type { Service } from '../service.ts'
import { importGeodata } from './importGeodata.ts'
import { type CoordinateSystem, type ImportKind, isGeodataKind } from './importKinds.ts'
import { importSheet } from './importSheet.ts'
import type { RowKind } from './rows.ts'
import { SheetError } from './sheet/SheetError.ts'

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
}

/** The file cannot be read at all; nothing was taken. */
export class ImportError extends Error {
  constructor(readonly code: string, readonly reason: Wording) {
    super(`import: ${code}`)
    this.name = 'ImportError'
  }
}

/**
 * Reads a file and sends its rows through `service.accept`, slice by slice. Throws ImportError when the file cannot be
 * read, StoreUnavailableError when the log cannot be written (a second try counts what was taken as duplicates).
 */
export async function importFile(request: ImportRequest): Promise<ImportOutcome> {
  request.onProgress?.({ phase: 'reading', done: 0, total: null })
  try {
    return isGeodataKind(request.kind) ? await importGeodata(request, request.kind) : await importSheet(request, request.kind)
  } catch (error) {
    if (error instanceof SheetError || error instanceof GeodataError) throw new ImportError(error.code, error.reason)
    throw error
  }
}

/** Small enough that a feed's batch never waits long behind a slice; an fsync serves each. */
const ROWS_PER_SLICE = 500

export interface Applied {
  accepted: number
  duplicates: number
  /** `at`: index in `rows`. */
  rejected: { at: number; field: string; code: string; reason: Wording }[]
}

/** Sends rows in order, letting others in between. */
export async function applyRows(request: ImportRequest, kind: RowKind, rows: readonly unknown[]): Promise<Applied> {
  const applied: Applied = { accepted: 0, duplicates: 0, rejected: [] }
  for (let start = 0; start < rows.length; start += ROWS_PER_SLICE) {
    const result = await request.service.accept(kind, rows.slice(start, start + ROWS_PER_SLICE), request.author)
    applied.accepted += result.accepted
    applied.duplicates += result.duplicates
    for (const { index, field, code, reason } of result.rejected) applied.rejected.push({ at: start + index, field, code, reason })
    if (kind === request.kind) request.onProgress?.({ phase: 'applying', done: Math.min(start + ROWS_PER_SLICE, rows.length), total: rows.length })
    await afterOthers()
  }
  return applied
}

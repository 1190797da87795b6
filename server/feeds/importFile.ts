import type { Locale, Wording } from '../protocol/entities.ts'
import type { Service } from '../service.ts'
import type { CoordinateSystem, ImportKind } from './importKinds.ts'

export interface ImportProgress {
  phase: 'reading' | 'applying'
  done: number
  /** Null when it is not known yet. */
  total: number | null
}

export interface ImportRequest {
  service: Service
  kind: ImportKind
  fileName: string
  bytes: Uint8Array
  crs: CoordinateSystem | undefined
  locale: Locale
  onProgress?: (progress: ImportProgress) => void
}

export interface ImportOutcome {
  kind: ImportKind
  rows: number
  accepted: number
  duplicates: number
  rejected: number
  /** Rejected rows as CSV, or null when there are none. */
  rejectsCsv: Uint8Array | null
  columns: { header: string; takenFor: string | null }[]
  warnings: { code: string; reason: Wording }[]
}

/** The file cannot be read at all. */
export class ImportError extends Error {
  constructor(readonly code: string, readonly reason: Wording) {
    super(code)
    this.name = 'ImportError'
  }
}

export async function importFile(_request: ImportRequest): Promise<ImportOutcome> {
  throw new ImportError('not-built', { 'zh-CN': '', en: '' })
}

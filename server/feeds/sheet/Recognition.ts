import type { Meaning, SheetKind } from './columnMeanings.ts'
import type { Header } from './findHeader.ts'

/** What a sheet was taken for; shown to whoever sent it. */
export interface Recognition extends Header {
  kind: SheetKind
  /** The year for dates without one: from the title, else the sheet's name, else the file's name; null when none names one. */
  titleYear: number | null
  /** Visible sheets of the workbook that were not read. */
  otherSheets: string[]
}

/** What the sender answers to questions about the file as a whole. */
export interface SheetContext {
  /** Offset for times without a zone, `+08:00`. */
  zoneOffset: string
  /** Year for dates without one when neither title nor names have any. */
  defaultYear?: number
  /** Values for columns that the file lacks, or whose cell is empty: `{ compound: '浦南三村' }`. */
  given?: Partial<Record<Meaning, string>>
}

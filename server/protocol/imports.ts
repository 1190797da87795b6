/** Files that come in at the desk: what they were taken for, what would be taken of them, what was. */

/** Kinds that the page of imports takes; verification lists and the region list have pages of their own. */
export const DESK_IMPORT_KINDS = ['organisation', 'units', 'residents', 'household', 'roster', 'school', 'buildings', 'boundaries', 'basemap'] as const
export type DeskImportKind = (typeof DESK_IMPORT_KINDS)[number]

/** What a column of the sheet was taken for: a field, `note`, or null (passed over). */
export interface ImportColumn { header: string; takenFor: string | null }

/** A row that is not taken: its number in the sheet (of a map file: of the feature), the column's header, and why. Never the cell. */
export interface ImportProblem { row: number; column: string; code: string; reason: string }

/** One thing that a line of the organisation changes. */
export interface OrganisationStepView { what: 'new' | 'moved'; kind: string; name: string; under: string; rows: number }

export interface ImportPreview {
  kind: DeskImportKind
  /** What else the file could be, the likeliest first. */
  others: DeskImportKind[]
  rows: number
  accepted: number
  rejected: number
  columns: ImportColumn[]
  /** The first of them. */
  problems: ImportProblem[]
  warnings: { code: string; reason: string }[]
  /** Homes that would change colour, from → to (null: no colour); null: not worked out for this kind. */
  recoloured: { from: number | null; to: number | null; units: number }[] | null
  /** Of an organisation: what would be made or moved, the first of them; null for other kinds. */
  steps: OrganisationStepView[] | null
}

export interface ImportedView {
  kind: DeskImportKind
  rows: number
  accepted: number
  duplicates: number
  rejected: number
  columns: ImportColumn[]
  warnings: { code: string; reason: string }[]
  /** The rows that were not taken, as CSV; null when there are none. */
  rejectsCsv: string | null
}

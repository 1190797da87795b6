/** What can be imported as a file: geodata first, then spreadsheets. */
export const GEODATA_KINDS = ['buildings', 'boundaries', 'basemap'] as const
export const SHEET_KINDS = ['organisation', 'units', 'residents', 'regions', 'household', 'roster', 'school', 'verification'] as const
export const IMPORT_KINDS = [...GEODATA_KINDS, ...SHEET_KINDS] as const

export type GeodataKind = (typeof GEODATA_KINDS)[number]
export type SheetKind = (typeof SHEET_KINDS)[number]
export type ImportKind = (typeof IMPORT_KINDS)[number]

export const isImportKind = (kind: string): kind is ImportKind => (IMPORT_KINDS as readonly string[]).includes(kind)
export const isGeodataKind = (kind: ImportKind): kind is GeodataKind => (GEODATA_KINDS as readonly string[]).includes(kind)

export const COORDINATE_SYSTEMS = ['wgs84', 'gcj02', 'bd09', 'cgcs2000'] as const
export type CoordinateSystem = (typeof COORDINATE_SYSTEMS)[number]
export const isCoordinateSystem = (text: string): text is CoordinateSystem => (COORDINATE_SYSTEMS as readonly string[]).includes(text)

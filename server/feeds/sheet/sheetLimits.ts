/** Limits of one file. They stand far above anything real (the largest sample is 1,000 times smaller). */
export const SHEET_LIMITS = {
  /** As uploaded; the HTTP route has the same limit. */
  fileBytes: 50 * 1024 * 1024,
  /** All entries of a workbook together, as its directory states them and again as they really unpack. */
  unpackedBytes: 300 * 1024 * 1024,
  zipEntries: 5000,
  /** Deflate reaches 1032 : 1 on zeros; a real sheet of nearly equal rows reaches about 60. Asked above `ratioFromBytes` only. */
  unpackRatio: 250,
  ratioFromBytes: 20 * 1024 * 1024,
  /** Filled cells of one sheet. 50,000 rows × 16 columns are 0.8 million. */
  cells: 4_000_000,
  rows: 500_000,
  columns: 1000,
  /** Characters of all cells together, shared texts counted once. */
  characters: 100_000_000,
  /** Excel allows 32,767 in a cell. */
  cellCharacters: 40_000,
} as const

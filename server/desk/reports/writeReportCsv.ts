import { csvLine } from '../../feeds/sheet/csv/writeCsv.ts'
import type { SheetCell } from './reportSheets.ts'

/** The lines as CSV: UTF-8 with mark. A text can never be run by a spreadsheet; a number, negative ones too, is only a number. */
export const writeReportCsv = (lines: readonly (readonly SheetCell[])[]): string =>
  `\uFEFF${lines.map((line) => `${line.map((cell) => (typeof cell === 'number' ? String(cell) : csvLine([cell ?? '']).slice(0, -2))).join(',')}\r\n`).join('')}`

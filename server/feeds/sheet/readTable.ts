import { readCsv } from './csv/readCsv.ts'
import { detectFormat } from './detectFormat.ts'
import { SheetError } from './SheetError.ts'
import { SHEET_LIMITS } from './sheetLimits.ts'
import type { Table } from './Table.ts'
import { readXlsx } from './xlsx/readXlsx.ts'

/**
 * Reads a spreadsheet file as people send it: .xlsx, or text with comma, semicolon or tab in UTF-8, GB18030 or UTF-16.
 * The content decides, not the name. Of a workbook one sheet is read: the first visible one that `accepts`, else the
 * first with content; the others' names are in `otherSheets`. Lets other requests run in between.
 * Throws SheetError (named, in both languages) for a file that cannot be read.
 */
export async function readTable(bytes: Uint8Array, fileName: string, accepts: (table: Table) => boolean = () => true): Promise<Table> {
  if (bytes.length > SHEET_LIMITS.fileBytes) {
    throw new SheetError('file-too-large', { 'zh-CN': '最大 50 MB', en: 'at most 50 MB' })
  }
  const ownName = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
  const table = detectFormat(bytes, ownName) === 'xlsx'
    ? await readXlsx(bytes, ownName, accepts)
    : await readCsv(bytes, ownName)
  if (table.rows.length === 0) throw new SheetError('empty-sheet')
  return table
}

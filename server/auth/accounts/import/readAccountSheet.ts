import { cellText } from '../../../feeds/sheet/cellText.ts'
import { readTable } from '../../../feeds/sheet/readTable.ts'
import { SheetError } from '../../../feeds/sheet/SheetError.ts'
import type { Table } from '../../../feeds/sheet/Table.ts'
import { ACCOUNT_NEEDS, type AccountColumn, accountColumn } from './accountColumns.ts'

/** A row of a list of accounts, as it stands there. */
export interface AccountSheetRow {
  sheetRow: number
  login: string
  name: string
  role: string
  /** Names of places and schools, as they were listed. */
  scope: string[]
  grade: string
  class: string
}

export interface AccountSheet {
  columns: { header: string; takenFor: AccountColumn | null }[]
  rows: AccountSheetRow[]
}

/** Titles and instructions stand above a header. */
const ROWS_SEARCHED = 40
const SEPARATORS = /[、,,;;\n\r|]+/

/** Reads a list of accounts (.xlsx, .csv). Throws SheetError for a file that cannot be read or lacks a needed column. */
export async function readAccountSheet(bytes: Uint8Array, fileName: string): Promise<AccountSheet> {
  const table = await readTable(bytes, fileName, (candidate) => missingIn(headerOf(candidate)?.columns ?? []).length === 0)
  const header = headerOf(table)
  if (!header) throw new SheetError('no-header')
  const missing = missingIn(header.columns)
  if (missing.length > 0) {
    throw new SheetError('missing-column', { 'zh-CN': missing.map(({ name }) => `「${name['zh-CN']}」`).join('、'), en: missing.map(({ name }) => name.en).join(', ') })
  }
  const rows = table.rows.slice(header.index + 1).flatMap(({ number, cells }): AccountSheetRow[] => {
    const textsOf = (wanted: AccountColumn): string[] => header.columns.flatMap(({ takenFor }, column) => (takenFor === wanted ? [cellText(cells[column])] : [])).filter((text) => text !== '')
    const row: AccountSheetRow = {
      sheetRow: number, login: textsOf('login')[0] ?? '', name: textsOf('name')[0] ?? '', role: textsOf('role')[0] ?? '',
      scope: textsOf('scope').flatMap((text) => text.split(SEPARATORS)).map((text) => text.trim()).filter((text) => text !== ''),
      grade: textsOf('grade')[0] ?? '', class: textsOf('class')[0] ?? '',
    }
    // A running number or a signature alone is no account.
    return row.login === '' && row.name === '' && row.role === '' ? [] : [row]
  })
  return { columns: header.columns, rows }
}

interface AccountHeader { index: number; columns: AccountSheet['columns'] }

/** The row that knows most of the needed columns. */
function headerOf(table: Table): AccountHeader | null {
  let best: AccountHeader | null = null
  for (const [index, row] of table.rows.slice(0, ROWS_SEARCHED).entries()) {
    const columns = row.cells.map((cell) => ({ header: cellText(cell), takenFor: accountColumn(cellText(cell)) }))
    if (columns.filter(({ takenFor }) => takenFor !== null).length < 2) continue
    if (!best || missingIn(columns).length < missingIn(best.columns).length) best = { index, columns }
  }
  return best
}

const missingIn = (columns: AccountSheet['columns']) => ACCOUNT_NEEDS.filter(({ column }) => !columns.some(({ takenFor }) => takenFor === column))

import writeXlsxFile, { type CellObject, type Row } from 'write-excel-file/node'
import type { ReportSheet } from './reportSheets.ts'

const NAME_WIDTH = 26
const NUMBER_WIDTH = 9
const TEXT_WIDTH = 60

/** A workbook of these sheets. Texts are written as texts and numbers as numbers: nothing in it is ever calculated. */
export async function writeReportXlsx(sheets: readonly ReportSheet[]): Promise<Buffer> {
  return writeXlsxFile(sheets.map(({ name, head, body }) => {
    const columnCount = Math.max(...head.map((row) => row.length), ...body.map((row) => row.length))
    return {
      sheet: name,
      data: [...head.map((row, index) => headRow(row, index === 0 ? columnCount : row.length, index)), ...body.map((row): Row => row.map((cell) => (cell === null ? null : typeof cell === 'number' ? { type: Number, value: cell } : textCell(cell))))],
      columns: Array.from({ length: columnCount }, (_, column) => ({ width: column === 0 ? NAME_WIDTH : body.some((row) => typeof row[column] === 'string') ? TEXT_WIDTH : NUMBER_WIDTH })),
      stickyRowsCount: head.length,
      stickyColumnsCount: 1,
      orientation: 'landscape' as const,
    }
  })).toBuffer()
}

const textCell = (value: string): CellObject => ({ type: String, value })

/** A text of the head reaches over the empty cells at its right. */
function headRow(cells: readonly ReportSheet['head'][number][number][], columnCount: number, index: number): Row {
  const row: Row = Array.from({ length: columnCount }, () => null)
  for (let column = 0; column < columnCount; column++) {
    const cell = cells[column]
    if (typeof cell !== 'string') continue
    let span = 1
    while (column + span < columnCount && (cells[column + span] ?? null) === null) span++
    row[column] = { ...textCell(cell), fontWeight: 'bold', ...(index > 0 && column > 0 ? { align: 'center' as const, wrap: true } : {}), ...(span > 1 ? { columnSpan: span } : {}) }
  }
  return row
}

import { cellText } from './cellText.ts'
import { classifyRow } from './classifyRow.ts'
import type { Meaning, SheetKind } from './columnMeanings.ts'
import type { Recognition } from './Recognition.ts'
import type { TableRow } from './Table.ts'

/** Columns that people write once for all rows below: a list of a class, the rooms of a building. */
const WRITTEN_ONCE: Partial<Record<SheetKind, readonly Meaning[]>> = {
  roster: ['school', 'campus', 'grade', 'class'],
  units: ['committee', 'compound', 'building'],
}
/** Fewer rows show no habit. */
const LEAST_ROWS = 4

/**
 * Fills columns that were merged downwards and came as text, where of a merged cell only the first row is left. That is
 * told from a value that somebody forgot: most cells of the column are blank, the first is not, and no value stands in two
 * rows one after the other. Changes `rows` in place; the columns that were filled, each with the first row that was, by its
 * number in the sheet.
 */
export function fillDown(kind: SheetKind, rows: readonly TableRow[], recognition: Recognition): Map<Meaning, number> {
  const filled = new Map<Meaning, number>()
  const columns = recognition.columns.filter(({ meaning }) => meaning !== null && WRITTEN_ONCE[kind]?.includes(meaning))
  if (columns.length === 0) return filled
  const data = rows.filter((row) => classifyRow(row, recognition) === 'data')
  for (const { index, meaning } of columns) {
    if (!isWrittenOnce(data, index)) continue
    filled.set(meaning!, data.find((row) => cellText(row.cells[index]) === '')!.number)
    let above = data[0]!.cells[index]!
    for (const { cells } of data) {
      if (cellText(cells[index]) !== '') above = cells[index]!
      else {
        while (cells.length < index) cells.push(null)
        cells[index] = above
      }
    }
  }
  return filled
}

function isWrittenOnce(data: readonly TableRow[], column: number): boolean {
  if (data.length < LEAST_ROWS) return false
  let blank = 0
  let above = ''
  for (const { cells } of data) {
    const text = cellText(cells[column])
    if (text === '') blank++
    else if (text === above) return false
    above = text
  }
  return cellText(data[0]!.cells[column]) !== '' && blank * 2 >= data.length
}

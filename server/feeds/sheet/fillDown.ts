import { cellText } from './cellText.ts'
import { classifyRow } from './classifyRow.ts'
import type { Meaning, SheetKind } from './columnMeanings.ts'
import type { Recognition } from './Recognition.ts'
import type { Cell, TableRow } from './Table.ts'
import { ROWS_PER_TURN, yieldToOthers } from './yieldToOthers.ts'

/** Columns that people write once for all rows below: a list of a class, the rooms of a building. */
const WRITTEN_ONCE: Partial<Record<SheetKind, readonly Meaning[]>> = {
  roster: ['school', 'campus', 'grade', 'class'],
  units: ['committee', 'compound', 'building'],
}
/** Fewer rows show no habit. */
const LEAST_ROWS = 4

/** A row whose cell is blank, and what stands above it. */
interface Blank { row: TableRow; above: Cell }

/**
 * Fills columns that were merged downwards and came as text, where of a merged cell only the first row is left. That is
 * told from a value that somebody forgot: most cells of the column are blank, the first is not, and no value stands in two
 * rows one after the other. Changes the rows in place; the columns that were filled, each with the first row that was, by its
 * number in the sheet. Lets other requests run every 500 rows.
 */
export async function fillDown(rows: readonly TableRow[], recognition: Recognition): Promise<Map<Meaning, number>> {
  const found: { meaning: Meaning; column: number; blanks: readonly Blank[] }[] = []
  for (const { index, meaning } of recognition.columns) {
    if (meaning === null || !WRITTEN_ONCE[recognition.kind]?.includes(meaning)) continue
    const blanks = await findBlanks(rows, recognition, index)
    if (blanks) found.push({ meaning, column: index, blanks })
  }
  for (const { column, blanks } of found) {
    for (const { row: { cells }, above } of blanks) {
      while (cells.length < column) cells.push(null)
      cells[column] = above
    }
  }
  return new Map(found.map(({ meaning, blanks }) => [meaning, blanks[0]!.row.number]))
}

/** The blank cells of a column that is written once for many rows; null for any other column, told by the first rows of most. */
async function findBlanks(rows: readonly TableRow[], recognition: Recognition, column: number): Promise<Blank[] | null> {
  const blanks: Blank[] = []
  let count = 0
  let above: Cell = null
  let textAbove = ''
  for (let index = recognition.firstDataIndex; index < rows.length; index++) {
    if (index % ROWS_PER_TURN === 0) await yieldToOthers()
    const row = rows[index]!
    if (classifyRow(row, recognition) !== 'data') continue
    const text = cellText(row.cells[column])
    if (text === '' ? count === 0 : text === textAbove) return null
    if (text === '') blanks.push({ row, above })
    else above = row.cells[column]!
    textAbove = text
    count++
  }
  return count >= LEAST_ROWS && blanks.length * 2 >= count ? blanks : null
}

import { isRoundedNumber } from '../cells/parseIdNumber.ts'
import type { CardRow } from '../columnMeanings.ts'
import type { SheetCells } from './SheetCells.ts'

/** A card and its holder. A number that the spreadsheet has rounded would be another card's. */
export function readCardRow(cells: SheetCells): CardRow {
  for (const column of ['card', 'studentNo'] as const) if (isRoundedNumber(cells.cell(column))) cells.addProblem(column, column, 'rounded-number')
  return { card: cells.requiredText('card').replace(/^'/, ''), studentNo: cells.requiredText('studentNo').replace(/^'/, '') }
}

import type { Cell } from '../../../feeds/sheet/Table.ts'
import type { FormCell, FormSheet, FormTarget } from '../../../protocol/deskReport.ts'
import { cellReference, readCellReference } from './cellReference.ts'
import type { FormBookSheet } from './openForm.ts'
import { attributeOf, isFormula, scanSheet } from './scanSheet.ts'

/** A form has a few hundred cells; what has more is a table of data. */
const MOST_FORM_CELLS = 12_000
/** A text across nearly the whole width is a title and labels nothing. */
const TITLE_SHARE = 0.8
const LONGEST_TEXT = 120

interface Place { text: string; kind: FormCell['kind']; columns: number; rows: number; head: Place | null; isTitle: boolean }

/** What a label says of a cell: texts at its left and above it, nearest last. */
export interface CellLabels { left: string[]; above: string[]; /** The nearest at the left is its neighbour. */ isBeside: boolean }

/**
 * The cells of a form's sheet, row by row, with the texts that label each one that may be filled; `suggest` makes a guess
 * of them. Null when the sheet is larger than a form, or cannot be edited in place. Pure.
 */
export function listFormSheet({ name, xml, sheet }: FormBookSheet, suggest: (labels: CellLabels, sheetTexts: readonly string[]) => FormTarget | null): FormSheet | null {
  const scan = scanSheet(xml)
  if (!scan) return null
  const values = new Map<string, Cell>()
  let rowCount = 0
  let columnCount = 0
  const reach = (row: number, column: number): void => {
    rowCount = Math.max(rowCount, row)
    columnCount = Math.max(columnCount, column + 1)
  }
  for (const { number, cells } of sheet.rows) cells.forEach((cell, column) => {
    if (cell === null) return
    values.set(cellReference(number, column), cell)
    reach(number, column)
  })
  const formulas = new Set<string>()
  const prepared = new Set<string>()
  for (const { row, cells } of scan.rows) for (const { column, body, attributes } of cells) {
    // An empty cell counts as part of the form where somebody has given it a format.
    if (attributeOf(attributes, 's') !== null || body !== '') reach(row, column)
    if (!values.has(cellReference(row, column))) prepared.add(cellReference(row, column))
    if (!isFormula(body)) continue
    formulas.add(cellReference(row, column))
    for (const reference of cellsOfArray(body)) formulas.add(reference)
  }
  for (const { lastRow, lastColumn } of sheet.merged) if (lastRow <= rowCount + 100 && lastColumn <= columnCount + 100) reach(lastRow, lastColumn)
  if (rowCount * columnCount > MOST_FORM_CELLS) return null

  const grid: Place[][] = Array.from({ length: rowCount }, (_, index) => Array.from({ length: columnCount }, (_, column): Place => {
    const reference = cellReference(index + 1, column)
    const value = values.get(reference) ?? null
    const text = textOf(value)
    return { text, kind: formulas.has(reference) ? 'formula' : value === null || text.trim() === '' ? 'empty' : typeof value === 'string' ? 'label' : 'number', columns: 1, rows: 1, head: null, isTitle: false }
  }))
  for (const { firstRow, lastRow, firstColumn, lastColumn } of sheet.merged) {
    const head = grid[firstRow - 1]?.[firstColumn]
    if (!head) continue
    head.columns = Math.min(lastColumn, columnCount - 1) - firstColumn + 1
    head.rows = Math.min(lastRow, rowCount) - firstRow + 1
    for (let row = firstRow - 1; row < firstRow - 1 + head.rows; row++) for (let column = firstColumn; column < firstColumn + head.columns; column++) {
      if (grid[row][column] !== head) Object.assign(grid[row][column], { head, kind: 'covered' })
    }
  }
  for (const row of grid) for (const place of row) place.isTitle = columnCount > 3 && place.columns > columnCount * TITLE_SHARE

  const labelAt = (row: number, column: number): Place | null => {
    const place = grid[row][column].head ?? grid[row][column]
    return place.kind === 'label' && !place.isTitle ? place : null
  }
  /** Past other cells to the nearest text, then all that follow it without a gap. */
  const walk = (steps: number, at: (step: number) => Place | null): string[] => {
    const found: Place[] = []
    for (let step = 1; step <= steps; step++) {
      const label = at(step)
      if (label && !found.includes(label)) found.push(label)
      else if (!label && found.length > 0) break
    }
    return found.map(({ text }) => text).reverse()
  }
  const sheetTexts = grid.flatMap((row) => row.filter(({ kind, isTitle }) => kind === 'label' && !isTitle).map(({ text }) => text))
  return {
    name,
    rows: grid.map((row, index) => ({
      number: index + 1,
      cells: row.map((place, column): FormCell => {
        const isFillable = place.kind === 'empty' || place.kind === 'number'
        const labels: CellLabels = isFillable
          ? { left: walk(column, (step) => labelAt(index, column - step)), above: walk(index, (step) => labelAt(index - step, column)), isBeside: column > 0 && labelAt(index, column - 1) !== null }
          : { left: [], above: [], isBeside: false }
        // Where empty cells have formats, those are the ones that were meant to be filled.
        const isMeant = place.kind === 'number' || prepared.size === 0 || prepared.has(cellReference(index + 1, column))
        return {
          cell: cellReference(index + 1, column), text: place.text, kind: place.kind, columns: place.columns, rows: place.rows,
          labels: [...labels.left, ...labels.above], suggestion: isFillable && isMeant ? suggest(labels, sheetTexts) : null,
        }
      }),
    })),
  }
}

const textOf = (cell: Cell): string => (cell === null ? '' : typeof cell === 'string' ? cell : cell.text).slice(0, LONGEST_TEXT)

/** Cells that a formula over a range fills; only the first of them carries it. */
function cellsOfArray(body: string): string[] {
  const tag = /<(?:[\w.-]+:)?f((?:[^>"'/]|"[^"]*"|'[^']*')*)\/?>/.exec(body)
  const type = tag && attributeOf(tag[1], 't')
  const [from, to] = (tag && (type === 'array' || type === 'dataTable') ? attributeOf(tag[1], 'ref') ?? '' : '').split(':').map(readCellReference)
  const cells: string[] = []
  if (!from || !to) return cells
  for (let row = from.row; row <= to.row && cells.length < MOST_FORM_CELLS; row++) for (let column = from.column; column <= to.column && cells.length < MOST_FORM_CELLS; column++) cells.push(cellReference(row, column))
  return cells
}

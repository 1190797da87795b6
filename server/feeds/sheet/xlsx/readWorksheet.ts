import { SheetError } from '../SheetError.ts'
import { SHEET_LIMITS } from '../sheetLimits.ts'
import type { Cell, TableRow } from '../Table.ts'
import { cleanText } from './cleanText.ts'
import { parseXml } from './parseXml.ts'
import { readNumberCell } from './readNumberCell.ts'
import { readSerial } from './readSerial.ts'
import type { CellStyle } from './readStyles.ts'

/** 0-based columns, 1-based rows, both ends included. */
export interface MergedRange {
  firstRow: number
  lastRow: number
  firstColumn: number
  lastColumn: number
}

export interface Worksheet {
  /** Rows with at least one filled cell, in order. */
  rows: TableRow[]
  merged: MergedRange[]
}

export interface WorkbookContext {
  sharedStrings: string[]
  styles: CellStyle[]
  epoch: 1900 | 1904
}

/**
 * Reads one worksheet part. Formula cells give the value that was stored with them (the formula itself is never
 * looked at), cells and rows without a reference count on from the one before, styles that do not exist are plain.
 * Memory grows with the filled cells only: a lone cell at XFD1048576 costs nothing but the error `too-many-cells`.
 */
export async function readWorksheet(pieces: AsyncIterable<Uint8Array>, context: WorkbookContext): Promise<Worksheet> {
  const rows: TableRow[] = []
  const merged: MergedRange[] = []
  let rowNumber = 0
  let column = -1
  let cells: Cell[] | null = null
  let type = 'n'
  let style: CellStyle | undefined
  /** Text of `<v>`, or of the `<t>`s of an inline string; null outside a cell or before any. */
  let value: string | null = null
  let collects = false
  let inCell = false
  let inReadingAid = false
  let cellCount = 0
  let characters = 0

  const readCell = (stored: string): Cell => {
    switch (type) {
      case 's':
        return context.sharedStrings[Number(stored)] ?? null
      case 'b':
        return stored.trim() === '1' ? 'TRUE' : 'FALSE'
      case 'str':
      case 'inlineStr':
      case 'e':
        return cleanText(stored)
      case 'd':
        return { kind: 'date', value: stored.slice(0, 19), text: stored.slice(0, 19).replace('T', ' ') }
      default: {
        const number = readNumberCell(stored, style?.minimumDigits ?? 0)
        if (number === null) return cleanText(stored)
        const shown = style?.isDate === true ? readSerial(number.value, context.epoch) : null
        return shown === null ? number : { kind: 'date', value: shown, text: shown.replace('T', ' ').replace(' 00:00:00', '') }
      }
    }
  }

  // HOT: once per tag of the sheet; attributes are parsed only where they are needed.
  await parseXml(pieces, {
    open: (name, attributes) => {
      if (name === 'c') {
        const { r, t, s } = attributes()
        column = r === undefined ? column + 1 : readColumn(r)
        type = t ?? 'n'
        style = s === undefined ? undefined : context.styles[Number(s)]
        value = null
        inCell = true
      } else if (name === 'v') {
        collects = inCell && type !== 'inlineStr'
      } else if (name === 't') {
        collects = inCell && type === 'inlineStr' && !inReadingAid
      } else if (name === 'rPh') {
        inReadingAid = true
      } else if (name === 'row') {
        const { r } = attributes()
        const stated = r === undefined ? NaN : Number(r)
        rowNumber = Number.isInteger(stated) && stated > rowNumber ? stated : rowNumber + 1
        column = -1
        cells = []
      } else if (name === 'mergeCell' && merged.length < 200_000) {
        const range = readRange(attributes().ref ?? '')
        if (range !== null) merged.push(range)
      }
    },
    text: (text) => {
      if (!collects) return
      value = value === null ? text : value + text
      if (value.length > SHEET_LIMITS.cellCharacters) throw new SheetError('too-many-cells')
    },
    close: (name) => {
      if (name === 'v' || name === 't') {
        collects = false
      } else if (name === 'rPh') {
        inReadingAid = false
      } else if (name === 'c') {
        inCell = false
        const cell = value === null || cells === null ? null : readCell(value)
        if (cell === null || cell === '' || cells === null) return
        if (column < 0 || column >= SHEET_LIMITS.columns) throw tooMany(rowNumber)
        while (cells.length < column) cells.push(null)
        cells[column] = cell
        if (type !== 's') characters += value!.length
        if (++cellCount > SHEET_LIMITS.cells || characters > SHEET_LIMITS.characters) throw tooMany(rowNumber)
      } else if (name === 'row' && cells !== null) {
        if (cells.length > 0) rows.push({ number: rowNumber, cells })
        if (rows.length > SHEET_LIMITS.rows) throw tooMany(rowNumber)
        cells = null
      }
    },
  })
  return { rows, merged }
}

const tooMany = (row: number) => new SheetError('too-many-cells', { 'zh-CN': `第 ${row} 行`, en: `row ${row}` })

/** `AB12` → 27; -1 when there are no letters. */
function readColumn(reference: string): number {
  let column = 0
  for (let index = 0; index < reference.length && index < 4; index++) {
    const letter = reference.charCodeAt(index) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column - 1
}

function readRange(reference: string): MergedRange | null {
  const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference)
  if (match === null) return null
  return { firstColumn: readColumn(match[1]!), firstRow: Number(match[2]), lastColumn: readColumn(match[3]!), lastRow: Number(match[4]) }
}

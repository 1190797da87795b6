import { escapeXmlText } from '../../../feeds/sheet/xlsx/escapeXmlText.ts'
import { cellReference, readCellReference } from './cellReference.ts'
import { isFormula, scanSheet, type SheetScan, withoutAttribute } from './scanSheet.ts'

/** Null empties a cell and leaves its format. */
export type FillValue = number | string | null

/** Texts that stand in place of others, in order. */
interface Edit { start: number; end: number; text: string }

/**
 * A worksheet's XML with the values of some cells set and everything else as it was, character by character: formats,
 * merged cells, widths, validations, formulas elsewhere. A calculated cell is left alone. Null when the sheet cannot be
 * edited in place (scanSheet.ts). Pure.
 */
export function fillSheet(xml: string, values: ReadonlyMap<string, FillValue>): string | null {
  const scan = scanSheet(xml)
  if (!scan) return null
  const byRow = new Map<number, { column: number; value: FillValue }[]>()
  for (const [reference, value] of values) {
    const place = readCellReference(reference)
    if (!place) continue
    const list = byRow.get(place.row)
    if (list) list.push({ column: place.column, value })
    else byRow.set(place.row, [{ column: place.column, value }])
  }
  const edits: Edit[] = []
  const newRows: { row: number; text: string; at: number }[] = []
  for (const [number, cells] of [...byRow].sort(([a], [b]) => a - b)) {
    cells.sort((a, b) => a.column - b.column)
    const row = scan.rows.find((one) => one.row === number)
    if (row) edits.push(...editsOfRow(row, cells))
    else {
      const filled = cells.filter(({ value }) => value !== null)
      if (filled.length === 0) continue
      const text = `<${scan.prefix}row r="${number}">${filled.map(({ column, value }) => newCell(scan.prefix, number, column, value)).join('')}</${scan.prefix}row>`
      newRows.push({ row: number, text, at: scan.rows.find((one) => one.row > number)?.start ?? scan.contentEnd })
    }
  }
  if (scan.selfClosing) {
    const open = xml.slice(scan.dataStart, scan.dataEnd).replace(/\s*\/>$/, '>')
    edits.push({ start: scan.dataStart, end: scan.dataEnd, text: `${open}${newRows.map(({ text }) => text).join('')}</${scan.prefix}sheetData>` })
  } else for (const { at, text } of newRows) edits.push({ start: at, end: at, text })
  return applyEdits(xml, edits)
}

function editsOfRow(row: SheetScan['rows'][number], cells: readonly { column: number; value: FillValue }[]): Edit[] {
  const edits: Edit[] = []
  let inserted = false
  if (row.selfClosing) {
    const filled = cells.filter(({ value }) => value !== null)
    if (filled.length === 0) return []
    const text = filled.map(({ column, value }) => newCell(row.prefix, row.row, column, value)).join('')
    return [{ start: row.start, end: row.openEnd, text: `<${row.prefix}row${withoutAttribute(row.attributes, 'spans')}>${text}</${row.prefix}row>` }]
  }
  for (const { column, value } of cells) {
    const known = row.cells.find((cell) => cell.column === column)
    if (known) {
      if (isFormula(known.body)) continue
      edits.push({ start: known.start, end: known.end, text: cellText(known.prefix, withoutAttribute(withoutAttribute(withoutAttribute(known.attributes, 't'), 'cm'), 'vm'), value) })
    } else if (value !== null) {
      inserted = true
      const at = row.cells.find((cell) => cell.column > column)?.start ?? row.end
      edits.push({ start: at, end: at, text: newCell(row.prefix, row.row, column, value) })
    }
  }
  // `spans` tells which columns a row has; a wrong one makes some programs repair the file.
  if (inserted) edits.push({ start: row.start, end: row.openEnd, text: `<${row.prefix}row${withoutAttribute(row.attributes, 'spans')}>` })
  return edits
}

const newCell = (prefix: string, row: number, column: number, value: FillValue): string => cellText(prefix, ` r="${cellReference(row, column)}"`, value)

function cellText(prefix: string, attributes: string, value: FillValue): string {
  if (value === null) return `<${prefix}c${attributes}/>`
  if (typeof value === 'number') return `<${prefix}c${attributes}><${prefix}v>${value}</${prefix}v></${prefix}c>`
  // A text of its own, so that the shared ones stay untouched; as a text it is never calculated.
  return `<${prefix}c${attributes} t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${escapeXmlText(value)}</${prefix}t></${prefix}is></${prefix}c>`
}


function applyEdits(xml: string, edits: Edit[]): string {
  let text = ''
  let at = 0
  // What is put in before a tag comes before what stands for the tag; of several at one place the order is kept (stable).
  for (const { start, end, text: replacement } of edits.sort((a, b) => a.start - b.start || Number(a.end > a.start) - Number(b.end > b.start))) {
    text += xml.slice(at, start) + replacement
    at = end
  }
  return text + xml.slice(at)
}

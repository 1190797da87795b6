import { readCellReference } from './cellReference.ts'

/** One `<c>` of a sheet's XML: where it stands in the text, and what of it matters. */
export interface SheetCellSpan { column: number; start: number; end: number; attributes: string; prefix: string; body: string }
export interface SheetRowSpan { row: number; start: number; end: number; openEnd: number; attributes: string; selfClosing: boolean; prefix: string; cells: SheetCellSpan[] }
export interface SheetScan {
  rows: SheetRowSpan[]
  /** Of the whole `<sheetData …>`, and of what is between its tags (equal when it is self-closing). */
  dataStart: number
  dataEnd: number
  contentEnd: number
  prefix: string
  selfClosing: boolean
}

const ATTRIBUTES = String.raw`((?:[^>"'/]|/(?!>)|"[^"]*"|'[^']*')*)`

/**
 * Finds the rows and cells of a worksheet's XML, which has been parsed without an error before. Only places are found:
 * the text around them is kept as it is. Null for a sheet with comments or CDATA among its cells, where places would lie.
 */
export function scanSheet(xml: string): SheetScan | null {
  const data = new RegExp(String.raw`<((?:[\w.-]+:)?)sheetData\b${ATTRIBUTES}(/?)>`).exec(xml)
  if (!data) return null
  const prefix = data[1]
  const dataStart = data.index
  const openEnd = dataStart + data[0].length
  if (data[3] === '/') return { rows: [], dataStart, dataEnd: openEnd, contentEnd: openEnd, prefix, selfClosing: true }
  const contentEnd = xml.indexOf(`</${prefix}sheetData`, openEnd)
  if (contentEnd < 0 || xml.slice(openEnd, contentEnd).includes('<!')) return null
  const rows: SheetRowSpan[] = []
  const tag = new RegExp(String.raw`<((?:[\w.-]+:)?)(row|c)(?=[\s/>])${ATTRIBUTES}(/?)>`, 'g')
  tag.lastIndex = openEnd
  let row: SheetRowSpan | null = null
  for (let match = tag.exec(xml); match && match.index < contentEnd; match = tag.exec(xml)) {
    const [whole, tagPrefix, name, attributes, slash] = match
    const start = match.index
    const afterOpen = start + whole.length
    if (name === 'row') {
      const stated = Number(attributeOf(attributes, 'r') ?? NaN)
      const last = rows[rows.length - 1]?.row ?? 0
      const closing = slash === '/' ? afterOpen : xml.indexOf(`</${tagPrefix}row`, afterOpen)
      if (closing < 0) return null
      row = { row: Number.isInteger(stated) && stated > last ? stated : last + 1, start, end: closing, openEnd: afterOpen, attributes, selfClosing: slash === '/', prefix: tagPrefix, cells: [] }
      rows.push(row)
      continue
    }
    if (!row) return null
    const closing = slash === '/' ? -1 : xml.indexOf(`</${tagPrefix}c>`, afterOpen)
    if (slash !== '/' && closing < 0) return null
    const stated = readCellReference(attributeOf(attributes, 'r') ?? '')
    const column = stated?.column ?? (row.cells[row.cells.length - 1]?.column ?? -1) + 1
    const end = slash === '/' ? afterOpen : closing + `</${tagPrefix}c>`.length
    row.cells.push({ column, start, end, attributes, prefix: tagPrefix, body: slash === '/' ? '' : xml.slice(afterOpen, closing) })
    tag.lastIndex = end
  }
  return { rows, dataStart, dataEnd: contentEnd, contentEnd, prefix, selfClosing: false }
}

/** An attribute of a tag, as written; null when it is not there. */
export function attributeOf(attributes: string, name: string): string | null {
  const match = new RegExp(String.raw`(?:^|\s)${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return match ? match[1] ?? match[2] : null
}

/** The attributes without one. */
export const withoutAttribute = (attributes: string, name: string): string => attributes.replace(new RegExp(String.raw`(?:^|\s)${name}\s*=\s*(?:"[^"]*"|'[^']*')`), '')

/** Whether a cell's value is calculated. */
export const isFormula = (body: string): boolean => /<(?:[\w.-]+:)?f[\s/>]/.test(body)

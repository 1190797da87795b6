import { strToU8, zipSync } from 'fflate'

export interface XlsxParts {
  /** Inner XML of `<sheetData>`, one per sheet. */
  sheets: string[]
  names?: string[]
  states?: string[]
  /** After `</sheetData>` of the first sheet. */
  afterData?: string
  sharedStrings?: string[]
  /** Number format codes; style n is the nth of them (style 0 is General). */
  formats?: string[]
  date1904?: boolean
}

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const escapeXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** A workbook as small as they come, for tests: only the parts that a reader needs. */
export function createXlsx({ sheets, names, states, afterData = '', sharedStrings, formats = [], date1904 = false }: XlsxParts): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8"?><workbook ${NS}><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map((_, index) => `<sheet name="${escapeXml(names?.[index] ?? `表${index + 1}`)}" sheetId="${index + 1}"${states?.[index] === undefined ? '' : ` state="${states[index]}"`} r:id="rId${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, index) => `<Relationship Id="rId${index + 1}" Type="${TYPE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`)
      .join('')}<Relationship Id="rId90" Type="${TYPE}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId91" Type="${TYPE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet ${NS}><numFmts>${formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escapeXml(code).replace(/"/g, '&quot;')}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`).join('')}<xf numFmtId="14"/></cellXfs></styleSheet>`,
  }
  if (sharedStrings !== undefined) parts['xl/sharedStrings.xml'] = `<sst ${NS}>${sharedStrings.join('')}</sst>`
  sheets.forEach((data, index) => {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = `<?xml version="1.0" encoding="UTF-8"?><worksheet ${NS}><sheetData>${data}</sheetData>${index === 0 ? afterData : ''}</worksheet>`
  })
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)])))
}

/** Rows of inline strings (numbers stay numbers, null stays empty) from A1 on. */
export function inlineRows(rows: readonly (readonly (string | number | null)[])[], firstRow = 1): string {
  return rows.map((cells, index) => `<row r="${firstRow + index}">${cells.map((cell, column) => {
    const reference = `${columnName(column)}${firstRow + index}`
    if (cell === null) return ''
    return typeof cell === 'number' ? `<c r="${reference}"><v>${cell}</v></c>` : `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`
  }).join('')}</row>`).join('')
}

export function columnName(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : columnName(Math.floor(column / 26) - 1) + columnName(column % 26)
}

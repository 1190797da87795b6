import { setImmediate as afterOthers } from 'node:timers/promises'
import { strFromU8, strToU8, unzipSync, Zip, ZipDeflate } from 'fflate'
import writeXlsxFile, { type SheetData } from 'write-excel-file/node'
import { escapeXmlText } from '../../feeds/sheet/xlsx/escapeXmlText.ts'

/** A sheet of texts below a bold, fixed header. */
export interface TextSheet { name: string; columns: readonly string[]; rows: readonly (readonly string[])[] }

/** Written and packed at once, about 2 ms. write-excel-file does a whole sheet at once: 0.5 s for 5,000 rows. */
const ROWS_PER_TURN = 100
/** What a cell of a workbook may hold. */
const MOST_CHARACTERS = 32_767
const WORKSHEET = /^xl\/worksheets\/sheet(\d+)\.xml$/
const ROWS_END = '</sheetData>'

/**
 * A workbook of texts, all of them texts: nothing in it is calculated. Everything around the rows is made by the library;
 * the rows are put in here, slice by slice, with others let in between.
 */
export async function writeTextSheets(sheets: readonly TextSheet[]): Promise<Uint8Array> {
  const frame = unzipSync(await writeXlsxFile(sheets.map(({ name, columns }) => ({
    sheet: name, stickyRowsCount: 1, data: [columns.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))] as SheetData,
  }))).toBuffer())
  const pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  for (const [path, bytes] of Object.entries(frame)) {
    const part = new ZipDeflate(path, { level: 6 })
    zip.add(part)
    const number = WORKSHEET.exec(path)?.[1]
    const xml = number === undefined ? '' : strFromU8(bytes)
    const end = xml.indexOf(ROWS_END)
    if (end < 0) {
      part.push(bytes, true)
      continue
    }
    part.push(strToU8(xml.slice(0, end)))
    const { rows } = sheets[Number(number) - 1]
    for (let at = 0; at < rows.length; at += ROWS_PER_TURN) {
      part.push(strToU8(rows.slice(at, at + ROWS_PER_TURN).map((cells, index) => rowXml(cells, at + index + 2)).join('')))
      await afterOthers()
    }
    part.push(strToU8(xml.slice(end)), true)
  }
  zip.end()
  return Buffer.concat(pieces)
}

/** Without references of cells: they stand in their order, and an empty one is there too. */
const rowXml = (cells: readonly string[], number: number): string =>
  `<row r="${number}">${cells.map((text) => (text === '' ? '<c/>' : `<c t="inlineStr"><is><t xml:space="preserve">${escapeXmlText(text.slice(0, MOST_CHARACTERS))}</t></is></c>`)).join('')}</row>`

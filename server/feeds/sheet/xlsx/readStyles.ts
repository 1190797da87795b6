import { decodeXmlText } from './decodeXmlText.ts'
import { isDateFormat } from './isDateFormat.ts'
import { parseXml } from './parseXml.ts'

/** What a cell's style means for its number. */
export interface CellStyle {
  isDate: boolean
  /** A format of zeros only (`0000`): the number is shown with at least so many digits. 0 when it is none. */
  minimumDigits: number
}

/** Styles by index (`s` of a cell), from `xl/styles.xml`. A styles part that makes no sense gives fewer styles, no error. */
export async function readStyles(pieces: AsyncIterable<Uint8Array>): Promise<CellStyle[]> {
  const codes = new Map<number, string>()
  const formatIds: number[] = []
  let inCellFormats = false
  await parseXml(pieces, {
    open: (name, attributes) => {
      if (name === 'cellXfs') inCellFormats = true
      else if (name === 'numFmt') {
        const { numFmtId, formatCode } = attributes()
        if (numFmtId !== undefined && formatCode !== undefined) codes.set(Number(numFmtId), decodeXmlText(formatCode))
      } else if (name === 'xf' && inCellFormats) {
        formatIds.push(Number(attributes().numFmtId ?? 0))
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return formatIds.map((id) => {
    const code = codes.get(id)
    return { isDate: isDateFormat(id, code), minimumDigits: code !== undefined && /^0{2,30}$/.test(code) ? code.length : 0 }
  })
}

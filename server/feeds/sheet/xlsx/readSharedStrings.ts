import { SheetError } from '../SheetError.ts'
import { SHEET_LIMITS } from '../sheetLimits.ts'
import { cleanText } from './cleanText.ts'
import { parseXml } from './parseXml.ts'

/** The shared texts of a workbook by index; the runs of a rich text are joined, its reading aid (`rPh`) is left out. */
export async function readSharedStrings(pieces: AsyncIterable<Uint8Array>): Promise<string[]> {
  const strings: string[] = []
  let characters = 0
  let current: string | null = null
  let inText = false
  let inReadingAid = false
  await parseXml(pieces, {
    open: (name) => {
      if (name === 'si') current = ''
      else if (name === 'rPh') inReadingAid = true
      else if (name === 't') inText = !inReadingAid
    },
    text: (text) => {
      if (!inText || current === null) return
      current += text
      if (current.length > SHEET_LIMITS.cellCharacters) throw new SheetError('too-many-cells')
    },
    close: (name) => {
      if (name === 't') inText = false
      else if (name === 'rPh') inReadingAid = false
      else if (name === 'si' && current !== null) {
        characters += current.length
        if (characters > SHEET_LIMITS.characters || strings.length >= SHEET_LIMITS.cells) throw new SheetError('too-many-cells')
        strings.push(cleanText(current))
        current = null
      }
    },
  })
  return strings
}

import { parseXml } from '../../../feeds/sheet/xlsx/parseXml.ts'
import { decodeXmlText } from '../../../feeds/sheet/xlsx/decodeXmlText.ts'
import { readSharedStrings } from '../../../feeds/sheet/xlsx/readSharedStrings.ts'
import { type CellStyle, readStyles } from '../../../feeds/sheet/xlsx/readStyles.ts'
import { readWorksheet, type Worksheet } from '../../../feeds/sheet/xlsx/readWorksheet.ts'
import { readZipDirectory } from '../../../feeds/sheet/xlsx/readZipDirectory.ts'
import { unpackEntry } from '../../../feeds/sheet/xlsx/unpackEntry.ts'
import { SheetError } from '../../../feeds/sheet/SheetError.ts'

/** A form is a page or a few; what unpacks to more is none. */
const MOST_UNPACKED_BYTES = 40 * 1024 * 1024
const MOST_SHEETS = 20

export interface FormBookSheet { name: string; path: string; xml: string; sheet: Worksheet }
/** A workbook, every part of it in memory and in its order. */
export interface FormBook { parts: Map<string, Uint8Array>; workbookPath: string; sheets: FormBookSheet[]; styles: CellStyle[]; epoch: 1900 | 1904 }

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Reads a whole .xlsx. Throws SheetError: no workbook, broken, too much in it, or with macros (`not-a-spreadsheet`). */
export async function openForm(bytes: Uint8Array): Promise<FormBook> {
  if (bytes.length === 0) throw new SheetError('empty-file')
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new SheetError('old-workbook')
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new SheetError('not-a-spreadsheet')
  const entries = readZipDirectory(bytes)
  let total = 0
  for (const { unpackedBytes } of entries.values()) total += unpackedBytes
  if (total > MOST_UNPACKED_BYTES) throw new SheetError('file-too-large')
  const workbookPath = 'xl/workbook.xml'
  if (!entries.has(workbookPath)) throw new SheetError(entries.has('xl/workbook.bin') ? 'binary-workbook' : 'not-a-spreadsheet')
  if (entries.has('xl/vbaProject.bin')) throw new SheetError('not-a-spreadsheet', { 'zh-CN': '含有宏,请另存为 .xlsx', en: 'it has macros: save it as .xlsx' })
  const parts = new Map<string, Uint8Array>()
  for (const [name, entry] of entries) {
    const pieces: Uint8Array[] = []
    for await (const piece of unpackEntry(bytes, entry)) pieces.push(piece)
    parts.set(name, Buffer.concat(pieces))
  }
  const partPieces = (path: string) => piecesOf(parts.get(path))
  const targets = new Map<string, string>()
  if (parts.has('xl/_rels/workbook.xml.rels')) {
    await parseXml(partPieces('xl/_rels/workbook.xml.rels'), {
      open: (name, attributes) => {
        if (name !== 'Relationship') return
        const { Id, Type, Target } = attributes()
        if (Id === undefined || Target === undefined) return
        const target = decodeXmlText(Target).replaceAll('\\', '/')
        const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
        targets.set(Id, path)
        if (Type !== undefined) targets.set(`type:${Type.slice(Type.lastIndexOf('/') + 1)}`, path)
      },
      close: () => {},
    })
  }
  const listed: { name: string; path: string }[] = []
  let epoch: 1900 | 1904 = 1900
  await parseXml(partPieces(workbookPath), {
    open: (name, attributes) => {
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes().date1904 ?? '')) epoch = 1904
      if (name !== 'sheet') return
      const all = attributes()
      const id = Object.entries(all).find(([key]) => key.endsWith(':id'))?.[1]
      const path = targets.get(id ?? '') ?? `xl/worksheets/sheet${listed.length + 1}.xml`
      if (all.state === undefined || all.state === 'visible') listed.push({ name: decodeXmlText(all.name ?? ''), path })
    },
    close: () => {},
  })
  const stringsPath = targets.get('type:sharedStrings') ?? 'xl/sharedStrings.xml'
  const stylesPath = targets.get('type:styles') ?? 'xl/styles.xml'
  const sharedStrings = parts.has(stringsPath) ? await readSharedStrings(partPieces(stringsPath)) : []
  const styles = parts.has(stylesPath) ? await readStyles(partPieces(stylesPath)) : []
  const sheets: FormBookSheet[] = []
  for (const { name, path } of listed.slice(0, MOST_SHEETS)) {
    if (!parts.has(path) || !path.startsWith('xl/worksheets/')) continue
    sheets.push({ name, path, xml: utf8.decode(parts.get(path)), sheet: await readWorksheet(partPieces(path), { sharedStrings, styles, epoch }) })
  }
  if (sheets.length === 0) throw new SheetError('empty-sheet')
  return { parts, workbookPath, sheets, styles, epoch }
}

async function* piecesOf(bytes: Uint8Array | undefined): AsyncGenerator<Uint8Array> {
  if (!bytes) throw new SheetError('broken-workbook')
  for (let offset = 0; offset < bytes.length; offset += 65_536) yield bytes.subarray(offset, offset + 65_536)
}

import { SheetError } from '../SheetError.ts'
import type { Table } from '../Table.ts'
import { decodeXmlText } from './decodeXmlText.ts'
import { fillMergedCells } from './fillMergedCells.ts'
import { parseXml } from './parseXml.ts'
import { readSharedStrings } from './readSharedStrings.ts'
import { readStyles } from './readStyles.ts'
import { readWorksheet } from './readWorksheet.ts'
import { readZipDirectory } from './readZipDirectory.ts'
import { unpackEntry } from './unpackEntry.ts'

interface SheetPart {
  name: string
  path: string
}

/**
 * Reads one sheet of an .xlsx workbook: the first visible one that `accepts` (given the table) says yes to, else the
 * first visible one with content. Throws SheetError: `zip-bomb` before and while unpacking, `broken-workbook`,
 * `binary-workbook`, `not-a-spreadsheet` (any other zip file), `too-many-cells`, `empty-sheet`.
 *
 * Why not read-excel-file: a workbook of two cells, the second at ZZZ60000, ends the process (it fills the gap), cells
 * without a reference or with an unknown style end the reading, it parses in one go (2.6 s for 50,000 rows of 16), and
 * it does not tell the epoch of plain numbers. Its XML parser, saxen, reads the parts here, as a stream.
 */
export async function readXlsx(bytes: Uint8Array, fileName: string, accepts: (table: Table) => boolean): Promise<Table> {
  const entries = readZipDirectory(bytes)
  const partPieces = (path: string) => {
    const entry = entries.get(path)
    return entry === undefined ? null : unpackEntry(bytes, entry)
  }

  const workbook = partPieces('xl/workbook.xml')
  if (workbook === null) {
    throw new SheetError(entries.has('xl/workbook.bin') ? 'binary-workbook' : 'not-a-spreadsheet')
  }
  const relations = partPieces('xl/_rels/workbook.xml.rels')
  const targets = relations === null ? new Map<string, string>() : await readRelations(relations)
  const { sheets, epoch } = await readWorkbook(workbook, targets)
  const findPart = (type: string, usual: string) => [...targets].find(([id]) => id === `type:${type}`)?.[1] ?? usual
  const stringPieces = partPieces(findPart('sharedStrings', 'xl/sharedStrings.xml'))
  const stylePieces = partPieces(findPart('styles', 'xl/styles.xml'))
  const sharedStrings = stringPieces === null ? [] : await readSharedStrings(stringPieces)
  const styles = stylePieces === null ? [] : await readStyles(stylePieces)

  const tables: Table[] = []
  let accepted: Table | null = null
  for (const sheet of sheets) {
    const pieces = partPieces(sheet.path)
    if (pieces === null) continue
    const { rows, merged } = await readWorksheet(pieces, { sharedStrings, styles, epoch })
    if (rows.length === 0) continue
    fillMergedCells(rows, merged)
    const table: Table = { sheetName: sheet.name, fileName, rows, cellsAreTyped: true, epoch, otherSheets: [] }
    tables.push(table)
    accepted = accepts(table) ? table : null
    if (accepted !== null) break
    // Only the first sheet may be needed again.
    if (tables.length > 1) table.rows = []
  }
  const chosen = accepted ?? tables[0]
  if (chosen === undefined) throw new SheetError('empty-sheet')
  chosen.otherSheets = sheets.map((sheet) => sheet.name).filter((name) => name !== chosen.sheetName)
  return chosen
}

/** Targets by relation id, and by `type:sharedStrings`, `type:styles`. */
async function readRelations(pieces: AsyncIterable<Uint8Array>): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  await parseXml(pieces, {
    open: (name, attributes) => {
      if (name !== 'Relationship') return
      const { Id, Type, Target, TargetMode } = attributes()
      if (Id === undefined || Target === undefined || TargetMode === 'External') return
      const target = decodeXmlText(Target).replaceAll('\\', '/')
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
      targets.set(Id, path)
      if (Type !== undefined) targets.set(`type:${Type.slice(Type.lastIndexOf('/') + 1)}`, path)
    },
    close: () => {},
  })
  return targets
}

async function readWorkbook(pieces: AsyncIterable<Uint8Array>, targets: Map<string, string>): Promise<{ sheets: SheetPart[]; epoch: 1900 | 1904 }> {
  const sheets: SheetPart[] = []
  let epoch: 1900 | 1904 = 1900
  await parseXml(pieces, {
    open: (name, attributes) => {
      if (name === 'workbookPr') {
        const { date1904 } = attributes()
        if (date1904 === '1' || date1904 === 'true') epoch = 1904
      } else if (name === 'sheet') {
        const all = attributes()
        const id = Object.entries(all).find(([key]) => key.endsWith(':id') || key === 'id')?.[1]
        const path = (id === undefined ? undefined : targets.get(id)) ?? `xl/worksheets/sheet${sheets.length + 1}.xml`
        if (all.state === undefined || all.state === 'visible') sheets.push({ name: decodeXmlText(all.name ?? ''), path })
      }
    },
    close: () => {},
  })
  return { sheets, epoch }
}

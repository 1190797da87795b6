import { zipSync, type Zippable } from 'fflate'
import { SheetError } from '../../../feeds/sheet/SheetError.ts'
import { fillSheet, type FillValue } from './fillSheet.ts'
import type { FormBook } from './openForm.ts'
import { recalculateOnOpening } from './recalculateOnOpening.ts'

/** A fixed one, so that the same figures give the same file. */
const FILE_TIME = new Date(2000, 0, 1)

/**
 * The form with values set, by sheet name and cell. Every other part of the workbook has the bytes it came with; in the
 * sheets only the cells differ, and the workbook calculates its formulas when it is opened. Throws SheetError.
 */
export function fillForm(book: FormBook, values: ReadonlyMap<string, ReadonlyMap<string, FillValue>>): Uint8Array {
  const parts = new Map(book.parts)
  const encoder = new TextEncoder()
  for (const { name, path, xml } of book.sheets) {
    const ofSheet = values.get(name)
    if (!ofSheet || ofSheet.size === 0) continue
    const filled = fillSheet(xml, ofSheet)
    if (filled === null) throw new SheetError('broken-workbook')
    parts.set(path, encoder.encode(filled))
  }
  const workbook = new TextDecoder('utf-8', { ignoreBOM: true }).decode(parts.get(book.workbookPath))
  parts.set(book.workbookPath, encoder.encode(recalculateOnOpening(workbook)))
  const files: Zippable = {}
  for (const [name, bytes] of parts) files[name] = [bytes, { mtime: FILE_TIME }]
  return zipSync(files, { level: 6 })
}

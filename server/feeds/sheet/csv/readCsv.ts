import { CsvError, parse } from 'csv-parse'
import { SheetError } from '../SheetError.ts'
import { SHEET_LIMITS } from '../sheetLimits.ts'
import type { Table, TableRow } from '../Table.ts'
import { yieldToOthers } from '../yieldToOthers.ts'
import { findDelimiter } from './findDelimiter.ts'
import { findEncoding } from './findEncoding.ts'

/** The record that follows counts as a first one: whatever its length, it is the expected one. */
const forgetRecords = (info: { records: number }): void => void (info.records = 0)

/** Decoded and parsed between two turns of the event loop: some 10 ms. */
const SLICE_BYTES = 64 * 1024

/**
 * Reads a text table (see findEncoding and findDelimiter for what is accepted). Records of any length, quoted line
 * breaks and quotes inside unquoted cells are fine; NUL bytes are left out. Throws SheetError `broken-text` when a
 * quotation mark swallows the rest of the file, `too-many-cells` beyond the limits.
 */
export async function readCsv(bytes: Uint8Array, fileName: string): Promise<Table> {
  const encoding = await findEncoding(bytes)
  const decoder = new TextDecoder(encoding)
  const opening = new TextDecoder(encoding).decode(bytes.subarray(0, 64 * 1024)).replaceAll('\0', '')
  const rows: TableRow[] = []
  let cellCount = 0
  let recordNumber = 0
  let failure: unknown = null

  const parser = parse({
    delimiter: findDelimiter(opening),
    // Named, because a discovered one would not see lines that another program added with other ends.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    // Of records of another length than the first it makes an Error each, relaxed or not: 80 µs a row below a title line.
    on_record: (record: string[]) => {
      forgetRecords(parser.info)
      return record
    },
    skip_empty_lines: false,
    // A lone quotation mark would otherwise collect the whole file in one cell.
    max_record_size: SHEET_LIMITS.cellCharacters * 10,
  })
  parser.on('data', (record: string[]) => {
    recordNumber++
    const cells = record.map((text) => (text === '' ? null : text))
    while (cells.length > 0 && cells[cells.length - 1] === null) cells.pop()
    if (cells.length === 0) return
    cellCount += cells.length
    rows.push({ number: recordNumber, cells })
  })
  const finished = new Promise<void>((resolve) => {
    parser.once('end', resolve)
    parser.once('error', (error) => {
      failure = error
      resolve()
    })
  })

  for (let offset = 0; offset < bytes.length && failure === null; offset += SLICE_BYTES) {
    const slice = bytes.subarray(offset, offset + SLICE_BYTES)
    const text = decoder.decode(slice, { stream: offset + SLICE_BYTES < bytes.length }).replaceAll('\0', '')
    // Awaited: the stream would queue all slices and then parse them in one go.
    if (text !== '') await new Promise<void>((resolve) => parser.write(text, () => resolve()))
    await yieldToOthers()
    const widest = rows.length > 0 ? rows[rows.length - 1]!.cells.length : 0
    if (cellCount > SHEET_LIMITS.cells || rows.length > SHEET_LIMITS.rows || widest > SHEET_LIMITS.columns) {
      parser.destroy()
      throw new SheetError('too-many-cells')
    }
  }
  parser.end()
  await finished
  if (failure !== null) {
    const row = recordNumber + 1
    const at = { 'zh-CN': `第 ${row} 行`, en: `row ${row}` }
    // The parser's own message quotes the cell, so it stays out of ours.
    if (failure instanceof CsvError) throw new SheetError('broken-text', at)
    throw failure
  }
  return { sheetName: '', fileName, rows, cellsAreTyped: false, epoch: 1900, otherSheets: [] }
}

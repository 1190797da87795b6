import { classifyRow } from './classifyRow.ts'
import type { Meaning, SheetKind, SheetRow } from './columnMeanings.ts'
import { fillDown } from './fillDown.ts'
import { findHeader } from './findHeader.ts'
import { findTitleYear } from './findTitleYear.ts'
import { MissingColumnError } from './MissingColumnError.ts'
import type { Recognition, SheetContext } from './Recognition.ts'
import { readCardRow } from './rows/readCardRow.ts'
import { readHouseholdRow } from './rows/readHouseholdRow.ts'
import { readLedgerRow } from './rows/readLedgerRow.ts'
import { readOrganisationRow } from './rows/readOrganisationRow.ts'
import { readRegionRow } from './rows/readRegionRow.ts'
import { readResidentRow } from './rows/readResidentRow.ts'
import { readRosterRow } from './rows/readRosterRow.ts'
import { readSchoolRow } from './rows/readSchoolRow.ts'
import { readVerificationRow } from './rows/readVerificationRow.ts'
import { refuseRepeatedNumbers } from './rows/refuseRepeatedNumbers.ts'
import { SheetCells } from './rows/SheetCells.ts'
import { SheetError } from './SheetError.ts'
import { type SheetProblem, sheetProblem } from './sheetProblem.ts'
import type { Table } from './Table.ts'
import { ROWS_PER_TURN, yieldToOthers } from './yieldToOthers.ts'

export interface ReadRow<Kind extends SheetKind> {
  /** 1-based row of the sheet (see TableRow.number). */
  sheetRow: number
  /** Unchecked; not to be used when there are problems. */
  row: SheetRow<Kind>
  /** The sheet's own header of each field of the row, for naming what is judged later; the same object for all rows. */
  columnOf: Readonly<Record<string, string>>
  /** Each of them keeps the row out. */
  problems: SheetProblem[]
  /** Cells that were passed over; the row stands. */
  warnings: SheetProblem[]
}

export interface SheetReading<Kind extends SheetKind> {
  recognition: Recognition
  rows: ReadRow<Kind>[]
  /** Neither rows nor rejects, counted for the sender. */
  blankRows: number
  totalRows: number
  /** Footers, repeated headers, lines of text. */
  otherRows: number
}

type RowReaders = { [Kind in SheetKind]: (cells: SheetCells) => SheetRow<Kind> }
const ROW_READERS: RowReaders = {
  units: readLedgerRow,
  residents: readResidentRow,
  regions: readRegionRow,
  household: readHouseholdRow,
  roster: readRosterRow,
  school: readSchoolRow,
  verification: readVerificationRow,
  organisation: readOrganisationRow,
  cards: readCardRow,
}

/** Fields whose value comes from a column of another name. */
const FIELDS_OF: Partial<Record<Meaning, readonly string[]>> = {
  householdHealthCode: ['household'],
  householdTravelled: ['household'],
}

/**
 * Makes rows of one kind out of a table: finds the header, says what each column was taken for, reads every data row.
 * Throws SheetError `no-header`, or MissingColumnError naming the columns that a file of this kind needs and lacks.
 * Lets other requests run every 500 rows.
 */
export async function readSheetRows<Kind extends SheetKind>(kind: Kind, table: Table, context: SheetContext): Promise<SheetReading<Kind>> {
  const given = new Set(Object.keys(context.given ?? {}) as Meaning[])
  const header = findHeader(table, kind, given)
  if (header === null) throw new SheetError('no-header')
  if (header.missing.length > 0) throw new MissingColumnError(header)
  const recognition: Recognition = {
    ...header,
    kind,
    titleYear: findTitleYear([header.title, table.sheetName, table.fileName]),
    otherSheets: table.otherSheets,
  }

  const columnOf = columnsByField(recognition)
  const filled = await fillDown(table.rows, recognition)
  const cells = new SheetCells(recognition, table, context)
  const readRow: (cells: SheetCells) => SheetRow<Kind> = ROW_READERS[kind]
  const reading: SheetReading<Kind> = { recognition, rows: [], blankRows: 0, totalRows: 0, otherRows: 0 }
  let lastNumber = header.headerRows[header.headerRows.length - 1]!
  for (let index = header.firstDataIndex; index < table.rows.length; index++) {
    if (index % ROWS_PER_TURN === 0) await yieldToOthers()
    const row = table.rows[index]!
    // Rows without any cell are not in the table.
    reading.blankRows += row.number - lastNumber - 1
    lastNumber = row.number
    const rowClass = classifyRow(row, recognition)
    if (rowClass !== 'data') {
      if (rowClass === 'blank') reading.blankRows++
      else if (rowClass === 'total') reading.totalRows++
      else reading.otherRows++
      continue
    }
    cells.moveTo(row)
    const read = readRow(cells)
    for (const [meaning, first] of filled) if (first === row.number) cells.warnings.push(sheetProblem(cells.header(meaning), meaning, 'filled-down'))
    reading.rows.push({ sheetRow: row.number, row: read, columnOf, problems: cells.problems, warnings: cells.warnings })
  }
  if (kind === 'roster') refuseRepeatedNumbers(reading.rows as ReadRow<'roster'>[])
  return reading
}

function columnsByField(recognition: Recognition): Record<string, string> {
  const columnOf: Record<string, string> = {}
  for (const { meaning, header } of recognition.columns) {
    if (meaning === null || meaning === 'serial' || meaning === 'reject' || meaning === 'stair') continue
    for (const field of FIELDS_OF[meaning] ?? [meaning]) columnOf[field] ??= header
  }
  const address = columnOf.address
  if (address !== undefined && recognition.kind !== 'roster' && recognition.kind !== 'organisation') {
    for (const field of ['compound', 'building', 'room']) columnOf[field] ??= address
  }
  return columnOf
}

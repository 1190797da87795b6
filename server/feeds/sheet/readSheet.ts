import type { Meaning, SheetKind } from './columnMeanings.ts'
import { findHeader } from './findHeader.ts'
import type { SheetContext } from './Recognition.ts'
import { readSheetRows } from './readSheetRows.ts'
import type { SheetReading } from './readSheetRows.ts'
import { readTable } from './readTable.ts'
import type { Table } from './Table.ts'

/**
 * From the bytes of a file to rows of one kind. Of a workbook with several sheets the first whose header has every
 * needed column is read, so a sheet of instructions in front does no harm. `table` is what writeRejects needs.
 * Throws SheetError (see readTable, readSheetRows).
 */
export async function readSheet<Kind extends SheetKind>(
  kind: Kind, bytes: Uint8Array, fileName: string, context: SheetContext,
): Promise<{ table: Table; reading: SheetReading<Kind> }> {
  const given = new Set(Object.keys(context.given ?? {}) as Meaning[])
  const table = await readTable(bytes, fileName, (candidate) => findHeader(candidate, kind, given)?.missing.length === 0)
  return { table, reading: await readSheetRows(kind, table, context) }
}

import { dayToText } from '../protocol/day.ts'
import { zoneOffsetMinutes } from '../zone.ts'
import type { ImportRequest } from './importRequest.ts'
import type { SheetKind } from './importKinds.ts'
import { readSheet } from './sheet/readSheet.ts'
import type { ReadRow } from './sheet/readSheetRows.ts'
import type { Recognition } from './sheet/Recognition.ts'
import type { Table } from './sheet/Table.ts'
import type { SheetReject } from './sheet/writeRejects.ts'

export interface SheetFile {
  table: Table
  recognition: Recognition
  rows: ReadRow<SheetKind>[]
  /** Those that may be sent in. */
  good: ReadRow<SheetKind>[]
  rejects: SheetReject[]
}

/** A spreadsheet as rows of one kind, with what is wrong with those that cannot be sent in. Writes nothing. Throws SheetError. */
export async function readSheetFile({ service, bytes, fileName, timezone, mayTake }: ImportRequest, kind: SheetKind): Promise<SheetFile> {
  const { table, reading: { recognition, rows } } = await readSheet(kind, bytes, fileName, {
    zoneOffset: offsetText(zoneOffsetMinutes(timezone, service.now())),
    defaultYear: Number(dayToText(service.today()).slice(0, 4)),
  })
  const rejects: SheetReject[] = []
  const good: ReadRow<SheetKind>[] = []
  for (const read of rows) {
    const { sheetRow, row, columnOf } = read
    const refused = read.problems.length === 0 ? mayTake?.(kind, row) ?? null : null
    const problems = refused ? [{ ...refused, column: columnOf[refused.field] ?? refused.field }] : read.problems
    for (const { column, code, reason } of problems) rejects.push({ sheetRow, column, code, reason })
    if (problems.length === 0) good.push(read)
  }
  return { table, recognition, rows, good, rejects }
}

/** 480 → `+08:00`. */
function offsetText(minutes: number): string {
  const whole = Math.abs(minutes)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(whole / 60))}:${two(whole % 60)}`
}

import type { Locale, Wording } from '../../protocol/entities.ts'
import { cellText } from './cellText.ts'
import { writeCsv } from './csv/writeCsv.ts'
import type { Recognition } from './Recognition.ts'
import type { Table } from './Table.ts'

export interface SheetReject {
  sheetRow: number
  column: string
  code: string
  reason: Wording
}

/** Recognised again when the corrected file comes back, and then passed over (`reject` in columnMeanings.ts). */
const HEADERS: Record<Locale, readonly string[]> = {
  'zh-CN': ['表中行号', '问题列', '问题代码', '问题原因'],
  en: ['Sheet row', 'Rejected column', 'Reject code', 'Reject reason'],
}

/**
 * The rejected rows as CSV: UTF-8 with mark, CRLF; the sheet's row number, column, code and reason, then the original
 * cells under their own headers. A row with several problems stands once, with the problems of all its columns joined.
 * No cell starts with a character that makes a spreadsheet program calculate.
 */
export function writeRejects(table: Table, recognition: Recognition, rejects: readonly SheetReject[], locale: Locale = 'zh-CN'): string {
  const rowsByNumber = new Map(table.rows.map((row) => [row.number, row]))
  const width = Math.max(recognition.columns.length, ...[...new Set(rejects.map(({ sheetRow }) => sheetRow))]
    .map((number) => rowsByNumber.get(number)?.cells.length ?? 0))
  const originals = Array.from({ length: width }, (_, index) => recognition.columns[index]?.header ?? '')
  // The own columns of an earlier rejects file would stand twice.
  const kept = originals.map((_, index) => index).filter((index) => recognition.columns[index]?.meaning !== 'reject')
  const lines = [[...HEADERS[locale], ...kept.map((index) => originals[index]!)]]

  const byRow = new Map<number, SheetReject[]>()
  for (const reject of rejects) byRow.set(reject.sheetRow, [...(byRow.get(reject.sheetRow) ?? []), reject])
  const separator = locale === 'en' ? '; ' : ';'
  for (const [number, problems] of [...byRow].sort(([left], [right]) => left - right)) {
    const cells = rowsByNumber.get(number)?.cells ?? []
    lines.push([
      String(number),
      joinUnique(problems.map(({ column }) => column), separator),
      joinUnique(problems.map(({ code }) => code), separator),
      joinUnique(problems.map(({ reason }) => reason[locale]), separator),
      ...kept.map((index) => cellText(cells[index])),
    ])
  }
  return writeCsv(lines)
}

const joinUnique = (texts: string[], separator: string) => [...new Set(texts)].join(separator)

import { applyRows } from './applyRows.ts'
import type { ImportOutcome, ImportRequest, TakenColumn } from './importRequest.ts'
import type { SheetKind } from './importKinds.ts'
import { readSheetFile } from './readSheetFile.ts'
import type { ReadRow } from './sheet/readSheetRows.ts'
import type { Recognition } from './sheet/Recognition.ts'
import { writeRejects } from './sheet/writeRejects.ts'
import { listOfSheet } from './verification/listOfSheet.ts'

/** A spreadsheet's rows into the system. Throws SheetError. */
export async function importSheet(request: ImportRequest, kind: SheetKind): Promise<ImportOutcome> {
  const { service } = request
  const { table, recognition, rows, good, rejects } = await readSheetFile(request, kind)
  const sent = kind === 'verification' ? await listOfSheet(table, recognition, good as ReadRow<'verification'>[], { list: request.list, dueOn: request.dueOn, today: service.today() }) : null
  // A second import finds its head there already.
  if (sent && sent.rows.length > 0) await service.accept('verification', [sent.head], request.author)
  const applied = await applyRows(request, kind, sent?.rows ?? good.map(({ row }) => row))
  for (const { at, field, code, reason } of applied.rejected) {
    const { sheetRow, columnOf } = good[at]
    rejects.push({ sheetRow, column: columnOf[field] ?? field, code, reason })
  }
  return {
    kind, rows: rows.length, accepted: applied.accepted, duplicates: applied.duplicates,
    rejected: rows.length - good.length + applied.rejected.length,
    rejectsCsv: rejects.length === 0 ? null : new TextEncoder().encode(writeRejects(table, recognition, rejects, request.locale)),
    columns: takenColumns(recognition),
    warnings: warningsOf(recognition, rows.reduce((count, row) => count + row.warnings.length, 0)),
    ...(sent && { list: sent.head.list }),
  }
}

/** What each column was taken for. */
export function takenColumns({ columns }: Recognition): TakenColumn[] {
  return columns.filter(({ header }) => header !== '').map(({ header, meaning }) => ({
    header, takenFor: meaning === null ? 'note' : meaning === 'serial' || meaning === 'reject' ? null : meaning,
  }))
}

/** What the sender should know of the file as a whole. */
export function warningsOf(recognition: Recognition, cellsPassedOver: number): ImportOutcome['warnings'] {
  const warnings: ImportOutcome['warnings'] = []
  if (recognition.otherSheets.length > 0) {
    const names = recognition.otherSheets.slice(0, 10).map((name) => `「${name.slice(0, 31)}」`).join('')
    warnings.push({ code: 'other-sheets', reason: { 'zh-CN': `工作簿的其他工作表没有读取:${names}`, en: `Other sheets of the workbook were not read: ${names}` } })
  }
  for (const { taken, others } of recognition.ambiguous) {
    const list = others.map((header) => `「${header}」`).join('')
    warnings.push({ code: 'ambiguous-columns', reason: { 'zh-CN': `采用了「${taken}」列;含义相同的${list}列放入备注`, en: `Column "${taken}" was taken; ${list} mean the same and went into the note` } })
  }
  if (cellsPassedOver > 0) {
    warnings.push({ code: 'cells-passed-over', reason: { 'zh-CN': `${cellsPassedOver} 个单元格无法识别,已放入备注或略过,所在行仍已导入`, en: `${cellsPassedOver} cells were not understood; they were noted or passed over and their rows stand` } })
  }
  return warnings
}

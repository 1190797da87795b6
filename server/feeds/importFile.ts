import { GeodataError } from '../../geodata/readers/GeodataError.ts'
import type { Wording } from '../protocol/entities.ts'
import { importGeodata } from './importGeodata.ts'
import { isGeodataKind } from './importKinds.ts'
import type { ImportOutcome, ImportRequest } from './importRequest.ts'
import { importSheet } from './importSheet.ts'
import { SheetError } from './sheet/SheetError.ts'

/** The file cannot be read at all; nothing was taken. */
export class ImportError extends Error {
  constructor(readonly code: string, readonly reason: Wording) {
    super(`import: ${code}`)
    this.name = 'ImportError'
  }
}

/**
 * Reads a file and sends its rows through `service.accept`, slice by slice. Throws ImportError when the file cannot be
 * read, StoreUnavailableError when the log cannot be written (a second try counts what was taken as duplicates).
 */
export async function importFile(request: ImportRequest): Promise<ImportOutcome> {
  request.onProgress?.({ phase: 'reading', done: 0, total: null })
  try {
    return isGeodataKind(request.kind) ? await importGeodata(request, request.kind) : await importSheet(request, request.kind)
  } catch (error) {
    if (error instanceof SheetError || error instanceof GeodataError) throw new ImportError(error.code, error.reason)
    throw error
  }
}

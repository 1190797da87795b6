/** Files that come in at the desk: one function a route. */

import type { DeskImportKind, ImportedView, ImportPreview } from '../../../server/protocol/imports.ts'
import { requestJson } from './requestJson.ts'

const IMPORTS = '/api/v1/desk/imports'
/** A file of 50 MB over a slow uplink, and its rows. */
const FILE_TIMEOUT_MS = 5 * 60_000

/** Nothing is written. `kind` null: the server says what it takes the file for. */
export const previewFile = (file: File, kind: DeskImportKind | null, crs: string): Promise<ImportPreview> =>
  requestJson(`${IMPORTS}/preview${kind === null ? '' : `?kind=${kind}`}`, { body: formOf(file, crs), timeoutMs: FILE_TIMEOUT_MS })

export const takeFile = (file: File, kind: DeskImportKind, crs: string): Promise<ImportedView> =>
  requestJson(`${IMPORTS}?kind=${kind}`, { body: formOf(file, crs), timeoutMs: FILE_TIMEOUT_MS })

function formOf(file: File, crs: string): FormData {
  const form = new FormData()
  // Fields first: the server reads the parts in their order.
  if (crs !== '') form.append('crs', crs)
  form.append('file', file, file.name)
  return form
}

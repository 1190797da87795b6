import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { DeskImportKind, ImportedView, ImportPreview } from '../../../server/protocol/imports.ts'
import { previewFile, takeFile } from '../../link/desk/importsApi.ts'
import { createAsking } from './createAsking.ts'

/** One file on its way in: what it was taken for, what would be taken of it, what was. */
export const useImportsStore = defineStore('desk-imports', () => {
  const { busy, failure, ask } = createAsking()
  const file = shallowRef<File | null>(null)
  const preview = shallowRef<ImportPreview | null>(null)
  const imported = shallowRef<ImportedView | null>(null)

  /** A file to look at, or the same one as something else. */
  function look(next: File, kind: DeskImportKind | null = null, crs = ''): Promise<boolean> {
    file.value = next
    preview.value = null
    imported.value = null
    return ask(async () => {
      const answer = await previewFile(next, kind, crs)
      // Another one may have been dropped meanwhile.
      if (file.value === next) preview.value = answer
    })
  }
  function take(crs = ''): Promise<boolean> {
    const [sent, seen] = [file.value, preview.value]
    if (!sent || !seen) return Promise.resolve(false)
    return ask(async () => { imported.value = await takeFile(sent, seen.kind, crs) })
  }
  /** Other people's rows do not stay behind. */
  function forget(): void {
    file.value = null
    preview.value = null
    imported.value = null
    failure.value = null
  }
  return { file, preview, imported, busy, failure, look, take, forget }
})

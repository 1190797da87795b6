import { setImmediate as afterOthers } from 'node:timers/promises'
import type { RowKind } from '../feeds/rows.ts'
import type { BatchResult, Service } from '../service.ts'

export interface SliceOptions {
  rowsPerSlice: number
  /** Told after each slice how many rows have been taken. */
  onProgress?: (rowsDone: number) => void
}

/**
 * Sends rows in slices, so that other feeds get in between, and adds the answers up; indexes of rejected rows count
 * from the first row of all. Throws StoreUnavailableError; slices before that are on disk, but nobody was told, and a
 * repeated batch counts once.
 */
export async function acceptInSlices(service: Service, kind: RowKind, rows: unknown[], author: string, options: SliceOptions): Promise<BatchResult> {
  const total: BatchResult = { accepted: 0, duplicates: 0, rejected: [], rev: service.rev() }
  for (let start = 0; start < rows.length; start += options.rowsPerSlice) {
    if (start > 0) await afterOthers()
    const result = await service.accept(kind, rows.slice(start, start + options.rowsPerSlice), author)
    total.accepted += result.accepted
    total.duplicates += result.duplicates
    total.rev = result.rev
    for (const row of result.rejected) total.rejected.push({ ...row, index: row.index + start })
    options.onProgress?.(Math.min(start + options.rowsPerSlice, rows.length))
  }
  return total
}

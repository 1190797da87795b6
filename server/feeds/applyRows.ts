import { setImmediate as afterOthers } from 'node:timers/promises'
import type { Wording } from '../protocol/entities.ts'
import type { ImportRequest } from './importRequest.ts'
import type { RowKind } from './rows.ts'

/** Small enough that a feed's batch never waits long behind a slice; an fsync serves each. */
const ROWS_PER_SLICE = 500
/** A row of a verification list makes a person, keys and cells of its own: four times the work of another. */
const TASKS_PER_SLICE = 125

export interface Applied {
  accepted: number
  duplicates: number
  /** `at`: index in `rows`. */
  rejected: { at: number; field: string; code: string; reason: Wording }[]
}

/** Sends rows in order, letting others in between. */
export async function applyRows(request: ImportRequest, kind: RowKind, rows: readonly unknown[]): Promise<Applied> {
  const applied: Applied = { accepted: 0, duplicates: 0, rejected: [] }
  const perSlice = kind === 'verification' ? TASKS_PER_SLICE : ROWS_PER_SLICE
  for (let start = 0; start < rows.length; start += perSlice) {
    const result = await request.service.accept(kind, rows.slice(start, start + perSlice), request.author)
    applied.accepted += result.accepted
    applied.duplicates += result.duplicates
    for (const { index, field, code, reason } of result.rejected) applied.rejected.push({ at: start + index, field, code, reason })
    if (kind === request.kind) request.onProgress?.({ phase: 'applying', done: Math.min(start + perSlice, rows.length), total: rows.length })
    await afterOthers()
  }
  return applied
}

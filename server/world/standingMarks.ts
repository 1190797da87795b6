import type { RecordColumns } from './recordColumns.ts'

const NONE: readonly string[] = []

/** Keys of the marks that stand on a unit on a day, as known at `maxSeq`: the newest word about each counts. */
export function standingMarks(records: RecordColumns, unit: number, day: number, maxSeq: number): readonly string[] {
  if (!records.hasAny(unit)) return NONE
  const decided = new Set<string>()
  const standing: string[] = []
  for (const { feed, code, validOn } of records.ofUnit(unit, maxSeq)) {
    if (feed !== 'mark' || validOn > day) continue
    const key = code.slice(1)
    if (decided.has(key)) continue
    decided.add(key)
    if (code[0] === '+') standing.push(key)
  }
  return standing
}

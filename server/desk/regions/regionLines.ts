import type { ReferenceEntry } from '../../packs/pack.ts'

/** The newest version of each line (region, level and first day), in the order in which they were first written. */
export function regionLines(entries: readonly ReferenceEntry[], kind: string): ReferenceEntry[] {
  const newest = new Map<string, ReferenceEntry>()
  for (const entry of entries) {
    if (entry.kind !== kind) continue
    const { region, level, from } = entry.body
    newest.set(`${String(region)}\n${String(level)}\n${String(from)}`, entry)
  }
  return [...newest.values()]
}

import type { SheetKind } from './columnMeanings.ts'
import { findHeader } from './findHeader.ts'
import type { Table } from './Table.ts'

/** Kinds that are imported. When two know as many columns: the one that asks for more. A list of people to look for is told by its title. */
const ORDER: readonly SheetKind[] = ['household', 'school', 'roster', 'residents', 'units', 'regions', 'verification', 'organisation']
const SOUNDS_LIKE_A_LIST = /协查|核查|核实|排查名单|verification/i
const NOTHING_SAID: ReadonlySet<string | null> = new Set([null, 'note', 'serial', 'reject'])

/** Kinds whose needs a table's header meets, the likeliest first: the one that has a use for most of its columns. */
export function recogniseKind(table: Table): SheetKind[] {
  const found: { kind: SheetKind; known: number }[] = []
  for (const kind of ORDER) {
    const header = findHeader(table, kind)
    if (!header || header.missing.length > 0) continue
    const known = header.columns.filter(({ meaning }) => !NOTHING_SAID.has(meaning)).length
    const isNamed = kind === 'verification' && SOUNDS_LIKE_A_LIST.test(`${header.title} ${table.sheetName} ${table.fileName}`)
    found.push({ kind, known: isNamed ? Infinity : known })
  }
  return found.sort((a, b) => (a.known === b.known ? ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) : b.known - a.known)).map(({ kind }) => kind)
}

import type { SchoolRow } from '../../rows.ts'

const KINDS: readonly [RegExp, NonNullable<SchoolRow['device']>][] = [
  [/耳|\bear\b/i, 'ear'],
  [/腋|armpit|axill/i, 'armpit'],
  [/额|红外|体温枪|测温枪|forehead/i, 'forehead'],
  [/热成像|热像|测温门|thermal/i, 'thermal'],
]

/** With what, or where, a temperature was taken, or null: `耳温枪`, `腋下`, `额温（℃）`; in a cell or in the header of a temperature. */
export function parseThermometer(text: string): NonNullable<SchoolRow['device']> | null {
  return KINDS.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

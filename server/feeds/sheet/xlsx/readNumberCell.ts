import type { NumberCell } from '../Table.ts'

/** A double holds 15 decimal digits for sure; spreadsheet programs keep exactly so many. */
const SAFE_DIGITS = 15

/**
 * A stored number as the cell it is: `302` → 302, `36.600000000000001` → text `36.6`, `3.1011519770325501E+17` → all
 * digits written out and `rounded`. Null when the text is no number.
 */
export function readNumberCell(stored: string, minimumDigits: number): NumberCell | null {
  const value = Number(stored)
  if (stored.trim() === '' || !Number.isFinite(value)) return null
  const isWhole = Number.isInteger(value)
  const whole = isWhole && Math.abs(value) < 1e21
  let text = whole ? BigInt(value).toString() : String(value)
  if (minimumDigits > 0 && whole && value >= 0) text = text.padStart(minimumDigits, '0')
  return { kind: 'number', value, text, rounded: isWhole && Math.abs(value) >= 10 ** SAFE_DIGITS }
}

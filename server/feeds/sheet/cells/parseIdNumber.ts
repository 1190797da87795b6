import { foldText } from '../../../merge/address/foldText.ts'
import { cellText } from '../cellText.ts'
import type { Cell } from '../Table.ts'

/**
 * An identity number in its canonical form, or null: NFKC, upper case (the check sign `x` too), without blanks, dashes
 * and the apostrophe that kept a spreadsheet from calculating; passports and permits the same way. Null also for a
 * number of more than 15 digits that was stored as a number (or as 3.10115E+17): the program has rounded it, and a
 * rounded number would join two people. Whether the check sign is right is not judged here.
 */
export function parseIdNumber(cell: Cell): string | null {
  if (cell === null || (typeof cell !== 'string' && (cell.kind !== 'number' || cell.rounded))) return null
  const text = foldText(cellText(cell)).toUpperCase().replace(/[\s'’‘`"\-–—.·*]/g, '')
  if (isRoundedNumber(cell)) return null
  return /^(?=.*\d)[A-Z0-9()]{5,30}$/.test(text) ? text : null
}

/** Whether the cell held a long number of which the spreadsheet program has lost the last digits. */
export function isRoundedNumber(cell: Cell): boolean {
  if (cell === null) return false
  if (typeof cell !== 'string') return cell.kind === 'number' && cell.rounded
  return /^'?\d(?:\.\d+)?E\+\d{2}$/i.test(foldText(cell.slice(0, 40)).replace(/\s/g, ''))
}

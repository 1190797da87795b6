import { foldText } from '../../../merge/address/foldText.ts'
import { cellText } from '../cellText.ts'
import type { Cell } from '../Table.ts'

/**
 * A telephone number as digits only, or null: blanks, dashes, dots and brackets go, `+86` and `0086` before a mobile
 * number too; of several (`139…/138…`) the first mobile one is taken. A foreign number keeps its `+`. A number that
 * the spreadsheet program has rounded, or written as 1.38E+10 in a text file, is null: its digits are lost.
 */
export function parsePhone(cell: Cell): string | null {
  if (cell === null || (typeof cell !== 'string' && cell.kind !== 'number')) return null
  if (typeof cell !== 'string' && cell.rounded) return null
  const text = foldText(cellText(cell))
  if (text.length > 100 || /\d\.?\d*e\+?\d+$/i.test(text)) return null
  const mobile = /(?<!\d)(?:(?:\+|00)?86[- ]?)?(1[3-9]\d(?:[-\s.]?\d){8})(?!\d)/.exec(text)
  if (mobile !== null) return mobile[1]!.replace(/\D/g, '')
  const first = text.split(/[/、,;;]|\s(?=1\d{10})/)[0]!.replace(/(?:转|ext\.?|分机).*$/i, '')
  const digits = first.replace(/[\s\-()._'–—]/g, '')
  return /^\+?\d{5,15}$/.test(digits) ? digits : null
}

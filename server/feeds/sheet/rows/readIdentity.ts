import { isRoundedNumber, parseIdNumber } from '../cells/parseIdNumber.ts'
import { parsePhone } from '../cells/parsePhone.ts'
import type { Meaning } from '../columnMeanings.ts'
import type { SheetCells } from './SheetCells.ts'

export interface Identity {
  name?: string
  idNumber?: string
  phone?: string
}

/** Written into the name cell of a row about the whole unit. */
const WHOLE_UNIT = /^(?:全户|整户|全家|全体|空关|空置|无人)$/

/** Who a row is about. Numbers that cannot be read do not keep the row out: the person is matched by what is left. */
export function readIdentity(cells: SheetCells): Identity {
  const nameText = cells.optionalText('name')
  const name = nameText !== undefined && WHOLE_UNIT.test(nameText) ? undefined : nameText
  const idNumber = readIdNumber(cells, 'idNumber')
  const phone = readPhone(cells, 'phone')
  return {
    ...(name === undefined ? {} : { name }),
    ...(idNumber === undefined ? {} : { idNumber }),
    ...(phone === undefined ? {} : { phone }),
  }
}

export function readIdNumber(cells: SheetCells, meaning: Meaning): string | undefined {
  const rounded = isRoundedNumber(cells.cell(meaning))
  return cells.optional(meaning, (_, cell) => parseIdNumber(cell), rounded ? 'rounded-number' : 'unread-value')
}

export function readPhone(cells: SheetCells, meaning: Meaning): string | undefined {
  const rounded = isRoundedNumber(cells.cell(meaning))
  return cells.optional(meaning, (_, cell) => parsePhone(cell), rounded ? 'rounded-number' : 'unread-value')
}

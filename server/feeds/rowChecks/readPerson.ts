import type { RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { normalizeIdNumber } from './normalizeIdNumber.ts'
import { normalizeName } from './normalizeName.ts'
import { normalizePhone } from './normalizePhone.ts'
import type { PrivateCells } from './PrivateCells.ts'
import { ID_LENGTH, NAME_LENGTH, readText } from './readText.ts'

export interface ReadPerson {
  name: string
  idNumber: string
  phone: string
}

/**
 * Name, identity number and phone as they are compared. A number that can be none (无, 同上) is kept aside, not refused;
 * `typed`: refused, because whoever typed it is still there to mend it.
 */
export function readPerson(row: Record<string, unknown>, nameRequired: boolean, problems: RowProblem[], aside: PrivateCells, typed = false): ReadPerson {
  const name = normalizeName(readText(row, 'name', NAME_LENGTH, nameRequired, problems))
  const idText = readText(row, 'idNumber', ID_LENGTH, false, problems)
  const phoneText = readText(row, 'phone', ID_LENGTH, false, problems)
  const idNumber = idText === '' ? '' : normalizeIdNumber(idText)
  const phone = phoneText === '' ? '' : normalizePhone(phoneText)
  if (idNumber === '') aside.keep('idNumber', idText)
  if (phone === '') aside.keep('phone', phoneText)
  if (typed && idNumber === '' && idText !== '') problems.push(rowProblem('idNumber', 'not-an-id-number'))
  if (typed && phone === '' && phoneText !== '') problems.push(rowProblem('phone', 'not-a-phone'))
  return { name, idNumber, phone }
}

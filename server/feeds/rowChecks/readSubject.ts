import type { NamedSubject, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from './asRecord.ts'
import type { PrivateCells } from './PrivateCells.ts'
import { type ReadPerson, readPerson } from './readPerson.ts'
import { ID_LENGTH, readText } from './readText.ts'

const UNIT = /^u[0-9a-z]{1,12}$/
const PERSON = /^p[0-9a-z]{1,12}$/

export interface ReadSubject {
  reportId: string | null
  subject: NamedSubject
  /** Somebody new, by name, or the corrected name and numbers of a known person; null when there is neither. */
  newPerson: ReadPerson | null
}

/**
 * The fields that every report of the desk has: `id`, `unit`, `seen`, and `person` (an id) or `newPerson` (a name). With
 * `corrects` a row may have both: the known person is called so from now on.
 */
export function readSubject(row: Record<string, unknown>, personRequired: boolean, problems: RowProblem[], aside: PrivateCells, corrects = false): ReadSubject {
  const reportId = readText(row, 'id', ID_LENGTH, false, problems)
  const unit = readText(row, 'unit', ID_LENGTH, true, problems)
  if (unit !== '' && !UNIT.test(unit)) problems.push(rowProblem('unit', 'unknown-unit'))
  const person = readText(row, 'person', ID_LENGTH, false, problems)
  if (person !== '' && !PERSON.test(person)) problems.push(rowProblem('person', 'unknown-person'))
  let newPerson: ReadPerson | null = null
  if (row.newPerson !== undefined && row.newPerson !== null) {
    const record = asRecord(row.newPerson)
    if (!record || (person !== '' && !corrects)) problems.push(rowProblem('newPerson', record ? 'unknown-value' : 'not-an-object'))
    else newPerson = readPerson(record, person === '', problems, aside, true)
  }
  if (personRequired && person === '' && newPerson === null && !problems.some(({ field }) => field === 'person' || field === 'newPerson' || field === 'name')) problems.push(rowProblem('person', 'missing'))
  let seen: number | null = null
  if (row.seen !== undefined && row.seen !== null) {
    if (Number.isSafeInteger(row.seen) && (row.seen as number) >= 0) seen = row.seen as number
    else problems.push(rowProblem('seen', 'not-a-number'))
  }
  return { reportId: reportId || null, subject: { unit, person: person || null, seen }, newPerson }
}

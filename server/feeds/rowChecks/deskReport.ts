import type { ParsedReport } from '../../packs/pack.ts'
import type { PrivateCells } from './PrivateCells.ts'
import type { ReadSubject } from './readSubject.ts'

/** What the parser of a desk feed gives back: about a unit or somebody in it, named by id. */
export function deskReport({ reportId, subject, newPerson }: ReadSubject, validOn: number, body: Record<string, unknown>, aside: PrivateCells): ParsedReport {
  return {
    subject: subject.person !== null || newPerson !== null ? 'person' : 'unit',
    validOn, observedAt: null, reportId, address: null, named: subject, person: newPerson, pupil: null, body, privateCells: aside.cells,
  }
}

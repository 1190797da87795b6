import type { DeskReport, PersonView } from '../../server/protocol/desk.ts'
import { stayOf } from './stayOf.ts'

/**
 * The report that ends one person's stay on `releasedOn`: the stay's own facts again, with the release beside them
 * (rule 3: a release belongs to its stay, which is person + arrival day). Null when the person has no stay to release.
 */
export function releaseReport(unit: string, seen: number, person: PersonView, releasedOn: string): DeskReport | null {
  const stay = stayOf(person)
  return stay && { kind: 'officer', unit, seen, person: person.id, ...stay, releasedOn }
}

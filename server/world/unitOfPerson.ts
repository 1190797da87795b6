import { NO_DAY } from '../protocol/day.ts'
import type { KnownFacts } from './knownFacts.ts'

/** The unit that a person's latest report names, else the one the register of residents does; null when neither does. */
export function unitOfPerson(known: KnownFacts, person: number, day: number): number | null {
  const rows = known.people.rowsOf(person, Number.MAX_SAFE_INTEGER, 0xffffffff, [])
  if (rows.length > 0) return known.people.unit.values[rows[rows.length - 1]]
  const residence = known.residents.ofPerson(person)
  return residence && (residence.to === NO_DAY || residence.to >= day) ? residence.unit : null
}

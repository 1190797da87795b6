import type { DeskReport, PersonView } from '../../server/protocol/desk.ts'
import { stayOf } from './stayOf.ts'

/** The two ways in which a contradiction about one person ends; `returned` is null when no stay is known to confirm. */
export interface ConflictWays { returned: DeskReport | null; stayed: DeskReport }

/** Reports that settle a contradiction (rule 4): the state then stands as given, and both sides stay in the log. */
export function settleConflict(unit: string, seen: number, person: PersonView): ConflictWays {
  const base = { kind: 'officer' as const, unit, seen, person: person.id, settled: true }
  const stay = stayOf(person)
  return { returned: stay && { ...base, ...stay, ...(person.whereabouts?.releasedOn && { releasedOn: person.whereabouts.releasedOn }) }, stayed: { ...base, state: 'stayed' } }
}

import type { PersonView } from '../../server/protocol/desk.ts'

/** The facts of somebody's stay as they stand, for a report that repeats or settles them; null when there is none. */
export function stayOf(person: PersonView): { state: 'returned'; origin?: string; transit?: string; departedOn?: string; returnedOn: string; transport?: string } | null {
  const known = person.whereabouts
  const returnedOn = known?.returnedOn ?? person.observation?.arrivedOn
  if (!known || !returnedOn) return null
  return {
    state: 'returned',
    ...(known.origin && { origin: known.origin }),
    ...(known.transit && { transit: known.transit }),
    ...(known.departedOn && { departedOn: known.departedOn }),
    returnedOn,
    ...(known.transport && { transport: known.transport }),
  }
}

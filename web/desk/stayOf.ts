import type { PersonView } from '../../server/protocol/desk.ts'

/**
 * The facts of somebody's stay as they stand, for a report that repeats or settles them; null when there is none. Where
 * the newest word is another one (a contradiction is held), only the arrival is repeated: the stay keeps its own origin.
 */
export function stayOf({ whereabouts, observation }: PersonView): { state: 'returned'; origin?: string; transit?: string; departedOn?: string; returnedOn: string; transport?: string } | null {
  if (whereabouts?.state !== 'returned' || !whereabouts.returnedOn) return observation && { state: 'returned', returnedOn: observation.arrivedOn }
  return {
    state: 'returned',
    ...(whereabouts.origin && { origin: whereabouts.origin }),
    ...(whereabouts.transit && { transit: whereabouts.transit }),
    ...(whereabouts.departedOn && { departedOn: whereabouts.departedOn }),
    returnedOn: whereabouts.returnedOn,
    ...(whereabouts.transport && { transport: whereabouts.transport }),
  }
}

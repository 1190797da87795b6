import type { Reach } from '../desk/createReach.ts'
import type { DeskContext } from '../desk/deskContext.ts'
import type { RoundRecord } from '../world/maskRounds.ts'
import { type CodeTarget, isBelow } from './codeTarget.ts'

type Places = Pick<RoundRecord, 'places'>

/** Whether a home may book in a round: it is open everywhere, or for a place that the home stands in. */
export function isOpenFor(context: DeskContext, { places }: Places, unit: number): boolean {
  return places.length === 0 || places.some((place) => isBelow(context, context.known().registers.unitBuilding.values[unit], place))
}

/** Whether any home that a code stands for may book. */
export function isOpenAt(context: DeskContext, round: Places, target: CodeTarget): boolean {
  if (round.places.length === 0) return true
  if (target.kind === 'unit') return isOpenFor(context, round, target.unit)
  if (target.kind === 'building') return round.places.some((place) => isBelow(context, target.building, place))
  // Of a committee: it, something above it, or something in it.
  return round.places.some((place) => isPlaceBelow(context, target.place, place) || isPlaceBelow(context, place, target.place))
}

/** Whether a round is any business of whoever has that reach: one for other committees does not exist for them. */
export function isRoundWithin(context: DeskContext, { places }: Places, reach: Reach): boolean {
  if (places.length === 0 || places.some(reach.hasPlace)) return true
  const { buildings } = context.known().registers
  return buildings.some((_, building) => reach.hasBuilding(building) && places.some((place) => isBelow(context, building, place)))
}

export const namesOfPlaces = (context: DeskContext, places: readonly number[]): string[] => places.map((place) => context.known().registers.places[place]?.name ?? '')

function isPlaceBelow(context: DeskContext, place: number, above: number): boolean {
  const world = context.world()
  for (let node = world.firstPlace + place; node >= 0; node = world.layout.parent[node]) if (node === world.firstPlace + above) return true
  return false
}

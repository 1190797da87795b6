import type { Observation, PersonResult } from '../packs/pack.ts'
import type { DeskContext } from './deskContext.ts'
import { missingCareDays } from './missingCareDays.ts'

/** What a work list or an elevation says of a unit beside its status: derived, never kept. */
export interface UnitState {
  status: number
  tags: number
  /** The one that ends last among the people who give the unit its colour, or null. */
  observation: Observation | null
  /** Nothing stands in today's health log of a home whose health is written down every day. */
  careMissing: boolean
  /** Earlier days of that log in which nothing stands. */
  earlierCareMissing: number
  todo: boolean
}

/** The tag word of some tags of the pack. */
export function bitsOfTags({ pack }: DeskContext, tags: readonly string[]): number {
  return tags.reduce((bits, tag) => bits | (1 << pack.description.tags.findIndex(({ key }) => key === tag)), 0)
}

/** Bits of the tags that stand on any work list. */
export const listBits = (context: DeskContext): number => bitsOfTags(context, (context.pack.desk?.lists ?? []).flatMap(({ tags }) => tags))

/** State of one unit now. HOT for a poster: 2,000 units at once. */
export function unitState(context: DeskContext, unit: number, todoBits = listBits(context)): UnitState {
  const live = context.live()
  const { status, tags } = live.statusOf(unit)
  const rules = context.pack.desk
  // Nothing is to be done in a home that is no more; what it was stays.
  if (!rules || context.known().registers.isHomeGone(unit, context.today())) return { status, tags, observation: null, careMissing: false, earlierCareMissing: 0, todo: false }
  const day = context.today()
  let observation: Observation | null = null
  for (const person of live.peopleIn(unit)) {
    const result = live.explainPerson(person)?.result
    if (!result || result.status !== status) continue
    const found = rules.observe(result as PersonResult, day)
    if (found && (!observation || found.dueOn > observation.dueOn)) observation = found
  }
  const missing = rules.caredFor.includes(status) ? missingCareDays(context.known().records, unit, observation, day) : []
  const careMissing = missing[0] === day
  return { status, tags, observation, careMissing, earlierCareMissing: missing.length - Number(careMissing), todo: (tags & todoBits) !== 0 || missing.length > 0 }
}

import type { Observation, PersonResult } from '../packs/pack.ts'
import type { DeskContext } from './deskContext.ts'

/** What a work list or an elevation says of a unit beside its status: derived, never kept. */
export interface UnitState {
  status: number
  tags: number
  /** The one that ends last among the people who give the unit its colour, or null. */
  observation: Observation | null
  careMissing: boolean
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
  if (!rules) return { status, tags, observation: null, careMissing: false, todo: false }
  const day = context.today()
  let observation: Observation | null = null
  for (const person of live.peopleIn(unit)) {
    const result = live.explainPerson(person)?.result
    if (!result || result.status !== status) continue
    const found = rules.observe(result as PersonResult, day)
    if (found && (!observation || found.dueOn > observation.dueOn)) observation = found
  }
  const careMissing = rules.caredFor.includes(status) && !hasCareOn(context, unit, day)
  return { status, tags, observation, careMissing, todo: (tags & todoBits) !== 0 || careMissing }
}

/** Whether the day's log of a home holds anything. */
export function hasCareOn(context: DeskContext, unit: number, day: number): boolean {
  const { records } = context.known()
  return records.hasAny(unit) && records.ofUnit(unit).some(({ feed, code }) => feed === 'care' && code === String(day))
}

import type { DeskContext } from './deskContext.ts'

/** Day number on which somebody's newest stay was ended; null while it is not, or when there is none. */
export function releasedOn(context: DeskContext, person: number): number | null {
  const result = context.live().explainPerson(person)?.result
  return result ? context.pack.desk?.releasedOn(result) ?? null : null
}

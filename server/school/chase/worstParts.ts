import type { DeskContext } from '../../desk/deskContext.ts'
import { compareGrades } from '../../merge/compareGrades.ts'
import { STAFF_CLASS } from '../../protocol/school.ts'
import { type ChaseGroup, chaseGroups } from './chaseGroups.ts'
import type { ChaseScope } from './chaseSteps.ts'
import type { ChasePart } from './composeChase.ts'

/** Where the pupils are who are missing of a group, most first: its campuses or classes with their numbers; a class has no parts. */
export function worstParts(context: DeskContext, scope: ChaseScope, { campus, grade }: Pick<ChaseGroup, 'campus' | 'grade'>, day: number, isTold?: (campus: number) => boolean): ChasePart[] {
  if (scope === 'class') return []
  const { campuses } = context.known().registers
  return chaseGroups(context, scope === 'district' ? 'campus' : 'class', day, campus, isTold)
    .filter((part) => part.missing.length > 0 && part.class !== STAFF_CLASS && (scope !== 'grade' || part.grade === grade))
    .map((part) => ({ name: scope === 'district' ? campuses[part.campus]?.name ?? '' : part.class || part.grade, missing: part.missing.length }))
    .sort((a, b) => b.missing - a.missing || compareGrades(a.name, b.name))
}

import type { Reach } from '../../desk/createReach.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import { NOT_SHOWN, type SchoolTally } from '../../protocol/school.ts'
import { type CampusFigures, figuresOfCampuses } from '../../world/queries/schoolDay.ts'
import type { SchoolFigures } from '../../world/schoolFigures.ts'

/** Fewer sick pupils of a class than this could point at one of them. */
const LEAST_SHOWN = 5

/** Figures of one campus by grade and class; with a reach, of the classes in it only. */
export function sumCampus(context: DeskContext, figures: SchoolFigures, campus: number, reach: Reach | null): CampusFigures {
  return figuresOfCampuses(context.known(), figures, new Set([campus]), reach && ((place) => reach.hasClass(campus, place.grade, place.class)))
}

/** As a screen in a hall may show it: how many are sick only where they are many. */
export const withoutSmall = (tally: SchoolTally): SchoolTally => (tally.abnormal < LEAST_SHOWN ? { ...tally, abnormal: NOT_SHOWN } : tally)

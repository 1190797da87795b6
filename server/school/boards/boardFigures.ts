import type { Reach } from '../../desk/createReach.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import { NOT_SHOWN, type SchoolTally } from '../../protocol/school.ts'
import { type CampusFigures, figuresOfCampuses } from '../../world/queries/schoolDay.ts'
import type { SchoolFigures } from '../../world/schoolFigures.ts'

/** Fewer sick pupils than this could point at one of them. */
const LEAST_SHOWN = 5

/** Figures of one campus by grade and class; with a reach, of the classes in it only. */
export function sumCampus(context: DeskContext, figures: SchoolFigures, campus: number, reach: Reach | null): CampusFigures {
  return figuresOfCampuses(context.known(), figures, new Set([campus]), reach && ((place) => reach.hasClass(campus, place.grade, place.class)))
}

/** A class, or the staff, as a screen in a hall may show it: how many are sick only where they are many, or nobody is. */
export const withoutFew = (tally: SchoolTally): SchoolTally => (tally.abnormal > 0 && tally.abnormal < LEAST_SHOWN ? { ...tally, abnormal: NOT_SHOWN } : tally)

/** A campus as a screen in a hall may show it: of a sum, too, what is left when the shown classes are taken away is nobody or many. */
export function inHalls({ whole, grades }: CampusFigures): Pick<CampusFigures, 'whole' | 'grades'> {
  const shownGrades = grades.map(({ name, tally, classes }) => {
    const shown = classes.map((each) => ({ name: each.name, tally: withoutFew(each.tally) }))
    return { name, classes: shown, tally: shown.some((each) => each.tally.abnormal === NOT_SHOWN) ? { ...tally, abnormal: NOT_SHOWN } : tally }
  })
  const told = shownGrades.flatMap(({ classes }) => classes).reduce((sum, { tally }) => sum + Math.max(tally.abnormal, 0), 0)
  const rest = whole.abnormal - told
  return { whole: rest > 0 && rest < LEAST_SHOWN ? { ...whole, abnormal: NOT_SHOWN } : whole, grades: shownGrades }
}

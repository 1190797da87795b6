import type { Reach } from '../../desk/createReach.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import { NOT_SHOWN, type SchoolTally } from '../../protocol/school.ts'
import type { GroupedTally } from '../../world/queries/schoolDay.ts'
import { emptyTally, type SchoolFigures } from '../../world/schoolFigures.ts'
import { compareGrades } from './gradeOrder.ts'

/** Fewer sick pupils of a class than this could point at one of them. */
const LEAST_SHOWN = 5

export interface CampusSum { whole: SchoolTally; staff: SchoolTally; grades: (GroupedTally & { classes: GroupedTally[] })[]; isSchoolDay: boolean }

/** Figures of one campus by grade and class; with a reach, of the classes in it only. */
export function sumCampus(context: DeskContext, figures: SchoolFigures, campus: number, reach: Reach | null): CampusSum {
  const known = context.known()
  const { roster } = known.registers
  const sum: CampusSum = { whole: emptyTally(), staff: emptyTally(), grades: [], isSchoolDay: false }
  const grades = new Map<string, GroupedTally & { classes: GroupedTally[] }>()
  for (let group = 0; group < roster.groups.length; group++) {
    if (roster.groups[group].campus !== campus) continue
    const place = known.calendarClass(group)
    if (reach && !reach.hasClass(campus, place.grade, place.class)) continue
    if (roster.groups[group].staff) {
      figures.addTo(sum.staff, group)
      continue
    }
    figures.addTo(sum.whole, group)
    const tally = figures.tallyOf(group)
    if (tally.roster === 0) continue
    sum.isSchoolDay ||= figures.isSchoolDay(group)
    let grade = grades.get(place.grade)
    if (!grade) grades.set(place.grade, (grade = { name: place.grade, tally: emptyTally(), classes: [] }))
    figures.addTo(grade.tally, group)
    grade.classes.push({ name: place.class, tally })
  }
  sum.grades = [...grades.values()].sort((a, b) => compareGrades(a.name, b.name))
  for (const grade of sum.grades) grade.classes.sort((a, b) => compareGrades(a.name, b.name))
  return sum
}

/** As a screen in a hall may show it: how many are sick only where they are many. */
export const withoutSmall = (tally: SchoolTally): SchoolTally => (tally.abnormal < LEAST_SHOWN ? { ...tally, abnormal: NOT_SHOWN } : tally)

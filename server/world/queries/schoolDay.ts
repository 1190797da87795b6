import { clockText } from '../../protocol/clockText.ts'
import { dayToText } from '../../protocol/day.ts'
import type { SchoolTally } from '../../protocol/school.ts'
import { compareGrades } from '../../merge/compareGrades.ts'
import { normalizeSchool } from '../../merge/normalizeSchool.ts'
import { schoolOfCampus } from '../../merge/schoolOfCampus.ts'
import type { SchoolDayAnswer } from '../../service.ts'
import type { KnownFacts } from '../knownFacts.ts'
import type { CalendarClass } from '../schoolCalendar.ts'
import { emptyTally, type SchoolFigures } from '../schoolFigures.ts'

export interface GroupedTally { name: string; tally: SchoolTally }
export interface CampusFigures { whole: SchoolTally; staff: SchoolTally; grades: (GroupedTally & { classes: GroupedTally[] })[]; /** Whether any class has school. */ isSchoolDay: boolean }

/**
 * Figures of some campuses by grade and class, in a school's order; staff are a sum of their own. With `isCovered` of those
 * classes only. A pupil on no roster, who only said a class, counts as unknown in the school's class of that name.
 */
export function figuresOfCampuses(known: KnownFacts, figures: SchoolFigures, campuses: ReadonlySet<number>, isCovered: ((place: CalendarClass) => boolean) | null = null): CampusFigures {
  const { groups } = known.registers.roster
  const sum: CampusFigures = { whole: emptyTally(), staff: emptyTally(), grades: [], isSchoolDay: false }
  const grades = new Map<string, { tally: SchoolTally; classes: Map<string, SchoolTally> }>()
  const onlySaid: number[] = []
  for (let group = 0; group < groups.length; group++) {
    if (!campuses.has(groups[group].campus)) continue
    const place = known.calendarClass(group)
    if (isCovered && !isCovered(place)) continue
    figures.addTo(groups[group].staff ? sum.staff : sum.whole, group)
    // A class of years ago has nobody; one that only reports name is no class of the school.
    if (groups[group].staff) continue
    if (figures.tallyOf(group).roster === 0) {
      onlySaid.push(group)
      continue
    }
    sum.isSchoolDay ||= figures.isSchoolDay(group)
    const grade = grades.get(place.grade) ?? { tally: emptyTally(), classes: new Map<string, SchoolTally>() }
    grades.set(place.grade, grade)
    figures.addTo(grade.tally, group)
    grade.classes.set(place.class, figures.addTo(grade.classes.get(place.class) ?? emptyTally(), group))
  }
  for (const group of onlySaid) {
    const { class: className } = known.calendarClass(group)
    const grade = [...grades.values()].find(({ classes }) => classes.has(className))
    if (grade === undefined) continue
    figures.addTo(grade.tally, group)
    figures.addTo(grade.classes.get(className)!, group)
  }
  sum.grades = [...grades].map(([name, { tally, classes }]) => ({ name, tally, classes: [...classes].map(([className, ofClass]) => ({ name: className, tally: ofClass })).sort(byName) })).sort(byName)
  return sum
}

/**
 * The roster of a campus, or of all campuses of a school, against the day's checks, by grade and class. On time is decided
 * by a pupil's first report, abnormal by the last; pupils on no roster count as unknown and nowhere else. Null when there is
 * no such school.
 */
export function schoolDay(known: KnownFacts, name: string, figures: SchoolFigures): SchoolDayAnswer | null {
  const { registers } = known
  const campuses = campusesNamed(known, name)
  if (campuses.length === 0) return null
  const { whole, staff, grades, isSchoolDay } = figuresOfCampuses(known, figures, new Set(campuses))
  const minute = figures.cutOffMinute(campuses[0])
  return {
    name: campuses.length === 1 ? registers.campuses[campuses[0]].name : normalizeSchool(name), ...whole, date: dayToText(figures.day),
    cutOff: clockText(minute),
    isSchoolDay, staff,
    grades: grades.map(({ name: grade, tally, classes }) => ({ name: grade, ...tally, classes: classes.map(({ name: className, tally: ofClass }) => ({ name: className, ...ofClass })) })),
  }
}

/** The campus of that name, else all campuses of the school of that name. */
function campusesNamed({ registers }: KnownFacts, name: string): number[] {
  const campus = registers.findCampus(name)
  if (campus >= 0) return [campus]
  const wanted = normalizeSchool(name)
  return registers.campuses.flatMap((other, index) => (schoolOfCampus(other.name) === wanted ? [index] : []))
}

const byName = (a: { name: string }, b: { name: string }): number => compareGrades(a.name, b.name)

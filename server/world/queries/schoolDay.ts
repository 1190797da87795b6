import { dayToText } from '../../protocol/day.ts'
import type { SchoolTally } from '../../protocol/school.ts'
import { normalizeSchool } from '../../merge/normalizeSchool.ts'
import { schoolOfCampus } from '../../merge/schoolOfCampus.ts'
import type { SchoolDayAnswer } from '../../service.ts'
import type { KnownFacts } from '../knownFacts.ts'
import type { RosterSpans } from '../rosterSpans.ts'
import { emptyTally, type SchoolFigures } from '../schoolFigures.ts'

export interface GroupedTally { name: string; tally: SchoolTally }
export interface CampusFigures { whole: SchoolTally; staff: SchoolTally; grades: (GroupedTally & { classes: GroupedTally[] })[] }

/** Figures of some campuses by grade and class, in the order of their names; staff are a sum of their own. */
export function figuresOfCampuses(known: KnownFacts, figures: SchoolFigures, campuses: ReadonlySet<number>): CampusFigures {
  const { roster, texts } = known.registers
  const whole = emptyTally()
  const staff = emptyTally()
  const grades = new Map<string, { tally: SchoolTally; classes: Map<string, SchoolTally> }>()
  for (let group = 0; group < roster.groups.length; group++) {
    const place = roster.groups[group]
    if (!campuses.has(place.campus)) continue
    if (place.staff) {
      figures.addTo(staff, group)
      continue
    }
    figures.addTo(whole, group)
    const tally = figures.tallyOf(group)
    // A class of years ago has nobody; one that only reports name is no class of the school.
    if (tally.roster === 0) continue
    const gradeName = texts.textOf(place.grade)
    const className = texts.textOf(place.class)
    const grade = grades.get(gradeName) ?? { tally: emptyTally(), classes: new Map<string, SchoolTally>() }
    grades.set(gradeName, grade)
    figures.addTo(grade.tally, group)
    grade.classes.set(className, figures.addTo(grade.classes.get(className) ?? emptyTally(), group))
  }
  return {
    whole, staff,
    grades: [...grades].map(([name, { tally, classes }]) => ({ name, tally, classes: [...classes].map(([className, ofClass]) => ({ name: className, tally: ofClass })).sort(byName) })).sort(byName),
  }
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
  const { whole, staff, grades } = figuresOfCampuses(known, figures, new Set(campuses))
  const minute = figures.cutOffMinute(campuses[0])
  return {
    name: campuses.length === 1 ? registers.campuses[campuses[0]].name : normalizeSchool(name), ...whole, date: dayToText(figures.day),
    cutOff: `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
    isSchoolDay: hasSchool(registers.roster, figures, new Set(campuses)),
    staff,
    grades: grades.map(({ name: grade, tally, classes }) => ({ name: grade, ...tally, classes: classes.map(({ name: className, tally: ofClass }) => ({ name: className, ...ofClass })) })),
  }
}

/** Whether any class of these campuses has school. */
export function hasSchool(roster: RosterSpans, figures: SchoolFigures, campuses: ReadonlySet<number>): boolean {
  return roster.groups.some(({ campus, staff }, group) => campuses.has(campus) && !staff && figures.isSchoolDay(group))
}

/** The campus of that name, else all campuses of the school of that name. */
function campusesNamed({ registers }: KnownFacts, name: string): number[] {
  const campus = registers.findCampus(name)
  if (campus >= 0) return [campus]
  const wanted = normalizeSchool(name)
  return registers.campuses.flatMap((other, index) => (schoolOfCampus(other.name) === wanted ? [index] : []))
}

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name, 'zh-CN', { numeric: true })

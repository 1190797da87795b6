import type { Reach } from '../../desk/createReach.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import { idOf } from '../../merge/opaqueId.ts'
import { dayToText } from '../../protocol/day.ts'
import type { SchoolBoard } from '../../protocol/school.ts'
import { PUPIL, type SchoolFigures } from '../../world/schoolFigures.ts'
import { sumCampus, withoutSmall } from './boardFigures.ts'

/** School days of the week's line. */
const WEEK_DAYS = 5

/** A campus on a day, in a user's reach, or (null) as a screen may show it. */
export function schoolBoard(context: DeskContext, campus: number, day: number, rev: number | undefined, reach: Reach | null, openAlerts: number): SchoolBoard {
  const known = context.known()
  const figures = context.schoolFigures(day, rev)
  const part = reach?.hasWholeCampus(campus) ? null : reach
  const { whole, staff, grades, isSchoolDay } = sumCampus(context, figures, campus, part)
  const shown = reach === null ? withoutSmall : <Tally>(tally: Tally): Tally => tally
  const anyClass = known.registers.roster.groups.findIndex((group) => group.campus === campus && !group.staff)
  const before = anyClass < 0 ? [] : known.calendar.schoolDaysBefore(known.calendarClass(anyClass), day, WEEK_DAYS)
  const { in: came, out, unmeasured, stopped } = known.gate.counts(campus, day)
  return {
    campus: { id: idOf('c', campus), name: known.registers.campuses[campus].name }, day: dayToText(day), rev: rev ?? known.rev, isSchoolDay,
    cutOffMinute: figures.cutOffMinute(campus), whole: shown(whole), staff,
    grades: grades.map(({ name, tally, classes }) => ({ name, tally: shown(tally), classes: classes.map((each) => ({ name: each.name, tally: shown(each.tally) })) })),
    curve: part === null ? figures.curveOf(campus) : curveOfReach(context, figures, campus, part),
    week: before.map((earlier) => {
      const { expected, onTime, reported } = sumCampus(context, context.schoolFigures(earlier), campus, part).whole
      return { day: dayToText(earlier), expected, onTime, reported }
    }),
    gate: { in: came, out, unmeasured, stopped }, openAlerts,
  }
}

/** The same curve for somebody with a part of a campus only. */
export function curveOfReach(context: DeskContext, figures: SchoolFigures, campus: number, reach: Reach): [number, number][] {
  const known = context.known()
  const { roster, studentCount } = known.registers
  const counts = new Map<number, number>()
  for (let student = 0; student < studentCount; student++) {
    const group = figures.groupOf(student)
    if (group < 0 || roster.groups[group].campus !== campus || roster.groups[group].staff || (figures.bitsOf(student) & PUPIL.reported) === 0) continue
    const place = known.calendarClass(group)
    if (reach.hasClass(campus, place.grade, place.class)) counts.set(figures.minuteOf(student), (counts.get(figures.minuteOf(student)) ?? 0) + 1)
  }
  let reported = 0
  return [...counts].sort(([a], [b]) => a - b).map(([minute, count]) => [minute, (reported += count)])
}

import type { Reach } from '../../desk/createReach.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import { idOf } from '../../merge/opaqueId.ts'
import { dayToText } from '../../protocol/day.ts'
import type { SchoolBoard } from '../../protocol/school.ts'
import type { KnownFacts } from '../../world/knownFacts.ts'
import { PUPIL, type SchoolFigures } from '../../world/schoolFigures.ts'
import { inHalls, sumCampus, withoutFew } from './boardFigures.ts'

/** School days of the week's line. */
const WEEK_DAYS = 5

/** A campus on a day, in a user's reach, or (null) as a screen may show it. */
export function schoolBoard(context: DeskContext, campus: number, day: number, rev: number | undefined, reach: Reach | null, openAlerts: number): SchoolBoard {
  const known = context.known()
  const figures = context.schoolFigures(day, rev)
  const part = reach?.hasWholeCampus(campus) ? null : reach
  const sum = sumCampus(context, figures, campus, part)
  const { whole, grades } = reach === null ? inHalls(sum) : sum
  const { in: came, out, unmeasured, stopped } = known.gate.counts(campus, day)
  return {
    campus: { id: idOf('c', campus), name: known.registers.campuses[campus].name }, day: dayToText(day), rev: rev ?? known.rev, isSchoolDay: sum.isSchoolDay,
    cutOffMinute: figures.cutOffMinute(campus), whole, staff: reach === null ? withoutFew(sum.staff) : sum.staff, grades,
    curve: part === null ? figures.curveOf(campus) : curveOfReach(context, figures, campus, part),
    week: daysBefore(known, campus, day).map((earlier) => {
      const { expected, onTime, reported } = sumCampus(context, context.schoolFigures(earlier), campus, part).whole
      return { day: dayToText(earlier), expected, onTime, reported }
    }),
    gate: { in: came, out, unmeasured, stopped }, openAlerts,
  }
}

/** The last days on which any class of the campus had school, oldest first: grades come back one after the other. */
function daysBefore(known: KnownFacts, campus: number, day: number): number[] {
  const days = new Set<number>()
  const asked = new Set<string>()
  known.registers.roster.groups.forEach((group, index) => {
    if (group.campus !== campus || group.staff) return
    const place = known.calendarClass(index)
    const key = `${place.grade}\0${place.class}`
    if (asked.has(key)) return
    asked.add(key)
    for (const before of known.calendar.schoolDaysBefore(place, day, WEEK_DAYS)) days.add(before)
  })
  return [...days].sort((a, b) => a - b).slice(-WEEK_DAYS)
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

import { CHECK_FLAG } from '../../packs/checkFlags.ts'
import { dayToText } from '../../protocol/day.ts'
import type { SchoolDayAnswer } from '../../service.ts'
import { minuteOfSecond } from '../checkColumns.ts'
import type { KnownFacts } from '../knownFacts.ts'

interface Tally { name: string; roster: number; reported: number; onTime: number; late: number; missing: number; abnormal: number }

const emptyTally = (name: string): Tally => ({ name, roster: 0, reported: 0, onTime: 0, late: 0, missing: 0, abnormal: 0 })

/**
 * The roster of a campus against the day's checks, by grade and class. On time is decided by a pupil's first report,
 * abnormal by the last; pupils on no roster count as unknown and nowhere else. Null when there is no such campus.
 */
export function schoolDay(known: KnownFacts, name: string, day: number, cutOffMinute: number): SchoolDayAnswer | null {
  const { registers, checks } = known
  const campus = registers.findCampus(name)
  if (campus < 0) return null
  const worked = checks.dayOf(day)
  const whole = emptyTally(registers.campuses[campus].name)
  const grades = new Map<string, { tally: Tally; classes: Map<string, Tally> }>()
  let unknown = 0
  for (let student = 0; student < registers.studentCount; student++) {
    if (registers.studentCampus.values[student] !== campus) continue
    const first = worked.firstSecond(student)
    const minute = first < 0 ? -1 : minuteOfSecond(first)
    const standing = worked.standing(student)
    if (!registers.studentOnRoster.values[student]) {
      if (minute >= 0) unknown++
      continue
    }
    const gradeName = registers.texts.textOf(registers.studentGrade.values[student])
    const className = registers.texts.textOf(registers.studentClass.values[student])
    const grade = grades.get(gradeName) ?? { tally: emptyTally(gradeName), classes: new Map<string, Tally>() }
    grades.set(gradeName, grade)
    const classTally = grade.classes.get(className) ?? emptyTally(className)
    grade.classes.set(className, classTally)
    for (const tally of [whole, grade.tally, classTally]) {
      tally.roster++
      if (minute < 0) tally.missing++
      else {
        tally.reported++
        if (minute <= cutOffMinute) tally.onTime++
        else tally.late++
        if (checks.flagsAt(day, standing, worked) & CHECK_FLAG.ABNORMAL) tally.abnormal++
      }
    }
  }
  const byName = (a: Tally, b: Tally): number => a.name.localeCompare(b.name, 'zh-CN')
  return {
    ...whole, unknown, date: dayToText(day),
    cutOff: `${String(Math.floor(cutOffMinute / 60)).padStart(2, '0')}:${String(cutOffMinute % 60).padStart(2, '0')}`,
    grades: [...grades.values()].map(({ tally, classes }) => ({ ...tally, classes: [...classes.values()].sort(byName) })).sort(byName),
  }
}

import type { DeskContext } from '../../desk/deskContext.ts'
import { minuteOfSecond } from '../../world/checkColumns.ts'
import { isStaff } from '../isStaff.ts'
import { classIndex } from '../links/classIndex.ts'
import type { ChaseScope } from './chaseSteps.ts'
import { expectedOnDay } from './expectedOnDay.ts'

/** A part of the school tree, or those who work at a campus, and who of it is missing at a moment: expected, not on leave, nothing reported. */
export interface ChaseGroup {
  /** -1: the whole district. */
  campus: number
  grade: string
  class: string
  expected: number
  missing: number[]
  /** Of a whole campus: how many of those who work there are missing; they are in no other figure of it. */
  staffMissing: number
}

type Kind = 'pupils' | 'staff'
/** More texts than a district has names of grades and classes. */
const TEXTS = 2 ** 26
/** The number of the empty text. */
const NO_TEXT = 0

/**
 * Every class (those who work at a campus are one), grade or the whole of a campus (-1: of every one, or of the district)
 * with somebody missing; pupils of campuses that are not told of are nobody. HOT: everybody of a district at once, while
 * all others wait; so by numbers, and the calendar is asked by class.
 */
export function chaseGroups(context: DeskContext, scope: ChaseScope, day: number, of: number, isTold: (campus: number) => boolean = () => true): ChaseGroup[] {
  const known = context.known()
  const { registers, checks, pupilNotes } = known
  const { studentGrade, studentClass, texts } = registers
  const worked = checks.dayOf(day)
  const isExpected = expectedOnDay(known, day)
  const groups: ChaseGroup[] = []
  /** Campus (-1: all of them are one) → its groups by the numbers of the names of grade and class. */
  const parts = new Map<number, Map<number, ChaseGroup>>()
  const kinds: readonly Kind[] = scope === 'class' || scope === 'campus' ? ['pupils', 'staff'] : ['pupils']
  for (const kind of kinds) {
    for (const [campus, people] of classIndex(context)) {
      if ((of >= 0 && campus !== of) || !isTold(campus)) continue
      const place = scope === 'district' ? -1 : campus
      let partsOfPlace = parts.get(place)
      if (!partsOfPlace) parts.set(place, (partsOfPlace = new Map()))
      for (const student of people[kind]) {
        if (!isExpected(student)) continue
        const grade = scope === 'class' || scope === 'grade' ? studentGrade.values[student] : NO_TEXT
        const className = scope === 'class' ? studentClass.values[student] : NO_TEXT
        let group = partsOfPlace.get(grade * TEXTS + className)
        if (!group) {
          group = { campus: place, grade: texts.textOf(grade), class: texts.textOf(className), expected: 0, missing: [], staffMissing: 0 }
          partsOfPlace.set(grade * TEXTS + className, group)
          groups.push(group)
        }
        const isMissing = worked.firstSecond(student) < 0 && !pupilNotes.leaveOn(student, day)
        if (scope === 'campus' && isStaff(registers, student)) {
          if (isMissing) group.staffMissing++
          continue
        }
        group.expected++
        if (isMissing) group.missing.push(student)
      }
    }
  }
  return groups.filter(({ missing, staffMissing }) => missing.length > 0 || staffMissing > 0)
}

/** A class (of the whole district: everybody together) of which reports are waited for: how many pupils, and in which minute of the day how many of their first reports came. */
export interface AwaitedPart { grade: string; class: string; count: number; firstReports: Uint32Array }

/** 0 … 1440: a report of the day's last second has come by midnight. */
const MINUTES_A_DAY = 1441
/** All pupils of a campus (-1: of all that are told of), or all who work there, who are expected on a day and not on leave, as known now. About 100 ns each. */
export function awaitedParts(context: DeskContext, campus: number, day: number, kind: Kind, isTold: (campus: number) => boolean = () => true): AwaitedPart[] {
  const known = context.known()
  const { registers, checks, pupilNotes } = known
  const { studentGrade, studentClass, texts } = registers
  const worked = checks.dayOf(day)
  const isExpected = expectedOnDay(known, day)
  const parts = new Map<number, AwaitedPart>()
  for (const [of, people] of classIndex(context)) {
    if ((campus >= 0 && of !== campus) || !isTold(of)) continue
    for (const student of people[kind]) {
      if (!isExpected(student) || pupilNotes.leaveOn(student, day)) continue
      const [grade, className] = campus < 0 ? [-1, -1] : [studentGrade.values[student], studentClass.values[student]]
      let part = parts.get(grade * TEXTS + className)
      if (!part) {
        part = { grade: grade < 0 ? '' : texts.textOf(grade), class: className < 0 ? '' : texts.textOf(className), count: 0, firstReports: new Uint32Array(MINUTES_A_DAY) }
        parts.set(grade * TEXTS + className, part)
      }
      part.count++
      const first = worked.firstSecond(student)
      if (first >= 0) part.firstReports[minuteOfSecond(first)]++
    }
  }
  return [...parts.values()]
}

/** How many of a part of them had not reported by a minute of the day. */
export function missingAt(awaited: readonly AwaitedPart[], of: { grade: string; class: string }, minute: number): number {
  let missing = 0
  for (const part of awaited) {
    if (of.grade !== '' && part.grade !== of.grade) continue
    if (of.class !== '' && part.class !== of.class) continue
    missing += part.count
    for (let at = 0; at <= Math.min(minute, MINUTES_A_DAY - 1); at++) missing -= part.firstReports[at]
  }
  return missing
}

import type { DeskContext } from '../../desk/deskContext.ts'
import { minuteOfSecond } from '../../world/checkColumns.ts'
import { isStaff } from '../isStaff.ts'
import { classIndex } from '../links/classIndex.ts'
import type { ChaseScope } from './chaseSteps.ts'

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
/** Pupils on the roster of a campus, or those who work there; -1: of every one. */
const peopleOf = (context: DeskContext, campus: number, kind: Kind): readonly number[] =>
  campus < 0 ? [...classIndex(context).values()].flatMap((people) => people[kind]) : classIndex(context).get(campus)?.[kind] ?? []

/** Every class (those who work at a campus are one), grade or the whole of a campus (-1: of every one, or of the district) with somebody missing; pupils of campuses that are not told of are nobody. */
export function chaseGroups(context: DeskContext, scope: ChaseScope, day: number, of: number, isTold: (campus: number) => boolean = () => true): ChaseGroup[] {
  const known = context.known()
  const { registers, checks, pupilNotes } = known
  const { studentCampus, studentGrade, studentClass, texts } = registers
  const worked = checks.dayOf(day)
  const groups = new Map<string, ChaseGroup>()
  const staff = scope === 'class' || scope === 'campus' ? peopleOf(context, of, 'staff') : []
  for (const student of [...peopleOf(context, of, 'pupils'), ...staff]) {
    if (!isTold(studentCampus.values[student]) || !known.expectedOn(student, day)) continue
    const campus = scope === 'district' ? -1 : studentCampus.values[student]
    const grade = scope === 'class' || scope === 'grade' ? texts.textOf(studentGrade.values[student]) : ''
    const className = scope === 'class' ? texts.textOf(studentClass.values[student]) : ''
    const key = `${campus}\u0000${grade}\u0000${className}`
    let group = groups.get(key)
    if (!group) groups.set(key, (group = { campus, grade, class: className, expected: 0, missing: [], staffMissing: 0 }))
    const isMissing = worked.firstSecond(student) < 0 && !pupilNotes.leaveOn(student, day)
    if (scope === 'campus' && isStaff(registers, student)) {
      if (isMissing) group.staffMissing++
      continue
    }
    group.expected++
    if (isMissing) group.missing.push(student)
  }
  return [...groups.values()].filter(({ missing, staffMissing }) => missing.length > 0 || staffMissing > 0)
}

/** A class (of the whole district: everybody together) of which reports are waited for: how many pupils, and in which minute of the day how many of their first reports came. */
export interface AwaitedPart { grade: string; class: string; count: number; firstReports: Uint32Array }

/** 0 … 1440: a report of the day's last second has come by midnight. */
const MINUTES_A_DAY = 1441
/** More texts than a district has names of grades and classes. */
const TEXTS = 2 ** 26

/** All pupils of a campus (-1: of all that are told of), or all who work there, who are expected on a day and not on leave, as known now. About 100 ns each. */
export function awaitedParts(context: DeskContext, campus: number, day: number, kind: Kind, isTold: (campus: number) => boolean = () => true): AwaitedPart[] {
  const known = context.known()
  const { registers, checks, pupilNotes } = known
  const { studentGrade, studentClass, texts } = registers
  const worked = checks.dayOf(day)
  const parts = new Map<number, AwaitedPart>()
  for (const [of, people] of classIndex(context)) {
    if ((campus >= 0 && of !== campus) || !isTold(of)) continue
    for (const student of people[kind]) {
      if (!known.expectedOn(student, day) || pupilNotes.leaveOn(student, day)) continue
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

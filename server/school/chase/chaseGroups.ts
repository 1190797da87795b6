import type { DeskContext } from '../../desk/deskContext.ts'
import { classIndex, pupilsOfCampus } from '../links/classIndex.ts'
import type { ChaseScope } from './chaseSteps.ts'

/** A part of the school tree and who of it is missing at a moment: expected, not on leave, nothing reported. */
export interface ChaseGroup {
  /** -1: the whole district. */
  campus: number
  grade: string
  class: string
  expected: number
  missing: number[]
}

/** Pupils on the roster of a campus; -1: of every one. */
const pupilsOf = (context: DeskContext, campus: number): readonly number[] =>
  campus < 0 ? [...classIndex(context).values()].flatMap(({ pupils }) => pupils) : pupilsOfCampus(context, campus)

/** Every class, grade or the whole of a campus (-1: of every one, or of the district) with somebody missing; pupils of campuses that are not told of are nobody. */
export function chaseGroups(context: DeskContext, scope: ChaseScope, day: number, of: number, isTold: (campus: number) => boolean = () => true): ChaseGroup[] {
  const known = context.known()
  const { registers, checks, pupilNotes } = known
  const { studentCampus, studentGrade, studentClass, texts } = registers
  const worked = checks.dayOf(day)
  const groups = new Map<string, ChaseGroup>()
  for (const student of pupilsOf(context, of)) {
    if (!isTold(studentCampus.values[student]) || !known.expectedOn(student, day)) continue
    const campus = scope === 'district' ? -1 : studentCampus.values[student]
    const grade = scope === 'class' || scope === 'grade' ? texts.textOf(studentGrade.values[student]) : ''
    const className = scope === 'class' ? texts.textOf(studentClass.values[student]) : ''
    const key = `${campus}\u0000${grade}\u0000${className}`
    let group = groups.get(key)
    if (!group) groups.set(key, (group = { campus, grade, class: className, expected: 0, missing: [] }))
    group.expected++
    if (worked.firstSecond(student) < 0 && !pupilNotes.leaveOn(student, day)) group.missing.push(student)
  }
  return [...groups.values()].filter(({ missing }) => missing.length > 0)
}

/** One pupil of whom a report is waited for: class and grade as texts, and the second of the first one, -1 for none. */
export interface Awaited { grade: string; class: string; firstSecond: number }

/** All pupils of a campus (-1: of all) who are expected on a day and not on leave, as known now. */
export function awaitedPupils(context: DeskContext, campus: number, day: number, isTold: (campus: number) => boolean = () => true): Awaited[] {
  const known = context.known()
  const { registers, checks, pupilNotes } = known
  const { studentCampus, studentGrade, studentClass, texts } = registers
  const worked = checks.dayOf(day)
  const awaited: Awaited[] = []
  for (const student of pupilsOf(context, campus)) {
    if (!isTold(studentCampus.values[student]) || !known.expectedOn(student, day) || pupilNotes.leaveOn(student, day)) continue
    awaited.push({ grade: texts.textOf(studentGrade.values[student]), class: texts.textOf(studentClass.values[student]), firstSecond: worked.firstSecond(student) })
  }
  return awaited
}

/** How many of a part of them had not reported by a minute of the day. */
export function missingAt(awaited: readonly Awaited[], of: { grade: string; class: string }, minute: number): number {
  let missing = 0
  for (const pupil of awaited) {
    if (of.grade !== '' && pupil.grade !== of.grade) continue
    if (of.class !== '' && pupil.class !== of.class) continue
    if (pupil.firstSecond < 0 || pupil.firstSecond > minute * 60) missing++
  }
  return missing
}

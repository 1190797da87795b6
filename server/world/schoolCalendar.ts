import { idOf, numberOfId } from '../merge/opaqueId.ts'
import type { CalendarKind } from '../protocol/school.ts'

/** 07:30, until a campus says otherwise. */
export const CUT_OFF_MINUTE = 450
/** Monday to Friday. */
const WEEKDAYS: readonly number[] = [1, 2, 3, 4, 5]
const EVERYTHING = 0xffffffff
const FOR_EVER = 2_147_483_647

/** A class as the calendar asks for it. */
export interface CalendarClass { campus: number; grade: string; class: string }

export interface CalendarLine {
  seq: number
  /** Log sequence of its removal; 0: it stands. */
  removedSeq: number
  kind: CalendarKind
  /** -1: all campuses. */
  campus: number
  grades: readonly string[] | null
  classes: readonly string[] | null
  from: number
  to: number
  weekdays: readonly number[]
  turns: 'day' | 'week'
  cutOffMinute: number
  name: string
}

/** What the lines say of a class on a day; absent until somebody asks. `turn`: the half that comes, null when both do. */
interface ClassOnDay { isSchoolDay?: boolean; turn?: 0 | 1 | null }
interface AnswersOfDay { classes: Map<CalendarClass, ClassOnDay>; cutOffs: Map<number, number> }

/** Answers that are kept; a page that leafs through years must not keep them all. */
const MOST_KEPT = 50_000

/** Monday is 1, Sunday 7; day 0 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/**
 * Which days are school days for whom. Lines may be of all campuses, one, some grades or classes of it; the narrower line
 * decides, of two as narrow the later received. What nobody wrote: Monday to Friday, no terms, on time until 07:30.
 */
export class SchoolCalendar {
  readonly lines: CalendarLine[] = []
  /** Of everything known, by day. Classes are told apart by their objects: a text of each would cost more than its answer. */
  private readonly kept = new Map<number, AnswersOfDay>()
  private keptCount = 0

  apply(seq: number, body: Record<string, unknown>): void {
    this.forget()
    if (typeof body.remove === 'string') {
      const line = this.lineOf(body.remove)
      if (line && line.removedSeq === 0) line.removedSeq = seq
      return
    }
    this.lines.push({
      seq, removedSeq: 0, kind: body.kind as CalendarKind, campus: body.campus === undefined ? -1 : numberOfId('c', body.campus),
      grades: (body.grades as string[] | undefined) ?? null, classes: (body.classes as string[] | undefined) ?? null,
      from: body.from as number, to: (body.to as number | undefined) ?? (isOfADay(body.kind as CalendarKind) ? (body.from as number) : FOR_EVER),
      weekdays: (body.weekdays as number[] | undefined) ?? WEEKDAYS, turns: (body.turns as 'day' | 'week' | undefined) ?? 'week',
      cutOffMinute: (body.cutOffMinute as number | undefined) ?? CUT_OFF_MINUTE, name: (body.name as string | undefined) ?? '',
    })
  }

  hasEntry(id: string): boolean {
    const line = this.lineOf(id)
    return line !== undefined && line.removedSeq === 0
  }

  /** Whether exactly that line stands; `bodyText` as it is logged. */
  stands(bodyText: string): boolean {
    return this.lines.some((line) => line.removedSeq === 0 && textOf(line) === textOf(lineFrom(JSON.parse(bodyText) as Record<string, unknown>)))
  }

  /** HOT: whether a class has school on a day; of a class whose halves take turns, whether either has. */
  isSchoolDay(place: CalendarClass, day: number, maxSeq = EVERYTHING): boolean {
    if (this.lines.length === 0) return weekdayOf(day) <= 5
    if (maxSeq !== EVERYTHING) return this.judge(place, day, maxSeq)
    const known = this.answerOf(place, day)
    return (known.isSchoolDay ??= this.judge(place, day, maxSeq))
  }

  /** HOT: whether a half (0 or 1) of a class comes on a school day. */
  comes(place: CalendarClass, half: number, day: number, maxSeq = EVERYTHING): boolean {
    if (this.lines.length === 0) return true
    let turn: ClassOnDay['turn']
    if (maxSeq === EVERYTHING) {
      const known = this.answerOf(place, day)
      // Not ??=: null is an answer.
      turn = known.turn === undefined ? (known.turn = this.judgeTurn(place, day, maxSeq)) : known.turn
    } else turn = this.judgeTurn(place, day, maxSeq)
    return turn === null || turn === half
  }

  /** HOT: minute of the day until which a campus's reports are on time. */
  cutOffMinute(campus: number, day: number, maxSeq = EVERYTHING): number {
    if (this.lines.length === 0) return CUT_OFF_MINUTE
    if (maxSeq !== EVERYTHING) return this.judgeCutOff(campus, day, maxSeq)
    const { cutOffs } = this.answersOf(day)
    let minute = cutOffs.get(campus)
    if (minute === undefined) {
      this.keptCount++
      cutOffs.set(campus, (minute = this.judgeCutOff(campus, day, maxSeq)))
    }
    return minute
  }

  /** The last `count` school days of a class before a day, oldest first; looks back at most 60 days. */
  schoolDaysBefore(place: CalendarClass, day: number, count: number): number[] {
    const days: number[] = []
    for (let before = day - 1; before > day - 60 && days.length < count; before--) if (this.isSchoolDay(place, before)) days.unshift(before)
    return days
  }

  toJSON(): CalendarLine[] {
    return this.lines
  }

  restore(lines: CalendarLine[] | undefined): void {
    this.lines.push(...(lines ?? []))
  }

  private lineOf(id: string): CalendarLine | undefined {
    const seq = numberOfId('d', id)
    return this.lines.find((line) => line.seq === seq)
  }

  private forget(): void {
    this.kept.clear()
    this.keptCount = 0
  }

  private answersOf(day: number): AnswersOfDay {
    if (this.keptCount > MOST_KEPT) this.forget()
    let answers = this.kept.get(day)
    if (!answers) this.kept.set(day, (answers = { classes: new Map(), cutOffs: new Map() }))
    return answers
  }

  private answerOf(place: CalendarClass, day: number): ClassOnDay {
    const { classes } = this.answersOf(day)
    let answer = classes.get(place)
    if (!answer) {
      this.keptCount++
      classes.set(place, (answer = {}))
    }
    return answer
  }

  private judgeTurn(place: CalendarClass, day: number, maxSeq: number): 0 | 1 | null {
    const line = this.find(['halves'], place, day, maxSeq)
    if (!line) return null
    // Turns are counted from the line's first day, by weeks from its Monday.
    const turn = line.turns === 'week' ? Math.floor((day - (line.from - weekdayOf(line.from) + 1)) / 7) : this.schoolDaysSince(place, line.from, day, maxSeq)
    return turn % 2 === 0 ? 0 : 1
  }

  private judgeCutOff(campus: number, day: number, maxSeq: number): number {
    return this.find(['cut-off'], { campus, grade: '', class: '' }, day, maxSeq)?.cutOffMinute ?? CUT_OFF_MINUTE
  }

  private judge(place: CalendarClass, day: number, maxSeq: number): boolean {
    const line = this.find(['school', 'holiday'], place, day, maxSeq)
    if (line) return line.kind === 'school'
    if (!this.isInTerm(place, day, maxSeq)) return false
    return (this.find(['weekdays'], place, day, maxSeq)?.weekdays ?? WEEKDAYS).includes(weekdayOf(day))
  }

  /** Where terms are written down, the narrowest that concern a class; elsewhere it is always term. */
  private isInTerm(place: CalendarClass, day: number, maxSeq: number): boolean {
    const terms = this.lines.filter((line) => line.kind === 'term' && isKnown(line, maxSeq) && narrowness(line, place) >= 0)
    if (terms.length === 0) return true
    const narrowest = Math.max(...terms.map((line) => narrowness(line, place)))
    return terms.some((line) => narrowness(line, place) === narrowest && line.from <= day && day <= line.to)
  }

  private find(kinds: readonly CalendarKind[], place: CalendarClass, day: number, maxSeq: number): CalendarLine | null {
    let best: CalendarLine | null = null
    let bestNarrowness = -1
    for (const line of this.lines) {
      if (!kinds.includes(line.kind) || line.from > day || line.to < day || !isKnown(line, maxSeq)) continue
      const narrow = narrowness(line, place)
      // Lines come in the order of the log: of two as narrow the later one decides.
      if (narrow >= 0 && narrow >= bestNarrowness) {
        best = line
        bestNarrowness = narrow
      }
    }
    return best
  }

  private schoolDaysSince(place: CalendarClass, from: number, day: number, maxSeq: number): number {
    let days = 0
    for (let on = from; on < day; on++) if (this.judge(place, on, maxSeq)) days++
    return days
  }
}

/** Id of a line. */
export const calendarId = (line: CalendarLine): string => idOf('d', line.seq)

/** A holiday without an end is one day; a rule without one goes on. */
const isOfADay = (kind: CalendarKind): boolean => kind === 'school' || kind === 'holiday'

const isKnown = (line: CalendarLine, maxSeq: number): boolean => line.seq <= maxSeq && (line.removedSeq === 0 || line.removedSeq > maxSeq)

/** -1: does not concern the class; then all campuses, one, its grades, its classes. */
function narrowness(line: CalendarLine, place: CalendarClass): number {
  if (line.campus >= 0 && line.campus !== place.campus) return -1
  if (line.grades && !line.grades.includes(place.grade)) return -1
  if (line.classes && !line.classes.includes(place.class)) return -1
  return (line.classes ? 4 : 0) + (line.grades ? 2 : 0) + (line.campus >= 0 ? 1 : 0)
}

const lineFrom = (body: Record<string, unknown>): CalendarLine => {
  const calendar = new SchoolCalendar()
  calendar.apply(0, body)
  return calendar.lines[0]
}
const textOf = (line: CalendarLine | undefined): string => JSON.stringify(line && { ...line, seq: 0 })

import { CHECK_DOUBTFUL, CHECK_FLAG } from '../packs/checkFlags.ts'
import type { SchoolTally } from '../protocol/school.ts'
import { minuteOfSecond } from './checkColumns.ts'
import { type DayOfChecks, NO_CHECK } from './dayOfChecks.ts'
import { GrowingArray } from './growingArray.ts'
import type { KnownFacts } from './knownFacts.ts'
import { ROSTER } from './rosterSpans.ts'

/** Figures of a class, in the order of their bits. */
export const TALLY_FIELDS = ['roster', 'expected', 'reported', 'onTime', 'late', 'missing', 'abnormal', 'onLeave', 'duplicate', 'implausible', 'unknown'] as const satisfies readonly (keyof SchoolTally)[]
const FIELD_COUNT = TALLY_FIELDS.length

/** In which figures a pupil is, as bits. */
export const PUPIL = { roster: 1, expected: 2, reported: 4, onTime: 8, late: 16, missing: 32, abnormal: 64, onLeave: 128, duplicate: 256, implausible: 512, unknown: 1024 } as const satisfies Record<(typeof TALLY_FIELDS)[number], number>

const NOWHERE = -1
/** 0 … 1440: a report of the day's last second has come by midnight. */
const MINUTES_A_DAY = 1441
const UNASKED = 2
const ALL = 0xffffffff

/** What changed for one pupil. */
export interface PupilChange { student: number; before: number; after: number; groupBefore: number; groupAfter: number; minuteBefore: number; minuteAfter: number }

/**
 * A day's figures of every class (a number of `registers.roster.groups`; staff are groups of their own): worked out whole
 * as known at a moment, and then kept, pupil by pupil, by what came in. Both ways end in the same figures.
 */
export class SchoolFigures {
  private readonly values = new GrowingArray(Uint32Array)
  private readonly state = new GrowingArray(Uint16Array)
  private readonly group = new GrowingArray(Int32Array, NOWHERE)
  /** Minute of the day by which the first report of a pupil came, or -1. */
  private readonly minute = new GrowingArray(Int16Array, NOWHERE)
  /** Class → 0 no school, 1 school, 2 not asked for yet. */
  private readonly school = new GrowingArray(Uint8Array, UNASKED)
  private readonly cutOffs = new Map<number, number>()
  /** Campus → pupils by the minute of their first report. */
  private readonly minutes = new Map<number, Uint16Array>()
  /** Classes whose figures changed since `takeChanged`. */
  private changed = new Set<number>()

  /** `maxSeq` absent: as known now, to be followed. The calendar must not change under it. */
  constructor(private readonly known: KnownFacts, readonly day: number, private readonly maxSeq?: number) {
    const worked = known.checks.dayOf(day, maxSeq)
    for (let student = 0; student < known.registers.studentCount; student++) this.refresh(student, worked)
    this.changed.clear()
  }

  /** HOT: works one pupil out afresh; null when nothing changed. */
  refresh(student: number, worked: DayOfChecks = this.known.checks.dayOf(this.day, this.maxSeq)): PupilChange | null {
    if (student >= this.state.length) for (const column of [this.state, this.group, this.minute]) column.extendTo(student + 1)
    const { roster } = this.known.registers
    const at = roster.rowAt(student, this.day, this.maxSeq)
    const groupBefore = this.group.values[student]
    const before = this.state.values[student]
    const minuteBefore = this.minute.values[student]
    const groupAfter = at < 0 ? NOWHERE : roster.group.values[at]
    const first = worked.firstSecond(student)
    const minuteAfter = first < 0 ? NOWHERE : minuteOfSecond(first)
    const after = at < 0 ? 0 : this.judge(student, groupAfter, roster.on.values[at], minuteAfter, worked)
    if (after === before && groupAfter === groupBefore && minuteAfter === minuteBefore) return null
    const stays = groupBefore === groupAfter ? before & after : 0
    if (groupBefore !== NOWHERE) this.add(groupBefore, before & ~stays, -1)
    if (groupAfter !== NOWHERE) this.add(groupAfter, after & ~stays, 1)
    this.state.values[student] = after
    this.group.values[student] = groupAfter
    this.minute.values[student] = minuteAfter
    this.countMinute(groupBefore, before, minuteBefore, -1)
    this.countMinute(groupAfter, after, minuteAfter, 1)
    return { student, before, after, groupBefore, groupAfter, minuteBefore, minuteAfter }
  }

  /** Bits of the figures that a pupil is in. */
  bitsOf(student: number): number {
    return student < this.state.length ? this.state.values[student] : 0
  }

  /** The class of a pupil on the day, or -1. */
  groupOf(student: number): number {
    return student < this.group.length ? this.group.values[student] : NOWHERE
  }

  minuteOf(student: number): number {
    return student < this.minute.length ? this.minute.values[student] : NOWHERE
  }

  /** Figures of one class. */
  tallyOf(group: number): SchoolTally {
    return this.addTo(emptyTally(), group)
  }

  /** Adds a class's figures to a sum; the sum. */
  addTo(sum: SchoolTally, group: number): SchoolTally {
    if ((group + 1) * FIELD_COUNT <= this.values.length) for (let field = 0; field < FIELD_COUNT; field++) sum[TALLY_FIELDS[field]] += this.values.values[group * FIELD_COUNT + field]
    return sum
  }

  /** Pupils of a campus who had reported by each minute in which any did, from a minute on. */
  curveOf(campus: number, fromMinute = 0): [minute: number, reported: number][] {
    const counts = this.minutes.get(campus)
    const curve: [number, number][] = []
    if (!counts) return curve
    let reported = 0
    for (let minute = 0; minute < counts.length; minute++) {
      reported += counts[minute]
      if (minute >= fromMinute && counts[minute] > 0) curve.push([minute, reported])
    }
    return curve
  }

  /** Classes whose figures changed since the last call; empty when none did. */
  takeChanged(): ReadonlySet<number> {
    const { changed } = this
    if (changed.size > 0) this.changed = new Set()
    return changed
  }

  /** Whether a class has school on the day. */
  isSchoolDay(group: number): boolean {
    this.school.extendTo(group + 1)
    if (this.school.values[group] === UNASKED) this.school.values[group] = this.known.calendar.isSchoolDay(this.known.calendarClass(group), this.day, this.maxSeq) ? 1 : 0
    return this.school.values[group] === 1
  }

  cutOffMinute(campus: number): number {
    let minute = this.cutOffs.get(campus)
    if (minute === undefined) this.cutOffs.set(campus, (minute = this.known.calendar.cutOffMinute(campus, this.day, this.maxSeq)))
    return minute
  }

  private judge(student: number, group: number, on: number, minute: number, worked: DayOfChecks): number {
    if (on === ROSTER.off) return minute < 0 ? 0 : PUPIL.unknown
    const { known, day, maxSeq } = this
    let bits: number = PUPIL.roster
    const isExpected = this.isSchoolDay(group) && known.comes(group, known.registers.studentHalf.values[student], day, maxSeq)
    // Whoever reports though nobody expects it is no reason to call a class more than complete.
    if (isExpected || minute >= 0) bits |= PUPIL.expected
    const isOnLeave = isExpected && known.pupilNotes.leaveOn(student, day, maxSeq) !== null
    if (isOnLeave) bits |= PUPIL.onLeave
    if (minute < 0) return isExpected && !isOnLeave ? bits | PUPIL.missing : bits
    bits |= PUPIL.reported | (minute <= this.cutOffMinute(known.registers.roster.groups[group].campus) ? PUPIL.onTime : PUPIL.late)
    if (worked.countOf(student) > 1) bits |= PUPIL.duplicate
    const row = worked.standing(student)
    if (row === NO_CHECK || known.alertBook.isVoided(known.checks.seqAt(day, row), maxSeq ?? ALL)) return bits
    const flags = known.checks.flagsAt(day, row, worked)
    if (flags & CHECK_FLAG.ABNORMAL) bits |= PUPIL.abnormal
    if (flags & CHECK_DOUBTFUL) bits |= PUPIL.implausible
    return bits
  }

  private countMinute(group: number, bits: number, minute: number, amount: 1 | -1): void {
    if (group === NOWHERE || (bits & PUPIL.reported) === 0) return
    const { campus, staff } = this.known.registers.roster.groups[group]
    if (staff) return
    let counts = this.minutes.get(campus)
    if (!counts) this.minutes.set(campus, (counts = new Uint16Array(MINUTES_A_DAY)))
    counts[minute] += amount
  }

  private add(group: number, bits: number, amount: 1 | -1): void {
    this.changed.add(group)
    this.values.extendTo((group + 1) * FIELD_COUNT)
    for (let left = bits; left !== 0; left &= left - 1) this.values.values[group * FIELD_COUNT + 31 - Math.clz32(left & -left)] += amount
  }
}

export const emptyTally = (): SchoolTally => ({ roster: 0, expected: 0, reported: 0, onTime: 0, late: 0, missing: 0, abnormal: 0, onLeave: 0, duplicate: 0, implausible: 0, unknown: 0 })

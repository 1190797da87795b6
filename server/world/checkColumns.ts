import { CHECK_FLAG } from '../packs/checkFlags.ts'
import type { BundleArray } from '../protocol/bundle.ts'
import { CHECK_COLUMNS, type CheckRecord, DayBlock, packMoment } from './dayBlock.ts'
import { DayOfChecks, NO_CHECK } from './dayOfChecks.ts'
import { DaysBefore } from './daysBefore.ts'

/** Days that stay worked out: today, yesterday, and what somebody looks at. */
const DAYS_KEPT = 4
const NO_DAYS: readonly number[] = []

/** A check where it stands: `row` counts within its day, in the order of the log. */
export interface StandingCheck extends CheckRecord { row: number }

export interface CopiedRule {
  /** Checks of one campus with equal temperatures in one second from which on all of them are doubtful; 0: never. */
  sameSecond: number
  /** Days with reports, one after the other, on which a pupil's checks say the same at the same second, from which on they are doubtful; 0: never. */
  days: number
  /** What lies further back than so many days, at most 255, is no longer "every day". */
  withinDays: number
}

/** The minute of the day by which something had come: 07:30:00 is in time for 07:30, a second later is not. */
export const minuteOfSecond = (second: number): number => Math.ceil(second / 60)

/**
 * Pupils' checks as columns, a block a day, in log order; 16 bytes a check, since a district sends 130,000 a day for a
 * term. What is asked of a day (who reported, which check stands) is worked out per day and kept for a few days only.
 */
export class CheckColumns {
  private readonly blocks = new Map<number, DayBlock>()
  private readonly worked = new Map<number, DayOfChecks>()
  /** The last day of those with checks and those worked out: nothing else knows of a check that comes on it or later. */
  private lastDay = -Infinity

  /** `campusOf`: whose equal temperatures are compared; `rule`: when they are too many. */
  constructor(private readonly rule: CopiedRule = { sameSecond: 0, days: 0, withinDays: 0 }, private readonly campusOf: (student: number, day: number) => number = () => 0) {}

  get length(): number {
    let length = 0
    for (const block of this.blocks.values()) length += block.length
    return length
  }

  /** Days on which there are checks, oldest first. */
  days(): number[] {
    return [...this.blocks.keys()].sort((a, b) => a - b)
  }

  /**
   * HOT: every check. The pupil's row of the day; whether it made the equal ones of its second doubtful, too; and later
   * days on which the pupil's own check may have become so, or is no longer, since days come in in any order.
   */
  append(record: CheckRecord): { row: number; crossed: boolean; later: readonly number[] } {
    const { student, day, flags } = record
    let block = this.blocks.get(day)
    if (!block) {
      // A day that is over grows no more: what was kept for its growth is given back.
      for (const [other, older] of this.blocks) if (other < day - 1) older.trim()
      this.blocks.set(day, (block = new DayBlock()))
      this.lastDay = Math.max(this.lastDay, day)
    }
    const row = block.push(record)
    const worked = this.worked.get(day)
    const crossed = worked ? worked.add(row, student, record.second, record.tenths, this.campusOf(student, day), (flags & CHECK_FLAG.BY_GATE) === 0) : false
    return { row, crossed, later: day < this.lastDay ? this.tellLater(day, block, row) : NO_DAYS }
  }

  /** Days after a check's own on which its pupil's may look different with it: of what is not worked out nobody knows. */
  private tellLater(day: number, block: DayBlock, row: number): readonly number[] {
    const student = block.student.values[row]
    const changed: number[] = []
    for (let ago = 1; ago <= this.rule.withinDays; ago++) {
      const worked = this.worked.get(day + ago)
      const later = this.blocks.get(day + ago)
      if (worked) {
        const standing = worked.standing(student)
        const before = standing !== NO_CHECK && worked.before.isRepeated(later!, standing)
        worked.before.add(ago, block, row)
        if (standing !== NO_CHECK && worked.before.isRepeated(later!, standing) !== before) changed.push(day + ago)
      } else if (later) changed.push(day + ago)
    }
    return changed
  }

  /** What a day's checks say of each pupil; as known now when `maxSeq` is absent, and then kept up by `append`. */
  dayOf(day: number, maxSeq?: number): DayOfChecks {
    if (maxSeq !== undefined) return this.workOut(day, maxSeq)
    let worked = this.worked.get(day)
    if (!worked) {
      worked = this.workOut(day, 0xffffffff)
      if (this.worked.size >= DAYS_KEPT) this.worked.delete(Math.min(...this.worked.keys()))
      this.worked.set(day, worked)
      this.lastDay = Math.max(this.lastDay, day)
    }
    return worked
  }

  private workOut(day: number, maxSeq: number): DayOfChecks {
    const worked = new DayOfChecks(this.rule.sameSecond, new DaysBefore(this.rule.days - 1))
    for (let ago = 1; ago <= this.rule.withinDays; ago++) {
      const earlier = this.blocks.get(day - ago)
      if (!earlier) continue
      for (let row = 0; row < earlier.length && earlier.seq.values[row] <= maxSeq; row++) worked.before.add(ago, earlier, row)
    }
    const block = this.blocks.get(day)
    if (!block) return worked
    const { length } = block
    for (let row = 0; row < length; row++) {
      // The log only grows: whatever stands behind is newer still.
      if (block.seq.values[row] > maxSeq) break
      const student = block.student.values[row]
      worked.add(row, student, block.second(row), block.tenths(row), this.campusOf(student, day), (block.flags.values[row] & CHECK_FLAG.BY_GATE) === 0)
    }
    return worked
  }

  /** The check that stands for a pupil on a day: the latest by its own time, of two in one second the later received. */
  newestOn(student: number, day: number, maxSeq?: number): StandingCheck | null {
    if (!this.blocks.has(day)) return null
    const worked = this.dayOf(day, maxSeq)
    const row = worked.standing(student)
    return row === NO_CHECK ? null : this.read(day, row, worked)
  }

  /** One row of a day; COPIED as the day is known in `worked`, without it never. */
  read(day: number, row: number, worked?: DayOfChecks): StandingCheck {
    const block = this.blocks.get(day)!
    const student = block.student.values[row]
    const flags = worked ? this.flagsAt(day, row, worked) : block.flags.values[row]
    return { row, student, seq: block.seq.values[row], day, second: block.second(row), tenths: block.tenths(row), flags, symptoms: block.symptoms.values[row] }
  }

  /** HOT: `read(day, row, worked).flags`, without the rest. */
  flagsAt(day: number, row: number, worked: DayOfChecks): number {
    const block = this.blocks.get(day)!
    const flags = block.flags.values[row]
    const isCrowded = worked.hasCrowds && worked.isCrowded(this.campusOf(block.student.values[row], day), block.second(row), block.tenths(row))
    return isCrowded || worked.before.isRepeated(block, row) ? flags | CHECK_FLAG.COPIED : flags
  }

  /** HOT: log sequence of a day's row. */
  seqAt(day: number, row: number): number {
    return this.blocks.get(day)!.seq.values[row]
  }

  /** HOT: second of the day of a day's row. */
  secondAt(day: number, row: number): number {
    return this.blocks.get(day)!.second(row)
  }

  /** Rows of a day, in the order of the log. */
  countOn(day: number): number {
    return this.blocks.get(day)?.length ?? 0
  }

  /** Pupils whose checks of the day have this temperature at this second, once each. */
  studentsAt(day: number, second: number, tenths: number): number[] {
    const block = this.blocks.get(day)
    const found = new Set<number>()
    if (block) for (let row = 0; row < block.length; row++) if (block.moment.values[row] === packMoment(second, tenths)) found.add(block.student.values[row])
    return [...found]
  }

  /** Log sequences of these pupils' checks of a day, pupil by pupil, in the order of the log. */
  seqsOn(day: number, students: ReadonlySet<number>): Map<number, number[]> {
    const found = new Map<number, number[]>()
    const block = this.blocks.get(day)
    if (!block || students.size === 0) return found
    const { student: { values }, seq, length } = block
    for (let row = 0; row < length; row++) {
      if (!students.has(values[row])) continue
      const of = found.get(values[row])
      if (of) of.push(seq.values[row])
      else found.set(values[row], [seq.values[row]])
    }
    return found
  }

  /** Rows of these pupils on or after a day, the newest day first and in a day the later received; `most` at most. */
  newestOf(students: ReadonlySet<number>, fromDay: number, most: number): StandingCheck[] {
    const found: StandingCheck[] = []
    if (students.size === 0) return found
    for (const day of this.days().reverse()) {
      if (day < fromDay) break
      const block = this.blocks.get(day)!
      for (let row = block.length - 1; row >= 0; row--) {
        if (!students.has(block.student.values[row])) continue
        found.push(this.read(day, row))
        if (found.length === most) return found
      }
    }
    return found
  }

  /** Log sequences of all rows of these pupils, day by day from the newest: a home's timeline is in the order of the log. */
  seqsOf(students: ReadonlySet<number>): number[] {
    const found: number[] = []
    if (students.size === 0) return found
    // HOT: a term of a district is 10 million rows, and a byte a pupil is asked faster than a set.
    const wanted = new Uint8Array(Math.max(...students) + 1)
    for (const student of students) wanted[student] = 1
    for (const day of this.days().reverse()) {
      const { student: { values }, seq, length } = this.blocks.get(day)!
      for (let row = length - 1; row >= 0; row--) if (wanted[values[row]] === 1) found.push(seq.values[row])
    }
    return found
  }

  save(arrays: Record<string, BundleArray>): number[] {
    const days = this.days()
    for (const day of days) {
      const block = this.blocks.get(day)!
      for (const name of CHECK_COLUMNS) arrays[`checks.${day}.${name}`] = block[name].used()
    }
    return days
  }

  restore(days: number[], arrays: Record<string, BundleArray>): void {
    for (const day of days) {
      const block = new DayBlock()
      for (const name of CHECK_COLUMNS) block[name].restore(arrays[`checks.${day}.${name}`])
      this.blocks.set(day, block)
      this.lastDay = Math.max(this.lastDay, day)
    }
  }
}

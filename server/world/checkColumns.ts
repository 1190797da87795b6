import { CHECK_FLAG } from '../packs/checkFlags.ts'
import type { BundleArray } from '../protocol/bundle.ts'
import { DayOfChecks, NO_CHECK } from './dayOfChecks.ts'
import { GrowingArray } from './growingArray.ts'

/** Days that stay worked out: today, yesterday, and what somebody looks at. */
const DAYS_KEPT = 4
/** The first of a pupil's reports of a day that was told apart from the days before. */
const NEVER = -1

/** One check, as columns keep it. */
export interface CheckRecord {
  student: number
  /** Log sequence. */
  seq: number
  day: number
  /** Bits of packs/checkFlags.ts; on reading, COPIED also where other checks of that day make it so. */
  flags: number
  /** Bits of the pack's list of symptoms. */
  symptoms: number
  /** Tenths of a degree Celsius; 0: no temperature. */
  tenths: number
  /** The second of the day by which it had come, 0 … 86400. */
  second: number
}

/** A check where it stands: `row` counts within its day, in the order of the log. */
export interface StandingCheck extends CheckRecord { row: number }

export interface CopiedRule {
  /** Checks of one campus with equal temperatures in one second from which on all of them are doubtful; 0: never. */
  sameSecond: number
  /** Days on which a pupil's checks say the same at the same second from which on they are doubtful; 0: never. */
  days: number
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
  /** Per pupil: what the first check of the last day said and when, and on how many days running. */
  private readonly runPrint = new GrowingArray(Uint32Array)
  private readonly runDay = new GrowingArray(Int32Array, NEVER)
  private readonly runLength = new GrowingArray(Uint8Array)

  /** `campusOf`: whose equal temperatures are compared; `rule`: when they are too many. */
  constructor(private readonly rule: CopiedRule = { sameSecond: 0, days: 0 }, private readonly campusOf: (student: number, day: number) => number = () => 0) {}

  get length(): number {
    let length = 0
    for (const block of this.blocks.values()) length += block.length
    return length
  }

  /** Days on which there are checks, oldest first. */
  days(): number[] {
    return [...this.blocks.keys()].sort((a, b) => a - b)
  }

  /** HOT: every check. The pupil's row of the day, and whether it made the equal ones of its second doubtful, too. */
  append(record: CheckRecord): { row: number; crossed: boolean } {
    const { student, day } = record
    let block = this.blocks.get(day)
    if (!block) {
      // A day that is over grows no more: what was kept for its growth is given back.
      for (const [other, older] of this.blocks) if (other < day - 1) older.trim()
      this.blocks.set(day, (block = new DayBlock()))
    }
    const flags = record.flags | (this.countRun(record) ? CHECK_FLAG.COPIED : 0)
    const row = block.push(record, flags)
    const worked = this.worked.get(day)
    const crossed = worked ? worked.add(row, student, record.second, record.tenths, this.campusOf(student, day), (flags & CHECK_FLAG.BY_GATE) === 0) : false
    return { row, crossed }
  }

  /** What a day's checks say of each pupil; as known now when `maxSeq` is absent, and then kept up by `append`. */
  dayOf(day: number, maxSeq?: number): DayOfChecks {
    if (maxSeq !== undefined) return this.workOut(day, maxSeq)
    let worked = this.worked.get(day)
    if (!worked) {
      worked = this.workOut(day, 0xffffffff)
      if (this.worked.size >= DAYS_KEPT) this.worked.delete(Math.min(...this.worked.keys()))
      this.worked.set(day, worked)
    }
    return worked
  }

  private workOut(day: number, maxSeq: number): DayOfChecks {
    const worked = new DayOfChecks(this.rule.sameSecond)
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

  /** One row of a day; COPIED as the day is known in `worked`, without it by the pupil's own checks alone. */
  read(day: number, row: number, worked?: DayOfChecks): StandingCheck {
    const block = this.blocks.get(day)!
    const student = block.student.values[row]
    const second = block.second(row)
    const tenths = block.tenths(row)
    const same = worked?.isCrowded(this.campusOf(student, day), second, tenths) ? CHECK_FLAG.COPIED : 0
    return { row, student, seq: block.seq.values[row], day, second, tenths, flags: block.flags.values[row] | same, symptoms: block.symptoms.values[row] }
  }

  /** HOT: `read(day, row).flags`, without the rest. */
  flagsAt(day: number, row: number, worked: DayOfChecks): number {
    const block = this.blocks.get(day)!
    const flags = block.flags.values[row]
    return worked.hasCrowds && worked.isCrowded(this.campusOf(block.student.values[row], day), block.second(row), block.tenths(row)) ? flags | CHECK_FLAG.COPIED : flags
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
    if (block) for (let row = 0; row < block.length; row++) if (block.moment.values[row] === pack(second, tenths)) found.add(block.student.values[row])
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
      for (const name of COLUMNS) arrays[`checks.${day}.${name}`] = block[name].used()
    }
    arrays['checks.runPrint'] = this.runPrint.used()
    arrays['checks.runDay'] = this.runDay.used()
    arrays['checks.runLength'] = this.runLength.used()
    return days
  }

  restore(days: number[], arrays: Record<string, BundleArray>): void {
    for (const day of days) {
      const block = new DayBlock()
      for (const name of COLUMNS) block[name].restore(arrays[`checks.${day}.${name}`])
      this.blocks.set(day, block)
    }
    this.runPrint.restore(arrays['checks.runPrint'])
    this.runDay.restore(arrays['checks.runDay'])
    this.runLength.restore(arrays['checks.runLength'])
  }

  /** Whether a pupil's first check of a day says what those of the days before said, at the same second. */
  private countRun({ student, day, second, tenths, symptoms, flags }: CheckRecord): boolean {
    if (this.rule.days === 0) return false
    for (const column of [this.runPrint, this.runDay, this.runLength]) column.extendTo(student + 1)
    const print = (Math.imul(pack(second, tenths), 2654435761) ^ Math.imul((symptoms << 16) | flags, 2246822519)) >>> 0
    const lastDay = this.runDay.values[student]
    if (day < lastDay) return false
    const isSame = print === this.runPrint.values[student]
    if (day > lastDay) {
      this.runDay.values[student] = day
      this.runPrint.values[student] = print
      this.runLength.values[student] = isSame ? Math.min(255, this.runLength.values[student] + 1) : 1
    }
    return isSame && this.runLength.values[student] >= this.rule.days
  }
}

const COLUMNS = ['student', 'seq', 'moment', 'flags', 'symptoms'] as const

/** Seconds of a day take 17 bits; tenths of a degree the other 15. */
const SECOND_BITS = 17
const MOST_TENTHS = 0x7fff
const pack = (second: number, tenths: number): number => ((Math.min(tenths, MOST_TENTHS) << SECOND_BITS) | second) >>> 0

class DayBlock {
  readonly student = new GrowingArray(Uint32Array)
  readonly seq = new GrowingArray(Uint32Array)
  readonly moment = new GrowingArray(Uint32Array)
  readonly flags = new GrowingArray(Uint16Array)
  readonly symptoms = new GrowingArray(Uint16Array)

  get length(): number {
    return this.student.length
  }

  push({ student, seq, second, tenths, symptoms }: CheckRecord, flags: number): number {
    this.student.push(student)
    this.seq.push(seq)
    this.moment.push(pack(second, tenths))
    this.flags.push(flags)
    return this.symptoms.push(symptoms)
  }

  second(row: number): number {
    return this.moment.values[row] & ((1 << SECOND_BITS) - 1)
  }

  tenths(row: number): number {
    return this.moment.values[row] >>> SECOND_BITS
  }

  trim(): void {
    for (const name of COLUMNS) {
      const column = this[name]
      if (column.values.length > column.length) column.restore(column.used())
    }
  }
}

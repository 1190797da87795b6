import type { BundleArray } from '../protocol/bundle.ts'
import { GrowingArray } from './growingArray.ts'

export const CHECK_ABNORMAL = 1

/** A check may come in this many days late and still be found. */
const LATE_DAYS = 2

/** What a day's checks say of each student: first and last report, and whether the last one is abnormal. */
export interface DayOfChecks {
  /** Student → minute of the day of the first report, or -1. */
  firstMinute: Int16Array
  abnormal: Uint8Array
}

/** Pupils' checks as columns, in log order; 15 bytes a check, since a district sends 130,000 a day for a term. */
export class CheckColumns {
  readonly student = new GrowingArray(Uint32Array)
  readonly seq = new GrowingArray(Uint32Array)
  readonly day = new GrowingArray(Int32Array)
  /** The minute of the day by which it had come, 0 … 1440. */
  readonly minute = new GrowingArray(Int16Array)
  readonly flags = new GrowingArray(Uint8Array)

  get length(): number {
    return this.student.length
  }

  append(student: number, seq: number, day: number, minute: number, flags: number): void {
    this.student.push(student)
    this.seq.push(seq)
    this.day.push(day)
    this.minute.push(minute)
    this.flags.push(flags)
  }

  /** HOT: scans every check kept (a term of a district is 8 million rows); plain loop on purpose. */
  dayOf(day: number, maxSeq: number, studentCount: number): DayOfChecks {
    const firstMinute = new Int16Array(studentCount).fill(-1)
    const lastMinute = new Int16Array(studentCount).fill(-1)
    const abnormal = new Uint8Array(studentCount)
    const days = this.day.values
    const { length } = this
    for (let row = 0; row < length; row++) {
      if (days[row] !== day || this.seq.values[row] > maxSeq) continue
      const student = this.student.values[row]
      const minute = this.minute.values[row]
      if (firstMinute[student] < 0 || minute < firstMinute[student]) firstMinute[student] = minute
      // The latest submission stands; of two in one minute the later received.
      if (minute >= lastMinute[student]) {
        lastMinute[student] = minute
        abnormal[student] = this.flags.values[row] & CHECK_ABNORMAL
      }
    }
    return { firstMinute, abnormal }
  }

  flagsOf(row: number): number {
    return this.flags.values[row]
  }

  /** Row, log sequence and day of the newest checks of these students on or after a day, newest first; `most` at most. Scans backwards and stops early. */
  newestOf(students: ReadonlySet<number>, fromDay: number, most: number): { row: number; student: number; seq: number; day: number }[] {
    const found: { row: number; student: number; seq: number; day: number }[] = []
    if (students.size === 0) return found
    for (let row = this.length - 1; row >= 0 && found.length < most; row--) {
      if (this.day.values[row] < fromDay - LATE_DAYS) break
      if (this.day.values[row] >= fromDay && students.has(this.student.values[row])) found.push({ row, student: this.student.values[row], seq: this.seq.values[row], day: this.day.values[row] })
    }
    return found
  }

  save(arrays: Record<string, BundleArray>): void {
    for (const name of COLUMNS) {
      const column = this[name].used()
      // A bundle has no 16-bit signed column; minutes are never negative.
      arrays[`checks.${name}`] = column instanceof Int16Array ? new Uint16Array(column) : column
    }
  }

  restore(arrays: Record<string, BundleArray>): void {
    for (const name of COLUMNS) {
      const column = arrays[`checks.${name}`]
      this[name].restore(column)
    }
  }
}

const COLUMNS = ['student', 'seq', 'day', 'minute', 'flags'] as const

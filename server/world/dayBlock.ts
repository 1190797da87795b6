import { GrowingArray } from './growingArray.ts'

/** One check, as columns keep it. */
export interface CheckRecord {
  student: number
  /** Log sequence. */
  seq: number
  day: number
  /** Bits of packs/checkFlags.ts; COPIED is never kept: on reading it is there where the pupil's or the campus's other checks make it so. */
  flags: number
  /** Bits of the pack's list of symptoms. */
  symptoms: number
  /** Tenths of a degree Celsius; 0: no temperature. */
  tenths: number
  /** The second of the day by which it had come, 0 … 86400. */
  second: number
}

/** Names of a block's columns, as checkpoints call them. */
export const CHECK_COLUMNS = ['student', 'seq', 'moment', 'flags', 'symptoms'] as const

/** Seconds of a day take 17 bits; tenths of a degree the other 15. */
const SECOND_BITS = 17
const MOST_TENTHS = 0x7fff
export const packMoment = (second: number, tenths: number): number => ((Math.min(tenths, MOST_TENTHS) << SECOND_BITS) | second) >>> 0

/** The checks of one day, in log order. */
export class DayBlock {
  readonly student = new GrowingArray(Uint32Array)
  readonly seq = new GrowingArray(Uint32Array)
  readonly moment = new GrowingArray(Uint32Array)
  readonly flags = new GrowingArray(Uint16Array)
  readonly symptoms = new GrowingArray(Uint16Array)

  get length(): number {
    return this.student.length
  }

  push({ student, seq, second, tenths, symptoms, flags }: CheckRecord): number {
    this.student.push(student)
    this.seq.push(seq)
    this.moment.push(packMoment(second, tenths))
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
    for (const name of CHECK_COLUMNS) {
      const column = this[name]
      if (column.values.length > column.length) column.restore(column.used())
    }
  }
}

import type { DaysBefore } from './daysBefore.ts'
import { GrowingArray } from './growingArray.ts'
import { TallyTable } from './tallyTable.ts'

export const NO_CHECK = -1

/** Of one day: each pupil's first check, the one that stands, how many there were, and which were sent too alike. */
export class DayOfChecks {
  /** Pupil → second of the first check, or -1. */
  private readonly first = new GrowingArray(Int32Array, NO_CHECK)
  /** Pupil → row of the check that stands, or -1; and its second. */
  private readonly stands = new GrowingArray(Int32Array, NO_CHECK)
  private readonly last = new GrowingArray(Int32Array, NO_CHECK)
  private readonly count = new GrowingArray(Uint8Array)
  /** Campus, second and temperature → how many checks. */
  private readonly alike = new TallyTable()
  /** Whether any of them are too many. */
  hasCrowds = false

  /** `crowd`: from how many equal checks of a campus and a second on they are doubtful; 0: never. `before`: what was sent on the days before. */
  constructor(private readonly crowd: number, readonly before: DaysBefore) {}

  /** HOT: every check; `isSent` is not one that the gate took. True when with this one the equal ones of its second became too many. */
  add(row: number, student: number, second: number, tenths: number, campus: number, isSent = true): boolean {
    if (student >= this.first.length) for (const column of [this.first, this.stands, this.last, this.count]) column.extendTo(student + 1)
    const first = this.first.values[student]
    if (first < 0 || second < first) this.first.values[student] = second
    if (second >= this.last.values[student]) {
      this.last.values[student] = second
      this.stands.values[student] = row
    }
    if (isSent && this.count.values[student] < 255) this.count.values[student]++
    if (this.crowd === 0 || tenths === 0) return false
    const crossed = this.alike.add(keyOf(campus, second, tenths)) === this.crowd
    if (crossed) this.hasCrowds = true
    return crossed
  }

  /** Second of the day of a pupil's first check, or -1. */
  firstSecond(student: number): number {
    return student < this.first.length ? this.first.values[student] : NO_CHECK
  }

  /** Row of the check that stands, or -1. */
  standing(student: number): number {
    return student < this.stands.length ? this.stands.values[student] : NO_CHECK
  }

  /** How many checks of a pupil were sent, second checks at the gate aside; 255 stands for more. */
  countOf(student: number): number {
    return student < this.count.length ? this.count.values[student] : 0
  }

  isCrowded(campus: number, second: number, tenths: number): boolean {
    return this.hasCrowds && this.alike.get(keyOf(campus, second, tenths)) >= this.crowd
  }
}

/** Below 2^53: 16 bits of campus, 17 of the second, 15 of the temperature. */
const keyOf = (campus: number, second: number, tenths: number): number => (campus * 131_072 + second) * 32_768 + Math.min(tenths, 32_767)

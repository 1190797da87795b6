import { MOST_LATE_DAYS } from '../protocol/mostLateDays.ts'
import type { BundleArray } from '../protocol/bundle.ts'
import { GrowingArray } from './growingArray.ts'
import type { TextTable } from './textTable.ts'

const NONE = -1
export const NOBODY = -1

/** What was written down about a unit and is no fact about anybody's whereabouts: a call, a reading, a mark, a paper. */
export interface UnitRecord {
  seq: number
  unit: number
  /** Person number, or NOBODY. */
  person: number
  /** Day it is about. */
  validOn: number
  feed: string
  /** What it says, in one word of the feed: an outcome, a mark's key with its sign, a paper. */
  code: string
  /** Log sequence of the self-report that it confirms or sets aside; 0: none. */
  settles: number
}

/** Records of units in log order, chained by unit, newest first. The log holds the rest of each. About 32 bytes a record. */
export class RecordColumns {
  private readonly seq = new GrowingArray(Uint32Array)
  private readonly unit = new GrowingArray(Uint32Array)
  private readonly person = new GrowingArray(Int32Array)
  private readonly validOn = new GrowingArray(Int32Array)
  private readonly feed = new GrowingArray(Uint32Array)
  private readonly code = new GrowingArray(Uint32Array)
  private readonly settles = new GrowingArray(Uint32Array)
  private readonly previous = new GrowingArray(Int32Array)
  private readonly newest = new GrowingArray(Int32Array, NONE)

  constructor(private readonly texts: TextTable) {}

  get length(): number {
    return this.seq.length
  }

  append(record: UnitRecord): void {
    const row = this.seq.push(record.seq)
    this.unit.push(record.unit)
    this.person.push(record.person)
    this.validOn.push(record.validOn)
    this.feed.push(this.texts.numberOf(record.feed))
    this.code.push(this.texts.numberOf(record.code))
    this.settles.push(record.settles)
    this.chain(row)
  }

  /** Records of a unit, newest first, as known at `maxSeq`. */
  ofUnit(unit: number, maxSeq = 0xffffffff): UnitRecord[] {
    const found: UnitRecord[] = []
    if (unit >= this.newest.length) return found
    for (let row = this.newest.values[unit]; row !== NONE; row = this.previous.values[row]) {
      if (this.seq.values[row] <= maxSeq) found.push(this.read(row))
    }
    return found
  }

  hasAny(unit: number): boolean {
    return unit < this.newest.length && this.newest.values[unit] !== NONE
  }

  /** Records about a day, newest first. What waited on a phone stands behind what was written after it, but never by more than some days, so the scan ends soon. */
  *onDay(day: number): IterableIterator<UnitRecord> {
    for (let row = this.seq.length - 1; row >= 0 && this.validOn.values[row] >= day - MOST_LATE_DAYS; row--) if (this.validOn.values[row] === day) yield this.read(row)
  }

  save(arrays: Record<string, BundleArray>): void {
    for (const name of COLUMNS) arrays[`records.${name}`] = this[name].used()
  }

  /** Throws when a column is missing: the checkpoint is of an older version, and the log is read instead. */
  restore(arrays: Record<string, BundleArray>): void {
    for (const name of COLUMNS) {
      const array = arrays[`records.${name}`]
      if (!array) throw new Error(`checkpoint lacks records.${name}`)
      this[name].restore(array as never)
    }
    for (let row = 0; row < this.seq.length; row++) this.chain(row)
  }

  private read(row: number): UnitRecord {
    return {
      seq: this.seq.values[row], unit: this.unit.values[row], person: this.person.values[row], validOn: this.validOn.values[row],
      feed: this.texts.textOf(this.feed.values[row]), code: this.texts.textOf(this.code.values[row]), settles: this.settles.values[row],
    }
  }

  private chain(row: number): void {
    const unit = this.unit.values[row]
    this.newest.extendTo(unit + 1)
    this.previous.push(this.newest.values[unit])
    this.newest.values[unit] = row
  }
}

const COLUMNS = ['seq', 'unit', 'person', 'validOn', 'feed', 'code', 'settles'] as const

import type { Fact, FactContent, FactFields } from '../packs/pack.ts'
import type { BundleArray } from '../protocol/bundle.ts'
import { GrowingArray } from './growingArray.ts'
import type { TextTable } from './textTable.ts'

const NONE = -1

/**
 * Facts of one kind of subject (people, or units as a whole), one row each, in log order, as typed columns: a fact is
 * about 40 bytes, a JavaScript object would be 140. Rows of one subject are chained, newest first.
 */
export class FactColumns {
  readonly seq = new GrowingArray(Uint32Array)
  readonly validOn = new GrowingArray(Int32Array)
  readonly feed = new GrowingArray(Uint8Array)
  readonly subject = new GrowingArray(Uint32Array)
  readonly unit = new GrowingArray(Uint32Array)
  private readonly previous = new GrowingArray(Int32Array)
  /** Subject → its newest row, or -1. */
  private readonly newest = new GrowingArray(Int32Array, NONE)
  /** The same by the unit that a row names: who was ever reported there. */
  private readonly previousInUnit = new GrowingArray(Int32Array)
  private readonly newestInUnit = new GrowingArray(Int32Array, NONE)
  private readonly fields: { name: string; isText: boolean; column: GrowingArray<Uint8Array<ArrayBuffer>> | GrowingArray<Int32Array<ArrayBuffer>> }[]

  constructor(fields: FactFields, private readonly texts: TextTable, private readonly feedNames: TextTable) {
    this.fields = Object.entries(fields).map(([name, type]) => ({
      name, isText: type === 'text', column: type === 'u8' ? new GrowingArray(Uint8Array) : new GrowingArray(Int32Array),
    }))
  }

  get length(): number {
    return this.seq.length
  }

  append(subject: number, unit: number, seq: number, validOn: number, feed: string, content: FactContent): void {
    const row = this.seq.push(seq)
    this.validOn.push(validOn)
    this.feed.push(this.feedNames.numberOf(feed))
    this.subject.push(subject)
    this.unit.push(unit)
    for (const field of this.fields) {
      const value = content[field.name]
      field.column.push(field.isText ? this.texts.numberOf(value as string) : (value as number))
    }
    this.chain(row, subject, unit)
  }

  /** Row numbers of everything that names a unit, newest first. */
  rowsNaming(unit: number): number[] {
    const found: number[] = []
    if (unit >= this.newestInUnit.length) return found
    for (let row = this.newestInUnit.values[unit]; row !== NONE; row = this.previousInUnit.values[row]) found.push(row)
    return found
  }

  /** Row numbers of a subject on or before `day` and `maxSeq`, oldest first by register date, then log order. Appends to `into`. */
  rowsOf(subject: number, day: number, maxSeq: number, into: number[]): number[] {
    into.length = 0
    if (subject >= this.newest.length) return into
    const { validOn } = this
    for (let row = this.newest.values[subject]; row !== NONE; row = this.previous.values[row]) {
      if (validOn.values[row] <= day && this.seq.values[row] <= maxSeq) into.push(row)
    }
    into.reverse()
    // Log order is kept for equal days: the sort is stable.
    for (let i = 1; i < into.length; i++) {
      if (validOn.values[into[i]] < validOn.values[into[i - 1]]) {
        into.sort((a, b) => validOn.values[a] - validOn.values[b] || a - b)
        break
      }
    }
    return into
  }

  read(row: number): Fact<FactContent> {
    const fact = { seq: this.seq.values[row], validOn: this.validOn.values[row], feed: this.feedNames.textOf(this.feed.values[row]) } as Fact<FactContent> & Record<string, number | string>
    for (const field of this.fields) {
      const value = field.column.values[row]
      fact[field.name] = field.isText ? this.texts.textOf(value) : value
    }
    return fact
  }

  hasAny(subject: number): boolean {
    return subject < this.newest.length && this.newest.values[subject] !== NONE
  }

  save(prefix: string, arrays: Record<string, BundleArray>): void {
    arrays[`${prefix}.seq`] = this.seq.used()
    arrays[`${prefix}.validOn`] = this.validOn.used()
    arrays[`${prefix}.feed`] = this.feed.used()
    arrays[`${prefix}.subject`] = this.subject.used()
    arrays[`${prefix}.unit`] = this.unit.used()
    for (const field of this.fields) arrays[`${prefix}.field.${field.name}`] = field.column.used()
  }

  /** Throws when a column is missing: the checkpoint is of another pack version, and the log is read instead. */
  restore(prefix: string, arrays: Record<string, BundleArray>): void {
    const column = <Type extends BundleArray>(name: string): Type => {
      const array = arrays[`${prefix}.${name}`]
      if (!array) throw new Error(`checkpoint lacks ${prefix}.${name}`)
      return array as Type
    }
    this.seq.restore(column('seq'))
    this.validOn.restore(column('validOn'))
    this.feed.restore(column('feed'))
    this.subject.restore(column('subject'))
    this.unit.restore(column('unit'))
    for (const field of this.fields) field.column.restore(column(`field.${field.name}`) as ArrayLike<number>)
    for (let row = 0; row < this.seq.length; row++) this.chain(row, this.subject.values[row], this.unit.values[row])
  }

  private chain(row: number, subject: number, unit: number): void {
    this.newestInUnit.extendTo(unit + 1)
    this.previousInUnit.push(this.newestInUnit.values[unit])
    this.newestInUnit.values[unit] = row
    this.newest.extendTo(subject + 1)
    this.previous.extendTo(row + 1)
    this.previous.values[row] = this.newest.values[subject]
    this.newest.values[subject] = row
  }
}

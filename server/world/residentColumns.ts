import { NO_DAY } from '../protocol/day.ts'
import type { BundleArray } from '../protocol/bundle.ts'
import { GrowingArray } from './growingArray.ts'
import type { TextTable } from './textTable.ts'

const NONE = -1

/** One line of the register of residents. */
export interface Residence {
  person: number
  unit: number
  seq: number
  relation: string
  /** Day numbers, or NO_DAY. */
  from: number
  to: number
}

/** Who is registered in which home, one row a line of the register; a person's newest line counts. About 30 bytes a row. */
export class ResidentColumns {
  private readonly person = new GrowingArray(Uint32Array)
  private readonly unit = new GrowingArray(Uint32Array)
  private readonly seq = new GrowingArray(Uint32Array)
  private readonly relation = new GrowingArray(Uint32Array)
  private readonly from = new GrowingArray(Int32Array)
  private readonly to = new GrowingArray(Int32Array)
  private readonly previousInUnit = new GrowingArray(Int32Array)
  private readonly newestInUnit = new GrowingArray(Int32Array, NONE)
  private readonly newestOfPerson = new GrowingArray(Int32Array, NONE)

  constructor(private readonly texts: TextTable) {}

  append(entry: Residence): void {
    const row = this.person.push(entry.person)
    this.unit.push(entry.unit)
    this.seq.push(entry.seq)
    this.relation.push(this.texts.numberOf(entry.relation))
    this.from.push(entry.from)
    this.to.push(entry.to)
    this.chain(row)
  }

  /** Lines that name the unit and are their person's newest, oldest first. */
  ofUnit(unit: number): Residence[] {
    const found: Residence[] = []
    if (unit >= this.newestInUnit.length) return found
    for (let row = this.newestInUnit.values[unit]; row !== NONE; row = this.previousInUnit.values[row]) {
      if (this.newestOfPerson.values[this.person.values[row]] === row) found.push(this.read(row))
    }
    return found.reverse()
  }

  /** The newest line about a person, or null. */
  ofPerson(person: number): Residence | null {
    const row = person < this.newestOfPerson.length ? this.newestOfPerson.values[person] : NONE
    return row === NONE ? null : this.read(row)
  }

  save(arrays: Record<string, BundleArray>): void {
    for (const name of COLUMNS) arrays[`residents.${name}`] = this[name].used()
  }

  /** Throws when a column is missing: the checkpoint is of an older version, and the log is read instead. */
  restore(arrays: Record<string, BundleArray>): void {
    for (const name of COLUMNS) {
      const array = arrays[`residents.${name}`]
      if (!array) throw new Error(`checkpoint lacks residents.${name}`)
      this[name].restore(array as never)
    }
    for (let row = 0; row < this.person.length; row++) this.chain(row)
  }

  private read(row: number): Residence {
    return {
      person: this.person.values[row], unit: this.unit.values[row], seq: this.seq.values[row],
      relation: this.texts.textOf(this.relation.values[row]), from: this.from.values[row], to: this.to.values[row],
    }
  }

  private chain(row: number): void {
    const unit = this.unit.values[row]
    const person = this.person.values[row]
    this.newestInUnit.extendTo(unit + 1)
    this.newestOfPerson.extendTo(person + 1)
    this.previousInUnit.push(this.newestInUnit.values[unit])
    this.newestInUnit.values[unit] = row
    this.newestOfPerson.values[person] = row
  }
}

const COLUMNS = ['person', 'unit', 'seq', 'relation', 'from', 'to'] as const

/** A day of a logged body, or NO_DAY. */
export const dayOrNone = (value: unknown): number => (typeof value === 'number' && Number.isSafeInteger(value) ? value : NO_DAY)

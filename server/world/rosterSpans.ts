import type { BundleArray } from '../protocol/bundle.ts'
import { GrowingArray } from './growingArray.ts'

/** Whether somebody stands on a roster, and as what. */
export const ROSTER = { off: 0, pupil: 1, staff: 2 } as const

/** Holds from before everything: a first roster tells of the days before it, too. */
export const ALWAYS = -2_147_483_648
const NONE = -1

/** A class of a campus, or its staff, on the roster or not any more; texts by their numbers. */
export interface Group { campus: number; grade: number; class: number; staff: boolean }

/**
 * Which campus, grade and class a student belongs to, and whether to a roster at all, by day: of what holds from a day on
 * the latest day counts, of one day the later received. A move is one more row; days before it keep theirs.
 */
export class RosterSpans {
  /** Every class that anybody ever was in, numbered in the order of the log. */
  readonly groups: Group[] = []
  private readonly groupNumbers = new Map<string, number>()
  private readonly from = new GrowingArray(Int32Array)
  private readonly seq = new GrowingArray(Uint32Array)
  readonly group = new GrowingArray(Uint32Array)
  readonly on = new GrowingArray(Uint8Array)
  private readonly before = new GrowingArray(Int32Array, NONE)
  private readonly newest = new GrowingArray(Int32Array, NONE)

  /** False when exactly that is said already. */
  put(student: number, seq: number, from: number, place: Omit<Group, 'staff'> & { on: number; staff?: boolean }): boolean {
    const group = this.groupNumber({ campus: place.campus, grade: place.grade, class: place.class, staff: place.on === ROSTER.staff || place.staff === true })
    const known = this.rowAt(student, from)
    if (known !== NONE && this.from.values[known] === from && this.group.values[known] === group && this.on.values[known] === place.on) return false
    this.newest.extendTo(student + 1)
    this.from.push(from)
    this.seq.push(seq)
    this.group.push(group)
    this.on.push(place.on)
    this.before.extendTo(this.from.length)
    this.before.values[this.from.length - 1] = this.newest.values[student]
    this.newest.values[student] = this.from.length - 1
    return true
  }

  /** HOT: row that holds on a day as known at `maxSeq`, -1 when none does. Most students have one. */
  rowAt(student: number, day: number, maxSeq = 0xffffffff): number {
    if (student >= this.newest.length) return NONE
    let best = NONE
    for (let row = this.newest.values[student]; row !== NONE; row = this.before.values[row]) {
      if (this.from.values[row] <= day && this.seq.values[row] <= maxSeq && (best === NONE || this.from.values[row] > this.from.values[best])) best = row
    }
    return best
  }

  /** The day from which a row holds, and the entry of the log that said so. */
  dayOf(row: number): number {
    return this.from.values[row]
  }
  seqOf(row: number): number {
    return this.seq.values[row]
  }

  /** The class of a row. */
  groupOf(row: number): Group {
    return this.groups[this.group.values[row]]
  }

  /** Whether anything but the first word about a student is known, or one that began on a day. */
  hasMoved(student: number): boolean {
    const row = student < this.newest.length ? this.newest.values[student] : NONE
    return row !== NONE && (this.before.values[row] !== NONE || this.from.values[row] !== ALWAYS)
  }

  /** Days on which something changed for a student, oldest first; ALWAYS among them. */
  daysOf(student: number): number[] {
    const days = new Set<number>()
    if (student < this.newest.length) for (let row = this.newest.values[student]; row !== NONE; row = this.before.values[row]) days.add(this.from.values[row])
    return [...days].sort((a, b) => a - b)
  }

  save(arrays: Record<string, BundleArray>): Group[] {
    for (const name of COLUMNS) arrays[`roster.${name}`] = this[name].used()
    return this.groups
  }

  restore(groups: Group[], arrays: Record<string, BundleArray>): void {
    for (const group of groups) this.groupNumber(group)
    for (const name of COLUMNS) this[name].restore(arrays[`roster.${name}`] as never)
  }

  private groupNumber(group: Group): number {
    const key = `${group.campus} ${group.grade} ${group.class} ${group.staff ? 1 : 0}`
    let number = this.groupNumbers.get(key)
    if (number === undefined) {
      number = this.groups.push({ ...group }) - 1
      this.groupNumbers.set(key, number)
    }
    return number
  }
}

const COLUMNS = ['from', 'seq', 'group', 'on', 'before', 'newest'] as const

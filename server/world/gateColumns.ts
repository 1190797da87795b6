import { numberOfId } from '../merge/opaqueId.ts'
import type { BundleArray } from '../protocol/bundle.ts'
import { dayFromText } from '../protocol/day.ts'
import type { GateCounts, GatePresence } from '../protocol/gate.ts'
import type { LogEntry } from '../store/logEntry.ts'
import { GrowingArray } from './growingArray.ts'
import type { TextTable } from './textTable.ts'

/** Student of a reading of somebody whom nothing recognised. */
export const NO_STUDENT = 0xffffffff

const IN = 1
const OUT = 2
const SECOND = 4
const ALLOWED = 8
const STOPPED = 16
const IMPLAUSIBLE = 32
/** Where it was measured; neither: a forehead. */
const THERMAL = 64
const ARMPIT = 128

const CAME_IN = 1
const WENT_OUT = 2
const MEASURED = 4
const CHECKED_AGAIN = 8
/** Of the newest reading with a direction, and the newest with a decision. */
const INSIDE = 16
const STOPPED_LAST = 32
const ALLOWED_LAST = 64

/** Days whose single readings are kept; of older ones only the counts are. A buffer of last week still finds its day. */
export const GATE_DAYS_KEPT = 8

/** One reading or pass, as the page shows it. */
export interface GateReading {
  seq: number
  /** NO_STUDENT when nothing recognised who it was. */
  student: number
  campus: number
  second: number
  direction: 'in' | 'out' | null
  tenths: number
  implausible: boolean
  isSecond: boolean
  decision: 'allowed' | 'stopped' | null
  device: string
}

/** One day at all gates. What a pupil did there is independent of the order in which the readings came in. */
class DayAtGates {
  readonly student = new GrowingArray(Uint32Array, 0, 64)
  readonly campus = new GrowingArray(Uint16Array, 0, 64)
  readonly second = new GrowingArray(Uint32Array, 0, 64)
  readonly tenths = new GrowingArray(Uint16Array, 0, 64)
  readonly flags = new GrowingArray(Uint8Array, 0, 64)
  readonly device = new GrowingArray(Uint32Array, 0, 64)
  readonly seq = new GrowingArray(Uint32Array, 0, 64)
  /** By student: what has happened (CAME_IN …), and the row + 1 that each newest word is from. */
  private readonly state = new GrowingArray(Uint8Array, 0, 64)
  private readonly newest = new GrowingArray(Uint32Array, 0, 64)
  private readonly moved = new GrowingArray(Uint32Array, 0, 64)
  private readonly decided = new GrowingArray(Uint32Array, 0, 64)
  private readonly measuredRow = new GrowingArray(Uint32Array, 0, 64)
  /** By student: log sequence of the last reading that came in, whenever it was taken. */
  private readonly lastSeq = new GrowingArray(Uint32Array, 0, 64)
  readonly counts = new Map<number, GateCounts>()

  get length(): number {
    return this.student.length
  }

  append(reading: { student: number; campus: number; second: number; tenths: number; flags: number; device: number; seq: number }): void {
    const row = this.student.push(reading.student)
    for (const name of COLUMNS) if (name !== 'student') this[name].push(reading[name])
    this.note(row)
  }

  /** What a row says of its pupil; counts follow. */
  note(row: number): void {
    const student = this.student.values[row]
    if (student === NO_STUDENT) return
    for (const column of [this.state, this.newest, this.moved, this.decided, this.measuredRow, this.lastSeq]) column.extendTo(student + 1)
    this.lastSeq.values[student] = this.seq.values[row]
    const counts = this.countsOf(this.campus.values[row])
    const before = this.state.values[student]
    this.tally(counts, before, -1)
    const flags = this.flags.values[row]
    let state = before
    if (this.isNewer(row, this.newest.values[student])) this.newest.values[student] = row + 1
    // Who is stopped at the gate has not come in.
    if ((flags & IN) !== 0 && (flags & STOPPED) === 0) state |= CAME_IN
    if ((flags & OUT) !== 0) state |= WENT_OUT
    if (flags & SECOND) state |= CHECKED_AGAIN
    if (this.tenths.values[row] > 0 && (flags & IMPLAUSIBLE) === 0) {
      state |= MEASURED
      if (this.isNewer(row, this.measuredRow.values[student])) this.measuredRow.values[student] = row + 1
    }
    if ((flags & (IN | OUT)) !== 0 && this.isNewer(row, this.moved.values[student])) {
      this.moved.values[student] = row + 1
      state = (flags & IN) !== 0 && (flags & STOPPED) === 0 ? state | INSIDE : state & ~INSIDE
    }
    if ((flags & (ALLOWED | STOPPED)) !== 0 && this.isNewer(row, this.decided.values[student])) {
      this.decided.values[student] = row + 1
      state = (state & ~(STOPPED_LAST | ALLOWED_LAST)) | (flags & STOPPED ? STOPPED_LAST : ALLOWED_LAST)
    }
    this.state.values[student] = state
    this.tally(counts, state, 1)
  }

  countsOf(campus: number): GateCounts {
    let counts = this.counts.get(campus)
    if (!counts) this.counts.set(campus, (counts = { in: 0, out: 0, unmeasured: 0, stopped: 0 }))
    return counts
  }

  presenceOf(student: number): GatePresence | null {
    if (student >= this.newest.length || this.newest.values[student] === 0) return null
    const state = this.state.values[student]
    const measured = this.measuredRow.values[student]
    return {
      cameIn: (state & CAME_IN) !== 0, wentOut: (state & WENT_OUT) !== 0, isInside: (state & INSIDE) !== 0, measured: (state & MEASURED) !== 0,
      temperatureCelsius: measured > 0 ? this.tenths.values[measured - 1] / 10 : null, site: measured > 0 ? siteOf(this.flags.values[measured - 1]) : null,
      lastSecond: this.second.values[this.newest.values[student] - 1], checkedAgain: (state & CHECKED_AGAIN) !== 0,
      decision: (state & STOPPED_LAST) !== 0 ? 'stopped' : (state & ALLOWED_LAST) !== 0 ? 'allowed' : null,
    }
  }

  /** Log sequence of the newest reading with a temperature; 0: none. */
  measuredSeqOf(student: number): number {
    const row = student < this.measuredRow.length ? this.measuredRow.values[student] : 0
    return row === 0 ? 0 : this.seq.values[row - 1]
  }

  lastSeqOf(student: number): number {
    return student < this.lastSeq.length ? this.lastSeq.values[student] : 0
  }

  /** Later on the day wins; of two in one second the later received. */
  private isNewer(row: number, thanRowPlusOne: number): boolean {
    return thanRowPlusOne === 0 || this.second.values[row] >= this.second.values[thanRowPlusOne - 1]
  }

  private tally(counts: GateCounts, state: number, by: 1 | -1): void {
    if (state & CAME_IN) {
      counts.in += by
      if ((state & MEASURED) === 0) counts.unmeasured += by
    }
    if (state & WENT_OUT) counts.out += by
    if (state & STOPPED_LAST) counts.stopped += by
  }
}

const siteOf = (flags: number): 'forehead' | 'armpit' | 'thermal' => (flags & THERMAL ? 'thermal' : flags & ARMPIT ? 'armpit' : 'forehead')

const COLUMNS = ['student', 'campus', 'second', 'tenths', 'flags', 'device', 'seq'] as const
const NO_COUNTS: GateCounts = { in: 0, out: 0, unmeasured: 0, stopped: 0 }

/**
 * What went on at the gates: readings of the last days in log order (21 bytes each), and in, out, unmeasured and stopped
 * per campus and day for good.
 */
export class GateColumns {
  private readonly days = new Map<number, DayAtGates>()
  /** Day → campus → counts, of days whose readings are no longer kept. */
  private readonly older = new Map<number, Map<number, GateCounts>>()
  private newestDay = -1

  constructor(private readonly texts: TextTable) {}

  /** `campus`: of the reading, or of its pupil. */
  apply(entry: LogEntry, student: number, campus: number): void {
    const { body } = entry
    const day = dayFromText(entry.validOn)!
    const at = this.dayFor(day)
    const celsius = typeof body.temperatureCelsius === 'number' ? body.temperatureCelsius : 0
    // Older devices say no direction; whoever stands at a gate in front of one comes in.
    const direction = body.direction ?? (body.second === true ? null : 'in')
    const flags = (direction === 'in' ? IN : 0) | (direction === 'out' ? OUT : 0) | (body.second === true ? SECOND : 0) |
      (body.decision === 'allowed' ? ALLOWED : 0) | (body.decision === 'stopped' ? STOPPED : 0) | (body.implausible === true ? IMPLAUSIBLE : 0) |
      (body.site === 'thermal' ? THERMAL : 0) | (body.site === 'armpit' ? ARMPIT : 0)
    at.append({
      student, campus, flags, seq: entry.seq, tenths: Math.min(65_535, Math.round(celsius * 10)),
      // Entries of the first version have the minute only.
      second: typeof body.secondOfDay === 'number' ? body.secondOfDay : Math.max(0, (body.minute as number) - 1) * 60,
      device: this.texts.numberOf(typeof body.device === 'string' ? body.device : ''),
    })
  }

  counts(campus: number, day: number): GateCounts {
    return { ...(this.days.get(day)?.counts.get(campus) ?? this.older.get(day)?.get(campus) ?? NO_COUNTS) }
  }

  /** What a pupil did at the gate on a day; null when nobody saw one there, or the day is too long ago. */
  presenceOf(student: number, day: number): GatePresence | null {
    return this.days.get(day)?.presenceOf(student) ?? null
  }

  /** Log sequence of the last reading of a pupil on a day that came in; 0: there is none. */
  lastSeqOf(student: number, day: number): number {
    return this.days.get(day)?.lastSeqOf(student) ?? 0
  }

  /** Log sequence of the reading that a pupil's temperature of the day is from; 0: there is none. */
  measuredSeqOf(student: number, day: number): number {
    return this.days.get(day)?.measuredSeqOf(student) ?? 0
  }

  /** Readings of a campus on a day after a log sequence, newest first, `most` at most. */
  readings(campus: number, day: number, afterSeq: number, most: number): GateReading[] {
    const at = this.days.get(day)
    const found: GateReading[] = []
    if (!at) return found
    for (let row = at.length - 1; row >= 0 && found.length < most && at.seq.values[row] > afterSeq; row--) {
      if (at.campus.values[row] !== campus) continue
      const flags = at.flags.values[row]
      found.push({
        seq: at.seq.values[row], student: at.student.values[row], campus, second: at.second.values[row], tenths: at.tenths.values[row],
        direction: flags & IN ? 'in' : flags & OUT ? 'out' : null, implausible: (flags & IMPLAUSIBLE) !== 0, isSecond: (flags & SECOND) !== 0,
        decision: flags & STOPPED ? 'stopped' : flags & ALLOWED ? 'allowed' : null, device: this.texts.textOf(at.device.values[row]),
      })
    }
    return found
  }

  private dayFor(day: number): DayAtGates {
    let at = this.days.get(day)
    if (at) return at
    at = new DayAtGates()
    const kept = this.older.get(day)
    if (kept) for (const [campus, counts] of kept) at.counts.set(campus, { ...counts })
    this.days.set(day, at)
    if (day > this.newestDay) this.newestDay = day
    for (const old of [...this.days.keys()]) {
      if (old > this.newestDay - GATE_DAYS_KEPT || old === day) continue
      this.older.set(old, this.days.get(old)!.counts)
      this.days.delete(old)
    }
    return at
  }

  save(arrays: Record<string, BundleArray>): unknown {
    const days = [...this.days.keys()]
    days.forEach((day, i) => { for (const name of COLUMNS) arrays[`gate.${i}.${name}`] = this.days.get(day)![name].used() })
    return { days, newestDay: this.newestDay, older: [...this.older].map(([day, counts]) => [day, [...counts]]), counts: days.map((day) => [...this.days.get(day)!.counts]) }
  }

  /** Throws when it was saved by an older version: then the log is read instead. */
  restore(saved: unknown, arrays: Record<string, BundleArray>): void {
    const { days, newestDay, older, counts } = saved as { days: number[]; newestDay: number; older: [number, [number, GateCounts][]][]; counts: [number, GateCounts][][] }
    this.newestDay = newestDay
    for (const [day, list] of older) this.older.set(day, new Map(list))
    days.forEach((day, i) => {
      const at = new DayAtGates()
      for (const name of COLUMNS) at[name].restore(arrays[`gate.${i}.${name}`])
      for (let row = 0; row < at.length; row++) at.note(row)
      // Counts of a day that had been put away before a late reading came are more than its rows say.
      for (const [campus, list] of counts[i]) at.counts.set(campus, list)
      this.days.set(day, at)
    })
  }
}

/** The campus that a gate entry names, or -1. */
export const campusOfReading = (body: Record<string, unknown>): number => numberOfId('c', body.campus)

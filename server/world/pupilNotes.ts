import { numberOfId } from '../merge/opaqueId.ts'
import type { BundleArray } from '../protocol/bundle.ts'
import { ABSENCE_KINDS, type AbsenceKind } from '../protocol/school.ts'
import type { LogEntry } from '../store/logEntry.ts'
import { GrowingArray } from './growingArray.ts'

const NONE = -1
const LEAVE = 1

export interface Leave { kind: AbsenceKind; from: number; until: number; seq: number }

/** Leave of pupils and the ends of their symptoms, as columns; each pupil's rows hang together from the newest back. */
export class PupilNotes {
  private readonly student = new GrowingArray(Uint32Array)
  private readonly seq = new GrowingArray(Uint32Array)
  private readonly from = new GrowingArray(Int32Array)
  private readonly until = new GrowingArray(Int32Array)
  /** Number of the kind, and above it whether it is leave or its taking back. */
  private readonly what = new GrowingArray(Uint8Array)
  private readonly before = new GrowingArray(Int32Array, NONE)
  private readonly newest = new GrowingArray(Int32Array, NONE)

  private readonly endStudent = new GrowingArray(Uint32Array)
  private readonly endSeq = new GrowingArray(Uint32Array)
  private readonly endAt = new GrowingArray(Float64Array)
  private readonly endBefore = new GrowingArray(Int32Array, NONE)
  private readonly endNewest = new GrowingArray(Int32Array, NONE)

  applyAbsence({ seq, body }: LogEntry): { student: number; from: number; until: number } {
    const student = numberOfId('s', body.student)
    const from = body.from as number
    const until = body.until as number
    this.student.push(student)
    this.seq.push(seq)
    this.from.push(from)
    this.until.push(until)
    this.what.push((ABSENCE_KINDS.indexOf(body.kind as AbsenceKind) << 1) | (body.act === 'leave' ? LEAVE : 0))
    chain(this.before, this.newest, student, this.student.length - 1)
    return { student, from, until }
  }

  applyRecovery({ seq, body }: LogEntry): number {
    const student = numberOfId('s', body.student)
    this.endStudent.push(student)
    this.endSeq.push(seq)
    this.endAt.push(body.endedAt as number)
    chain(this.endBefore, this.endNewest, student, this.endStudent.length - 1)
    return student
  }

  /** The leave that a pupil has on a day, or null: of what was said about the day the last holds. */
  leaveOn(student: number, day: number, maxSeq = 0xffffffff): Leave | null {
    if (student >= this.newest.length) return null
    for (let row = this.newest.values[student]; row !== NONE; row = this.before.values[row]) {
      if (this.seq.values[row] > maxSeq || day < this.from.values[row] || day > this.until.values[row]) continue
      const what = this.what.values[row]
      if (!(what & LEAVE)) return null
      return { kind: ABSENCE_KINDS[what >> 1], from: this.from.values[row], until: this.until.values[row], seq: this.seq.values[row] }
    }
    return null
  }

  /** When a pupil's symptoms last ended (epoch ms), as somebody wrote it down; null when nobody did. */
  recoveredAt(student: number, maxSeq = 0xffffffff): number | null {
    if (student >= this.endNewest.length) return null
    for (let row = this.endNewest.values[student]; row !== NONE; row = this.endBefore.values[row]) if (this.endSeq.values[row] <= maxSeq) return this.endAt.values[row]
    return null
  }

  save(arrays: Record<string, BundleArray>): void {
    for (const name of COLUMNS) arrays[`notes.${name}`] = this[name].used()
  }

  restore(arrays: Record<string, BundleArray>): void {
    for (const name of COLUMNS) this[name].restore(arrays[`notes.${name}`] as never)
  }
}

const COLUMNS = ['student', 'seq', 'from', 'until', 'what', 'before', 'newest', 'endStudent', 'endSeq', 'endAt', 'endBefore', 'endNewest'] as const

function chain(before: GrowingArray<Int32Array>, newest: GrowingArray<Int32Array>, student: number, row: number): void {
  newest.extendTo(student + 1)
  before.extendTo(row + 1)
  before.values[row] = newest.values[student]
  newest.values[student] = row
}

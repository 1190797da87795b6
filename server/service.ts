/**
 * What the outside (http/, sockets/, the demo) may ask of the inside (pipeline, world, store). One object behind one
 * interface, so that a second process over PostgreSQL can answer the same questions later.
 */

import type { Locale, Wording } from './protocol/entities.ts'
import type { Desk } from './desk/desk.ts'
import type { School } from './school/school.ts'
import type { SchoolTally } from './protocol/school.ts'
import type { BoardChanges } from './school/boards/boards.ts'
import type { Gate } from './school/gate/gate.ts'
import type { RowKind } from './feeds/rows.ts'

/** Why one row was not taken. `index` counts rows of the batch from 0. */
export interface RejectedRow {
  index: number
  field: string
  code: string
  reason: Wording
}

export interface BatchResult {
  accepted: number
  duplicates: number
  rejected: RejectedRow[]
  rev: number
}

/** The disk is full or the log cannot be written; nothing of the batch was acknowledged. HTTP says 503. */
export class StoreUnavailableError extends Error {
  constructor(readonly code: 'disk-full' | 'not-ready' | 'write-failed') {
    super(`store unavailable: ${code}`)
    this.name = 'StoreUnavailableError'
  }
}

export interface Summary {
  asOf: string
  rev: number
  buildings: number
  units: number
  counts: Record<string, number>
  people: Record<string, number>
}

export interface UnitAnswer {
  id: string
  compound: string
  building: string
  room: string
  status: string
  reason: { rule: string; code: string; text: string; feed: string | null; seq: number | null; registeredOn: string | null; listSeq: number | null }
  tags: string[]
}

export interface PlaceAnswer {
  id: string
  kind: string
  name: string
  parent: string | null
  buildings: number
  units: number
}

export interface SchoolDayAnswer extends SchoolTally {
  name: string
  date: string
  cutOff: string
  /** False on weekends, holidays and outside terms: nobody is expected. */
  isSchoolDay: boolean
  staff: SchoolTally
  grades: GradeDayAnswer[]
}
export interface ClassDayAnswer extends SchoolTally { name: string }
export interface GradeDayAnswer extends SchoolTally { name: string; classes: ClassDayAnswer[] }

/** A moment to look at: both optional; no day = today, no rev = all that is known now. */
export interface Moment {
  day?: number
  rev?: number
}

/** Values that a caller asked for and that do not exist; HTTP says 404. */
export class UnknownPlaceError extends Error {}

export interface Service {
  /** False until feeds can be accepted (loading, laying the demo town). */
  ready(): boolean
  rev(): number
  worldId(): string
  layoutHash(): string
  /** Now by the injected clock, epoch ms, and today as a day number. */
  now(): number
  today(): number
  demo(): boolean

  /**
   * The one way in. Resolves when the batch is on disk and applied; good rows are kept when others are rejected.
   * Batches are taken in the order of the calls. Throws StoreUnavailableError.
   * `rows` of one call should be at most a few thousand; callers of large files slice them (and so let others in between).
   */
  accept(kind: RowKind, rows: unknown[], author: string): Promise<BatchResult>

  summary(place: string | null, moment: Moment): Summary
  units(query: { compound?: string; building?: string; room?: string }, moment: Moment, locale: Locale): UnitAnswer[]
  places(): PlaceAnswer[]
  /** Schools by id, with what they are called; those that only reports have named too. */
  campuses(): { id: string; name: string }[]
  /** A campus, or all campuses of a school, on a day, as known now or at `rev`. */
  schoolDay(name: string, day: number, rev?: number): SchoolDayAnswer | null
  /** West, south, east, north of the boundaries (else of the buildings); null when there are none. */
  bounds(): [number, number, number, number] | null

  /** The layout of that hash if it is the current one, encoded (protocol/layout.ts); null otherwise. */
  layoutBytes(hash: string): Uint8Array | null
  /** A snapshot frame of the world now (protocol/frame.ts). */
  snapshotBytes(): { rev: number; bytes: Uint8Array }

  /**
   * Changes since the last call, as one delta frame, or null when nothing changed. Called once per tick by sockets/,
   * the only consumer: calling it moves the mark. `fromRev` of a frame is the `toRev` of the one before.
   */
  takeDelta(): { fromRev: number; toRev: number; bytes: Uint8Array } | null
  /** An empty frame at the current revision (a heartbeat, or "you are current"). */
  emptyDelta(): Uint8Array
  /** Called when there is something to take; the first change after a quiet time is announced at once. Returns a stop function. */
  onChange(listener: () => void): () => void
  /** Called when worldId or layout changed: every session must be reset. Returns a stop function. */
  onReset(listener: () => void): () => void

  /** What signed-in officers ask and send. */
  desk: Desk
  /** What schools ask and do. */
  school: School
  /** Gates of schools: their page and their devices. */
  gate: Gate
  /** Numbers of the units that were touched since the last call, or 'all'; null when none was. Called by sockets/ only, once per tick. */
  takeDeskChanges(): ReadonlySet<number> | 'all' | null

  /** Campuses whose alerts changed since the last call; null when none did. Called by sockets/ only, once per tick. */
  takeSchoolAlerts(): ReadonlySet<number> | null

  /** Campuses whose figures changed since the last call, 'all' after a rebuild; null when none did. Called by sockets/ only, once per tick. */
  takeSchoolBoards(): BoardChanges | null

  /** Removes every trace of the person from the identity vault; counts stay. False when there is no such person. */
  erasePerson(query: { idNumber: string } | { name: string; phone: string }): Promise<boolean>
}

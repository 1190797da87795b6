import type { User } from '../../auth/user.ts'
import type { AlertCounts, AlertDetail, AlertFilter, AlertPage, AlertTimesAnswer, AlertVerdict, SchoolAlertsEvent } from '../../protocol/school.ts'
import type { DeskAnswer } from '../../protocol/desk.ts'
import type { Locale } from '../../protocol/entities.ts'
import type { LogEntry } from '../../store/logEntry.ts'
import type { Touched } from '../../world/knownFacts.ts'
import type { LiveWorld } from '../../world/liveWorld.ts'

export interface AlertQuery {
  filter: AlertFilter
  rule: string | null
  /** `c…`. */
  campus: string | null
  /** Id of the last alert of the page before. */
  after: string | null
}

/** A group was to be closed, and holds another number than was confirmed. */
export class GroupChangedError extends Error {
  constructor(readonly count: number) {
    super('the group holds another number of alerts')
    this.name = 'GroupChangedError'
  }
}

/** Alerts of schools: opened by the rules as reports come in, worked off by people. What is out of a user's scope does not exist. */
export interface Alerts {
  /** Hears of every entry that is on disk and applied. What it gives reason to is written soon after. `live` null: it is being built anew, and `lookAtHomes` follows. */
  follow(entries: readonly LogEntry[], touched: readonly Touched[], live: LiveWorld | null): void
  /** Looks at the homes of all pupils again: another day, another layout, other reference data. */
  lookAtHomes(): void
  /** Begins anew: reads what the log holds, and opens what should have been opened before the process ended. */
  restart(): void
  /** Runs by itself from here on: overdue alerts climb. Returns a function that stops it. */
  start(): () => Promise<void>
  /** Lets overdue alerts climb now. */
  climb(): void
  /** Resolves when all that was followed has been written. */
  settled(): Promise<void>
  /** Campuses whose alerts changed since the last call; null when none did. Called by sockets/ only. */
  takeChanges(): ReadonlySet<number> | null

  list(user: User, query: AlertQuery): AlertPage
  detail(user: User, id: string): AlertDetail | null
  /** Acts of AlertStepDraft on one alert; null when there is none. Audited. */
  step(user: User, id: string, steps: readonly unknown[], seen: unknown, locale: Locale): Promise<DeskAnswer | null>
  /** One verdict for all of a group that are not closed, and closes them and the group. Throws GroupChangedError. Audited. */
  closeGroup(user: User, id: string, verdict: AlertVerdict, note: string, confirmed: number, locale: Locale): Promise<DeskAnswer | 'beyond-scope' | null>
  /** Alerts opened from day to day, day numbers, both included. */
  times(user: User, from: number, to: number): AlertTimesAnswer
  counts(user: User): AlertCounts[]
  /** For one user; null when nothing in reach changed. */
  changes(user: User, campuses: ReadonlySet<number>): SchoolAlertsEvent | null
}

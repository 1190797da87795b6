import type { LogEntry } from '../store/logEntry.ts'
import type { Touched } from '../world/knownFacts.ts'
import type { LiveWorld } from '../world/liveWorld.ts'
import type { Alerts } from './alerts/alerts.ts'
import type { Authority } from './authority/authority.ts'
import type { Boards } from './boards/boards.ts'
import type { Chase } from './chase/chase.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { Rosters } from './rosters/rosters.ts'

/** What is done for schools, and by schools. */
export interface School {
  alerts: Alerts
  /** Figures of schools, and their pupils. */
  boards: Boards
  /** Who belongs where. */
  rosters: Rosters
  /** Who is told of missing reports, step by step. */
  chase: Chase
  /** Where true alerts are passed on to. */
  authority: Authority
  /** Messages to systems outside. */
  outbox: Outbox
}

/** School as its maker holds it: what reacts hears of entries, and is started and stopped with the service. */
export interface RunningSchool extends School {
  /** Entries that are on disk and applied, in order. `live` null: the world is being built anew, and `lookAgain` follows. */
  follow(entries: readonly LogEntry[], touched: readonly Touched[], live: LiveWorld | null): void
  /** Another day, layout or reference data: what was derived of all pupils is to be looked at again. */
  lookAgain(): void
  /** The service is ready, or the log was read anew (after a rewind). Nothing is heard before the first. */
  restart(): void
  stop(): Promise<void>
}

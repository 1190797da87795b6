import type { RowKind } from '../feeds/rows.ts'
import type { CheckedRow } from '../intake/checkRow.ts'
import type { AnyPack } from '../packs/index.ts'
import type { BatchResult } from '../service.ts'
import type { Store } from '../store/openStore.ts'
import type { WorldLayout } from '../world/buildLayout.ts'
import type { Statuses } from '../world/deriveAt.ts'
import type { KnownFacts } from '../world/knownFacts.ts'
import type { LiveWorld } from '../world/liveWorld.ts'
import type { SchoolFigures } from '../world/schoolFigures.ts'

/** What the desk's questions are answered from. Functions, since a rewind or an import replaces what they give. */
export interface DeskContext {
  pack: AnyPack
  store: Store
  known(): KnownFacts
  /** The world now; brings it up to date first. */
  live(): LiveWorld
  world(): WorldLayout
  now(): number
  today(): number
  zoneOffsetMinutes(): number
  /** Every status as known at `maxSeq` about `day`; worked out once and kept for a while. */
  statusesAt(day: number, maxSeq?: number): Statuses
  /** What would become of a row of a file, or of a desk's report as far as it is read; nothing is written. */
  check(kind: RowKind | string, row: unknown): CheckedRow
  /** Figures of every class on a day, as known now or at a revision; not to be kept. */
  schoolFigures(day: number, rev?: number): SchoolFigures
  /** The one way in. */
  accept(kind: string, rows: unknown[], author: string): Promise<BatchResult>
  /** How an author of log entries is called: an account's name; '' for a system that sends feeds. */
  nameOfAuthor(author: string): string
}

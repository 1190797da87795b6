import type { User } from '../auth/user.ts'
import type { BuildingView, DeskAnswer, DeskReport, DeskUnitsEvent, LandlordView, PersonView, PlaceRow, TimelinePage, TodayView, UnitCard } from '../protocol/desk.ts'
import type { Locale } from '../protocol/entities.ts'
import type { DeskContext } from './deskContext.ts'
import type { Reach } from './createReach.ts'

/**
 * What the desk's doors may ask of the inside. Every answer is cut to the user's scope: what lies outside is null, as if it
 * did not exist, and is in no count.
 */
export interface Desk {
  context: DeskContext
  /** What the user's scope covers, as the world is now. */
  reachOf(user: User): Reach
  places(user: User): PlaceRow[]
  building(user: User, id: string): BuildingView | null
  /** All buildings below a place, for a poster. */
  poster(user: User, place: string): BuildingView[] | null
  unit(user: User, id: string, locale: Locale): UnitCard | null
  /** What happened in a unit before a log sequence. */
  timeline(user: User, unit: string, before: number): TimelinePage | null
  /** The landlord in full, or null when no ledger names one; the audit entry is on disk before it returns. */
  showLandlord(user: User, unit: string): LandlordView | null
  /** The landlord's number to dial; the audit entry is on disk before it returns. Null when there is no landlord, `''` without a number. */
  callLandlord(user: User, unit: string): string | null
  /** Plates in full, or null when there are none; the audit entry is on disk before it returns. */
  showPlates(user: User, unit: string): string[] | null
  /** One person in full. The audit entry is on disk before it returns; throws when it cannot be written. */
  show(user: User, person: string, unit: string, locale: Locale): PersonView | null
  /** The number to dial; the audit entry is on disk before it returns. `''` when the person has none. */
  call(user: User, person: string, unit: string): string | null
  report(user: User, reports: readonly unknown[], locale: Locale, how?: ReportingHow): Promise<DeskAnswer>
  /** Below a place when one is given; null when that is out of reach. */
  today(user: User, place: string | null): TodayView | null
  /** What changed in the units with these numbers, for one user; null when nothing in reach did. */
  changes(user: User, units: ReadonlySet<number> | 'all'): DeskUnitsEvent | null
}

export interface ReportingHow {
  /** What belongs to one step (a move is three reports): a fault in one holds up all, and one that is refused those behind it. */
  together?: boolean
  /** Only says which faults there are; nothing is written. */
  check?: boolean
  /** One change for many units: each report must say what its author had seen, and releases nobody of a loud colour. */
  bulk?: boolean
}

/** Kinds of reports that a desk may send. */
export const DESK_KINDS = ['officer', 'call', 'care', 'mark', 'note', 'paper', 'resident', 'visit'] as const satisfies readonly DeskReport['kind'][]

import type { User } from '../../auth/user.ts'
import type { RosterRow } from '../../feeds/rows.ts'
import type { DeskAnswer } from '../../protocol/desk.ts'
import type { Locale } from '../../protocol/entities.ts'
import type { PromotionPlan, RosterPlan, RosterView } from '../../protocol/school.ts'

/** A row of a file with its place in it. */
export interface FileRow { sheetRow: number; row: RosterRow }
/** One that could not be read, with as much of it as could. */
export interface UnreadRow { problem: RosterPlan['rejected'][number]; row: Partial<RosterRow> }
export interface PromotionQuestion { campus: string; from: number; /** Grade → the next one; null leaves. What is absent follows the names of the grades. */ next: Record<string, string | null> }

/** Something about the rosters changed since the preview that was confirmed. */
export class PlanChangedError extends Error {}

/** Who belongs where. Only campuses that a user has the whole of; what is outside does not exist. */
export interface Rosters {
  view(user: User, campus: string): RosterView | null
  /** What a file would do; writes nothing, and keeps its rows for a quarter of an hour. */
  preview(user: User, rows: readonly FileRow[], unread: readonly UnreadRow[], locale: Locale): RosterPlan
  /** Does it; `complete`: whoever is not in the file leaves (who stands in a row that was not taken is in it). Null for an unknown token. Throws PlanChangedError. */
  apply(user: User, token: string, complete: boolean, locale: Locale): Promise<DeskAnswer | null>
  planPromotion(user: User, question: PromotionQuestion): PromotionPlan | null
  /** Throws PlanChangedError. */
  promote(user: User, question: PromotionQuestion, token: string, locale: Locale): Promise<DeskAnswer | null>
  /** Another class, or off the roster, of pupils by id. */
  change(user: User, changes: readonly unknown[], locale: Locale): Promise<DeskAnswer>
}

import type { User } from '../../auth/user.ts'
import type { DailyReportList, DailyReportView, FigureReason, ReportReasons } from '../../protocol/deskReport.ts'

/** A day of a report: `YYYY-MM-DD`, or `now` for how it stands at this moment. */
export type ReportDay = string

/** The daily report: fixed by itself at a set time, never changed afterwards. Answers are cut to the user's scope. */
export interface Reports {
  list(): DailyReportList
  /** Null when nothing was fixed that day. */
  view(user: User, day: ReportDay): Promise<DailyReportView | null>
  /** Why figures are not what they were; null like `view`, or when no figure or place of the reach is called so. */
  reasons(user: User, day: ReportDay, asked: readonly { figure: string; place: string }[]): Promise<ReportReasons | null>
  /** The reasons of one figure. */
  reason(user: User, day: ReportDay, figure: string, place: string): Promise<FigureReason | null>
  /** `HH:MM`; false when it is none. From then on, also for today if it is not fixed yet. */
  setReportTime(time: string): boolean
  /** Fixes today's report when it is time and nobody has; true when it did. */
  fixWhenDue(): Promise<boolean>
}

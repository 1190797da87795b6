import type { User } from '../../auth/user.ts'
import type { DeskAnswer, TaskAnswer, TaskCandidate, TaskDetail, TaskListView, TaskPage } from '../../protocol/desk.ts'
import type { Locale } from '../../protocol/entities.ts'

export const TASK_FILTERS = ['all', 'open', 'overdue', 'unmatched', 'answered'] as const
export type TaskFilter = (typeof TASK_FILTERS)[number]

export interface TaskQuery {
  filter: TaskFilter
  /** Only of this committee; null: of all. */
  committee: string | null
  answer: TaskAnswer | null
  /** Id of the last task of the page before. */
  after: string | null
}

/** What the pages of verification lists may ask. Tasks outside the user's scope (taskScope.ts) do not exist, and are in no count. */
export interface Lists {
  overview(user: User): TaskListView[]
  tasks(user: User, list: string, query: TaskQuery): TaskPage | null
  detail(user: User, task: string): TaskDetail | null
  /** In full. The audit entry is on disk before it returns; throws when it cannot be written. */
  show(user: User, task: string): TaskDetail | null
  /** The number to dial, audited; `''` when there is none. */
  call(user: User, task: string): string | null
  candidates(user: User, task: string): TaskCandidate[] | null
  /** Rows of VerificationAnswerRow; problems as for reports. */
  answer(user: User, rows: readonly unknown[], locale: Locale): Promise<DeskAnswer>
  /** The sender's sheet with the answers, as .xlsx; audited. Masked unless `reason` is given. */
  exportSheet(user: User, list: string, reason: string | null, locale: Locale): Promise<{ name: string; bytes: Uint8Array } | null>
}

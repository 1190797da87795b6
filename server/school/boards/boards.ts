import type { User } from '../../auth/user.ts'
import type { DistrictBoard, PupilFilter, PupilList, PupilPerson, SchoolBoard, SchoolBoardEvent, SchoolReport, UnmatchedList } from '../../protocol/school.ts'
import type { DeskAnswer } from '../../protocol/desk.ts'
import type { Locale } from '../../protocol/entities.ts'

export interface PupilQuestion { state: PupilFilter; grade: string | null; class: string | null; day: number }

/** Figures of schools and their pupils. What is out of a user's scope does not exist, in counts neither; a screen has all figures and no small ones. */
export interface Boards {
  district(user: User, day: number, rev?: number): DistrictBoard
  /** `user` null: a screen. */
  board(user: User | null, campus: string, day: number, rev?: number): SchoolBoard | null
  pupils(user: User, campus: string, question: PupilQuestion): PupilList | null
  /** Written to the audit log first. */
  show(user: User, pupil: string): PupilPerson | null
  call(user: User, pupil: string): string | null
  report(user: User, reports: readonly SchoolReport[], locale: Locale): Promise<DeskAnswer>
  unmatched(user: User, campus: string | null): UnmatchedList
  /** The home that somebody found by hand; null when pupil or home are out of reach. */
  match(user: User, pupil: string, unit: string, locale: Locale): Promise<DeskAnswer | null>
  /** Campuses whose figures changed since the last call, with their classes, and `others` with none; `all` after a rebuild. Once per tick. */
  takeChanges(others: ReadonlySet<number>): BoardChanges | null
  /** What one session that watches a campus is told; null when nothing of it is in reach. */
  news(user: User | null, campus: number, changes: BoardChanges): SchoolBoardEvent | null
}

/** Campus → classes (numbers of the rosters' groups) that changed. */
export type BoardChanges = 'all' | ReadonlyMap<number, ReadonlySet<number>>

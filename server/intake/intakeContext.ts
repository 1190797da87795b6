import type { ParsedReport, RowProblem } from '../packs/pack.ts'
import type { LogDraft } from '../store/logEntry.ts'
import type { Store } from '../store/openStore.ts'
import type { KnownFacts } from '../world/knownFacts.ts'

/** What a row becomes on its way to the log. */
export type Drafted =
  | { is: 'draft'; body: Record<string, unknown>; feed: string; validOn: string; observedAt: number | null; table: string; index: number; bodyText: string | null; content: string; cells: Record<string, string> | null; person: number | null; unit: number | null }
  | { is: 'problem'; problem: RowProblem }

/** The inside as a draft may see it. Numbers handed out here are taken back when the transaction fails. */
export interface IntakeContext {
  known: KnownFacts
  store: Store
  nextPerson(): number
  nextStudent(): number
  nextCampus(): number
  /** Students and campuses that this transaction made and that are not applied yet. */
  newStudents: Map<string, number>
  newCampuses: Map<string, number>
  /** Log sequence at which the batch that is being drafted began: what it wrote itself is nothing new to its author. */
  batchBeganAt: number
  /** Report keys of rows that this transaction wrote. */
  newReportKeys: Set<string>
  studentByNumber(campus: number, studentNo: string): number | null
  rememberStudent(campus: number, studentNo: string, student: number): void
  /** The number is nobody's any more: whoever had it has another now, or is at another campus. */
  forgetStudentNumber(campus: number, studentNo: string): void
}

export type { LogDraft, ParsedReport }

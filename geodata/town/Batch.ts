import type { GateRow, HouseholdRow, LedgerRow, SchoolRow, VerificationRow } from '../../server/feeds/rows.ts'

/** Rows that arrive together. `at` is the instant of receipt, ISO 8601 at +08:00. */
export type Batch =
  | { at: string; feed: 'household'; rows: HouseholdRow[] }
  | { at: string; feed: 'school'; rows: SchoolRow[] }
  | { at: string; feed: 'gate'; rows: GateRow[] }
  | { at: string; feed: 'verification'; rows: VerificationRow[] }
  | { at: string; feed: 'units'; rows: LedgerRow[] }

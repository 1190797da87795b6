import type { SchoolTally } from '../../../server/protocol/school.ts'

/** A line of a school's figures: a grade, or one of its classes. */
export interface TallyRow {
  name: string
  tally: SchoolTally
  /** Whether the classes of a grade are shown; null: a class. */
  opened: boolean | null
}

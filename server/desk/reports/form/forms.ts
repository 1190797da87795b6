import type { User } from '../../../auth/user.ts'
import type { FilledForm, FormSummary, FormView } from '../../../protocol/deskReport.ts'
import type { ReportDay } from '../reports.ts'

/** The superior's own forms: given once, mapped once, filled every day. */
export interface Forms {
  list(): FormSummary[]
  /** Throws SheetError for what is no form. */
  add(user: User, fileName: string, bytes: Uint8Array): Promise<FormView>
  view(user: User, id: string): Promise<FormView | null>
  /** Keeps which cell is which figure; null when there is no such form. Throws FormMappingError. */
  map(user: User, id: string, choices: readonly unknown[]): Promise<FormView | null>
  remove(id: string): boolean
  /** What stands in each mapped cell, and why it is not what it was; null when there is no such form or report. */
  filled(user: User, id: string, day: ReportDay): Promise<FilledForm | null>
  /** The workbook, filled. */
  file(user: User, id: string, day: ReportDay): Promise<{ name: string; day: string; bytes: Uint8Array } | null>
}

/** A choice that names a cell or figure that is not there, or a cell that calculates. */
export class FormMappingError extends Error {
  constructor(readonly sheet: string, readonly cell: string) {
    super('a choice of a form cannot be kept')
    this.name = 'FormMappingError'
  }
}

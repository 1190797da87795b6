import { successorProblem } from '../forms/successorProblem.ts'
import type { ParsedReport } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import type { Form } from '../protocol/residents.ts'
import type { Drafted, IntakeContext } from './intakeContext.ts'

/** The next version of a form; judged in the transaction that keeps it, so that two officers never publish one version. */
export function draftForm(report: ParsedReport, { known }: IntakeContext, today: number): Drafted {
  const problem = successorProblem(report.body.form as Form, known.formBook.forms, today)
  if (problem) return { is: 'problem', problem }
  const bodyText = JSON.stringify(report.body)
  return { is: 'draft', body: report.body, feed: 'form', validOn: dayToText(report.validOn), observedAt: null, table: '', index: -1, bodyText, content: bodyText, cells: null, person: null, unit: null }
}

import { readForm } from '../../forms/readForm.ts'
import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { ID_LENGTH, readText } from '../rowChecks/readText.ts'

/**
 * A new version of a form, published at the desk (a row `{id?, form}`). Body: `{form}`, whole. Versions are entries of the
 * log like rounds of masks: which questions were asked on a day, and who wrote them, is then answered by the log alone.
 */
export const formFeed: Feed = {
  name: 'form',
  title: { 'zh-CN': '表单版本', en: 'Versions of forms' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const form = readForm(row.form, problems)
    if (problems.length > 0 || !form) return problems
    return { subject: 'unit', validOn: context.today, observedAt: null, reportId: reportId || null, address: null, person: null, pupil: null, privateCells: null, body: { form } }
  },
}

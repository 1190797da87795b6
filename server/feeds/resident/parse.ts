import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { deskReport } from '../rowChecks/deskReport.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readSubject } from '../rowChecks/readSubject.ts'
import { readResidence } from '../residents/readResidence.ts'

/**
 * One line of the register of residents, written at the desk (DeskReport, kind `resident`); logged as the register's own
 * lines are. With both `person` and `newPerson` it corrects how a known person is called and reached.
 */
export const residentFeed: Feed = {
  name: 'resident',
  title: { 'zh-CN': '居民登记', en: 'Register of residents' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const subject = readSubject(row, true, problems, aside, true)
    const body = readResidence(row, context, problems, aside)
    if (problems.length > 0) return problems
    return deskReport(subject, context.today, body, aside)
  },
}

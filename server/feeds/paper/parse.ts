import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { deskReport } from '../rowChecks/deskReport.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readSubject } from '../rowChecks/readSubject.ts'
import { PAPERS } from '../../protocol/desk.ts'

/** A paper was handed out (DeskReport, kind `paper`). Body: `{paper}`. */
export const paperFeed: Feed = {
  name: 'paper',
  title: { 'zh-CN': '文书发放', en: 'Papers handed out' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const subject = readSubject(row, false, problems, aside)
    const paper = readChoice(row, 'paper', PAPERS, true, problems)
    if (problems.length > 0) return problems
    return deskReport(subject, context.today, { paper }, aside)
  },
}

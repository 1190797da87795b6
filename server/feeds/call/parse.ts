import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { deskReport } from '../rowChecks/deskReport.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readSubject } from '../rowChecks/readSubject.ts'
import { NOTE_LENGTH, readText } from '../rowChecks/readText.ts'
import { CALL_OUTCOMES } from '../../protocol/desk.ts'

/**
 * What came of a call (DeskReport, kind `call`). Body: `{outcome, state?}`: nobody answered or a wrong number is one more
 * try without reaching anybody; reached or refused says nothing about whereabouts by itself.
 */
export const callFeed: Feed = {
  name: 'call',
  title: { 'zh-CN': '电话联系', en: 'Calls' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const subject = readSubject(row, false, problems, aside)
    const outcome = readChoice(row, 'outcome', CALL_OUTCOMES, true, problems)
    const note = readText(row, 'note', NOTE_LENGTH, false, problems)
    if (problems.length > 0) return problems
    aside.keep('note', note)
    const body: Record<string, unknown> = { outcome }
    if (outcome === 'no-answer' || outcome === 'wrong-number') body.state = 'unreached'
    return deskReport(subject, context.today, body, aside)
  },
}

import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { deskReport } from '../rowChecks/deskReport.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readSubject } from '../rowChecks/readSubject.ts'
import { NOTE_LENGTH, readText } from '../rowChecks/readText.ts'

/** A note on a unit (DeskReport, kind `note`). Its words are in the vault only. */
export const noteFeed: Feed = {
  name: 'note',
  title: { 'zh-CN': '备注', en: 'Notes' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const subject = readSubject(row, false, problems, aside)
    const note = readText(row, 'note', NOTE_LENGTH, true, problems)
    if (problems.length > 0) return problems
    aside.keep('note', note)
    return deskReport(subject, context.today, {}, aside)
  },
}

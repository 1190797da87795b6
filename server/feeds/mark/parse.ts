import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { deskReport } from '../rowChecks/deskReport.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readSubject } from '../rowChecks/readSubject.ts'
import { NAME_LENGTH, NOTE_LENGTH, readText } from '../rowChecks/readText.ts'

const KEY = /^[a-z][a-z0-9-]{1,40}$/

/** A mark laid on a unit by hand, or taken off again (DeskReport, kind `mark`). Body: `{mark, on}`; the pack says which marks there are. */
export function createMarkFeed(marks: readonly string[]): Feed {
  return {
    name: 'mark',
    title: { 'zh-CN': '标签', en: 'Marks' },
    parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
      const row = asRecord(raw)
      if (!row) return [rowProblem('', 'not-an-object')]
      const problems: RowProblem[] = []
      const aside = new PrivateCells()
      const subject = readSubject(row, false, problems, aside)
      const mark = readText(row, 'mark', NAME_LENGTH, true, problems)
      if (mark !== '' && !(KEY.test(mark) && marks.includes(mark))) problems.push(rowProblem('mark', 'unknown-value'))
      if (typeof row.on !== 'boolean') problems.push(rowProblem('on', 'not-a-boolean'))
      const note = readText(row, 'note', NOTE_LENGTH, false, problems)
      if (problems.length > 0) return problems
      aside.keep('note', note)
      return deskReport(subject, context.today, { mark, on: row.on }, aside)
    },
  }
}

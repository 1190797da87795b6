import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { ABSENCE_KINDS } from '../../protocol/school.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { readPupilSubject } from '../rowChecks/readPupilSubject.ts'
import { NOTE_LENGTH, readText } from '../rowChecks/readText.ts'

/** Leave is given for a term at most, and may be written down this long ahead (days). */
const LONGEST = 200
const AHEAD = 60

/**
 * Leave of a pupil, or its taking back, for a day or several (a row `{id?, student, day, until?, kind, act, note?}`).
 * Body: `{from, until, kind, act}`, days as day numbers. Why, in words, is in the vault.
 */
export const absenceFeed: Feed = {
  name: 'absence',
  title: { 'zh-CN': '学生请假', en: "Pupils' leave" },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const { reportId, student, seen } = readPupilSubject(row, problems)
    const act = readChoice(row, 'act', ['leave', 'cancel'] as const, true, problems)
    const kind = readChoice(row, 'kind', ABSENCE_KINDS, act === 'leave', problems)
    const from = readDay(row, 'day', context.today + AHEAD, true, problems)
    const until = readDay(row, 'until', context.today + LONGEST, false, problems) ?? from
    if (from !== null && until !== null) {
      if (until < from) problems.push(rowProblem('until', 'date-order'))
      else if (until - from > LONGEST) problems.push(rowProblem('until', 'out-of-range'))
    }
    aside.keep('note', readText(row, 'note', NOTE_LENGTH, false, problems))
    if (problems.length > 0) return problems
    return {
      subject: 'pupil', validOn: from!, observedAt: null, reportId, address: null, person: null, pupil: { school: '', className: '', studentNo: '', student }, seen,
      body: { from, until, kind: kind ?? 'other', act }, privateCells: aside.cells,
    }
  },
}

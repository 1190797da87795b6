import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { readPupilSubject } from '../rowChecks/readPupilSubject.ts'
import { dayOfInstant, readInstant } from '../rowChecks/readInstant.ts'

/**
 * When a pupil's symptoms ended (a row `{id?, student, endedAt}`, an ISO instant): what "back before 48 hours" is
 * counted from. Body: `{endedAt}` in epoch ms.
 */
export const recoveryFeed: Feed = {
  name: 'recovery',
  title: { 'zh-CN': '症状消失', en: 'End of symptoms' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const { reportId, student, seen } = readPupilSubject(row, problems)
    const endedAt = readInstant(row, 'endedAt', context.now, problems)
    if (problems.length > 0) return problems
    return {
      subject: 'pupil', validOn: dayOfInstant(endedAt!, context.zoneOffsetMinutes), observedAt: endedAt, reportId, address: null, person: null,
      pupil: { school: '', className: '', studentNo: '', student }, seen, body: { endedAt }, privateCells: null,
    }
  },
}

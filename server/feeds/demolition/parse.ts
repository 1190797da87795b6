import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { readFlag } from '../rowChecks/readFlag.ts'
import { ID_LENGTH, readText } from '../rowChecks/readText.ts'

/** A demolition is announced a year ahead at most. */
const AHEAD_DAYS = 366

/**
 * A building that is taken down from a day on, or stands after all (a row `{id?, building, from}` or `{id?, building,
 * standing: true}`, the building by id). Body: `{building, from}`, the day as a day number, or null for one that stands.
 * Its homes and all that was reported of them stay: only what is asked of them from that day on ends.
 */
export const demolitionFeed: Feed = {
  name: 'demolition',
  title: { 'zh-CN': '楼栋拆除', en: 'Buildings taken down' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const building = readText(row, 'building', ID_LENGTH, true, problems)
    const standing = readFlag(row, 'standing', problems)
    const from = readDay(row, 'from', context.today + AHEAD_DAYS, !standing, problems)
    if (standing && from !== null) problems.push(rowProblem('standing', 'unknown-value'))
    if (problems.length > 0) return problems
    return { subject: 'unit', validOn: context.today, observedAt: null, reportId: reportId || null, address: null, person: null, pupil: null, privateCells: null, body: { building, from } }
  },
}

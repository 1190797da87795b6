import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { ID_LENGTH, PLACE_LENGTH, readText } from '../rowChecks/readText.ts'

const LEVELS = ['key', 'concern'] as const
/** A list may be announced this many days ahead. */
const AHEAD_DAYS = 366

/**
 * One line of a region list (RegionRow). Body: `{region, level, from, to}`, days as day numbers, both inclusive, `to` null
 * while in force. Valid from its first day on.
 */
export const regionsFeed: Feed = {
  name: 'regions',
  title: { 'zh-CN': '地区名单', en: 'Region list' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const region = readText(row, 'region', PLACE_LENGTH, true, problems)
    const level = readChoice(row, 'level', LEVELS, true, problems)
    const from = readDay(row, 'from', context.today + AHEAD_DAYS, true, problems)
    const to = readDay(row, 'to', context.today + AHEAD_DAYS, false, problems)
    if (from !== null && to !== null && to < from) problems.push(rowProblem('to', 'date-order'))
    if (problems.length > 0) return problems
    return {
      subject: 'unit',
      validOn: from!,
      observedAt: null,
      reportId: reportId || null,
      address: null,
      person: null,
      pupil: null,
      body: { region, level, from, to },
      privateCells: null,
    }
  },
}

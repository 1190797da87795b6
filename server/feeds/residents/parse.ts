import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readAddress } from '../rowChecks/readAddress.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { readPerson } from '../rowChecks/readPerson.ts'
import { readRelation } from '../rowChecks/readRelation.ts'
import { ID_LENGTH, NAME_LENGTH, NOTE_LENGTH, readText } from '../rowChecks/readText.ts'

const MOST_PLATES = 20
/** A lease may run this many days ahead. */
const LEASE_AHEAD_DAYS = 40 * 366

/**
 * One person registered in a home (ResidentRow). Body: `{relation?, from?, to?}`, days as day numbers. Number plates lead
 * to a person and stay in the vault. A register colours nobody and is valid on the day it was sent.
 */
export const residentsFeed: Feed = {
  name: 'residents',
  title: { 'zh-CN': '居民登记', en: 'Register of residents' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const address = readAddress(row, problems)
    const person = readPerson(row, true, problems, aside)
    const relation = readRelation('relation', readText(row, 'relation', NAME_LENGTH, false, problems), aside)
    const from = readDay(row, 'from', context.today, false, problems, OLDEST_LEASE_DAY)
    const to = readDay(row, 'to', context.today + LEASE_AHEAD_DAYS, false, problems, OLDEST_LEASE_DAY)
    aside.keep('plates', readPlates(row, problems))
    aside.keep('note', readText(row, 'note', NOTE_LENGTH, false, problems))
    if (from !== null && to !== null && to < from) problems.push(rowProblem('to', 'date-order'))
    if (problems.length > 0) return problems
    const body: Record<string, unknown> = {}
    if (relation !== '') body.relation = relation
    if (from !== null) body.from = from
    if (to !== null) body.to = to
    return {
      subject: 'person',
      validOn: context.today,
      observedAt: null,
      reportId: reportId || null,
      address,
      person,
      pupil: null,
      body,
      privateCells: aside.cells,
    }
  },
}

/** 1900-01-01: unlike a report, somebody may have lived here since 1965. */
const OLDEST_LEASE_DAY = -25_567

function readPlates(row: Record<string, unknown>, problems: RowProblem[]): string {
  const value = row.plates
  if (value === undefined || value === null) return ''
  if (!Array.isArray(value) || value.length > MOST_PLATES) {
    problems.push(rowProblem('plates', Array.isArray(value) ? 'too-many' : 'not-a-list'))
    return ''
  }
  return value.map((plate: unknown) => readText({ plates: plate }, 'plates', NAME_LENGTH, false, problems)).filter((plate) => plate !== '').join('、')
}

import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readAddress } from '../rowChecks/readAddress.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { ID_LENGTH, NAME_LENGTH, NOTE_LENGTH, readText } from '../rowChecks/readText.ts'

const TENURES = ['owned', 'rented', 'vacant', 'shop'] as const
/** A dormitory may hold hundreds; more is a phone number in the wrong column. */
const MOST_RESIDENTS = 9_999
/** A lease may run on for decades, and a house be owned for longer: day 0 is 1970. */
const AHEAD_DAYS = 36_525

/**
 * One unit of a ledger (LedgerRow). Body: `{storey?, tenure?, residents?, landlordFrom?, landlordTo?}`, days as day numbers. Landlord and head of household never make
 * persons and stay in the vault (rule 8). A ledger has no date: it is valid on the day it was sent.
 */
export const unitsFeed: Feed = {
  name: 'units',
  title: { 'zh-CN': '房屋台账', en: 'Ledger of units' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const address = readAddress(row, problems)
    const storey = readText(row, 'storey', NAME_LENGTH, false, problems)
    const tenure = readChoice(row, 'tenure', TENURES, false, problems)
    const residents = readCount(row, 'residents', problems)
    aside.keep('landlordName', readText(row, 'landlordName', NAME_LENGTH, false, problems))
    aside.keep('landlordPhone', readText(row, 'landlordPhone', NAME_LENGTH, false, problems))
    const landlordFrom = readDay(row, 'landlordFrom', context.today + AHEAD_DAYS, false, problems, 0)
    const landlordTo = readDay(row, 'landlordTo', context.today + AHEAD_DAYS, false, problems, 0)
    if (landlordFrom !== null && landlordTo !== null && landlordTo < landlordFrom) problems.push(rowProblem('landlordTo', 'date-order'))
    aside.keep('headName', readText(row, 'headName', NAME_LENGTH, false, problems))
    aside.keep('headPhone', readText(row, 'headPhone', NAME_LENGTH, false, problems))
    aside.keep('note', readText(row, 'note', NOTE_LENGTH, false, problems))
    if (problems.length > 0) return problems
    const body: Record<string, unknown> = {}
    if (storey !== '') body.storey = storey
    if (tenure !== null) body.tenure = tenure
    if (residents !== null) body.residents = residents
    if (landlordFrom !== null) body.landlordFrom = landlordFrom
    if (landlordTo !== null) body.landlordTo = landlordTo
    return {
      subject: 'unit',
      validOn: context.today,
      observedAt: null,
      reportId: reportId || null,
      address,
      person: null,
      pupil: null,
      body,
      privateCells: aside.cells,
    }
  },
}

function readCount(row: Record<string, unknown>, field: string, problems: RowProblem[]): number | null {
  const value = row[field]
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'number' || !Number.isInteger(value)) problems.push(rowProblem(field, 'not-a-number'))
  else if (value < 0 || value > MOST_RESIDENTS) problems.push(rowProblem(field, 'out-of-range'))
  else return value
  return null
}

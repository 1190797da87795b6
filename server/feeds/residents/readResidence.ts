import type { ParseContext, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import type { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { readRelation } from '../rowChecks/readRelation.ts'
import { NAME_LENGTH, NOTE_LENGTH, readText } from '../rowChecks/readText.ts'

const MOST_PLATES = 20
/** A lease may run this many days ahead. */
const LEASE_AHEAD_DAYS = 40 * 366
/** 1900-01-01: unlike a report, somebody may have lived here since 1965. */
const OLDEST_LEASE_DAY = -25_567

/** What a line of the register says of somebody's living here: `{relation?, from?, to?}`; number plates lead to a person and stay in the vault. */
export function readResidence(row: Record<string, unknown>, context: ParseContext, problems: RowProblem[], aside: PrivateCells): Record<string, unknown> {
  const relation = readRelation('relation', readText(row, 'relation', NAME_LENGTH, false, problems), aside)
  const from = readDay(row, 'from', context.today, false, problems, OLDEST_LEASE_DAY)
  const to = readDay(row, 'to', context.today + LEASE_AHEAD_DAYS, false, problems, OLDEST_LEASE_DAY)
  aside.keep('plates', readPlates(row, problems))
  aside.keep('note', readText(row, 'note', NOTE_LENGTH, false, problems))
  if (from !== null && to !== null && to < from) problems.push(rowProblem('to', 'date-order'))
  const body: Record<string, unknown> = {}
  if (relation !== '') body.relation = relation
  if (from !== null) body.from = from
  if (to !== null) body.to = to
  return body
}

function readPlates(row: Record<string, unknown>, problems: RowProblem[]): string {
  const value = row.plates
  if (value === undefined || value === null) return ''
  if (!Array.isArray(value) || value.length > MOST_PLATES) {
    problems.push(rowProblem('plates', Array.isArray(value) ? 'too-many' : 'not-a-list'))
    return ''
  }
  return value.map((plate: unknown) => readText({ plates: plate }, 'plates', NAME_LENGTH, false, problems)).filter((plate) => plate !== '').join('、')
}

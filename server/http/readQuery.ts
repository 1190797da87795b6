import { dayFromText } from '../protocol/day.ts'
import type { Moment, Service } from '../service.ts'
import { HttpProblem } from './problems.ts'

const LONGEST_PARAMETER = 200

/** One parameter of a query; undefined when absent or empty. Throws HttpProblem when it is given twice or far too long. */
export function readParameter(query: unknown, field: string): string | undefined {
  const value = (query as Record<string, unknown>)[field]
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string' || value.length > LONGEST_PARAMETER || value.includes('\0')) throw new HttpProblem('bad-query', { field })
  return value
}

/** `date=` and `rev=` of a query. Throws HttpProblem for a day that does not exist and for a revision that has not been yet. */
export function readMoment(query: unknown, service: Service): Moment {
  const moment: Moment = {}
  const date = readParameter(query, 'date')
  if (date !== undefined) moment.day = readDate(date)
  const rev = readParameter(query, 'rev')
  if (rev !== undefined) moment.rev = readRevision(rev, service)
  return moment
}

/** A calendar day as a day number. */
export function readDate(text: string): number {
  const day = dayFromText(text)
  if (day === null) throw new HttpProblem('bad-date')
  return day
}

function readRevision(text: string, service: Service): number {
  const rev = /^\d{1,16}$/.test(text) ? Number(text) : NaN
  if (!Number.isSafeInteger(rev) || rev > service.rev()) throw new HttpProblem('bad-revision', { rev: service.rev() })
  return rev
}

import type { LateReport } from '../../server/protocol/desk.ts'

/** Fields that hold ids, choices, days and numbers, and nothing that anybody types. A new field is private until it stands here. */
const IMPERSONAL = new Set([
  'kind', 'id', 'unit', 'person', 'seen', 'at', 'state', 'departedOn', 'returnedOn', 'releasedOn', 'condition', 'healthCode', 'settled', 'settles',
  'outcome', 'found', 'day', 'temperatureCelsius', 'mark', 'on', 'paper', 'from', 'to',
])
/** What a choice, a day or an opaque id looks like. */
const CODE = /^[a-z0-9-]{1,64}$/

/** True when a report carries words that somebody typed; such a report is never kept in the browser's storage. */
export function hasPersonalText(report: LateReport): boolean {
  return Object.entries(report).some(([field, value]: [string, unknown]) => {
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return false
    if (!IMPERSONAL.has(field)) return true
    return typeof value === 'string' ? !CODE.test(value) : typeof value === 'object'
  })
}

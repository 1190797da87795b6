import type { DeskReport } from '../../server/protocol/desk.ts'

/** Fields that an officer types freely: any of them may hold a name or a number. */
const FREE_TEXT = ['newPerson', 'note', 'outing', 'plates', 'transport'] as const

/** True when a report carries words about somebody; such a report is never kept in the browser's storage. */
export function hasPersonalText(report: DeskReport): boolean {
  const fields: Partial<Record<string, unknown>> = report
  return FREE_TEXT.some((field) => {
    const value = fields[field]
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== ''
  })
}

import type { SchoolAlertsEvent } from './school.ts'
import type { Checked } from './schema.ts'

/** Campuses of a district, and then some. */
const MOST_CAMPUSES = 5_000

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

/** Shape of `school:alerts`. */
export function checkSchoolAlerts(value: unknown): Checked<SchoolAlertsEvent> {
  if (!isRecord(value) || !isCount(value.rev)) return { ok: false, reason: 'school:alerts must have a revision' }
  const { campuses } = value
  if (campuses !== null && (!Array.isArray(campuses) || campuses.length > MOST_CAMPUSES)) return { ok: false, reason: 'school:alerts.campuses must be a list or null' }
  for (const campus of campuses ?? []) {
    if (!isRecord(campus) || typeof campus.campus !== 'string' || !isCount(campus.open) || !isCount(campus.todo) || !isCount(campus.overdue)) return { ok: false, reason: 'school:alerts names a campus without its counts' }
  }
  return { ok: true, value: value as unknown as SchoolAlertsEvent }
}

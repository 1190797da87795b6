import type { SchoolAlertsEvent, SchoolBoardEvent } from './school.ts'
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

/** The campus that a session wants to be told of, `c…`; null: none any more. */
export interface SchoolWatchMessage { campus: string | null }

/** Shape of `school:watch`. */
export function checkSchoolWatch(value: unknown): Checked<SchoolWatchMessage> {
  if (!isRecord(value) || Object.keys(value).some((key) => key !== 'campus')) return { ok: false, reason: 'school:watch must be an object with a campus' }
  if (value.campus !== null && !(typeof value.campus === 'string' && /^c[0-9a-z]{1,8}$/.test(value.campus))) return { ok: false, reason: 'school:watch.campus must be an id or null' }
  return { ok: true, value: { campus: value.campus } }
}

/** -1 stands for a small number that is not shown. */
const isFigure = (value: unknown): value is number => value === -1 || isCount(value)
const isTally = (value: unknown): boolean => isRecord(value) && Object.values(value).every(isFigure)
const isMinute = (value: unknown): boolean => Array.isArray(value) && value.length === 2 && value.every(isCount)
/** A school has no more. */
const MOST_CLASSES = 2_000
const MOST_MINUTES = 1_441

/** Shape of `school:board`. */
export function checkSchoolBoard(value: unknown): Checked<SchoolBoardEvent> {
  if (!isRecord(value) || typeof value.campus !== 'string' || typeof value.day !== 'string' || !isCount(value.rev) || !isTally(value.whole)) return { ok: false, reason: 'school:board must have a campus, a day, a revision and figures' }
  const { classes, curve, gate, openAlerts } = value
  if (classes !== null && (!Array.isArray(classes) || classes.length > MOST_CLASSES || !classes.every((one) => isRecord(one) && typeof one.grade === 'string' && typeof one.class === 'string' && isTally(one.tally)))) return { ok: false, reason: 'school:board.classes must be a list or null' }
  if (!Array.isArray(curve) || curve.length > MOST_MINUTES || !curve.every(isMinute)) return { ok: false, reason: 'school:board.curve must be a list of minutes' }
  if (!isTally(gate) || !isCount(openAlerts) || !isTally(value.staff)) return { ok: false, reason: 'school:board lacks gate, alerts or staff' }
  return { ok: true, value: value as unknown as SchoolBoardEvent }
}

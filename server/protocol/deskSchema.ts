import type { DeskUnitsEvent } from './desk.ts'
import type { Checked } from './schema.ts'

/** More changed units than this come as `null`: read again what is shown. */
export const MOST_UNITS = 1000

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

/** Shape of `desk:units`. */
export function checkDeskUnits(value: unknown): Checked<DeskUnitsEvent> {
  if (!isRecord(value) || !isCount(value.rev)) return { ok: false, reason: 'desk:units must have a revision' }
  const { units } = value
  if (units === null) return { ok: true, value: value as unknown as DeskUnitsEvent }
  if (!Array.isArray(units) || units.length > MOST_UNITS) return { ok: false, reason: 'desk:units.units must be a short list or null' }
  for (const unit of units) {
    if (!isRecord(unit) || typeof unit.id !== 'string' || !isCount(unit.status) || unit.status > 255 || !Number.isSafeInteger(unit.tags)) return { ok: false, reason: 'desk:units names a unit that is none' }
    if ((unit.day !== null && !Number.isSafeInteger(unit.day)) || typeof unit.todo !== 'boolean' || !isCount(unit.seq)) return { ok: false, reason: 'desk:units names a unit that is none' }
  }
  return { ok: true, value: value as unknown as DeskUnitsEvent }
}

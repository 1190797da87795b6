import type { AlertRules } from '../../packs/alertRules.ts'
import type { AlertState } from '../../world/reduceAlert.ts'

const MINUTE_MS = 60_000

/** Until when somebody at the alert's level must have done the next thing, epoch ms; null when nothing is left to do. Pure. */
export function alertDueAt({ levels }: Pick<AlertRules, 'levels'>, { state, level, levelAt, acknowledgedAt }: AlertState): number | null {
  if (state === 'closed' || levels.length === 0) return null
  const { acknowledgeMinutes, closeMinutes } = levels[Math.min(level, levels.length - 1)]
  return state === 'open' ? levelAt + acknowledgeMinutes * MINUTE_MS : Math.max(levelAt, acknowledgedAt) + closeMinutes * MINUTE_MS
}

/** Whether it should climb now: overdue, above it is another level, and nobody is asleep. `minute`: of the day. */
export function shouldClimb(rules: Pick<AlertRules, 'levels' | 'climbing'>, state: AlertState, now: number, minute: number): boolean {
  const dueAt = alertDueAt(rules, state)
  return dueAt !== null && now >= dueAt && state.level < rules.levels.length - 1 && minute >= rules.climbing.fromMinute && minute < rules.climbing.toMinute
}

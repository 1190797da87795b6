import type { AlertRules } from '../../packs/alertRules.ts'
import type { AlertRecord } from '../../world/alertBook.ts'
import { isStanding } from './isResting.ts'

const MINUTE_MS = 60_000

/** Until when somebody at the alert's level must have done the next thing, epoch ms; null when nothing is left to do. Pure. */
export function alertDueAt(rules: Pick<AlertRules, 'rules' | 'levels' | 'standingMinutes'>, alert: Pick<AlertRecord, 'rule' | 'now'>): number | null {
  const { levels, standingMinutes } = rules
  const { state, level, levelAt, acknowledgedAt } = alert.now
  if (state === 'closed' || levels.length === 0) return null
  if (isStanding(rules, alert.rule)) return state === 'open' ? levelAt + standingMinutes * MINUTE_MS : null
  const { acknowledgeMinutes, closeMinutes } = levels[Math.min(level, levels.length - 1)]
  return state === 'open' ? levelAt + acknowledgeMinutes * MINUTE_MS : Math.max(levelAt, acknowledgedAt) + closeMinutes * MINUTE_MS
}

/** Whether it should climb now: overdue, above it is another level, and nobody is asleep. `minute`: of the day. */
export function shouldClimb(rules: Pick<AlertRules, 'rules' | 'levels' | 'standingMinutes' | 'climbing'>, alert: Pick<AlertRecord, 'rule' | 'now'>, now: number, minute: number): boolean {
  const dueAt = alertDueAt(rules, alert)
  return dueAt !== null && now >= dueAt && alert.now.level < rules.levels.length - 1 && minute >= rules.climbing.fromMinute && minute < rules.climbing.toMinute
}

import type { AlertRules } from '../../packs/alertRules.ts'
import { CHECK_FLAG } from '../../packs/checkFlags.ts'
import type { KnownFacts } from '../../world/knownFacts.ts'

const HOUR_MS = 3_600_000
const ILL = CHECK_FLAG.FEVER | CHECK_FLAG.SYMPTOM

/**
 * When a pupil last had symptoms or a fever on the days before `day` from which the hours without any still run; epoch ms,
 * null: on none. Of each day the check that stands speaks, as in the figures: what was corrected that day is gone. HOT:
 * every pupil at a gate, so a few days' columns and not the log are asked.
 */
export function lastSymptomsAt(known: KnownFacts, rules: AlertRules, student: number, day: number, zoneOffsetMinutes: number): number | null {
  for (let before = day - 1; before >= day - Math.ceil(rules.comingBack.hours / 24); before--) {
    const check = known.newestOn(student, before)
    if (check && check.flags & ILL && !isRefuted(known, rules, student, before)) return before * 24 * HOUR_MS + check.second * 1000 - zoneOffsetMinutes * 60_000
  }
  return null
}

/** Whether every alert of the pupil's own health on that day was found to be none, or was a broken thermometer's. */
function isRefuted({ alertBook: book }: KnownFacts, rules: AlertRules, student: number, day: number): boolean {
  const ofHealth = book.ofStudent(student).map((index) => book.alerts[index])
    .filter((alert) => alert.day === day && rules.rules.some(({ key, checkFlags }) => key === alert.rule && (checkFlags & ILL) !== 0))
  return ofHealth.length > 0 && ofHealth.every(({ now }) => now.verdict === 'false-alarm' || now.verdict === 'data-error' || book.alerts[book.indexOf(now.group)]?.rule === rules.storm.rule)
}

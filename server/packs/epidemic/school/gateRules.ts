import { CHECK_FLAG } from '../../checkFlags.ts'
import type { GateRules, GateSite } from '../../gateRules.ts'
import { feverLimit } from './feverLimit.ts'
import { isBackTooSoon } from './isBackTooSoon.ts'

/** Hours without symptoms before a pupil may come back. */
export const HOURS_WITHOUT_SYMPTOMS = 48
const HOUR_MS = 3_600_000
const ILL = CHECK_FLAG.FEVER | CHECK_FLAG.SYMPTOM

const feverTenths = Object.fromEntries((['forehead', 'armpit', 'thermal'] as const).map((site) => [site, Math.round(feverLimit(site) * 10)])) as Record<GateSite, number>

/** Who is stopped at a school's gate. */
export const gateRules: GateRules = {
  feverTenths,
  rules: [
    { reason: 'fever-at-gate', isSettledBySecond: true, stops: ({ reading }) => reading !== null && reading.tenths >= feverTenths[reading.site] },
    { reason: 'red-code', stops: ({ checkFlags }) => checkFlags !== null && (checkFlags & CHECK_FLAG.OWN_RED) !== 0 },
    { reason: 'home-management', stops: ({ homeManaged }) => homeManaged },
    {
      reason: 'back-early',
      // Who is ill today has not come back.
      stops: ({ now, checkFlags, recoveredAt, lastSymptomsAt }) => ((checkFlags ?? 0) & ILL) === 0 && isBackTooSoon(now, recoveredAt, lastSymptomsAt, HOURS_WITHOUT_SYMPTOMS),
      endsAt: ({ recoveredAt, lastSymptomsAt }) => Math.max(recoveredAt ?? 0, lastSymptomsAt ?? 0) + HOURS_WITHOUT_SYMPTOMS * HOUR_MS,
    },
    { reason: 'yellow-code', stops: ({ checkFlags }) => checkFlags !== null && (checkFlags & CHECK_FLAG.OWN_YELLOW) !== 0 },
    { reason: 'abnormal-report', isSettledBySecond: true, stops: ({ checkFlags }) => checkFlags !== null && (checkFlags & CHECK_FLAG.ABNORMAL) !== 0 },
    { reason: 'no-report', isSettledBySecond: true, stops: ({ expected, checkFlags }) => expected && checkFlags === null },
  ],
}

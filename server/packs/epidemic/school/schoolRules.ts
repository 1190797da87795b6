import type { AlertRules } from '../../alertRules.ts'
import type { SchoolRules } from '../../pack.ts'
import { alertRules } from './alertRules.ts'
import { readCheck } from './readCheck.ts'
import { SYMPTOM_WORDS } from './symptomWords.ts'

/** How pupils' checks are read and judged. */
export const schoolRules: SchoolRules = {
  symptoms: SYMPTOM_WORDS.map(({ key, name }) => ({ key, name })),
  readCheck,
  // A class of forty cannot be measured in one second, and nobody sends the same words at 07:04:31 three mornings running; a weekend or a week off is no morning.
  copied: { sameSecond: 40, days: 3, withinDays: 14 },
  alerts: alertRules as AlertRules,
}

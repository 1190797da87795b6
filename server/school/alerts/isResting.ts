import type { AlertRules } from '../../packs/alertRules.ts'
import type { AlertRecord } from '../../world/alertBook.ts'

/** Whether alerts of a rule say what stands of a home, and not what has happened. Pure. */
export const isStanding = ({ rules }: Pick<AlertRules, 'rules'>, rule: string): boolean => rules.some(({ key, isStanding: stands }) => key === rule && stands === true)

/** Whether one does, and somebody knows of it: nothing is to be done until the home changes. Pure. */
export const isResting = (rules: Pick<AlertRules, 'rules'>, { rule, now: { state } }: Pick<AlertRecord, 'rule' | 'now'>): boolean => state !== 'open' && state !== 'closed' && isStanding(rules, rule)

import type { AlertRules } from './alertRules.ts'

/** Of a pack that has no school: nothing gives reason to an alert. */
export const NO_ALERT_RULES: AlertRules = {
  rules: [], levels: [], standingMinutes: 0, staffLevel: 0, climbing: { fromMinute: 0, toMinute: 0 },
  judgeCheck: () => [], judgeReading: () => [], describe: () => ({ 'zh-CN': '', en: '' }),
  cluster: { rule: '', pupils: Infinity, days: 0 },
  storm: { rule: '', of: '', count: Infinity, withinSeconds: 0, restSeconds: 0, share: { readings: 0, least: 1, withinSeconds: 0 } },
  travel: { rule: '' },
  home: { rule: '', statuses: [] },
  comingBack: { rule: '', hours: 0, lookBackDays: 0, isTooSoon: () => false },
}

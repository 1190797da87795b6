import type { AlertRules } from './alertRules.ts'

/** Of a pack that has no school: nothing gives reason to an alert. */
export const NO_ALERT_RULES: AlertRules = {
  rules: [], levels: [], climbing: { fromMinute: 0, toMinute: 0 },
  judgeCheck: () => [], judgeReading: () => [], describe: () => ({ 'zh-CN': '', en: '' }),
  cluster: { rule: '', pupils: Infinity, days: 0 },
  storm: { rule: '', of: '', count: Infinity, withinSeconds: 0, restSeconds: 0 },
  home: { rule: '', statuses: [] },
  comingBack: { rule: '', hours: 0, lookBackDays: 0, isTooSoon: () => false },
}

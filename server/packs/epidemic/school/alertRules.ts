import type { AlertLevel, AlertRule, AlertRules } from '../../alertRules.ts'
import { CHECK_CONTACT, CHECK_FLAG, CHECK_HOME_CODE, CHECK_OWN_CODE } from '../../checkFlags.ts'
import type { RegionReference } from '../createRegionReference.ts'
import { describeAlert } from './describeAlert.ts'
import { HOURS_WITHOUT_SYMPTOMS } from './gateRules.ts'
import { isBackTooSoon } from './isBackTooSoon.ts'
import { judgeCheck, judgeReading } from './judgeCheck.ts'

const EVERYBODY = ['class-teacher', 'grade-head', 'school-doctor', 'duty-teacher', 'school-data-administrator', 'bureau-officer'] as const

/** All alerts there are. */
const ALERT_RULES: readonly AlertRule[] = [
  { key: 'device-fault', name: { 'zh-CN': '测温设备异常', en: 'Thermometer fault' }, urgency: 0, about: 'device', checkFlags: 0, countsAsAbnormal: false, tagsHome: false, hears: EVERYBODY },
  { key: 'cluster', name: { 'zh-CN': '聚集性症状', en: 'Cluster of symptoms' }, urgency: 1, about: 'class', checkFlags: 0, countsAsAbnormal: false, tagsHome: false, hears: EVERYBODY },
  { key: 'fever', name: { 'zh-CN': '发热', en: 'Fever' }, urgency: 2, about: 'pupil', checkFlags: CHECK_FLAG.FEVER, countsAsAbnormal: true, tagsHome: true, hears: EVERYBODY },
  { key: 'own-code', name: { 'zh-CN': '本人健康码异常', en: "Pupil's health code" }, urgency: 2, about: 'pupil', checkFlags: CHECK_OWN_CODE, countsAsAbnormal: true, tagsHome: true, hears: EVERYBODY },
  { key: 'contact', name: { 'zh-CN': '接触史', en: 'Contact' }, urgency: 2, about: 'pupil', checkFlags: CHECK_CONTACT, countsAsAbnormal: false, tagsHome: true, hears: EVERYBODY },
  { key: 'home', name: { 'zh-CN': '住户在管', en: 'Home under management' }, urgency: 3, about: 'pupil', checkFlags: 0, countsAsAbnormal: false, tagsHome: false, isStanding: true, hears: EVERYBODY },
  { key: 'back-early', name: { 'zh-CN': '症状消失未满 48 小时返校', en: 'Back before 48 hours without symptoms' }, urgency: 3, about: 'pupil', checkFlags: 0, countsAsAbnormal: false, tagsHome: false, hears: EVERYBODY },
  { key: 'travel', name: { 'zh-CN': '重点地区旅居史', en: 'Travel to a listed region' }, urgency: 4, about: 'pupil', checkFlags: 0, countsAsAbnormal: false, tagsHome: true, hears: EVERYBODY },
  { key: 'home-code', name: { 'zh-CN': '同住人健康码异常', en: 'Health code of somebody at home' }, urgency: 4, about: 'pupil', checkFlags: CHECK_HOME_CODE, countsAsAbnormal: false, tagsHome: true, isStanding: true, hears: EVERYBODY },
  { key: 'symptom', name: { 'zh-CN': '症状', en: 'Symptoms' }, urgency: 5, about: 'pupil', checkFlags: CHECK_FLAG.SYMPTOM, countsAsAbnormal: true, tagsHome: true, hears: EVERYBODY },
]

/** Whose turn it is, one after the other, and how long each may take. */
const ALERT_LEVELS: readonly AlertLevel[] = [
  { role: 'class-teacher', acknowledgeMinutes: 15, closeMinutes: 240 },
  { role: 'grade-head', acknowledgeMinutes: 15, closeMinutes: 120 },
  { role: 'school-data-administrator', acknowledgeMinutes: 30, closeMinutes: 120 },
  { role: 'bureau-officer', acknowledgeMinutes: 60, closeMinutes: 480 },
]

/** When schools are told of what, and whose turn it is. */
export const alertRules: AlertRules<RegionReference> = {
  rules: ALERT_RULES,
  levels: ALERT_LEVELS,
  standingMinutes: 240,
  staffLevel: ALERT_LEVELS.findIndex(({ role }) => role === 'school-data-administrator'),
  climbing: { fromMinute: 6 * 60, toMinute: 21 * 60 },
  judgeCheck,
  judgeReading,
  describe: describeAlert,
  cluster: { rule: 'cluster', pupils: 3, days: 3 },
  // A gate lets some 40 pupils in a minute; ten real fevers among them would be an epidemic that nobody had seen come.
  storm: { rule: 'device-fault', of: 'fever', count: 10, withinSeconds: 60, restSeconds: 600, share: { readings: 15, least: 0.6, withinSeconds: 1800 } },
  travel: { rule: 'travel' },
  home: { rule: 'home', statuses: ['red', 'orange'] },
  comingBack: { rule: 'back-early', hours: HOURS_WITHOUT_SYMPTOMS, lookBackDays: 14, isTooSoon: isBackTooSoon },
}

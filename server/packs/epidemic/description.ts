import type { PackDescription, StatusDescription, Wording } from '../../protocol/entities.ts'
import { TAGS, type TagKey } from './codes.ts'

/**
 * Order is the code on the wire. Colours come from a search over OKLCH: every pair keeps CIEDE2000 ≥ 15 in normal,
 * deuteranopic, protanopic and tritanopic vision, and each has contrast ≥ 3.1 on the wall's ground (a test holds them to it).
 * Severity: not knowing is worse than knowing that all is well, and an empty home is the least.
 */
const STATUSES: StatusDescription[] = [
  { key: 'green', name: { 'zh-CN': '未离沪或解除预警', en: 'Stayed or released' }, detail: { 'zh-CN': '', en: '' }, glyph: '●', hatch: 'none', colorOnDark: '#42af81', colorOnLight: '#42af81', severity: 1, loud: false },
  { key: 'red', name: { 'zh-CN': '重点疫区返沪', en: 'From a key epidemic region' }, detail: { 'zh-CN': '', en: '' }, glyph: '▲', hatch: 'cross', colorOnDark: '#e53e3d', colorOnLight: '#e53e3d', severity: 5, loud: true },
  { key: 'orange', name: { 'zh-CN': '重点关注地区返沪', en: 'From a region of concern' }, detail: { 'zh-CN': '居家健康管理', en: 'Health management at home' }, glyph: '◆', hatch: 'diagonal', colorOnDark: '#fe9831', colorOnLight: '#fe9831', severity: 4, loud: true },
  { key: 'yellow', name: { 'zh-CN': '非重点地区返沪', en: 'From elsewhere' }, detail: { 'zh-CN': '健康登记', en: 'Registered' }, glyph: '■', hatch: 'dots', colorOnDark: '#faf1a1', colorOnLight: '#f1dc5a', severity: 3, loud: false },
  { key: 'blue', name: { 'zh-CN': '其他尚未返回或未取得联系户', en: 'Not yet returned or not yet reached' }, detail: { 'zh-CN': '', en: '' }, glyph: '○', hatch: 'horizontal', colorOnDark: '#3566e0', colorOnLight: '#3566e0', severity: 2, loud: false },
  { key: 'grey', name: { 'zh-CN': '空关户', en: 'Vacant' }, detail: { 'zh-CN': '', en: '' }, glyph: '✕', hatch: 'vertical', colorOnDark: '#5f6368', colorOnLight: '#8a9099', severity: 0, loud: false },
]

const TAG_NAMES: Record<TagKey, Wording> = {
  'some-away': { 'zh-CN': '部分未返', en: 'Some away' },
  away: { 'zh-CN': '未返沪', en: 'Away' },
  unreached: { 'zh-CN': '未取得联系', en: 'Not reached' },
  'no-answer': { 'zh-CN': '再联系未果', en: 'No answer since' },
  conflict: { 'zh-CN': '信息矛盾', en: 'Contradiction' },
  'release-due': { 'zh-CN': '待解除', en: 'Release due' },
  'registration-done': { 'zh-CN': '登记期满', en: 'Registration done' },
  'vacant-but-occupied': { 'zh-CN': '空关有人', en: 'Vacant but occupied' },
  moved: { 'zh-CN': '有人迁出', en: 'Moved away' },
  'origin-unknown': { 'zh-CN': '来源地不明', en: 'Origin unknown' },
  confirmed: { 'zh-CN': '确诊', en: 'Confirmed' },
  suspected: { 'zh-CN': '疑似', en: 'Suspected' },
  'close-contact': { 'zh-CN': '密切接触', en: 'Close contact' },
  'central-quarantine': { 'zh-CN': '集中隔离', en: 'Central quarantine' },
  'health-code-red': { 'zh-CN': '红码', en: 'Red health code' },
  'health-code-yellow': { 'zh-CN': '黄码', en: 'Yellow health code' },
  'school-alert': { 'zh-CN': '学校异常', en: 'School alert' },
  verification: { 'zh-CN': '待核实', en: 'To be verified' },
  'home-alert': { 'zh-CN': '家庭预警', en: 'Home alert' },
  'self-report': { 'zh-CN': '自主申报', en: 'Self-report to check' },
  'key-person': { 'zh-CN': '重点人员', en: 'Key person' },
  'needs-help': { 'zh-CN': '需要帮助', en: 'Needs help' },
  'lives-alone': { 'zh-CN': '独居老人', en: 'Elderly living alone' },
  'moved-out': { 'zh-CN': '已搬离', en: 'Moved out' },
  'mask-booked': { 'zh-CN': '口罩已预约', en: 'Masks booked' },
  'seen-at-home': { 'zh-CN': '登记未返，上门有人', en: 'Seen at home though not listed so' },
}

/** For the room that a cell has; cut to two characters, "空关有人" would say that it is vacant. */
const SHORT_NAMES: Partial<Record<TagKey, Wording>> = {
  'some-away': { 'zh-CN': '有未返', en: 'Part' },
  unreached: { 'zh-CN': '未联系', en: 'Reach' },
  'no-answer': { 'zh-CN': '未接通', en: 'Rang' },
  conflict: { 'zh-CN': '矛盾', en: 'Clash' },
  'release-due': { 'zh-CN': '待解除', en: 'Due' },
  'registration-done': { 'zh-CN': '期满', en: 'Done' },
  'vacant-but-occupied': { 'zh-CN': '有人住', en: 'In use' },
  moved: { 'zh-CN': '迁出', en: 'Moved' },
  'origin-unknown': { 'zh-CN': '源不明', en: 'From?' },
  'close-contact': { 'zh-CN': '密接', en: 'Close' },
  'central-quarantine': { 'zh-CN': '集中', en: 'Centr.' },
  'health-code-red': { 'zh-CN': '红码', en: 'Red' },
  'health-code-yellow': { 'zh-CN': '黄码', en: 'Yellow' },
  'school-alert': { 'zh-CN': '校异常', en: 'School' },
  verification: { 'zh-CN': '待核', en: 'Check' },
  'home-alert': { 'zh-CN': '家预警', en: 'Home' },
  'self-report': { 'zh-CN': '自报', en: 'Self' },
  'key-person': { 'zh-CN': '重点', en: 'Key' },
  'needs-help': { 'zh-CN': '需帮助', en: 'Help' },
  'lives-alone': { 'zh-CN': '独居', en: 'Alone' },
  'mask-booked': { 'zh-CN': '口罩', en: 'Masks' },
  'seen-at-home': { 'zh-CN': '见有人', en: 'Seen' },
  confirmed: { 'zh-CN': '确诊', en: 'Case' },
  suspected: { 'zh-CN': '疑似', en: 'Susp.' },
  'moved-out': { 'zh-CN': '已搬离', en: 'Left' },
}

/** Tags that are counted and worked off. */
const COUNTED_TAGS: TagKey[] = ['unreached', 'away', 'release-due', 'registration-done', 'no-answer', 'conflict']
const PUPIL_FIGURES = ['roster', 'reported', 'on-time', 'late', 'abnormal'] as const
/** Below this many pupils a figure could point at one child. */
const LEAST_PUPILS = 5

/** What the browser gets of the six colours. */
export const description: PackDescription = {
  id: 'epidemic',
  name: { 'zh-CN': '六色', en: 'Six colours' },
  statuses: STATUSES,
  tags: TAGS.map((key) => ({ key, name: TAG_NAMES[key], ...(SHORT_NAMES[key] && { short: SHORT_NAMES[key] }) })),
  counters: [
    { key: 'buildings', source: { of: 'buildings' }, lowest: 'building' },
    { key: 'units', source: { of: 'units' }, lowest: 'building' },
    ...STATUSES.map(({ key }) => ({ key: `units.${key}`, source: { of: 'unit-status' as const, status: key }, lowest: 'building' as const })),
    { key: 'people', source: { of: 'people' }, lowest: 'building' },
    ...STATUSES.map(({ key }) => ({ key: `people.${key}`, source: { of: 'person-status' as const, status: key }, lowest: 'building' as const })),
    ...COUNTED_TAGS.map((tag) => ({ key: `tag.${tag}`, source: { of: 'unit-tag' as const, tag }, lowest: 'building' as const })),
    { key: 'task.verification', source: { of: 'tasks', kind: 'verification' }, lowest: 'building' },
    { key: 'task.verification-overdue', source: { of: 'tasks', kind: 'verification-overdue' }, lowest: 'building' },
    { key: 'task.school-alert', source: { of: 'tasks', kind: 'school-alert' }, lowest: 'committee' },
    ...PUPIL_FIGURES.map((which) => ({ key: `pupils.${which}`, source: { of: 'pupils' as const, which }, lowest: 'committee' as const, ...(which === 'abnormal' && { leastByHome: LEAST_PUPILS }) })),
  ],
  measures: [
    { key: 'share-returned', name: { 'zh-CN': '返沪户占比', en: 'Share returned' }, numerator: ['units.red', 'units.orange', 'units.yellow'], denominator: ['units'], on: ['committee', 'building'], goodWhen: 'low', leastGroup: 1 },
    { key: 'share-not-reached', name: { 'zh-CN': '未取得联系占比', en: 'Share not reached' }, numerator: ['tag.unreached'], denominator: ['units'], on: ['committee', 'building'], goodWhen: 'low', leastGroup: 1 },
    { key: 'alert-homes', name: { 'zh-CN': '红橙户数', en: 'Red and orange homes' }, numerator: ['units.red', 'units.orange'], denominator: null, on: ['building', 'committee'], goodWhen: 'low', leastGroup: 1 },
    { key: 'pupils-abnormal', name: { 'zh-CN': '学生晨检异常', en: 'Pupils abnormal' }, numerator: ['pupils.abnormal'], denominator: ['pupils.reported'], on: ['campus', 'committee'], goodWhen: 'low', leastGroup: LEAST_PUPILS, byHome: 'abnormal-pupils' },
    { key: 'reporting-rate', name: { 'zh-CN': '晨检填报率', en: 'Reporting rate' }, numerator: ['pupils.reported'], denominator: ['pupils.roster'], on: ['campus', 'committee'], goodWhen: 'high', leastGroup: LEAST_PUPILS },
  ],
  work: [
    { counter: 'tag.unreached', name: { 'zh-CN': '未取得联系', en: 'Not reached' } },
    { counter: 'tag.release-due', name: { 'zh-CN': '到期待解除', en: 'Release due' } },
    { counter: 'task.verification', name: { 'zh-CN': '待核实', en: 'To be verified' } },
    { counter: 'task.verification-overdue', name: { 'zh-CN': '其中逾期', en: 'of these overdue' }, within: 'task.verification' },
  ],
  rings: { measure: 'reporting-rate', count: 'task.school-alert', countName: { 'zh-CN': '未关闭预警', en: 'Open alerts' } },
  followsRoster: true,
}

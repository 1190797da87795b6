import type { ReportFigure, ReportRules } from '../pack.ts'
import { countStays } from './countStays.ts'
import { description } from './description.ts'
import type { EpidemicContent } from './epidemicFact.ts'

/** What forms call the colours. */
const STATUS_WORDS: Record<string, string[][]> = {
  green: [['未离沪'], ['绿色'], ['green']], red: [['重点疫区'], ['湖北'], ['红色'], ['red']], orange: [['重点关注'], ['橙色'], ['orange']],
  yellow: [['非重点'], ['其他地区'], ['黄色'], ['yellow']], blue: [['未返沪'], ['尚未返回'], ['蓝色'], ['blue']], grey: [['灰色'], ['grey']],
}

const MANAGED = ['red', 'orange'] as const

/**
 * The figures of the 11:00 report, in its order. `isNew` compares with the report of the day before, so that whatever was
 * registered after that one was fixed is in the next: nothing falls between two days.
 */
const FIGURES: readonly ReportFigure[] = [
  {
    key: 'returned-new', name: { 'zh-CN': '今日新增返沪', en: 'Newly returned' }, count: { of: 'event', event: 'returned' }, isNew: true,
    meaning: { 'zh-CN': '上一份日报之后新登记或到达的返沪；14 天内更正到达日期不重复计', en: 'Returns registered or arrived since the report before; a corrected arrival day within 14 days is not another return' },
    words: [['新增', '返沪'], ['今日', '返沪'], ['当日', '返沪'], ['本日', '返沪'], ['新增', '返回'], ['今日', '返回'], ['新增', '来沪'], ['新返'], ['newly', 'return'], ['returns', 'today']],
  },
  {
    key: 'managed-new', name: { 'zh-CN': '今日新增居家健康管理', en: 'Newly under home management' }, count: { of: 'status', statuses: MANAGED }, isNew: true,
    meaning: { 'zh-CN': '今日为红、橙而上一份日报中不是的人和户', en: 'People and homes red or orange now that were not in the report before' },
    words: [['新增', '居家'], ['新增', '隔离'], ['新增', '健康管理'], ['新增', '健康观察'], ['新纳入'], ['newly', 'management'], ['new', 'quarantine']],
  },
  {
    key: 'released-new', name: { 'zh-CN': '今日解除', en: 'Newly released' }, count: { of: 'event', event: 'released' }, isNew: true,
    meaning: { 'zh-CN': '上一份日报之后确认解除的人和户', en: 'People released since the report before, and their homes' },
    words: [['新增', '解除'], ['今日', '解除'], ['当日', '解除'], ['本日', '解除'], ['解除'], ['newly', 'released'], ['released', 'today']],
  },
  {
    key: 'returned-all', name: { 'zh-CN': '累计返沪', en: 'Returned in all' }, count: { of: 'event', event: 'returned' }, isNew: false,
    meaning: { 'zh-CN': '至今返沪过的人和他们现在的户', en: 'People who have returned so far, and the homes where they are now' },
    words: [['累计', '返沪'], ['累计', '返回'], ['累计', '来沪'], ['返沪', '总'], ['共', '返沪'], ['返沪', '合计'], ['returned', 'total'], ['cumulative', 'return']],
  },
  {
    key: 'released-all', name: { 'zh-CN': '累计解除', en: 'Released in all' }, count: { of: 'event', event: 'released' }, isNew: false,
    meaning: { 'zh-CN': '至今解除过的人和他们现在的户', en: 'People released so far, and the homes where they are now' },
    words: [['累计', '解除'], ['解除', '总'], ['released', 'total'], ['cumulative', 'release']],
  },
  {
    key: 'managed', name: { 'zh-CN': '居家健康管理中', en: 'Under home management' }, count: { of: 'status', statuses: MANAGED }, isNew: false,
    meaning: { 'zh-CN': '目前为红、橙的人和户', en: 'People and homes red or orange now' },
    words: [['居家', '管理'], ['居家', '观察'], ['居家', '隔离'], ['健康管理'], ['在管'], ['现有', '隔离'], ['management'], ['quarantine']],
  },
  {
    key: 'not-reached', name: { 'zh-CN': '未取得联系', en: 'Not reached' }, count: { of: 'tag', tags: ['unreached'] }, isNew: false,
    meaning: { 'zh-CN': '至今没有联系上的户（不含已知未返沪）；人只计逐人登记为未取得联系的，整户没联系上的不知道住几人', en: 'Homes nobody has reached yet, those known to be away not among them; as people only whoever is registered by name as not reached, since how many live behind a door that nobody opened is not known' },
    words: [['未取得联系'], ['未联系'], ['联系不上'], ['失联'], ['not', 'reached']],
  },
  {
    key: 'vacant', name: { 'zh-CN': '空关', en: 'Vacant' }, count: { of: 'status', statuses: ['grey'] }, isNew: false, only: 'units',
    meaning: { 'zh-CN': '目前空关的户', en: 'Homes that stand empty now' },
    words: [['空关'], ['空置'], ['无人居住'], ['vacant']],
  },
  ...description.statuses.map(({ key, name }): ReportFigure => ({
    key: `status.${key}`, name, count: { of: 'status', statuses: [key] }, isNew: false, ...(key === 'grey' ? { only: 'units' as const } : {}),
    meaning: { 'zh-CN': `目前为“${name['zh-CN']}”的人和户`, en: `People and homes that are "${name.en}" now` }, words: STATUS_WORDS[key] ?? [],
  })),
]

export const reportRules: ReportRules<EpidemicContent> = { figures: FIGURES, events: ['returned', 'released'], countEvents: countStays }

import type { DailyReportView, FigureValue } from '../../protocol/deskReport.ts'
import type { Locale } from '../../protocol/entities.ts'

export type SheetCell = string | number | null
/** A table as it is written: `head` rows first; a null in them belongs to the text at its left. */
export interface ReportSheet { name: string; head: SheetCell[][]; body: SheetCell[][] }

/** The words of the files; the page has its own. */
const WORDS = {
  'zh-CN': {
    report: '日报', asOf: '截至', fixed: '定稿', standing: '未定稿（即时）', late: '补做', revision: '修订号', total: '合计', none: '（未归居委）', figure: '指标', place: '居委', meaning: '口径',
    people: '人数', units: '户数', today: '今日', yesterday: '上一份', change: '增减', totals: '合计', peopleSheet: '人数', unitSheet: '户数',
  },
  en: {
    report: 'Daily report', asOf: 'as of', fixed: 'fixed', standing: 'not fixed (as it stands)', late: 'made late', revision: 'revision', total: 'Total', none: '(no committee)', figure: 'Figure', place: 'Committee', meaning: 'How counted',
    people: 'People', units: 'Homes', today: 'Today', yesterday: 'Report before', change: 'Change', totals: 'Total', peopleSheet: 'People', unitSheet: 'Homes',
  },
} as const

/** `2020-02-16 11:00` on the clock of a zone. */
export const clockText = (at: number, zoneOffsetMinutes: number): string => new Date(at + zoneOffsetMinutes * 60_000).toISOString().slice(0, 16).replace('T', ' ')

/** One line over every sheet and file: which day, when, which revision. */
function reportTitle(report: DailyReportView, locale: Locale, zoneOffsetMinutes: number): string {
  const words = WORDS[locale]
  const state = report.fixed ? `${words.fixed}${report.late ? ` (${words.late})` : ''}` : words.standing
  return `${words.report} ${report.day} · ${words.asOf} ${clockText(report.asOf ?? report.madeAt, zoneOffsetMinutes)} · ${state} · ${words.revision} ${report.rev}`
}

/** The three sheets of the workbook: the total with how each figure is counted, then people and homes by committee. Pure. */
export function reportSheets(report: DailyReportView, locale: Locale, zoneOffsetMinutes: number): ReportSheet[] {
  const words = WORDS[locale]
  const title = reportTitle(report, locale, zoneOffsetMinutes)
  const totals: ReportSheet = {
    name: words.totals,
    head: [[title], [words.figure, words.people, null, null, words.units, null, null, words.meaning], [null, words.today, words.yesterday, words.change, words.today, words.yesterday, words.change, null]],
    body: report.figures.map(({ name, meaning }, index) => {
      const [today, yesterday] = [report.total.today[index], report.total.yesterday[index]]
      return [name[locale], ...triple(today, yesterday, 'people'), ...triple(today, yesterday, 'units'), meaning[locale]]
    }),
  }
  const byCommittee = (what: 'people' | 'units'): ReportSheet => {
    const shown = report.figures.flatMap(({ name, inPeople, inUnits }, index) => ((what === 'people' ? inPeople : inUnits) ? [{ name: name[locale], index }] : []))
    const lines = [{ name: words.total, ...report.total }, ...report.rows.map((row) => ({ ...row, name: row.name || words.none }))]
    return {
      name: what === 'people' ? words.peopleSheet : words.unitSheet,
      head: [[`${title} · ${words[what]}`], [words.place, ...shown.flatMap(({ name }) => [name, null])], [null, ...shown.flatMap(() => [words.today, words.yesterday])]],
      body: lines.map(({ name, today, yesterday }) => [name, ...shown.flatMap(({ index }) => [today[index][what], yesterday[index]?.[what] ?? null])]),
    }
  }
  return [totals, byCommittee('people'), byCommittee('units')]
}

/** Everything in one table, a line per committee and figure: for programs. Pure. */
export function reportLines(report: DailyReportView, locale: Locale): SheetCell[][] {
  const words = WORDS[locale]
  const head = [words.place, words.figure, ...(['people', 'units'] as const).flatMap((what) => [words.today, words.yesterday, words.change].map((when) => `${words[what]} ${when}`))]
  const rows = [...report.rows.map((row) => ({ ...row, name: row.name || words.none })), { name: words.total, ...report.total }]
  return [head, ...rows.flatMap(({ name, today, yesterday }) => report.figures.map((figure, index): SheetCell[] =>
    [name, figure.name[locale], ...triple(today[index], yesterday[index], 'people'), ...triple(today[index], yesterday[index], 'units')]))]
}

function triple(today: FigureValue, yesterday: FigureValue | null, what: 'people' | 'units'): (number | null)[] {
  const [value, before] = [today[what], yesterday?.[what] ?? null]
  return [value, before, value === null || before === null ? null : value - before]
}

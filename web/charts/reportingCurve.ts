/** What the curve of pupils' reports looks like, as data; the look in pixels comes from the caller, who knows the screen. */

export interface CurveInput {
  /** Minute of the day → reported by then, ascending. */
  at: readonly (readonly [minute: number, reported: number])[]
  cutOffMinute: number
  /** Pupils expected; the curve is drawn as a share of them. 0: nothing to draw. */
  roster: number
}

export interface CurveLook {
  /** Font size in CSS pixels. */
  fontPixels: number
  fontFamily: string
  line: string
  area: string
  hairLine: string
  text: string
  mutedText: string
  /** Off where the reader asked for less motion. */
  animate: boolean
}

export interface CurveWords {
  cutOff: string
  percent(share: number): string
  minute(minute: number): string
}

/** Before the cut-off the axis already reaches a little beyond it, so that the curve grows towards a line that stands still. */
const AFTER_CUT_OFF_MINUTES = 30
/** Whoever reports later is chased by name; the wave itself must not be pressed into a corner by a long evening. */
const LATE_MINUTES = 150
const BEFORE_CUT_OFF_MINUTES = 90
const MOST_INTERVALS = 4

/** From where to where the axis runs, in minutes of the day, and how far apart its labels stand: whole hours, evenly. */
export function curveRange(input: CurveInput): { from: number; to: number; interval: number } {
  const first = input.at[0]?.[0] ?? Infinity
  const last = input.at[input.at.length - 1]?.[0] ?? 0
  const start = Math.max(0, Math.min(first, input.cutOffMinute - BEFORE_CUT_OFF_MINUTES))
  const end = Math.min(1440, Math.max(input.cutOffMinute + AFTER_CUT_OFF_MINUTES, Math.min(last, input.cutOffMinute + LATE_MINUTES)))
  const from = Math.floor(start / 60) * 60
  const interval = Math.max(60, Math.ceil((end - from) / MOST_INTERVALS / 60) * 60)
  return { from, interval, to: from + Math.ceil((end - from) / interval) * interval }
}

/** The curve as an ECharts option (line, markLine, grid). Pure. */
export function reportingCurve(input: CurveInput, look: CurveLook, words: CurveWords) {
  const { from, to, interval } = curveRange(input)
  const shown = input.roster > 0 ? input.at.filter(([minute]) => minute <= to) : []
  const points = shown.map(([minute, reported]): [number, number] => [minute, Math.min(1, reported / input.roster)])
  const { fontPixels } = look
  const label = { color: look.mutedText, fontSize: fontPixels, fontFamily: look.fontFamily }
  const last = points[points.length - 1]
  return {
    animation: look.animate,
    animationDuration: 400,
    animationDurationUpdate: 400,
    aria: { enabled: true },
    grid: { left: fontPixels * 2.6, right: fontPixels * 0.9, top: fontPixels * 1.5, bottom: fontPixels * 1.7 },
    xAxis: {
      type: 'value' as const, min: from, max: to, interval,
      axisLabel: { ...label, margin: fontPixels * 0.5, formatter: words.minute, alignMaxLabel: 'right' as const },
      axisLine: { lineStyle: { color: look.hairLine } }, axisTick: { show: false }, splitLine: { show: false },
    },
    yAxis: {
      type: 'value' as const, min: 0, max: 1, interval: 0.5,
      axisLabel: { ...label, margin: fontPixels * 0.4, formatter: (share: number) => `${Math.round(share * 100)}` },
      axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: look.hairLine } },
    },
    series: [{
      type: 'line' as const, data: points, showSymbol: false, silent: true,
      // Never above what was reported: a smoothed curve must not swing over 100 %.
      smooth: 0.35, smoothMonotone: 'x' as const,
      lineStyle: { color: look.line, width: Math.max(2, fontPixels / 7) }, areaStyle: { color: look.area },
      markLine: {
        silent: true, symbol: 'none', animation: false,
        lineStyle: { color: look.mutedText, type: 'dashed' as const, width: Math.max(1, fontPixels / 16) },
        label: { ...label, formatter: words.cutOff, position: 'end' as const, distance: fontPixels * 0.25 },
        data: [{ xAxis: input.cutOffMinute }],
      },
      markPoint: {
        silent: true, symbol: 'circle', symbolSize: fontPixels * 0.5, animation: false, label: { show: false },
        itemStyle: { color: look.line },
        data: last ? [{ coord: last }] : [],
      },
    }],
  }
}

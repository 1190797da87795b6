/** The last school days as a line: the share that had reported in time. The look in pixels comes from the caller. */

import type { CurveLook } from './reportingCurve.ts'

export interface WeekInput {
  /** Oldest first; a day on which nobody was expected has no point. */
  days: readonly { label: string; expected: number; onTime: number }[]
}

/** As an ECharts option (line, grid). Pure. */
export function weekLine({ days }: WeekInput, look: CurveLook, percent: (share: number) => string) {
  const { fontPixels } = look
  const label = { color: look.mutedText, fontSize: fontPixels, fontFamily: look.fontFamily }
  const shares = days.map(({ expected, onTime }) => (expected > 0 ? Math.min(1, onTime / expected) : null))
  return {
    animation: look.animate,
    aria: { enabled: true },
    grid: { left: fontPixels * 1.2, right: fontPixels * 1.8, top: fontPixels * 1.7, bottom: fontPixels * 1.7 },
    xAxis: {
      type: 'category' as const, data: days.map((day) => day.label), boundaryGap: false,
      axisLabel: { ...label, margin: fontPixels * 0.5 }, axisLine: { lineStyle: { color: look.hairLine } }, axisTick: { show: false }, splitLine: { show: false },
    },
    // From where the worst of the days stands a little above the ground: 96 and 99 % must not look the same.
    yAxis: { type: 'value' as const, min: leastShown(shares), max: 1, axisLabel: { show: false }, axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } },
    series: [{
      type: 'line' as const, data: shares.map((share) => (share === null ? '-' : share)), silent: true, connectNulls: true, symbol: 'circle', symbolSize: fontPixels * 0.4,
      lineStyle: { color: look.line, width: Math.max(2, fontPixels / 7) }, itemStyle: { color: look.line },
      label: { show: true, position: 'top' as const, distance: fontPixels * 0.3, color: look.text, fontSize: fontPixels, fontFamily: look.fontFamily, formatter: ({ value }: { value: unknown }) => (typeof value === 'number' ? percent(value) : '') },
    }],
  }
}

const STEP = 0.1
/** Full tenths below the least share, at most 0.9. */
function leastShown(shares: (number | null)[]): number {
  const least = Math.min(1, ...shares.filter((share): share is number => share !== null))
  return Math.max(0, Math.min(1 - STEP, Math.floor((least - 0.02) / STEP) * STEP))
}

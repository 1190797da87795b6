import type { FrameAside } from '../../server/protocol/frame.ts'

export type TickerEntry = NonNullable<FrameAside['ticker']>[number]
export interface CurveSeries {
  at: [minute: number, reported: number][]
  cutOffMinute: number
}

/** The small parts of the world, as the page holds them. Each is replaced as a whole when it changes, never edited. */
export interface Aside {
  /** `YYYY-MM-DD`; empty before the first snapshot. */
  day: string
  zoneOffsetMinutes: number
  demo: boolean
  /** Feed → when its last accepted report came in, server epoch ms. */
  feeds: Record<string, number>
  /** Newest first. */
  ticker: TickerEntry[]
  curve: CurveSeries | null
  yesterday: Record<number, number[]>
  /** Measure → cells of homes. */
  cells: NonNullable<FrameAside['cells']>
}

export const NO_ASIDE: Aside = { day: '', zoneOffsetMinutes: 480, demo: false, feeds: {}, ticker: [], curve: null, yesterday: {}, cells: {} }

/** More than any wall shows at once; a page that runs for months must not gather them. */
export const MOST_TICKER_ENTRIES = 50

/** What a frame's aside makes of the one held; parts that the frame does not speak of remain. Pure. */
export function mergeAside(held: Aside, news: FrameAside): Aside {
  const merged: Aside = { ...held }
  if (news.day !== undefined) merged.day = news.day
  if (news.zoneOffsetMinutes !== undefined) merged.zoneOffsetMinutes = news.zoneOffsetMinutes
  if (news.demo !== undefined) merged.demo = news.demo
  if (news.feeds !== undefined) merged.feeds = { ...held.feeds, ...news.feeds }
  if (news.yesterday !== undefined) merged.yesterday = news.yesterday
  if (news.cells !== undefined) merged.cells = news.cells
  if (news.ticker?.length) merged.ticker = [...news.ticker].reverse().concat(held.ticker).slice(0, MOST_TICKER_ENTRIES)
  if (news.curve !== undefined) merged.curve = mergeCurve(news.curve.restart ? null : held.curve, news.curve)
  return merged
}

function mergeCurve(held: CurveSeries | null, news: CurveSeries): CurveSeries {
  const byMinute = new Map(held?.at)
  for (const [minute, reported] of news.at) byMinute.set(minute, reported)
  return { cutOffMinute: news.cutOffMinute, at: [...byMinute].sort((a, b) => a[0] - b[0]) }
}

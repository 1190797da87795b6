import type { AlertTimes } from '../../protocol/school.ts'

const MINUTE_MS = 60_000

/** The value below which a share of them lies, by the nearest rank; null of none. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted.length === 0 ? null : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}

/** From opened to first taken up, and to closed: how many, median and p90, in minutes with one decimal. 0: that has not happened. */
export function alertTimes(alerts: Iterable<{ openedAt: number; acknowledgedAt: number; closedAt: number }>): AlertTimes {
  const acknowledged: number[] = []
  const closed: number[] = []
  let opened = 0
  for (const alert of alerts) {
    opened++
    if (alert.acknowledgedAt > 0) acknowledged.push(alert.acknowledgedAt - alert.openedAt)
    if (alert.closedAt > 0) closed.push(alert.closedAt - alert.openedAt)
  }
  return { opened, acknowledged: figuresOf(acknowledged), closed: figuresOf(closed) }
}

function figuresOf(times: number[]): AlertTimes['closed'] {
  times.sort((a, b) => a - b)
  const minutes = (time: number | null): number | null => (time === null ? null : Math.round(time / MINUTE_MS * 10) / 10)
  return { count: times.length, median: minutes(percentile(times, 0.5)), p90: minutes(percentile(times, 0.9)) }
}

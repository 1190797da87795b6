import type { Locale, MeasureDescription } from '../../../../server/protocol/entities.ts'

/** Quiet to plain, one hue that no status has; darkest for the lowest value, since the wall is dark. */
export const CHOROPLETH_RAMP = ['#1e2136', '#373358', '#574a80', '#8470a8', '#bda7d2'] as const

export interface ChoroplethClass {
  /** From (included) to (excluded, except for the last). Shares 0 … 1, or counts. */
  from: number
  to: number
  color: string
}

/** Steps that people read at a glance; shares as parts of one. */
const SHARE_STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2]

/**
 * Five equal classes over the values. The step is round and the start a multiple of it, so the classes stay as they are
 * while values wander, and a committee changes colour because of itself only.
 */
export function choroplethClasses(values: readonly (number | null)[], isShare: boolean): ChoroplethClass[] {
  const known = values.filter((value): value is number => value !== null)
  if (known.length === 0) return []
  const least = Math.min(...known)
  const most = Math.max(...known)
  const count = CHOROPLETH_RAMP.length
  const steps = isShare ? SHARE_STEPS : roundSteps(most)
  for (const step of steps) {
    // Whole multiples of the step; 1e-9 keeps 0.3 / 0.1 from being 2.9999….
    let first = Math.floor(least / step + 1e-9)
    if (isShare) first = Math.min(first, Math.round(1 / step) - count)
    if (first < 0) first = 0
    const fits = most < (first + count) * step - (isShare && (first + count) * step >= 1 - 1e-9 ? -1e-9 : 1e-12)
    if (fits) return CHOROPLETH_RAMP.map((color, i) => ({ from: round((first + i) * step), to: round((first + i + 1) * step), color }))
  }
  return CHOROPLETH_RAMP.map((color, i) => ({ from: i / count, to: (i + 1) / count, color }))
}

/** 1, 2, 5, 10, 20, 50 … far enough for five of them to pass `most`. */
function roundSteps(most: number): number[] {
  const steps: number[] = []
  for (let power = 1; steps.length === 0 || steps[steps.length - 1] * 4 <= most; power *= 10) steps.push(power, power * 2, power * 5)
  return steps
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6

/** The class of a value, or null. */
export function classOf(classes: readonly ChoroplethClass[], value: number | null): ChoroplethClass | null {
  if (value === null || classes.length === 0) return null
  return classes.find((one) => value >= one.from && value < one.to) ?? (value >= classes[classes.length - 1].to ? classes[classes.length - 1] : classes[0])
}

export interface ChoroplethLegend {
  title: string
  /** From the lowest class up; `label` such as `5–10 %`. */
  rows: { color: string; label: string }[]
}

/** What a panel beside the map says about the colours. */
export function choroplethLegend(measure: MeasureDescription, classes: readonly ChoroplethClass[], locale: Locale): ChoroplethLegend {
  const isShare = measure.denominator !== null
  const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const text = (value: number): string => percent.format(isShare ? value * 100 : value)
  const unit = isShare ? ' %' : ''
  return { title: measure.name[locale], rows: classes.map(({ from, to, color }) => ({ color, label: isShare || to - from > 1 ? `${text(from)}–${text(isShare ? to : to - 1)}${unit}` : text(from) })) }
}

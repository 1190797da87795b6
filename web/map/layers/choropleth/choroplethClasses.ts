import type { Locale, MeasureDescription } from '../../../../server/protocol/entities.ts'

/** Quiet to plain, one hue that no status has; darkest for the lowest value, since the wall is dark. */
export const CHOROPLETH_RAMP = ['#22233b', '#3d3664', '#61509a', '#8d76bd', '#c3addf'] as const

export interface ChoroplethClass {
  /** From (included) to (excluded); shares 0 … 1, or counts. The first and the last class also take what lies beyond. */
  from: number
  to: number
  color: string
}

/** Steps that people read at a glance, as parts of one. */
const SHARE_STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2]
/** Of the values, those in the middle set the classes; a lone extreme must not make all others look alike. */
const MIDDLE = { from: 0.05, to: 0.9 }
/** Keeps 0.3 / 0.1 from being 2.9999…. */
const HAIR = 1e-9

/**
 * Five equal classes over the values. The step is round and the start a multiple of it, so the classes stay as they are
 * while values wander, and a committee changes colour because of itself only. No values, no classes.
 */
export function choroplethClasses(values: readonly (number | null)[], isShare: boolean): ChoroplethClass[] {
  const known = values.filter((value): value is number => value !== null).sort((a, b) => a - b)
  if (known.length === 0) return []
  const least = known[Math.floor((known.length - 1) * MIDDLE.from)]
  const most = known[Math.ceil((known.length - 1) * MIDDLE.to)]
  const count = CHOROPLETH_RAMP.length
  const steps = isShare ? SHARE_STEPS : roundSteps(most)
  const step = steps.find((one) => most < (Math.floor(least / one + HAIR) + count) * one - HAIR) ?? steps[steps.length - 1]
  const first = Math.floor(least / step + HAIR)
  // A share has no class beyond everything.
  const start = isShare ? Math.max(0, Math.min(first, Math.round(1 / step) - count)) : first
  return CHOROPLETH_RAMP.map((color, i) => ({ from: round((start + i) * step), to: round((start + i + 1) * step), color }))
}

/** 1, 2, 5, 10, 20, 50 … far enough for five of them to pass `most`. */
function roundSteps(most: number): number[] {
  const steps: number[] = []
  for (let power = 1; steps.length === 0 || steps[steps.length - 1] * 4 <= most; power *= 10) steps.push(power, power * 2, power * 5)
  return steps
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6

/** The class of a value, or null when there is nothing to class. */
export function classOf(classes: readonly ChoroplethClass[], value: number | null): ChoroplethClass | null {
  if (value === null || classes.length === 0) return null
  for (let i = classes.length - 1; i > 0; i--) if (value >= classes[i].from - HAIR) return classes[i]
  return classes[0]
}

export interface ChoroplethLegend {
  title: string
  /** From the lowest class up; `label` such as `< 2 %`, `2–4 %`, `≥ 8 %`. */
  rows: { color: string; label: string }[]
}

/** What a panel beside the map says about the colours. */
export function choroplethLegend(measure: MeasureDescription, classes: readonly ChoroplethClass[], locale: Locale): ChoroplethLegend {
  const isShare = measure.denominator !== null
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const text = (value: number): string => number.format(isShare ? value * 100 : value)
  const unit = isShare ? ' %' : ''
  const rows = classes.map(({ from, to, color }, i) => {
    if (i === 0) return { color, label: `< ${text(to)}${unit}` }
    if (i === classes.length - 1) return { color, label: `≥ ${text(from)}${unit}` }
    // Counts are whole, so 2–3 is said of "from 2 to below 4", and 2 of "from 2 to below 3".
    const last = isShare ? to : to - 1
    return { color, label: last === from ? text(from) : `${text(from)}–${text(last)}${unit}` }
  })
  return { title: measure.name[locale], rows }
}

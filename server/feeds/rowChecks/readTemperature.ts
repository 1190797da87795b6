import type { RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'

/** Outside this (degrees Celsius) nobody stands at a school gate: 3.65 and 365 are slips of the finger. */
const PLAUSIBLE_CELSIUS = [30, 45] as const

/** A temperature field in degrees Celsius; null when it is absent or bad, and then the problem is added. */
export function readTemperature(row: Record<string, unknown>, required: boolean, problems: RowProblem[]): number | null {
  const value = row.temperatureCelsius
  if (value === undefined || value === null || value === '') {
    if (required) problems.push(rowProblem('temperatureCelsius', 'missing'))
    return null
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    problems.push(rowProblem('temperatureCelsius', 'not-a-number'))
    return null
  }
  if (value < 0) {
    problems.push(rowProblem('temperatureCelsius', 'out-of-range'))
    return null
  }
  return value
}

/** Kept as it was sent, but it says nothing about health. */
export const isImplausible = (temperatureCelsius: number): boolean =>
  temperatureCelsius < PLAUSIBLE_CELSIUS[0] || temperatureCelsius > PLAUSIBLE_CELSIUS[1]

import type { Observation } from '../packs/pack.ts'
import type { RecordColumns } from '../world/recordColumns.ts'

/** An observation that nobody has closed for a month is a case of its own; its log does not grow for ever. */
export const MOST_CARE_DAYS = 30

/**
 * Days of a home's health log that nobody has written anything for, newest first: from arrival (day 0) to today. A reading,
 * an outing, or "could not be asked" with the reason settles a day. Without an observation only today is asked for.
 */
export function missingCareDays(records: RecordColumns, unit: number, observation: Observation | null, today: number): number[] {
  const written = new Set<string>()
  if (records.hasAny(unit)) for (const { feed, code } of records.ofUnit(unit)) if (feed === 'care') written.add(code)
  const first = Math.max(observation?.arrival ?? today, today - MOST_CARE_DAYS + 1)
  const missing: number[] = []
  for (let day = today; day >= first; day--) if (!written.has(String(day))) missing.push(day)
  return missing
}

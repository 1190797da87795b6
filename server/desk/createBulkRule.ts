import { rowProblem } from '../feeds/reasons.ts'
import { numberOfId } from '../merge/opaqueId.ts'
import type { RowProblem } from '../packs/pack.ts'
import type { DeskContext } from './deskContext.ts'

type Row = Record<string, unknown>

/** A report that ends somebody's stay. */
export const isRelease = (report: Row): boolean => report.kind === 'officer' && report.releasedOn !== undefined && report.releasedOn !== null

/**
 * What holds for many reports that come at once; returns what is wrong with one of them, or null. Who is under a loud
 * colour (red, orange), or in a home that is, is released one person at a time: reports that release several people are a
 * bulk change whatever they call themselves. `bulk` is what a page says: then every report must say what was seen.
 */
export function createBulkRule(context: DeskContext, reports: readonly unknown[], bulk: boolean): (report: Row) => RowProblem | null {
  const released = new Set<unknown>()
  for (const each of reports) {
    if (typeof each !== 'object' || each === null || !isRelease(each as Row)) continue
    // Somebody new has no id: each is another one.
    released.add((each as Row).person ?? each)
  }
  const isMany = bulk || released.size > 1
  return (report) => {
    if (bulk && typeof report.seen !== 'number') return rowProblem('seen', 'missing')
    return isMany && isRelease(report) && isLoud(context, report) ? rowProblem('releasedOn', 'one-by-one') : null
  }
}

/** Somebody of whom nothing is known counts as loud. */
function isLoud(context: DeskContext, { unit, person }: Row): boolean {
  const { statuses } = context.pack.description
  const live = context.live()
  if (statuses[live.statusOf(numberOfId('u', unit)).status]?.loud) return true
  const number = numberOfId('p', person)
  const status = number < 0 || number >= context.known().personCount ? null : live.explainPerson(number)?.result.status ?? null
  return status === null || (statuses[status]?.loud ?? true)
}

import type { Feed, ParseContext, ParsedReport, RowProblem } from '../packs/pack.ts'
import type { KnownFacts } from '../world/knownFacts.ts'
import { findUnitOf } from './addressProblem.ts'
import { planOrganisation } from './planOrganisation.ts'

/** `problems`: all that were found, in the order of the fields. */
export type CheckedRow = { problems: RowProblem[] } | { report: ParsedReport; unit: number | null }

/** Kinds whose rows need a home that is known. */
const IN_A_HOME: ReadonlySet<string> = new Set(['household', 'residents'])

/**
 * What would become of a row, as far as that can be said without writing anything: a preview's word. Whether it is there
 * already, and what rows before it in the same file make possible, shows when it is sent.
 */
export function checkRow(kind: string, feed: Feed, raw: unknown, parse: ParseContext, known: KnownFacts): CheckedRow {
  const report = feed.parse(raw, parse)
  if (Array.isArray(report)) return { problems: report }
  if (kind === 'organisation') {
    const plan = planOrganisation(known.registers, report.body)
    if ('code' in plan) return { problems: [plan] }
  }
  if (!IN_A_HOME.has(kind) || !report.address) return { report, unit: null }
  const unit = findUnitOf(known.registers, report.address)
  return typeof unit === 'number' ? { report, unit } : { problems: [unit] }
}

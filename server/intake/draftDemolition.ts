import { rowProblem } from '../feeds/reasons.ts'
import { numberOfId } from '../merge/opaqueId.ts'
import type { ParsedReport } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import type { Drafted, IntakeContext } from './intakeContext.ts'

/** A building that is taken down from a day on, or stands after all. What is so already is known. */
export function draftDemolition(report: ParsedReport, { known: { registers } }: IntakeContext): Drafted | 'duplicate' {
  const building = numberOfId('b', report.body.building)
  if (building < 0 || building >= registers.buildings.length) return { is: 'problem', problem: rowProblem('building', 'unknown-building') }
  if (registers.takenDownFrom(building) === report.body.from) return 'duplicate'
  const bodyText = JSON.stringify(report.body)
  return { is: 'draft', body: report.body, feed: 'demolition', validOn: dayToText(report.validOn), observedAt: null, table: '', index: -1, bodyText, content: bodyText, cells: null, person: null, unit: null }
}

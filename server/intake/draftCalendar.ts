import { rowProblem } from '../feeds/reasons.ts'
import { numberOfId } from '../merge/opaqueId.ts'
import type { ParsedReport } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import type { Drafted, IntakeContext } from './intakeContext.ts'

/** A line of the calendar, or the removal of one that stands. The same line while it stands is there already. */
export function draftCalendar(report: ParsedReport, { known }: IntakeContext): Drafted | 'duplicate' {
  const { body } = report
  if (body.remove !== undefined && !known.calendar.hasEntry(body.remove as string)) return { is: 'problem', problem: rowProblem('remove', 'unknown-entry') }
  const campus = numberOfId('c', body.campus)
  if (body.campus !== undefined && (campus < 0 || campus >= known.registers.campuses.length)) return { is: 'problem', problem: rowProblem('campus', 'unknown-school') }
  const bodyText = JSON.stringify(body)
  if (known.calendar.stands(bodyText)) return 'duplicate'
  return { is: 'draft', body, feed: 'calendar', validOn: dayToText(report.validOn), observedAt: null, table: '', index: -1, bodyText, content: bodyText, cells: null, person: null, unit: null }
}

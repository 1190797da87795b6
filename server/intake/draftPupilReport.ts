import { rowProblem } from '../feeds/reasons.ts'
import { idOf, numberOfId } from '../merge/opaqueId.ts'
import type { ParsedReport } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import type { Drafted, IntakeContext } from './intakeContext.ts'

/**
 * What somebody with the pupil's name before them wrote down (leave, the end of symptoms), by the pupil's id. Refused when
 * something newer about the pupil came in than its author had seen.
 */
export function draftPupilReport(feed: string, report: ParsedReport, context: IntakeContext): Drafted {
  const { known } = context
  const student = numberOfId('s', report.pupil!.student)
  if (student < 0 || student >= known.registers.studentCount) return { is: 'problem', problem: rowProblem('student', 'unknown-pupil') }
  const newest = known.newestSeqOfStudent(student)
  if (typeof report.seen === 'number' && newest > report.seen && newest <= context.batchBeganAt) return { is: 'problem', problem: rowProblem('seen', 'changed-meanwhile') }
  const body = { student: idOf('s', student), ...report.body }
  const bodyText = JSON.stringify(body)
  const person = known.registers.studentPerson.values[student]
  return {
    is: 'draft', body, feed, validOn: dayToText(report.validOn), observedAt: report.observedAt, table: '', index: -1, bodyText, content: bodyText,
    cells: report.privateCells, person: person >= 0 ? person : null, unit: null,
  }
}

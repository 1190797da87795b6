import { rowProblem } from '../feeds/reasons.ts'
import { idOf, numberOfId } from '../merge/opaqueId.ts'
import type { ParsedReport } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import type { Drafted, IntakeContext } from './intakeContext.ts'

/** A round of masks: a new one gets the next number; a changed one never has less than what has been promised. */
export function draftRound(report: ParsedReport, { known }: IntakeContext): Drafted {
  const { maskRounds } = known
  const isNew = report.body.round === undefined
  const round = isNew ? maskRounds.rounds.length : numberOfId('r', report.body.round)
  if (!isNew && (round < 0 || round >= maskRounds.rounds.length)) return { is: 'problem', problem: rowProblem('round', 'unknown-round') }
  if (!isNew && (report.body.quantity as number) < maskRounds.rounds[round].quantity - maskRounds.left(round)) return { is: 'problem', problem: rowProblem('quantity', 'below-booked') }
  const { places = [] } = report.body as { places?: string[] }
  if (places.some((place) => numberOfId('n', place) < 0 || numberOfId('n', place) >= known.registers.places.length)) return { is: 'problem', problem: rowProblem('places', 'unknown-value') }
  const body = { ...report.body, round: idOf('r', round) }
  const bodyText = JSON.stringify(body)
  return { is: 'draft', body, feed: 'rounds', validOn: dayToText(report.validOn), observedAt: null, table: '', index: -1, bodyText, content: bodyText, cells: null, person: null, unit: null }
}

import { rowProblem } from '../feeds/reasons.ts'
import { idOf, numberOfId } from '../merge/opaqueId.ts'
import type { NamedSubject, ParsedReport } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import type { Drafted, IntakeContext } from './intakeContext.ts'

/**
 * A booking is decided where it is written: inside the transaction, after everything that came before it. So whoever books
 * at the same moment, no mask is promised twice. What no longer fits gets a number on the waiting list.
 */
export function draftBooking(report: ParsedReport, named: NamedSubject, { known }: IntakeContext, now: number): Drafted {
  const refuse = (field: string, code: string): Drafted => ({ is: 'problem', problem: rowProblem(field, code) })
  const { maskRounds } = known
  const unit = numberOfId('u', named.unit)
  if (unit < 0 || unit >= known.registers.unitCount) return refuse('unit', 'unknown-unit')
  const round = numberOfId('r', report.body.round)
  if (round < 0 || round >= maskRounds.rounds.length) return refuse('round', 'unknown-round')
  if (named.person !== null && numberOfId('p', named.person) >= known.personCount) return refuse('person', 'unknown-person')
  const { opensAt, closesAt, perHousehold } = maskRounds.rounds[round]
  const standing = maskRounds.bookingOf(round, unit)
  const { act } = report.body
  const body: Record<string, unknown> = { ...(named.person === null ? {} : { person: named.person }), unit: idOf('u', unit), ...report.body }
  if (act === 'book') {
    if (known.registers.isHomeGone(unit, report.validOn)) return refuse('unit', 'building-gone')
    const quantity = report.body.quantity as number
    if (now < opensAt || now >= closesAt) return refuse('round', 'round-closed')
    if (standing) return refuse('round', 'already-booked')
    if (quantity > perHousehold) return refuse('quantity', 'out-of-range')
    body.number = maskRounds.bookingsOf(round).length + 1
    body.waiting = quantity > maskRounds.left(round)
  } else if (!standing || (act !== 'cancel' && standing.securedSeq === 0) || standing.pickedUpSeq !== 0) return refuse('round', 'no-booking')
  const bodyText = JSON.stringify(body)
  return { is: 'draft', body, feed: 'booking', validOn: dayToText(report.validOn), observedAt: null, table: '', index: -1, bodyText, content: bodyText, cells: report.privateCells, person: null, unit }
}

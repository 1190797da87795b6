import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { BOOKING_ACTS } from '../../protocol/residents.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { deskReport } from '../rowChecks/deskReport.ts'
import { normalizeName } from '../rowChecks/normalizeName.ts'
import { normalizePhone } from '../rowChecks/normalizePhone.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readSubject } from '../rowChecks/readSubject.ts'
import { ID_LENGTH, NAME_LENGTH, readText } from '../rowChecks/readText.ts'

const ROUND = /^r[0-9a-z]{1,8}$/

/**
 * A household and a round of masks: booked, cancelled, called without an answer, told when to come, picked up (a row `{id?, unit, round, act, by,
 * quantity?, name?, phone?, person?}`). Body: `{round, act, by, quantity?}`; number and waiting list are added when it is drafted.
 * Name and phone, for the call list, are in the vault;
 * `person` is somebody of the home who is to be called instead.
 */
export const bookingFeed: Feed = {
  name: 'booking',
  title: { 'zh-CN': '口罩预约', en: 'Mask bookings' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const subject = readSubject({ id: row.id, unit: row.unit, person: row.person }, false, problems, aside)
    const round = readText(row, 'round', ID_LENGTH, true, problems)
    if (round !== '' && !ROUND.test(round)) problems.push(rowProblem('round', 'unknown-round'))
    const act = readChoice(row, 'act', BOOKING_ACTS, true, problems)
    const by = readChoice(row, 'by', ['resident', 'officer'] as const, true, problems)
    const quantity = row.quantity
    if (act === 'book' && !(Number.isSafeInteger(quantity) && (quantity as number) > 0)) problems.push(rowProblem('quantity', quantity === undefined ? 'missing' : 'out-of-range'))
    const name = normalizeName(readText(row, 'name', NAME_LENGTH, false, problems))
    const phoneText = readText(row, 'phone', ID_LENGTH, false, problems)
    if (problems.length > 0) return problems
    if (act === 'book') {
      aside.keep('name', name)
      aside.keep('phone', normalizePhone(phoneText) || phoneText)
    }
    return deskReport(subject, context.today, { round, act, by, ...(act === 'book' ? { quantity } : {}) }, aside)
  },
}

import type { User } from '../auth/user.ts'
import type { Desk } from '../desk/desk.ts'
import { peopleOf, studentsByPerson } from '../desk/unitCard.ts'
import { rowProblem } from '../feeds/reasons.ts'
import { asRecord } from '../feeds/rowChecks/asRecord.ts'
import { idOf, numberOfId } from '../merge/opaqueId.ts'
import type { RowProblem } from '../packs/pack.ts'
import type { DeskAnswer } from '../protocol/desk.ts'
import type { Locale } from '../protocol/entities.ts'
import { isOpenFor } from './roundPlaces.ts'

/** A committee's pick-up list ticked off at once. */
const MOST_BOOKINGS = 2_500

const isOfHome = ({ context }: Desk, person: unknown, unit: number): boolean => peopleOf(context, unit, studentsByPerson(context, unit)).some((one) => idOf('p', one.person) === person)

/** What an officer books, cancels or ticks off for homes within reach; each problem keeps the row's own index. */
export async function sendBookings(desk: Desk, user: User, rows: readonly unknown[], locale: Locale): Promise<DeskAnswer> {
  const answer: DeskAnswer = { accepted: 0, rev: desk.context.known().rev, problems: [] }
  const refuse = (index: number, { field, code, reason }: RowProblem): void => void answer.problems.push({ index, field, code, reason: reason[locale] })
  if (rows.length > MOST_BOOKINGS) {
    refuse(0, rowProblem('reports', 'too-many'))
    return answer
  }
  const reach = desk.reachOf(user)
  const good: Record<string, unknown>[] = []
  const indexes: number[] = []
  rows.forEach((raw, index) => {
    const row = asRecord(raw)
    if (!row || !reach.hasUnit(numberOfId('u', row.unit))) return refuse(index, rowProblem('unit', 'unknown-unit'))
    const round = desk.context.known().maskRounds.rounds[numberOfId('r', row.round)]
    if (row.act === 'book' && round && !isOpenFor(desk.context, round, numberOfId('u', row.unit))) return refuse(index, rowProblem('round', 'round-elsewhere'))
    if (row.person !== undefined && !isOfHome(desk, row.person, numberOfId('u', row.unit))) return refuse(index, rowProblem('person', 'unknown-person'))
    good.push({ ...row, by: 'officer' })
    indexes.push(index)
  })
  if (good.length === 0) return answer
  const { accepted, duplicates, rejected, rev } = await desk.context.accept('booking', good, user.id)
  for (const problem of rejected) refuse(indexes[problem.index], problem)
  return { ...answer, accepted: accepted + duplicates, rev }
}

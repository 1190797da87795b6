import type { User } from '../auth/user.ts'
import type { Desk } from '../desk/desk.ts'
import { normalizePhone } from '../feeds/rowChecks/normalizePhone.ts'
import { numberOfId } from '../merge/opaqueId.ts'
import { dayToText } from '../protocol/day.ts'
import type { DeskAnswer } from '../protocol/desk.ts'
import type { Locale } from '../protocol/entities.ts'

/**
 * An officer takes over what a resident said: an `officer` report that settles it, by the officer, about the person chosen,
 * or about whoever sent it (found by name and phone like in any report). The name need not be shown for that. Null when
 * there is no such self-report within reach.
 */
export async function confirmSelfReport(desk: Desk, user: User, options: { unit: string; seq: number; seen: number | undefined; person: string | undefined }, locale: Locale): Promise<DeskAnswer | null> {
  const { context } = desk
  const unit = numberOfId('u', options.unit)
  if (!desk.reachOf(user).hasUnit(unit)) return null
  const record = context.known().records.ofUnit(unit).find(({ feed, seq }) => feed === 'registration' && seq === options.seq)
  const entry = record ? context.store.entryAt(record.seq) : null
  const said = (entry?.body.said ?? null) as Record<string, unknown> | null
  if (!said || typeof said.state !== 'string') return null
  const cells = context.store.vault.cellsAt(options.seq)?.cells ?? {}
  const text = (field: string): string | undefined => cells[field] ?? (typeof said[field] === 'string' ? (said[field] as string) : undefined)
  const report = {
    kind: 'officer', unit: options.unit, seen: options.seen, settles: options.seq, state: said.state, origin: text('origin'), transit: text('transit'), transport: text('transport'),
    // A day of departure after the return is a slip; the officer asks.
    departedOn: typeof said.departedOn === 'number' && !(said.departedOn > (said.returnedOn as number)) ? dayToText(said.departedOn) : undefined,
    returnedOn: typeof said.returnedOn === 'number' ? dayToText(said.returnedOn) : undefined,
    ...(options.person ? { person: options.person } : { newPerson: { name: cells.name ?? '', phone: normalizePhone(cells.phone ?? '') } }),
  }
  return desk.report(user, [report], locale)
}

import type { DeskContext } from '../desk/deskContext.ts'
import { peopleOf, studentsByPerson } from '../desk/unitCard.ts'
import { idOf, numberOfId } from '../merge/opaqueId.ts'
import type { BookingRecord } from '../world/maskRounds.ts'

/**
 * Whom to call about a booking, in full: whoever was named when it was made. An officer books by choosing a home or somebody
 * of it and types no name; then it is that person, else the first of the home who has a number, pupils last. `person` is an
 * id, null when the name was typed or the home has nobody. The caller masks it, or has written the audit entry first.
 */
export function bookingContact(context: DeskContext, { seq, unit }: Pick<BookingRecord, 'seq' | 'unit'>): { name: string; phone: string; person: string | null } {
  const { vault } = context.store
  const { name = '', phone = '' } = vault.cellsAt(seq)?.cells ?? {}
  if (name !== '' || phone !== '') return { name, phone, person: null }
  const asked = numberOfId('p', context.store.entryAt(seq)?.body.person)
  const home = peopleOf(context, unit, studentsByPerson(context, unit)).sort((a, b) => Number(a.student >= 0) - Number(b.student >= 0))
  const records = home.map(({ person }) => ({ person, record: vault.person(person) }))
  // Whoever has left the home since is not its contact any more.
  const found = records.find(({ person }) => person === asked) ?? records.find(({ record }) => record?.phone) ?? records[0]
  return { name: found?.record?.name ?? '', phone: found?.record?.phone ?? '', person: found ? idOf('p', found.person) : null }
}

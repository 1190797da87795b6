import type { Reach } from '../desk/createReach.ts'
import type { DeskContext } from '../desk/deskContext.ts'
import { idOf, numberOfId } from '../merge/opaqueId.ts'
import { maskName } from '../privacy/maskName.ts'
import { maskPhone } from '../privacy/maskPhone.ts'
import type { BookingView, RoundView } from '../protocol/residents.ts'
import type { BookingRecord } from '../world/maskRounds.ts'
import { bookingContact } from './bookingContact.ts'
import { bookingTries } from './bookingTries.ts'
import { isRoundWithin, namesOfPlaces } from './roundPlaces.ts'

/** All rounds that are open somewhere within reach, the newest first; bookings are counted within reach. */
export function roundViews(context: DeskContext, reach: Reach): RoundView[] {
  return context.known().maskRounds.rounds.flatMap((record, round) => (isRoundWithin(context, record, reach) ? [roundView(context, reach, round)] : [])).reverse()
}

function roundView(context: DeskContext, reach: Reach, round: number): RoundView {
  const { maskRounds } = context.known()
  const { name, pickUp, opensAt, closesAt, quantity, perHousehold, places } = maskRounds.rounds[round]
  const now = context.now()
  const standing = bookingsWithin(context, reach, round)
  const sum = (bookings: BookingRecord[]): number => bookings.reduce((total, booking) => total + booking.quantity, 0)
  return {
    id: idOf('r', round), places: places.map((place, at) => ({ id: idOf('n', place), name: namesOfPlaces(context, places)[at] })), name, pickUp, opensAt, closesAt, quantity, perHousehold, state: now < opensAt ? 'soon' : now < closesAt ? 'open' : 'closed',
    booked: sum(standing.filter(({ securedSeq }) => securedSeq !== 0)), waiting: sum(standing.filter(({ securedSeq }) => securedSeq === 0)), pickedUp: sum(standing.filter(({ pickedUpSeq }) => pickedUpSeq !== 0)),
  }
}

function bookingsWithin(context: DeskContext, reach: Reach, round: number): BookingRecord[] {
  return context.known().maskRounds.bookingsOf(round).filter(({ unit, cancelledSeq }) => cancelledSeq === 0 && reach.hasUnit(unit))
}

/** The call list and pick-up list of a round: who has booked, within reach, in the order of the numbers, masked. Null: no such round. */
export function bookingViews(context: DeskContext, reach: Reach, id: string): { round: RoundView; bookings: BookingView[] } | null {
  const { maskRounds, registers } = context.known()
  const round = numberOfId('r', id)
  if (round < 0 || round >= maskRounds.rounds.length || !isRoundWithin(context, maskRounds.rounds[round], reach)) return null
  const bookings = bookingsWithin(context, reach, round).map((booking): BookingView => {
    const building = registers.unitBuilding.values[booking.unit]
    const { name, phone } = bookingContact(context, booking)
    return {
      seq: booking.seq, unit: idOf('u', booking.unit), building: idOf('b', building), address: `${registers.compoundNameOf(building)} ${registers.buildings[building].label} ${registers.roomOf(booking.unit)}`,
      number: booking.number, quantity: booking.quantity, state: booking.securedSeq ? 'booked' : 'waiting', by: booking.by,
      name: maskName(name), phone: phone === '' ? null : maskPhone(phone), ...bookingTries(context, booking),
      toldAt: booking.toldSeq ? booking.toldAt : null, pickedUpAt: booking.pickedUpSeq ? booking.pickedUpAt : null,
    }
  })
  return { round: roundView(context, reach, round), bookings }
}

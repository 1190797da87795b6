import { numberOfId } from '../merge/opaqueId.ts'
import type { LogEntry } from '../store/logEntry.ts'
import { dayFromText } from '../protocol/day.ts'

export interface RoundRecord {
  name: string
  pickUp: string
  /** Epoch ms. */
  opensAt: number
  closesAt: number
  /** Day number of `closesAt` in the deployment's zone. */
  closesOn: number
  quantity: number
  perHousehold: number
  /** Numbers of the places that it is opened for; none: everywhere. */
  places: number[]
}

/** A household's booking in a round. Log sequences are 0 while that has not happened. */
export interface BookingRecord {
  round: number
  unit: number
  /** Place in the round's order, from 1. */
  number: number
  quantity: number
  by: 'resident' | 'officer'
  seq: number
  bookedOn: number
  /** From here on it is no longer on the waiting list. */
  securedSeq: number
  cancelledSeq: number
  toldSeq: number
  toldAt: number
  pickedUpSeq: number
  pickedUpAt: number
}

/**
 * Rounds of masks and who has booked, as the log says. `apply…` follows entries in their order, so a rebuilt world has the
 * same waiting list. What is booked never exceeds a round's quantity: a booking that does not fit waits, and moves up in
 * the order of the numbers when another is cancelled or the round gets more.
 */
export class MaskRounds {
  readonly rounds: RoundRecord[] = []
  readonly bookings: BookingRecord[] = []
  private readonly byUnit = new Map<number, number[]>()
  private readonly byRound: number[][] = []
  /** Round → masks that are promised. */
  private readonly promised: number[] = []

  /** Returns the round's number. */
  applyRound({ seq, body }: LogEntry): number {
    const round = numberOfId('r', body.round)
    const { name, pickUp, opensAt, closesAt, closesOn, quantity, perHousehold } = body as unknown as RoundRecord
    const places = Array.isArray(body.places) ? body.places.map((place) => numberOfId('n', place)) : []
    this.rounds[round] = { name, pickUp, opensAt, closesAt, closesOn, quantity, perHousehold, places }
    this.byRound[round] ??= []
    this.promised[round] ??= 0
    this.moveUp(round, seq)
    return round
  }

  /** Returns whether homes other than the entry's own were touched: somebody moved up. */
  applyBooking(entry: LogEntry): boolean {
    const { seq, body } = entry
    const round = numberOfId('r', body.round)
    const unit = numberOfId('u', body.unit)
    if (body.act === 'book') {
      const { quantity, number, by, waiting } = body as unknown as { quantity: number; number: number; by: BookingRecord['by']; waiting: boolean }
      this.add({ round, unit, number, quantity, by, seq, bookedOn: dayFromText(entry.validOn)!, securedSeq: waiting ? 0 : seq, cancelledSeq: 0, toldSeq: 0, toldAt: 0, pickedUpSeq: 0, pickedUpAt: 0 })
      return false
    }
    const booking = this.bookingOf(round, unit)
    if (!booking) return false
    if (body.act === 'told') {
      booking.toldSeq = seq
      booking.toldAt = entry.receivedAt
    } else if (body.act === 'picked-up') {
      booking.pickedUpSeq = seq
      booking.pickedUpAt = entry.receivedAt
    } else if (body.act === 'cancel') {
      booking.cancelledSeq = seq
      if (booking.securedSeq) this.promised[round] -= booking.quantity
      return this.moveUp(round, seq)
    }
    return false
  }

  /** The booking of a household that stands, or null. */
  bookingOf(round: number, unit: number): BookingRecord | null {
    for (const index of this.byUnit.get(unit) ?? []) {
      const booking = this.bookings[index]
      if (booking.round === round && booking.cancelledSeq === 0) return booking
    }
    return null
  }

  /** Bookings of a round, in the order of their numbers, cancelled ones among them. */
  bookingsOf(round: number): BookingRecord[] {
    return (this.byRound[round] ?? []).map((index) => this.bookings[index])
  }

  /** Masks of a round that nobody has been promised. */
  left(round: number): number {
    return this.rounds[round].quantity - this.promised[round]
  }

  /** The secured booking of a round that is not over on that day, as known at `maxSeq`; null when there is none. HOT: every unit; most have none. */
  standingFor(unit: number, day: number, maxSeq: number): BookingRecord | null {
    const indexes = this.byUnit.get(unit)
    if (indexes === undefined) return null
    for (let i = indexes.length - 1; i >= 0; i--) {
      const booking = this.bookings[indexes[i]]
      const { securedSeq, cancelledSeq, bookedOn, round } = booking
      if (securedSeq === 0 || securedSeq > maxSeq || (cancelledSeq !== 0 && cancelledSeq <= maxSeq)) continue
      if (bookedOn <= day && day <= this.rounds[round].closesOn) return booking
    }
    return null
  }

  toJSON(): { rounds: RoundRecord[]; bookings: BookingRecord[] } {
    return { rounds: this.rounds, bookings: this.bookings }
  }

  /** Throws when there is nothing: the checkpoint is of an older version, and the log is read instead. */
  restore(saved: { rounds: RoundRecord[]; bookings: BookingRecord[] } | undefined): void {
    if (!saved) throw new Error('checkpoint lacks the rounds')
    for (const round of saved.rounds) {
      // Those saved by an older version are open everywhere.
      this.rounds.push({ ...round, places: round.places ?? [] })
      this.byRound.push([])
      this.promised.push(0)
    }
    for (const booking of saved.bookings) this.add(booking)
  }

  private add(booking: BookingRecord): void {
    const index = this.bookings.push(booking) - 1
    this.byRound[booking.round].push(index)
    const list = this.byUnit.get(booking.unit)
    if (list) list.push(index)
    else this.byUnit.set(booking.unit, [index])
    if (booking.securedSeq && !booking.cancelledSeq) this.promised[booking.round] += booking.quantity
  }

  /** Whoever waits and fits now is secured, the first first. */
  private moveUp(round: number, seq: number): boolean {
    let moved = false
    for (const booking of this.bookingsOf(round)) {
      if (booking.securedSeq || booking.cancelledSeq || booking.quantity > this.left(round)) continue
      booking.securedSeq = seq
      this.promised[round] += booking.quantity
      moved = true
    }
    return moved
  }
}

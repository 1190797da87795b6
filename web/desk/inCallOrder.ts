import type { BookingView } from '../../server/protocol/residents.ts'

/** Whom to call next: those not called yet, in the order of their numbers, then those not reached, whose last call is longest ago first. */
export const inCallOrder = (bookings: readonly BookingView[]): BookingView[] =>
  [...bookings].sort((a, b) => (a.triedAt ?? 0) - (b.triedAt ?? 0) || a.number - b.number)

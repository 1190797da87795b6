/** Codes, rounds of masks, papers and self-reports: one function a route. */

import type { DeskAnswer } from '../../../server/protocol/desk.ts'
import type { BookingAct, BookingView, PaperView, QrSheet, RoundView } from '../../../server/protocol/residents.ts'
import { requestJson } from './requestJson.ts'

const DESK = '/api/v1/desk'
const part = encodeURIComponent

export interface RoundDraft { id: string; round?: string; name: string; opensAt: number; closesAt: number; quantity: number; perHousehold: number; pickUp: string; places: string[] }
export interface BookingDraft { id: string; unit: string; round: string; act: BookingAct; quantity?: number; person?: string }
export interface BookingsAnswer { round: RoundView; bookings: BookingView[] }

/** The codes are printed with the address by which this page was reached. */
export const fetchSheet = (place: string, units: boolean): Promise<QrSheet> => requestJson(`${DESK}/qr-sheets/${part(place)}?origin=${part(location.origin)}${units ? '&units=1' : ''}`)

/** From now on all codes are others; those that hang on the doors no longer work. */
export const rotateCodes = (): Promise<{ version: number }> => requestJson(`${DESK}/codes/rotate`, { body: {} })

/** An officer takes over what a resident said; about `person`, or about whoever sent it. */
export const confirmSelfReport = (seq: number, unit: string, seen: number, person?: string): Promise<DeskAnswer> => requestJson(`${DESK}/self-reports/${seq}/confirm`, { body: { unit, seen, person } })

export const fetchRounds = (): Promise<{ rounds: RoundView[] }> => requestJson(`${DESK}/rounds`)
export const sendRound = (round: RoundDraft): Promise<DeskAnswer & { rounds: RoundView[] }> => requestJson(`${DESK}/rounds`, { body: round })
export const fetchBookings = (round: string): Promise<BookingsAnswer> => requestJson(`${DESK}/rounds/${part(round)}/bookings`)
export const sendBookings = (bookings: BookingDraft[]): Promise<DeskAnswer> => requestJson(`${DESK}/bookings`, { body: { bookings } })
/** The number to dial; dialling is the audit entry. */
export const dialBooking = (seq: number, unit: string): Promise<{ tel: string }> => requestJson(`${DESK}/bookings/${seq}/call`, { body: { unit } })

/** In full, the server writes an audit entry a person first. */
export const fetchPaper = (unit: string, paper: string, inFull: boolean): Promise<PaperView> => requestJson(`${DESK}/papers`, { body: { unit, paper, inFull, origin: location.origin } })

/** Rosters, the calendar and pupils without a home, one function a route; the shapes are those of server/protocol/school.ts. */

import type { DeskAnswer } from '../../../server/protocol/desk.ts'
import type { CalendarRow, CalendarView, PromotionPlan, RosterPlan, RosterView, UnmatchedList } from '../../../server/protocol/school.ts'
import { requestJson } from '../desk/requestJson.ts'

const SCHOOL = '/api/v1/school'
const part = encodeURIComponent
/** A file of a district's rosters over a slow uplink, and its rows. */
const FILE_TIMEOUT_MS = 5 * 60_000

/** Another class from a day on, or off the roster. */
export type RosterChange = { id: string; student: string; from?: string } & ({ grade: string; class: string } | { left: 'transferred' | 'graduated' | 'other' })
/** `next`: what a grade becomes where that is not what its name says; null leaves the school. */
export interface PromotionQuestion { campus: string; from: string; next: Record<string, string | null> }

export const fetchRoster = (campus: string, signal?: AbortSignal): Promise<RosterView> => requestJson(`${SCHOOL}/campuses/${part(campus)}/roster`, { signal })
/** Nothing is written. */
export function previewRoster(file: Blob, name: string): Promise<RosterPlan> {
  const form = new FormData()
  form.append('file', file, name)
  return requestJson(`${SCHOOL}/rosters/preview`, { body: form, timeoutMs: FILE_TIMEOUT_MS })
}
/** `complete`: whoever is not in the file leaves. Refused (409) when anything has changed since the preview. */
export const applyRoster = (token: string, complete: boolean): Promise<DeskAnswer> => requestJson(`${SCHOOL}/rosters/apply`, { body: { token, complete }, timeoutMs: FILE_TIMEOUT_MS })
export const changeRoster = (changes: RosterChange[]): Promise<DeskAnswer> => requestJson(`${SCHOOL}/rosters/changes`, { body: { changes } })
export const previewPromotion = (of: PromotionQuestion): Promise<PromotionPlan> => requestJson(`${SCHOOL}/rosters/promotion/preview`, { body: of })
export const promoteYears = (of: PromotionQuestion, token: string): Promise<DeskAnswer> => requestJson(`${SCHOOL}/rosters/promotion`, { body: { ...of, token }, timeoutMs: FILE_TIMEOUT_MS })

/** The month of a class; without a campus, of whatever all schools share. */
export const fetchCalendar = (month: string, of: { campus: string; grade: string; class: string }, signal?: AbortSignal): Promise<CalendarView> =>
  requestJson(`${SCHOOL}/calendar?${new URLSearchParams({ ...(month === '' ? {} : { month }), ...(of.campus === '' ? {} : { campus: of.campus }), ...(of.grade === '' ? {} : { grade: of.grade }), ...(of.class === '' ? {} : { class: of.class }) })}`, { signal })
/** Lines as they would be kept: `1.1班` is 一(1)班. Nothing is written. */
export const readCalendar = (rows: CalendarRow[]): Promise<{ rows: CalendarRow[] }> => requestJson(`${SCHOOL}/calendar`, { body: { rows, check: true } })
export const changeCalendar = (rows: (CalendarRow | { remove: string })[]): Promise<DeskAnswer> => requestJson(`${SCHOOL}/calendar`, { body: { rows } })

export const fetchUnmatched = (campus: string, signal?: AbortSignal): Promise<UnmatchedList> => requestJson(`${SCHOOL}/unmatched${campus === '' ? '' : `?campus=${part(campus)}`}`, { signal })
/** Says by hand where a pupil lives. */
export const matchHome = (pupil: string, unit: string): Promise<DeskAnswer> => requestJson(`${SCHOOL}/pupils/${part(pupil)}/home`, { body: { unit } })

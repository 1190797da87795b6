/** Schools at the desk, one function a route; the shapes are those of server/protocol/school.ts. */

import type { CheckAnswersView } from '../../../server/protocol/checks.ts'
import type { ChaseDay, ChaseTargets, DistrictBoard, NamedList, PupilFilter, PupilList, PupilPerson, SchoolBoard, SchoolReport } from '../../../server/protocol/school.ts'
import type { DeskAnswer } from '../../../server/protocol/desk.ts'
import { requestJson } from '../desk/requestJson.ts'

const SCHOOL = '/api/v1/school'
const part = encodeURIComponent

/** Part of a school: empty grade and class are the whole of it. */
export interface SchoolPart { campus: string; grade: string; class: string }
export interface ChaseTargetBody { id?: string; campus: string | null; grade: string; class: string; step: string; kind: string; address?: string; secret?: string; withNames: boolean; enabled: boolean }

const ofDay = (day: string | null): string => (day === null ? '' : `?day=${part(day)}`)

export const fetchDistrict = (day: string | null, signal?: AbortSignal): Promise<DistrictBoard> => requestJson(`${SCHOOL}/boards${ofDay(day)}`, { signal })
export const fetchBoard = (campus: string, day: string | null, signal?: AbortSignal): Promise<SchoolBoard> => requestJson(`${SCHOOL}/campuses/${part(campus)}/board${ofDay(day)}`, { signal, fromScreen: true })
export function fetchPupils({ campus, grade, class: className }: SchoolPart, state: PupilFilter, day: string | null, signal?: AbortSignal): Promise<PupilList> {
  const query = new URLSearchParams({ state, ...(grade === '' ? {} : { grade }), ...(className === '' ? {} : { class: className }), ...(day === null ? {} : { day }) })
  return requestJson(`${SCHOOL}/campuses/${part(campus)}/pupils?${query}`, { signal })
}
/** In full; the server writes the audit entry first. */
export const showPupil = (id: string): Promise<PupilPerson> => requestJson(`${SCHOOL}/pupils/${part(id)}/show`, { body: {} })
export const dialPupil = (id: string): Promise<{ tel: string }> => requestJson(`${SCHOOL}/pupils/${part(id)}/call`, { body: {} })
/** What a check said, question by question. */
export const fetchCheckAnswers = (seq: number): Promise<CheckAnswersView> => requestJson(`${SCHOOL}/checks/${seq}`)
export const sendSchoolReports = (reports: SchoolReport[]): Promise<DeskAnswer> => requestJson(`${SCHOOL}/reports`, { body: { reports } })
/** Who is missing, by name; the server writes the audit entry first. */
export const fetchNamedList = (of: SchoolPart): Promise<NamedList> => requestJson(`${SCHOOL}/missing`, { body: of })

export const fetchChase = (campus: string | null, day: string | null, signal?: AbortSignal): Promise<ChaseDay> =>
  requestJson(`${SCHOOL}/chase?${new URLSearchParams({ ...(campus === null ? {} : { campus }), ...(day === null ? {} : { day }) })}`, { signal })
export const fetchChaseTargets = (signal?: AbortSignal): Promise<ChaseTargets> => requestJson(`${SCHOOL}/chase/targets`, { signal })
export const setChaseTarget = (body: ChaseTargetBody): Promise<{ id: string }> => requestJson(`${SCHOOL}/chase/targets`, { body })
export const removeChaseTarget = (id: string): Promise<unknown> => requestJson(`${SCHOOL}/chase/targets/${part(id)}`, { method: 'DELETE' })
export const testChaseTarget = (id: string): Promise<{ sent: boolean; problem: string }> => requestJson(`${SCHOOL}/chase/targets/${part(id)}/test`, { body: {} })
export const setChaseSteps = (minutes: Record<string, number>): Promise<{ steps: ChaseDay['steps'] }> => requestJson(`${SCHOOL}/chase/steps`, { body: { minutes } })

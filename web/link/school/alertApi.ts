/** Alerts of schools, one function a route; the shapes are those of server/protocol/school.ts. */

import type { DeskAnswer } from '../../../server/protocol/desk.ts'
import type { AlertDetail, AlertFilter, AlertPage, AlertStepDraft, AlertTimesAnswer, AlertVerdict, AuthorityView, SchoolAlertsEvent } from '../../../server/protocol/school.ts'
import { requestJson } from '../desk/requestJson.ts'

const SCHOOL = '/api/v1/school'
const part = encodeURIComponent

export interface AlertsQuery { filter: AlertFilter; rule: string | null; campus: string | null; after: string | null }

export function fetchAlerts({ filter, rule, campus, after }: AlertsQuery, signal?: AbortSignal): Promise<AlertPage> {
  const query = new URLSearchParams({ state: filter, ...(rule === null ? {} : { rule }), ...(campus === null ? {} : { campus }), ...(after === null ? {} : { after }) })
  return requestJson(`${SCHOOL}/alerts?${query}`, { signal })
}
/** How many there are to do, by campus. */
export const fetchAlertCounts = (): Promise<SchoolAlertsEvent> => requestJson(`${SCHOOL}/alerts/counts`)
export const fetchAlert = (id: string, signal?: AbortSignal): Promise<AlertDetail> => requestJson(`${SCHOOL}/alerts/${part(id)}`, { signal })
/** `seen`: the newest entry about it that was on the screen. */
export const sendAlertSteps = (id: string, steps: AlertStepDraft[], seen: number): Promise<DeskAnswer> => requestJson(`${SCHOOL}/alerts/${part(id)}/steps`, { body: { steps, seen } })
/** All of a group at once; `confirmed`: how many somebody saw that they are. */
export const closeAlertGroup = (id: string, verdict: AlertVerdict, note: string, confirmed: number): Promise<DeskAnswer> => requestJson(`${SCHOOL}/alerts/${part(id)}/group`, { body: { verdict, note, confirmed } })
export const fetchAlertTimes = (from: string | null, to: string | null): Promise<AlertTimesAnswer> => requestJson(`${SCHOOL}/alerts/times?${new URLSearchParams({ ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) })}`)
export const fetchAuthority = (): Promise<AuthorityView> => requestJson(`${SCHOOL}/authority`)
export const setAuthority = (body: { url: string; secret?: string; enabled: boolean }): Promise<AuthorityView> => requestJson(`${SCHOOL}/authority`, { method: 'PUT', body })

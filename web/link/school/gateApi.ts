/** What the pages of a school's gate ask the server, one function a route; the shapes are those of server/protocol/gate.ts. */

import type { GateCardPlan, GateDay, GateDevice, GateDeviceKeyAnswer, GateDevicesAnswer, GateNews, GatePassAnswer, GatePassReport } from '../../../server/protocol/gate.ts'
import { requestJson } from '../desk/requestJson.ts'

const SCHOOL = '/api/v1/school'
const part = encodeURIComponent
/** A page that asks every few seconds must know soon that nobody answers. */
const NEWS_TIMEOUT_MS = 6_000
/** A school's cards over a slow uplink. */
const FILE_TIMEOUT_MS = 2 * 60_000

export const fetchGates = (): Promise<{ campuses: { id: string; name: string }[] }> => requestJson(`${SCHOOL}/gates`)
export const fetchGateDay = (campus: string): Promise<GateDay> => requestJson(`${SCHOOL}/campuses/${part(campus)}/gate`)
export const fetchGateNews = (campus: string, version: string, seq: number): Promise<GateNews> =>
  requestJson(`${SCHOOL}/campuses/${part(campus)}/gate/news?version=${part(version)}&seq=${seq}`, { timeoutMs: NEWS_TIMEOUT_MS })
/** In the name of whoever stood at the gate: the server refuses it when somebody else is signed in by now. */
export const sendPasses = (campus: string, passes: readonly GatePassReport[], account: string): Promise<GatePassAnswer> => requestJson(`${SCHOOL}/campuses/${part(campus)}/gate/passes`, { body: { passes }, account })

export const fetchDevices = (): Promise<GateDevicesAnswer> => requestJson(`${SCHOOL}/devices`)
export const postDevice = (draft: { name: string; campus: string; gate: string; kind: string }): Promise<GateDeviceKeyAnswer> => requestJson(`${SCHOOL}/devices`, { body: draft })
export const putDevice = (id: string, change: { disabled?: boolean; name?: string; gate?: string }): Promise<GateDevice> => requestJson(`${SCHOOL}/devices/${part(id)}`, { method: 'PUT', body: change })
export const postDeviceKey = (id: string): Promise<GateDeviceKeyAnswer> => requestJson(`${SCHOOL}/devices/${part(id)}/key`, { body: {} })

/** Nothing is written. */
export function previewCards(campus: string, file: Blob, name: string): Promise<GateCardPlan> {
  const form = new FormData()
  form.append('file', file, name)
  return requestJson(`${SCHOOL}/campuses/${part(campus)}/gate/cards/preview`, { body: form, timeoutMs: FILE_TIMEOUT_MS })
}
export const giveCards = (campus: string, cards: { card: string; studentNo: string }[]): Promise<{ taken: number; unknown: number[] }> => requestJson(`${SCHOOL}/campuses/${part(campus)}/gate/cards`, { body: { cards }, timeoutMs: FILE_TIMEOUT_MS })

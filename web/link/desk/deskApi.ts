/** What the desk's pages ask the server, one function a route; the shapes are those of server/protocol/desk.ts. */

import type { BuildingView, CallOutcome, DeskAnswer, DeskReport, LandlordView, LateReport, PersonView, PlacesAnswer, SearchHit, TimelinePage, TodayView, UnitCard } from '../../../server/protocol/desk.ts'
import { requestJson } from './requestJson.ts'

export type { CallOutcome }

const DESK = '/api/v1/desk'
const part = encodeURIComponent

export const fetchPlaces = (signal?: AbortSignal): Promise<PlacesAnswer> => requestJson(`${DESK}/places`, { signal })

export const fetchBuilding = (id: string, signal?: AbortSignal): Promise<BuildingView> => requestJson(`${DESK}/buildings/${part(id)}`, { signal })

/** Writes down that a building is no more from a day on (`YYYY-MM-DD`), or, with null, that it stands after all. */
export const takeDown = (id: string, from: string | null): Promise<DeskAnswer> => requestJson(`${DESK}/buildings/${part(id)}/taken-down`, { body: from === null ? { standing: true } : { from } })

/** Every building of a compound, for its poster. */
export const fetchPoster = (placeId: string, signal?: AbortSignal): Promise<{ buildings: BuildingView[] }> => requestJson(`${DESK}/posters/${part(placeId)}`, { signal })

export const fetchUnitCard = (id: string, signal?: AbortSignal): Promise<UnitCard> => requestJson(`${DESK}/units/${part(id)}`, { signal })

export const fetchToday = (place?: string, signal?: AbortSignal): Promise<TodayView> => requestJson(`${DESK}/today${place ? `?place=${part(place)}` : ''}`, { signal })

/** Name and numbers of one person in full; the server writes the audit entry first. */
export const showPerson = (person: string, unit: string): Promise<PersonView> => requestJson(`${DESK}/people/${part(person)}/show`, { body: { unit } })

/** What happened before the log sequence `before`. */
export const fetchTimeline = (id: string, before: number): Promise<TimelinePage> => requestJson(`${DESK}/units/${part(id)}/timeline?before=${before}`)

/** The landlord in full, and the plates; the server writes the audit entry first. */
export const showLandlord = (unit: string): Promise<LandlordView> => requestJson(`${DESK}/units/${part(unit)}/landlord/show`, { body: {} })
export const showPlates = (unit: string): Promise<{ plates: string[] }> => requestJson(`${DESK}/units/${part(unit)}/plates/show`, { body: {} })
/** The landlord's number to dial; dialling is the audit entry. */
export const dialLandlord = (unit: string): Promise<{ tel: string }> => requestJson(`${DESK}/units/${part(unit)}/landlord/call`, { body: {} })

/** The number to dial; dialling is the audit entry. */
export const dialPerson = (person: string, unit: string): Promise<{ tel: string }> => requestJson(`${DESK}/people/${part(person)}/call`, { body: { unit } })

/** Resolves also when single reports were refused: see `problems`. `together`: the first that is refused holds up those behind it. `account`: their author, who must be signed in. */
export const sendReports = (reports: LateReport[], together = false, account?: string): Promise<DeskAnswer> => requestJson(`${DESK}/reports`, { body: { reports, ...(together && { together }) }, account })

/** Which faults the reports have; nothing is written. */
export const checkReports = (reports: DeskReport[]): Promise<DeskAnswer> => requestJson(`${DESK}/reports`, { body: { reports, check: true } })

/** One change for many units: each report says what was seen, and none releases somebody under a loud colour. */
export const sendBulk = (reports: DeskReport[]): Promise<DeskAnswer> => requestJson(`${DESK}/reports`, { body: { reports, bulk: true } })

/** The text goes in the body: an address, a name or a number has no business in a log of URLs. */
export const searchDesk = (text: string, limit?: number, signal?: AbortSignal): Promise<{ hits: SearchHit[] }> => requestJson(`${DESK}/search`, { body: { text, limit }, signal })

/** Codes of classes and links of their teachers, and the versions of forms: one function a route. */

import type { ClassLinks, FormsView, LinksView, MadeTeacherLink, PublishAnswer } from '../../../server/protocol/checks.ts'
import type { Form, QrSheet } from '../../../server/protocol/residents.ts'
import { requestJson } from '../desk/requestJson.ts'

const LINKS = '/api/v1/school/links'
const part = encodeURIComponent

export const fetchLinks = (campus: string | null): Promise<LinksView> => requestJson(`${LINKS}${campus === null ? '' : `?campus=${part(campus)}`}`)
/** Of a campus, or of one class; the codes lead to where this page was reached, unless the server is told better. */
export const fetchClassSheet = (of: string): Promise<QrSheet> => requestJson(`${LINKS}/sheet?of=${part(of)}&origin=${part(location.origin)}`)
export const replaceClassCode = (id: string): Promise<ClassLinks> => requestJson(`${LINKS}/${part(id)}/replace`, { body: {} })
export const makeTeacherLink = (id: string, days: number): Promise<MadeTeacherLink> => requestJson(`${LINKS}/${part(id)}/teachers`, { body: { days, origin: location.origin } })
export const revokeTeacherLink = (id: string, link: string): Promise<ClassLinks> => requestJson(`${LINKS}/${part(id)}/teachers/${part(link)}`, { method: 'DELETE' })

/** Forms of schools, or those of residents: each has a door of its own. */
const DOORS = { school: '/api/v1/school/forms', residents: '/api/v1/desk/forms' } as const
export type FormsDoor = keyof typeof DOORS
export const fetchForms = (door: FormsDoor): Promise<FormsView> => requestJson(DOORS[door])
export const publishForm = (door: FormsDoor, id: string, form: Form): Promise<PublishAnswer> => requestJson(DOORS[door], { body: { id, form } })

/** Signing in and out; the session itself is a cookie that no script can read. */

import type { SessionOptions } from '../../../server/protocol/accounts.ts'
import type { SessionView } from '../../../server/protocol/desk.ts'
import { requestJson } from './requestJson.ts'

export type { SessionOptions }

const SESSION = '/api/v1/session'

export const fetchSessionOptions = (): Promise<SessionOptions> => requestJson(`${SESSION}/options`, { quiet: true })
export const fetchSession = (): Promise<SessionView> => requestJson(SESSION, { quiet: true })
export const postSession = (login: string, password: string): Promise<SessionView> => requestJson(SESSION, { body: { login, password }, quiet: true })
export const postPassword = (old: string, next: string): Promise<SessionView> => requestJson(`${SESSION}/password`, { body: { old, new: next }, quiet: true })
export const deleteSession = (): Promise<void> => requestJson(SESSION, { method: 'DELETE', quiet: true })
/** Everywhere this account is signed in. */
export const deleteSessions = (): Promise<void> => requestJson('/api/v1/sessions', { method: 'DELETE', quiet: true })

/** Accounts and the audit log, one function a route; the shapes are those of server/protocol/accounts.ts. */

import type { AccountAnswer, AccountBody, AccountChangeBody, AccountImportAnswer, AccountView, AuditPage, AuditVerification, CampusGrade, RoleView, ScopeNode } from '../../../server/protocol/accounts.ts'
import { requestBlob, requestJson } from './requestJson.ts'

const ACCOUNTS = '/api/v1/accounts'
const AUDIT = '/api/v1/audit'
/** A thousand new accounts are half a minute of hashing. */
const IMPORT_TIMEOUT_MS = 180_000
/** Half a year of entries, over a slow line. */
const EXPORT_TIMEOUT_MS = 300_000
const part = encodeURIComponent

export const fetchRoles = (): Promise<RoleView[]> => requestJson('/api/v1/roles')
export const fetchAccounts = (): Promise<AccountView[]> => requestJson(ACCOUNTS)
/** The one-time password is in the answer once. */
export const postAccount = (body: AccountBody): Promise<AccountAnswer> => requestJson(ACCOUNTS, { body })
export const putAccount = (id: string, body: AccountChangeBody): Promise<AccountAnswer> => requestJson(`${ACCOUNTS}/${part(id)}`, { method: 'PUT', body })
/** Ends every session of somebody else's. */
export const deleteAccountSessions = (id: string): Promise<void> => requestJson(`${ACCOUNTS}/${part(id)}/sessions`, { method: 'DELETE' })

/** `isPreview`: only says what would be made. */
export function importAccounts(file: Blob, fileName: string, isPreview: boolean): Promise<AccountImportAnswer> {
  const body = new FormData()
  body.append('file', file, fileName)
  return requestJson(`${ACCOUNTS}/import${isPreview ? '?preview=1' : ''}`, { body, timeoutMs: IMPORT_TIMEOUT_MS })
}

export const fetchCampuses = (): Promise<ScopeNode[]> => requestJson(`${ACCOUNTS}/campuses`)
export const fetchCampusGrades = (id: string): Promise<CampusGrade[]> => requestJson(`${ACCOUNTS}/campuses/${part(id)}`)

/** Ids and codes only: what is looked for stands in the address. Days are `YYYY-MM-DD`, both inclusive. */
export interface AuditQuery { account?: string; action?: string; subject?: string; from?: string; to?: string }

const inQuery = (query: AuditQuery & { before?: string }): string => {
  const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined && value !== '') as [string, string][]).toString()
  return text === '' ? '' : `?${text}`
}

/** Newest first; `before` is the `next` of the page before. */
export const fetchAudit = (query: AuditQuery, before: number | null, signal?: AbortSignal): Promise<AuditPage> =>
  requestJson(`${AUDIT}${inQuery({ ...query, ...(before !== null && { before: String(before) }) })}`, { signal })
export const fetchAuditCsv = (query: AuditQuery): Promise<Blob> => requestBlob(`${AUDIT}.csv${inQuery(query)}`, { timeoutMs: EXPORT_TIMEOUT_MS })
export const fetchAuditVerification = (): Promise<AuditVerification> => requestJson(`${AUDIT}/verify`, { timeoutMs: EXPORT_TIMEOUT_MS })

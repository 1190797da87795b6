/** Signing in, accounts and the audit log, as JSON between the desk's pages and the server. */

import type { Wording } from './entities.ts'

/** What the sign-in page may know before anybody has signed in. */
export interface SessionOptions {
  /** Whether this browser has a session; then it is asked for. */
  signedIn: boolean
  demo: boolean
  /** Where an OpenID provider's sign-in begins, and the provider's host; null when there is none. */
  oidc: { url: string; name: string } | null
  /** Who can be tried out; empty outside the demo. */
  accounts: { login: string; password: string; name: string; roleName: Wording }[]
}

/** A node of a scope with what it is called; `missing`: nothing has this id any more. */
export interface ScopeNode { id: string; name: string; missing?: true }

/** A grade of a school and its classes; as nodes of a scope `c…/grade` and `c…/class`. */
export interface CampusGrade { grade: string; classes: string[] }

export interface RoleView {
  key: string
  name: Wording
  permissions: string[]
  /** Trees from which its scope is chosen. */
  trees: ('places' | 'schools')[]
}

/** An account as administrators see it. Instants are epoch milliseconds. */
export interface AccountView {
  id: string
  login: string
  name: string
  role: string
  roleName: Wording
  places: ScopeNode[]
  schools: ScopeNode[]
  disabled: boolean
  mustChangePassword: boolean
  /** 0: not locked. */
  lockedUntil: number
  createdAt: number
  lastSeenAt: number | null
  oidc: boolean
}

/** The body of `POST /api/v1/accounts`. Scope: ids of places (`n…`), buildings (`b…`), campuses (`c…`, `c…/grade or class`), or `all`. */
export interface AccountBody { login: string; name: string; role: string; places: string[]; schools: string[] }
/** The body of `PUT /api/v1/accounts/:id`; what is absent stays. */
export interface AccountChangeBody { name?: string; role?: string; places?: string[]; schools?: string[]; disabled?: boolean; resetPassword?: boolean; unlock?: boolean }
/** `password`: shown once and kept nowhere in clear; null when none was made. */
export interface AccountAnswer { account: AccountView; password: string | null }

/** One row of a list of accounts, before (`?preview=1`) or after it was taken. */
export interface AccountImportRow {
  /** Row of the sheet, as a spreadsheet program numbers it. */
  sheetRow: number
  login: string
  name: string
  role: string | null
  roleName: Wording | null
  places: ScopeNode[]
  schools: ScopeNode[]
  /** `problem`: not taken; the others are, or would be. `same`: there is such an account already, and it stays as it is. */
  outcome: 'new' | 'changed' | 'same' | 'problem'
  problems: { column: string; code: string; reason: string }[]
  /** Of a new account, once. */
  password: string | null
}

export interface AccountImportAnswer {
  preview: boolean
  columns: { header: string; takenFor: string | null }[]
  new: number
  changed: number
  same: number
  problems: number
  rows: AccountImportRow[]
}

export interface AuditEntryView {
  seq: number
  at: number
  account: string
  /** Null for `key`, `system`, `anonymous` and accounts that are gone. */
  accountName: string | null
  action: string
  subject: string
  details: Record<string, string | number | boolean>
}

/** Newest first; `next` is the `before` of the next page, or null. */
export interface AuditPage { entries: AuditEntryView[]; next: number | null }

/** Whether the chain of hashes holds: the first row that was altered, removed or put in, or null. `head`: to be kept elsewhere. */
export interface AuditVerification { brokenRow: number | null; head: { seq: number; hash: string } | null }

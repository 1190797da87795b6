import type { Scope, User } from '../user.ts'

/** An account as administrators see it; no password in any form. */
export interface Account {
  id: string
  login: string
  name: string
  role: string
  scope: Scope
  disabled: boolean
  mustChange: boolean
  /** Epoch milliseconds; 0 when it is not locked. */
  lockedUntil: number
  createdAt: number
  /** Of the newest session; null when there is none. */
  lastSeenAt: number | null
  /** Signs in through OpenID Connect. */
  hasSubject: boolean
}

export interface AccountDraft {
  login: string
  name: string
  role: string
  scope: Scope
}

export interface AccountChange {
  name?: string
  role?: string
  scope?: Scope
  disabled?: boolean
  /** A new one-time password; the old one ends. */
  resetPassword?: boolean
  /** Ends a lock-out. */
  unlock?: boolean
}

/** A session that stands. */
export interface LiveSession {
  user: User
  mustChangePassword: boolean
  /** SHA-256 of its token; names the session inside the server. */
  tokenHash: string
  /** When it ends at the latest. */
  expiresAt: number
}

export type SignInAnswer =
  | { ok: true; token: string; session: LiveSession }
  | { ok: false; code: 'wrong-password' }
  /** Says nothing of whether there is such an account. */
  | { ok: false; code: 'locked'; minutes: number }

/** Sessions that have just ended; null: all of the account. */
export interface Revoked { account: string; tokenHash: string | null; exceptTokenHash: string | null }

/** Who may sign in, and who is signed in. Everything that changes here is in the audit log, in the same transaction. */
export interface Accounts {
  /** The clock of sessions and locks, epoch milliseconds. */
  now(): number
  signIn(login: string, password: string): Promise<SignInAnswer>
  /** Signs in whom an OpenID provider vouches for; an account is found by its subject, at first by its login. Null: unknown or disabled. */
  signInBySubject(subject: string, preferredLogin: string | null): { token: string; session: LiveSession } | null
  /** The session of a token (and that it was used now), or null. */
  session(token: string): LiveSession | null
  /** The same by its hash, without counting as use. */
  sessionByHash(tokenHash: string): LiveSession | null
  signOut(session: LiveSession): void
  signOutEverywhere(account: string, by: string): void
  /** Other sessions of the account end. */
  changePassword(session: LiveSession, old: string, next: string): Promise<{ ok: true } | { ok: false; code: 'wrong-password' | 'weak-password' } | { ok: false; code: 'locked'; minutes: number }>

  list(): Account[]
  get(id: string): Account | null
  findByLogin(login: string): Account | null
  /** How colleagues see the author of a report; null when there is no such account. */
  nameOf(id: string): string | null
  /** Makes accounts, all or none, each with a password to be changed at the first sign-in. Throws AccountError. */
  create(drafts: readonly AccountDraft[], by: string): Promise<{ account: Account; password: string }[]>
  /** Sessions end when role, scope, password or `disabled` change. Throws AccountError. */
  update(id: string, change: AccountChange, by: string): Promise<{ account: Account; password: string | null }>
  /** Makes an account with a known password if the login is free: the first administrator, the demo's accounts. */
  lay(draft: AccountDraft, password: string, mustChange: boolean): Promise<boolean>
  /** Returns a stop function. */
  onRevoked(listener: (revoked: Revoked) => void): () => void
}

import type { Principal } from './accessTable.ts'
import type { LiveSession } from './accounts/accounts.ts'
import { type Credentials, principalOf, type Secrets } from './principalOf.ts'
import { readCookie, SESSION_COOKIE } from './readCookie.ts'

export interface Caller {
  principal: Principal
  /** Of a user; null otherwise. */
  session: LiveSession | null
  /** Id of a device. */
  device?: string
}

/**
 * All that a caller is, best first: a browser on this machine is a screen whether or not somebody has signed in there,
 * and what a screen may see is not lost by signing in. A key that was shown counts before a session.
 */
export function callersOf(
  credentials: Credentials & { cookie?: string }, secrets: Secrets, sessionOf: (token: string) => LiveSession | null,
): { callers: Caller[]; wrongSecret: boolean } {
  const { principal, wrongSecret, device } = principalOf(credentials, secrets)
  const shown: Caller = { principal, session: null, ...(device !== undefined && { device }) }
  const token = readCookie(credentials.cookie, SESSION_COOKIE)
  const session = token ? sessionOf(token) : null
  if (!session) return { callers: [shown], wrongSecret }
  const user: Caller = { principal: 'user', session }
  return { callers: principal === 'key' || principal === 'demo' ? [shown, user] : [user, shown], wrongSecret }
}

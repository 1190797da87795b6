import { createHash, randomBytes } from 'node:crypto'
import type { AccountTables } from '../../store/accountTables.ts'
import type { SessionRow } from '../../store/tables.ts'

/** One shift, with what comes before and after it. */
const LONGEST_SESSION_MS = 14 * 60 * 60_000
/** A desk that nobody touched for so long belongs to somebody who has left. */
const IDLE_MS = 2 * 60 * 60_000
/** Each touch is a write to disk. */
const TOUCH_EVERY_MS = 60_000
/** Desk, phone, a few browsers; an older one ends when there are more. */
const MOST_SESSIONS = 20

export interface Sessions {
  /** A new session; the token is told once and only its hash is kept. */
  open(account: string): { token: string; row: SessionRow }
  /** The session of that hash if it stands; `isUse`: somebody used it now. */
  find(tokenHash: string, isUse: boolean): SessionRow | null
  close(tokenHash: string): void
  /** All of the account, but for that one. */
  closeAll(account: string, exceptTokenHash: string | null): void
  lastSeenAt(account: string): number | null
}

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Opaque sessions in the store: 14 hours at most, 2 hours without use. `now` is the real clock, epoch milliseconds. */
export function createSessions(tables: AccountTables, now: () => number): Sessions {
  return {
    open(account) {
      const at = now()
      tables.removeSessionsBefore(at, at - IDLE_MS)
      const standing = tables.sessionsOf(account)
      for (const old of standing.slice(0, Math.max(0, standing.length - MOST_SESSIONS + 1))) tables.removeSession(old.token_hash)
      const token = randomBytes(32).toString('base64url')
      const row = { token_hash: hashToken(token), account, created_at: at, last_seen_at: at, expires_at: at + LONGEST_SESSION_MS }
      tables.addSession(row)
      return { token, row }
    },
    find(tokenHash, isUse) {
      const row = tables.session(tokenHash)
      if (!row) return null
      const at = now()
      if (at >= row.expires_at || at - row.last_seen_at >= IDLE_MS) return null
      if (isUse && at - row.last_seen_at >= TOUCH_EVERY_MS) tables.touchSession(tokenHash, at)
      return row
    },
    close: (tokenHash) => tables.removeSession(tokenHash),
    closeAll(account, exceptTokenHash) {
      for (const row of tables.sessionsOf(account)) if (row.token_hash !== exceptTokenHash) tables.removeSession(row.token_hash)
    },
    lastSeenAt: (account) => tables.sessionsOf(account).reduce<number | null>((latest, row) => Math.max(latest ?? 0, row.last_seen_at), null),
  }
}

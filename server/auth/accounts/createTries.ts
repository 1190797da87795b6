import type { AccountTables } from '../../store/accountTables.ts'
import { lockedUntil } from './lockedUntil.ts'

/** Names that nobody has, remembered as if they were accounts; the oldest go. */
const STRANGERS_KEPT = 10_000
/** Waiting for one login; a person has one or two. */
const MOST_IN_LINE = 20

export interface Tries {
  /** Until when that login is locked; 0: it is not. */
  lockedUntil(login: string): number
  /** Counts a wrong password; returns until when the login is locked now. */
  failed(login: string): number
  succeeded(login: string): void
  /** One try after the other for each login, so that a hundred at once are a hundred. Null: too many wait already. */
  inLine<Result>(login: string, work: () => Promise<Result>): Promise<Result> | null
}

/** Wrong passwords by login, on disk for accounts and in memory for names that nobody has: both are answered alike. */
export function createTries(tables: AccountTables, now: () => number): Tries {
  const strangers = new Map<string, { failures: number; until: number }>()
  const lines = new Map<string, { last: Promise<unknown>; length: number }>()
  return {
    lockedUntil(login) {
      const until = tables.accountByLogin(login)?.locked_until ?? strangers.get(login)?.until ?? 0
      return until > now() ? until : 0
    },
    failed(login) {
      const account = tables.accountByLogin(login)
      const failures = (account?.failed_count ?? strangers.get(login)?.failures ?? 0) + 1
      const until = lockedUntil(failures, now())
      if (account) {
        tables.updateAccount({ ...account, failed_count: failures, locked_until: until })
      } else {
        strangers.delete(login)
        strangers.set(login, { failures, until })
        if (strangers.size > STRANGERS_KEPT) strangers.delete(strangers.keys().next().value!)
      }
      return until
    },
    succeeded(login) {
      const account = tables.accountByLogin(login)
      if (account && (account.failed_count > 0 || account.locked_until > 0)) tables.updateAccount({ ...account, failed_count: 0, locked_until: 0 })
    },
    inLine(login, work) {
      const line = lines.get(login) ?? { last: Promise.resolve(), length: 0 }
      if (line.length >= MOST_IN_LINE) return null
      line.length++
      lines.set(login, line)
      const result = line.last.then(work)
      line.last = result.catch(() => {}).then(() => {
        if (--line.length === 0) lines.delete(login)
      })
      return result
    },
  }
}

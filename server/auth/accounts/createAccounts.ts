import { randomInt } from 'node:crypto'
import type { AuditLog } from '../../audit/auditLog.ts'
import type { AccountTables } from '../../store/accountTables.ts'
import type { AccountRow, SessionRow } from '../../store/tables.ts'
import { roleOf } from '../roles.ts'
import type { User } from '../user.ts'
import { AccountError } from './AccountError.ts'
import type { Account, AccountDraft, Accounts, LiveSession, Revoked, SignInAnswer } from './accounts.ts'
import { createSessions, hashToken } from './createSessions.ts'
import { createTries } from './createTries.ts'
import { foldLogin } from './foldLogin.ts'
import { isWeakPassword } from './isWeakPassword.ts'
import { oneTimePassword } from './oneTimePassword.ts'
import { createPasswords, type PasswordCost, PasswordsBusyError } from './createPasswords.ts'

/** A day of officers' names, a register of committees: far above anything real. */
const LONGEST_NAME = 60
const MOST_NODES = 500
const LONGEST_NODE_ID = 120

export interface AccountsOptions {
  tables: AccountTables
  audit: AuditLog
  /** The real clock, epoch milliseconds: sessions and locks must not follow a demo day that jumps. */
  now(): number
  passwordCost?: PasswordCost
}

export function createAccounts({ tables, audit, now, passwordCost }: AccountsOptions): Accounts {
  const passwords = createPasswords(passwordCost)
  const sessions = createSessions(tables, now)
  const tries = createTries(tables, now)
  const listeners = new Set<(revoked: Revoked) => void>()

  const tell = (revoked: Revoked): void => {
    for (const listener of listeners) listener(revoked)
  }

  function toLive(row: SessionRow | null): LiveSession | null {
    const account = row && tables.account(row.account)
    if (!row || !account || account.disabled === 1) return null
    return { user: toUser(account), mustChangePassword: account.must_change === 1, tokenHash: row.token_hash, expiresAt: row.expires_at }
  }

  function open(account: AccountRow, how: 'password' | 'oidc'): { token: string; session: LiveSession } {
    return tables.transaction(() => {
      const { token, row } = sessions.open(account.id)
      audit.write({ account: account.id, action: 'sign-in', subject: account.id, details: { how } })
      return { token, session: toLive(row)! }
    })
  }

  /** The account if the password fits; counts, locks and records what does not. */
  async function checkPassword(login: string, password: string, by: string): Promise<AccountRow | { until: number }> {
    const lockedBefore = tries.lockedUntil(login)
    const known = tables.accountByLogin(login)
    // The same work in every case: the time it takes tells nothing.
    const fits = await passwords.verify(known?.password_hash ?? '', password)
    const account = tables.accountByLogin(login)
    if (lockedBefore > 0) {
      audit.write({ account: by, action: 'sign-in-failed', subject: account?.id ?? '', details: { locked: true } })
      return { until: lockedBefore }
    }
    if (fits && account && account.password_hash === known?.password_hash && account.disabled === 0) {
      tries.succeeded(login)
      return tables.account(account.id)!
    }
    return tables.transaction(() => {
      const until = tries.failed(login)
      // Never the login as typed: people type their password into that field.
      audit.write({ account: by, action: 'sign-in-failed', subject: account?.id ?? '' })
      if (until > 0 && account) audit.write({ account: 'system', action: 'locked-out', subject: account.id, details: { until } })
      return { until }
    })
  }

  const refusal = (until: number): Exclude<SignInAnswer, { ok: true }> =>
    until > 0 ? { ok: false, code: 'locked', minutes: Math.max(1, Math.ceil((until - now()) / 60_000)) } : { ok: false, code: 'wrong-password' }

  function checkDraft(draft: AccountDraft): AccountDraft {
    const login = foldLogin(draft.login)
    if (login === '') throw new AccountError('bad-login')
    return { login, name: checkName(draft.name), role: checkRole(draft.role), scope: checkScope(draft.scope, draft.role) }
  }

  function toRow(draft: AccountDraft, passwordHash: string, mustChange: boolean): AccountRow {
    return {
      id: newId(), login: draft.login, name: draft.name, role: draft.role, places: JSON.stringify(draft.scope.places), schools: JSON.stringify(draft.scope.schools),
      password_hash: passwordHash, must_change: mustChange ? 1 : 0, disabled: 0, failed_count: 0, locked_until: 0, created_at: now(), oidc_subject: null,
    }
  }

  function newId(): string {
    for (;;) {
      const id = `a${Array.from({ length: 8 }, () => randomInt(36).toString(36)).join('')}`
      if (!tables.account(id)) return id
    }
  }

  const isAdministrator = (row: AccountRow): boolean => row.disabled === 0 && (roleOf(row.role)?.permissions.includes('accounts.manage') ?? false)

  const toAccount = (row: AccountRow): Account => ({
    id: row.id, login: row.login, name: row.name, role: row.role, scope: scopeOf(row), disabled: row.disabled === 1, mustChange: row.must_change === 1,
    lockedUntil: row.locked_until > now() ? row.locked_until : 0, createdAt: row.created_at, lastSeenAt: sessions.lastSeenAt(row.id), hasSubject: row.oidc_subject !== null,
  })


  return {
    now,
    async signIn(typed, password): Promise<SignInAnswer> {
      // What can be no login is one stranger for all, so that it is locked like any other.
      const login = foldLogin(typed)
      const answer = await (tries.inLine(login, () => checkPassword(login, password, 'anonymous')) ?? Promise.reject(new PasswordsBusyError()))
      if ('until' in answer) return refusal(answer.until)
      return { ok: true, ...open(answer, 'password') }
    },

    signInBySubject(subject, preferredLogin) {
      let account = tables.accountBySubject(subject)
      if (!account && preferredLogin !== null) {
        const byLogin = tables.accountByLogin(foldLogin(preferredLogin))
        // A login that belongs to another subject already is not for whoever calls himself so.
        if (byLogin && byLogin.oidc_subject === null) {
          account = { ...byLogin, oidc_subject: subject }
          const linked = account
          tables.transaction(() => {
            tables.updateAccount(linked)
            audit.write({ account: 'system', action: 'account-change', subject: linked.id, details: { fields: 'subject' } })
          })
        }
      }
      if (!account || account.disabled === 1) {
        audit.write({ account: 'anonymous', action: 'sign-in-failed', subject: account?.id ?? '', details: { how: 'oidc' } })
        return null
      }
      // Who comes by the provider never typed the one-time password: it ends, and there is nothing to change.
      if (account.must_change === 1) tables.updateAccount({ ...account, password_hash: '', must_change: 0 })
      return open(account, 'oidc')
    },

    session: (token) => (token.length > 200 ? null : toLive(sessions.find(hashToken(token), true))),
    sessionByHash: (tokenHash) => toLive(sessions.find(tokenHash, false)),

    signOut({ user, tokenHash }) {
      tables.transaction(() => {
        sessions.close(tokenHash)
        audit.write({ account: user.id, action: 'sign-out', subject: user.id })
      })
      tell({ account: user.id, tokenHash, exceptTokenHash: null })
    },

    signOutEverywhere(account, by) {
      tables.transaction(() => {
        sessions.closeAll(account, null)
        audit.write({ account: by, action: 'sign-out-everywhere', subject: account })
      })
      tell({ account, tokenHash: null, exceptTokenHash: null })
    },

    async changePassword({ user, tokenHash }, old, next) {
      const answer = await (tries.inLine(user.login, () => checkPassword(user.login, old, user.id)) ?? Promise.reject(new PasswordsBusyError()))
      if ('until' in answer) return refusal(answer.until)
      if (isWeakPassword(next, user.login) || next === old) return { ok: false, code: 'weak-password' }
      const passwordHash = await passwords.hash(next)
      tables.transaction(() => {
        tables.updateAccount({ ...tables.account(user.id)!, password_hash: passwordHash, must_change: 0 })
        sessions.closeAll(user.id, tokenHash)
        audit.write({ account: user.id, action: 'password-change', subject: user.id })
      })
      tell({ account: user.id, tokenHash: null, exceptTokenHash: tokenHash })
      return { ok: true }
    },

    list: () => tables.accounts().map(toAccount),
    get(id) {
      const row = tables.account(id)
      return row && toAccount(row)
    },
    findByLogin(login) {
      const row = tables.accountByLogin(foldLogin(login))
      return row && toAccount(row)
    },
    nameOf: (id) => tables.account(id)?.name ?? null,

    async create(drafts, by) {
      const checked = drafts.map(checkDraft)
      const chosen: { password: string; passwordHash: string }[] = []
      // Two by two: whoever signs in meanwhile waits for two of them, not for all.
      while (chosen.length < checked.length) {
        const passwordsOfTwo = checked.slice(chosen.length, chosen.length + 2).map(oneTimePassword)
        chosen.push(...await Promise.all(passwordsOfTwo.map(async (password) => ({ password, passwordHash: await passwords.hash(password) }))))
      }
      return tables.transaction(() => checked.map((draft, index) => {
        if (tables.accountByLogin(draft.login)) throw new AccountError('login-taken')
        const row = toRow(draft, chosen[index].passwordHash, true)
        tables.addAccount(row)
        audit.write({ account: by, action: 'account-new', subject: row.id, details: { role: row.role, ...scopeForLog(row) } })
        return { account: toAccount(row), password: chosen[index].password }
      }))
    },

    async update(id, change, by) {
      const password = change.resetPassword ? oneTimePassword() : null
      const passwordHash = password === null ? null : await passwords.hash(password)
      const { row, mustEnd } = tables.transaction(() => {
        const before = tables.account(id)
        if (!before) throw new AccountError('unknown-account')
        const role = change.role === undefined ? before.role : checkRole(change.role)
        const scope = change.scope === undefined ? withinTrees(scopeOf(before), role) : checkScope(change.scope, role)
        const row: AccountRow = {
          ...before, role, places: JSON.stringify(scope.places), schools: JSON.stringify(scope.schools),
          name: change.name === undefined ? before.name : checkName(change.name),
          disabled: change.disabled === undefined ? before.disabled : change.disabled ? 1 : 0,
          ...(passwordHash !== null && { password_hash: passwordHash, must_change: 1 }),
          ...((change.unlock === true || passwordHash !== null) && { failed_count: 0, locked_until: 0 }),
        }
        if (isAdministrator(before) && !isAdministrator(row) && !tables.accounts().some((other) => other.id !== id && isAdministrator(other))) throw new AccountError('last-administrator')
        const fields = (['name', 'role', 'places', 'schools', 'disabled', 'password_hash', 'locked_until'] as const).filter((field) => row[field] !== before[field])
        tables.updateAccount(row)
        const details = { fields: fields.map((field) => (field === 'password_hash' ? 'password' : field)).join(), role: row.role, ...scopeForLog(row), disabled: row.disabled === 1 }
        if (fields.length > 0) audit.write({ account: by, action: 'account-change', subject: id, details })
        const mustEnd = fields.some((field) => field !== 'name' && field !== 'locked_until')
        if (mustEnd) sessions.closeAll(id, null)
        return { row, mustEnd }
      })
      if (mustEnd) tell({ account: id, tokenHash: null, exceptTokenHash: null })
      return { account: toAccount(row), password }
    },

    async lay(draft, password, mustChange) {
      const checked = checkDraft(draft)
      if (tables.accountByLogin(checked.login)) return false
      const row = toRow(checked, await passwords.hash(password), mustChange)
      tables.transaction(() => {
        tables.addAccount(row)
        audit.write({ account: 'system', action: 'account-new', subject: row.id, details: { role: row.role } })
      })
      return true
    },

    onRevoked(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function checkName(name: string): string {
  const clean = name.normalize('NFC').replace(/[\p{C}\s]+/gu, ' ').trim()
  if (clean === '' || clean.length > LONGEST_NAME) throw new AccountError('bad-account-name')
  return clean
}

function checkRole(role: string): string {
  if (!roleOf(role)) throw new AccountError('unknown-role')
  return role
}

/** Only of the trees that the role is about: what it cannot use must not wait there for another role. */
function withinTrees(scope: User['scope'], role: string): User['scope'] {
  const trees = roleOf(role)?.trees ?? []
  return { places: trees.includes('places') ? scope.places : [], schools: trees.includes('schools') ? scope.schools : [] }
}

function checkScope(scope: User['scope'], role: string): User['scope'] {
  const trees = roleOf(role)?.trees ?? []
  const check = (nodes: readonly string[], tree: 'places' | 'schools'): string[] => {
    const unique = [...new Set(nodes)]
    if (unique.length > MOST_NODES || unique.some((id) => id === '' || id.length > LONGEST_NODE_ID)) throw new AccountError('bad-scope')
    if (unique.length > 0 && !trees.includes(tree)) throw new AccountError('bad-scope')
    return unique
  }
  return { places: check(scope.places, 'places'), schools: check(scope.schools, 'schools') }
}

/** What cannot be read covers nothing. */
function readNodes(text: string): string[] {
  try {
    const nodes: unknown = JSON.parse(text)
    return Array.isArray(nodes) ? nodes.filter((node) => typeof node === 'string') : []
  } catch {
    return []
  }
}

/** A scope of hundreds of nodes is cut: a row of the audit log stays a row. */
const scopeForLog = ({ places, schools }: AccountRow) => ({ places: places.slice(0, 1_000), schools: schools.slice(0, 1_000) })

const scopeOf = (row: AccountRow): User['scope'] => ({ places: readNodes(row.places), schools: readNodes(row.schools) })

function toUser(row: AccountRow): User {
  const scope = scopeOf(row)
  const permissions = new Set(roleOf(row.role)?.permissions ?? [])
  // An empty scope sees nothing: what is cut by scope where it is read stays in, the shared map goes here.
  if (scope.places.length === 0 && scope.schools.length === 0) permissions.delete('wall.read')
  return { id: row.id, login: row.login, name: row.name, role: row.role, permissions, scope }
}

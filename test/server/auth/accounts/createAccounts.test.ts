import { readFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AuditLog } from '../../../../server/audit/auditLog.ts'
import { createAuditLog } from '../../../../server/audit/createAuditLog.ts'
import type { AccountDraft, Accounts, LiveSession, Revoked } from '../../../../server/auth/accounts/accounts.ts'
import { createAccounts } from '../../../../server/auth/accounts/createAccounts.ts'
import { layFirstAdministrator } from '../../../../server/auth/accounts/layFirstAdministrator.ts'
import { openStore, type Store } from '../../../../server/store/openStore.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const PASSWORD = 'a quiet long password'
let folder: string
let store: Store
let audit: AuditLog
let accounts: Accounts
let at: number
let revoked: Revoked[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'liuse-accounts-'))
  at = 1_600_000_000_000
  await open()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(): Promise<void> {
  store = await openStore(join(folder, 'liuse.sqlite'))
  audit = createAuditLog(store.auditTable, () => at)
  accounts = createAccounts({ tables: store.accountTables, audit, now: () => at })
  revoked = []
  accounts.onRevoked((each) => revoked.push(each))
}

const draft = (change: Partial<AccountDraft> = {}): AccountDraft => ({ login: 'li', name: '李居委', role: 'committee-officer', scope: { places: ['n3'], schools: [] }, ...change })
async function signIn(login = 'li', password = PASSWORD): Promise<{ token: string; session: LiveSession }> {
  const answer = await accounts.signIn(login, password)
  if (!answer.ok) throw new Error(answer.code)
  return answer
}
const actions = (): string[] => audit.list({ limit: 100 }).map(({ action }) => action).reverse()

describe('signing in', () => {
  it('gives a session whose user has the permissions and the scope of the account', async () => {
    await accounts.lay(draft(), PASSWORD, false)
    const { token, session } = await signIn(' LI ')
    expect(session).toMatchObject({ mustChangePassword: false, user: { login: 'li', name: '李居委', role: 'committee-officer', scope: { places: ['n3'], schools: [] } } })
    expect(session.user.permissions.has('units.report')).toBe(true)
    expect(session.user.permissions.has('accounts.manage')).toBe(false)
    expect(accounts.session(token)?.user.id).toBe(session.user.id)
    expect(accounts.session(token.slice(1))).toBeNull()
    expect(actions()).toEqual(['account-new', 'sign-in'])
  })

  it('keeps neither password nor token in the file', async () => {
    await accounts.lay(draft(), PASSWORD, false)
    const { token } = await signIn()
    store.scrub()
    const bytes = readFileSync(join(folder, 'liuse.sqlite'))
    expect(bytes.includes('$argon2id$v=19$m=19456,p=1,t=2$')).toBe(true)
    for (const secret of [PASSWORD, token]) expect(bytes.includes(secret)).toBe(false)
  })

  it('answers alike for a wrong password, an unknown login, a disabled account, a login that is none', async () => {
    await accounts.lay(draft(), PASSWORD, false)
    await accounts.lay(draft({ login: 'off' }), PASSWORD, false)
    await accounts.update(accounts.findByLogin('off')!.id, { disabled: true }, 'system')
    for (const [login, password] of [['li', 'wrong'], ['nobody', PASSWORD], ['off', PASSWORD], ['a b\0', PASSWORD], ['', ''], ['li', PASSWORD + 'x'.repeat(500)]]) {
      expect(await accounts.signIn(login, password)).toEqual({ ok: false, code: 'wrong-password' })
    }
    // Never the login as typed.
    expect(JSON.stringify(audit.list({}))).not.toContain('nobody')
  })

  it.each(['li', 'nobody'])('locks %s after five failures, for longer each time, against the right password too', async (login) => {
    await accounts.lay(draft(), PASSWORD, false)
    for (let i = 0; i < 4; i++) expect(await accounts.signIn(login, 'wrong')).toEqual({ ok: false, code: 'wrong-password' })
    expect(await accounts.signIn(login, 'wrong')).toEqual({ ok: false, code: 'locked', minutes: 15 })
    at += 14 * MINUTE_MS
    expect(await accounts.signIn(login, PASSWORD)).toEqual({ ok: false, code: 'locked', minutes: 1 })
    at += MINUTE_MS
    expect(await accounts.signIn(login, 'wrong')).toEqual({ ok: false, code: 'locked', minutes: 30 })
    at += 30 * MINUTE_MS
    expect((await accounts.signIn(login, PASSWORD)).ok).toBe(login === 'li')
    if (login === 'li') {
      expect(actions().filter((action) => action === 'locked-out')).toHaveLength(2)
      // A success begins anew.
      for (let i = 0; i < 4; i++) await accounts.signIn(login, 'wrong')
      expect((await accounts.signIn(login, PASSWORD)).ok).toBe(true)
    }
  })

  it('a lock survives a restart, and an administrator ends it', async () => {
    await accounts.lay(draft(), PASSWORD, false)
    for (let i = 0; i < 5; i++) await accounts.signIn('li', 'wrong')
    store.close()
    await open()
    expect(await accounts.signIn('li', PASSWORD)).toMatchObject({ code: 'locked' })
    const { id } = accounts.findByLogin('li')!
    expect(accounts.get(id)!.lockedUntil).toBe(at + 15 * MINUTE_MS)
    await accounts.update(id, { unlock: true }, 'system')
    expect((await accounts.signIn('li', PASSWORD)).ok).toBe(true)
  })

  it('a hundred tries at once are a hundred tries', async () => {
    await accounts.lay(draft(), PASSWORD, false)
    const answers = await Promise.allSettled(Array.from({ length: 100 }, (_, i) => accounts.signIn('li', i === 99 ? PASSWORD : 'wrong')))
    expect(answers.filter((answer) => answer.status === 'fulfilled' && !answer.value.ok && answer.value.code === 'wrong-password')).toHaveLength(4)
    expect(answers.some((answer) => answer.status === 'fulfilled' && answer.value.ok)).toBe(false)
  })
})

describe('sessions', () => {
  it('end two hours after the last use and fourteen hours after the sign-in', async () => {
    await accounts.lay(draft(), PASSWORD, false)
    const idle = await signIn()
    at += 2 * HOUR_MS - 1
    expect(accounts.session(idle.token)).not.toBeNull()
    at += 2 * HOUR_MS
    expect(accounts.session(idle.token)).toBeNull()
    const busy = await signIn()
    for (let i = 0; i < 13; i++) {
      at += HOUR_MS
      expect(accounts.session(busy.token)).not.toBeNull()
    }
    at += HOUR_MS
    expect(accounts.session(busy.token)).toBeNull()
  })

  it('looking whether a session stands is no use of it', async () => {
    await accounts.lay(draft(), PASSWORD, false)
    const { session } = await signIn()
    at += HOUR_MS
    expect(accounts.sessionByHash(session.tokenHash)).not.toBeNull()
    at += HOUR_MS
    expect(accounts.sessionByHash(session.tokenHash)).toBeNull()
  })

  it('hold over a restart of the server', async () => {
    await accounts.lay(draft(), PASSWORD, false)
    const { token } = await signIn()
    store.close()
    await open()
    expect(accounts.session(token)?.user.login).toBe('li')
  })

  it('signing out ends one, signing out everywhere all, and both are told', async () => {
    await accounts.lay(draft(), PASSWORD, false)
    const [first, second, third] = [await signIn(), await signIn(), await signIn()]
    accounts.signOut(first.session)
    expect([first, second, third].map(({ token }) => accounts.session(token) !== null)).toEqual([false, true, true])
    accounts.signOutEverywhere(second.session.user.id, second.session.user.id)
    expect([second, third].map(({ token }) => accounts.session(token))).toEqual([null, null])
    expect(revoked).toEqual([
      { account: first.session.user.id, tokenHash: first.session.tokenHash, exceptTokenHash: null },
      { account: first.session.user.id, tokenHash: null, exceptTokenHash: null },
    ])
  })

  it.each([
    ['disabled', { disabled: true }], ['another role', { role: 'viewer' }], ['another scope', { scope: { places: ['n4'], schools: [] } }], ['another password', { resetPassword: true }],
  ])('end with the account’s change: %s', async (_what, change) => {
    await accounts.lay(draft(), PASSWORD, false)
    const { token, session } = await signIn()
    await accounts.update(session.user.id, change, 'system')
    expect(accounts.session(token)).toBeNull()
    expect(revoked).toEqual([{ account: session.user.id, tokenHash: null, exceptTokenHash: null }])
  })

  it('stay when only the name changes, under the new name', async () => {
    await accounts.lay(draft(), PASSWORD, false)
    const { token, session } = await signIn()
    await accounts.update(session.user.id, { name: '李主任' }, 'system')
    expect(accounts.session(token)?.user.name).toBe('李主任')
    expect(accounts.nameOf(session.user.id)).toBe('李主任')
    expect(revoked).toEqual([])
  })
})

describe('passwords', () => {
  it('a change needs the old one, ends the other sessions and keeps this one', async () => {
    await accounts.lay(draft(), PASSWORD, true)
    const [here, there] = [await signIn(), await signIn()]
    expect(here.session.mustChangePassword).toBe(true)
    expect(await accounts.changePassword(here.session, 'wrong', 'another long one')).toEqual({ ok: false, code: 'wrong-password' })
    expect(await accounts.changePassword(here.session, PASSWORD, 'another long one')).toEqual({ ok: true })
    expect(accounts.session(here.token)?.mustChangePassword).toBe(false)
    expect(accounts.session(there.token)).toBeNull()
    expect(revoked).toEqual([{ account: here.session.user.id, tokenHash: null, exceptTokenHash: here.session.tokenHash }])
    expect(await accounts.signIn('li', PASSWORD)).toMatchObject({ ok: false })
    expect((await accounts.signIn('li', 'another long one')).ok).toBe(true)
  })

  it.each([['short', '123456789'], ['the login', 'Li-Of-The-Committee'], ['the old one', PASSWORD], ['one sign', 'aaaaaaaaaaaa'], ['too long', 'abc'.repeat(100)]])('refuses a new one that is %s', async (_what, next) => {
    await accounts.lay(draft({ login: 'li-of-the-committee' }), PASSWORD, false)
    const { session } = await signIn('li-of-the-committee')
    expect(await accounts.changePassword(session, PASSWORD, next)).toEqual({ ok: false, code: 'weak-password' })
  })

  it('guessing the old one at an open desk locks as well', async () => {
    await accounts.lay(draft(), PASSWORD, false)
    const { session } = await signIn()
    for (let i = 0; i < 4; i++) await accounts.changePassword(session, 'wrong', 'another long one')
    expect(await accounts.changePassword(session, 'wrong', 'another long one')).toMatchObject({ code: 'locked' })
    expect(await accounts.changePassword(session, PASSWORD, 'another long one')).toMatchObject({ code: 'locked' })
  })
})

describe('accounts', () => {
  it('are made all or none, each with a password of its own that must be changed', async () => {
    const made = await accounts.create([draft(), draft({ login: 'Wang', name: ' 王\n老师 ', role: 'class-teacher', scope: { places: [], schools: ['c1/一(1)班'] } })], 'a1')
    expect(made.map(({ account }) => [account.login, account.name, account.mustChange])).toEqual([['li', '李居委', true], ['wang', '王 老师', true]])
    expect(made[0].password).toMatch(/^[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){2}$/)
    expect((await signIn('wang', made[1].password)).session.mustChangePassword).toBe(true)
    await expect(accounts.create([draft({ login: 'chen' }), draft()], 'a1')).rejects.toThrow('login-taken')
    expect(accounts.findByLogin('chen')).toBeNull()
  })

  it.each([
    ['bad-login', { login: 'x' }], ['bad-login', { login: 'a b' }], ['bad-account-name', { name: ' \n' }], ['bad-account-name', { name: '长'.repeat(61) }], ['unknown-role', { role: 'king' }],
    ['bad-scope', { role: 'class-teacher', scope: { places: ['n1'], schools: [] } }], ['bad-scope', { scope: { places: Array.from({ length: 501 }, (_, i) => `n${i}`), schools: [] } }],
  ])('are refused as %s: %j', async (code, change) => {
    await expect(accounts.create([draft(change)], 'a1')).rejects.toThrow(code)
  })

  it('another role keeps only the part of the scope that it has a use for', async () => {
    const [{ account }] = await accounts.create([draft({ role: 'viewer', scope: { places: ['n3'], schools: ['c1'] } })], 'a1')
    expect((await accounts.update(account.id, { role: 'class-teacher' }, 'a1')).account.scope).toEqual({ places: [], schools: ['c1'] })
  })

  it('the last administrator can be neither disabled nor made anything else', async () => {
    const [{ account: first }, { account: second }] = await accounts.create([draft({ login: 'one', role: 'administrator' }), draft({ login: 'two', role: 'administrator' })], 'system')
    await accounts.update(first.id, { disabled: true }, 'system')
    await expect(accounts.update(second.id, { disabled: true }, 'system')).rejects.toThrow('last-administrator')
    await expect(accounts.update(second.id, { role: 'viewer' }, 'system')).rejects.toThrow('last-administrator')
    expect(accounts.get(second.id)).toMatchObject({ disabled: false, role: 'administrator' })
  })

  it('every change is in the audit log, without passwords', async () => {
    const [{ account, password }] = await accounts.create([draft()], 'a1')
    const reset = await accounts.update(account.id, { resetPassword: true, role: 'viewer' }, 'a1')
    const entries = audit.list({ subject: account.id })
    expect(entries.map(({ account: by, action, details }) => [by, action, details.fields])).toEqual([['a1', 'account-change', 'role,password'], ['a1', 'account-new', undefined]])
    expect(JSON.stringify(entries)).not.toContain(password)
    expect(JSON.stringify(entries)).not.toContain(reset.password)
    expect(audit.findBrokenRow()).toBeNull()
  })

  it('a scope of hundreds of nodes can be given and is recorded', async () => {
    const scope = { places: Array.from({ length: 500 }, (_, i) => `n${i}`), schools: Array.from({ length: 500 }, (_, i) => `c${i}/${'一'.repeat(50)}`) }
    const [{ account }] = await accounts.create([draft({ role: 'viewer', scope })], 'a1')
    await accounts.update(account.id, { scope: { places: ['n1'], schools: [] } }, 'a1')
    await accounts.update(account.id, { scope }, 'a1')
    expect(accounts.get(account.id)!.scope).toEqual(scope)
    expect(audit.list({ action: 'account-change' })).toHaveLength(2)
  })

  it('the first administrator is made once, with a new password at each start until somebody has used it', async () => {
    const first = await layFirstAdministrator(accounts)
    const second = await layFirstAdministrator(accounts)
    expect(second).not.toBe(first)
    expect(await accounts.signIn('admin', first!)).toMatchObject({ ok: false })
    const { session } = await signIn('admin', second!)
    expect(session.user.permissions.has('accounts.manage')).toBe(true)
    await accounts.changePassword(session, second!, PASSWORD)
    expect(await layFirstAdministrator(accounts)).toBeNull()
  })
})

describe('whom an OpenID provider vouches for', () => {
  it('is found by the login at first and by the subject for ever', async () => {
    await accounts.create([draft()], 'a1')
    expect(accounts.signInBySubject('issuer 7', 'LI')?.session).toMatchObject({ mustChangePassword: false, user: { login: 'li' } })
    expect(accounts.signInBySubject('issuer 7', 'somebody else')?.session.user.login).toBe('li')
    expect(accounts.signInBySubject('issuer 8', 'li')).toBeNull()
    expect(accounts.signInBySubject('issuer 9', 'nobody')).toBeNull()
    expect(accounts.signInBySubject('issuer 9', null)).toBeNull()
  })

  it('leaves no unused one-time password behind, and a disabled account stays shut', async () => {
    const [{ account, password }] = await accounts.create([draft()], 'a1')
    accounts.signInBySubject('issuer 7', 'li')
    expect(await accounts.signIn('li', password)).toMatchObject({ ok: false })
    await accounts.update(account.id, { disabled: true }, 'a1')
    expect(accounts.signInBySubject('issuer 7', 'li')).toBeNull()
  })
})

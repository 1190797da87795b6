import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SESSION_COOKIE } from '../../../server/auth/readCookie.ts'
import type { SessionView } from '../../../server/protocol/desk.ts'
import { AUTH_KEY, type AuthServer, createAuthServer, HOST, OWN_ORIGIN, PASSWORD, SCREEN_TOKEN } from './createAuthServer.ts'

let server: AuthServer
beforeEach(async () => { server = await createAuthServer() })
afterEach(() => server.stop())

const OURS = { host: HOST, origin: OWN_ORIGIN }
const signIn = (login: string, password = PASSWORD, headers: Record<string, string> = OURS) =>
  server.app.inject({ method: 'POST', url: '/api/v1/session', headers, payload: { login, password } })
const cookieOf = (answer: { headers: Record<string, unknown> }): string => String(answer.headers['set-cookie']).split(';')[0]

describe('signing in over HTTP', () => {
  it('sets a cookie that no script reads and no other site sends, and says who is signed in', async () => {
    const committee = server.service.places().find(({ kind }) => kind === 'committee')!
    const id = await server.lay({ login: 'li', name: '李居委', scope: { places: [committee.id], schools: [] } })
    const answer = await signIn('li')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['set-cookie']).toMatch(new RegExp(`^${SESSION_COOKIE}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`))
    const view = answer.json<SessionView>()
    expect(view).toMatchObject({
      account: { id, login: 'li', name: '李居委', role: 'committee-officer', roleName: { 'zh-CN': '居委工作人员', en: 'Committee officer' }, places: [{ id: committee.id, kind: 'committee', name: committee.name }], schools: [] },
      mustChangePassword: false, today: '2020-02-16', zoneOffsetMinutes: 480, demo: false,
    })
    const again = await server.app.inject({ url: '/api/v1/session', headers: { host: HOST, cookie: cookieOf(answer) } })
    expect(again.json()).toEqual(view)
    expect(again.headers['cache-control']).toBe('no-store')
  })

  it('what a page asks in the name of whoever it shows is not done as whoever signed in since in another tab', async () => {
    const [li, wang] = [await server.lay({ login: 'li' }), await server.lay({ login: 'wang' })]
    const cookie = cookieOf(await signIn('wang'))
    const ask = (account: string | undefined, url = '/api/v1/session') => server.app.inject({ url, headers: { host: HOST, cookie, ...(account !== undefined && { 'x-liuse-account': account }) } })
    expect([(await ask(wang)).statusCode, (await ask(undefined)).statusCode]).toEqual([200, 200])
    expect([(await ask(li)).statusCode, (await ask(li)).json<{ code: string }>().code, (await ask('')).statusCode]).toEqual([401, 'other-account', 401])
    const report = await server.app.inject({ method: 'POST', url: '/api/v1/desk/reports', headers: { ...OURS, cookie, 'x-liuse-account': li }, payload: { reports: [{ kind: 'note', unit: 'u0', note: 'x' }] } })
    expect([report.statusCode, report.json<{ code: string }>().code]).toEqual([401, 'other-account'])
  })

  it('the cookie is for https only where the page came by https', async () => {
    await server.lay({ login: 'li' })
    expect((await signIn('li', PASSWORD, { host: HOST, origin: `https://${HOST}` })).headers['set-cookie']).toMatch(/; Secure$/)
    expect((await signIn('li', PASSWORD, { host: HOST, 'x-forwarded-proto': 'https' })).headers['set-cookie']).toMatch(/; Secure$/)
  })

  it('says no in one way, sets nothing, and tells the log and the body nothing personal', async () => {
    await server.lay({ login: 'li' })
    for (const login of ['li', 'nobody']) {
      const answer = await signIn(login, 'a wrong one')
      expect([answer.statusCode, answer.json<{ code: string }>().code, answer.headers['set-cookie']]).toEqual([401, 'wrong-password', undefined])
    }
    for (let i = 0; i < 4; i++) await signIn('nobody', 'a wrong one')
    const locked = await signIn('nobody', 'a wrong one')
    expect([locked.statusCode, locked.json()]).toEqual([429, { code: 'locked', reason: '失败次数过多,请在 15 分钟后再试' }])
    expect(server.logged.join('')).not.toMatch(/nobody|wrong one|"li"/)
  })

  it('an address from which one guesses is answered without a look', async () => {
    await server.lay({ login: 'li' })
    for (let i = 0; i < 30; i++) await signIn(`stranger-${i}`, 'a wrong one')
    const answer = await signIn('li')
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([429, 'too-many-tries'])
  })

  it.each<[string, unknown]>([['nothing', {}], ['a list', []], ['numbers', { login: 1, password: 2 }], ['more', { login: 'li', password: 'x', role: 'administrator' }]])('a body that is %s is refused', async (_what, payload) => {
    const answer = await server.app.inject({ method: 'POST', url: '/api/v1/session', headers: OURS, payload: payload as object })
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'bad-body'])
  })

  it('signing in again in the same browser ends the session before', async () => {
    await server.lay({ login: 'li' })
    const first = cookieOf(await signIn('li'))
    await signIn('li', PASSWORD, { ...OURS, cookie: first })
    expect((await server.app.inject({ url: '/api/v1/session', headers: { host: HOST, cookie: first } })).statusCode).toBe(401)
  })

  it('outside the demo nobody can be tried out', async () => {
    const answer = await server.app.inject({ url: '/api/v1/session/options', headers: { host: HOST } })
    expect(answer.json()).toEqual({ signedIn: false, demo: false, oidc: null, accounts: [] })
    await server.lay({ login: 'li' })
    expect((await server.app.inject({ url: '/api/v1/session/options', headers: server.signedIn('li') })).json()).toMatchObject({ signedIn: true })
    expect((await server.app.inject({ url: '/api/v1/session/oidc', headers: { host: HOST } })).statusCode).toBe(404)
  })
})

describe('a session', () => {
  it('ends by signing out, here or everywhere, and its cookie is taken back', async () => {
    await server.lay({ login: 'li' })
    const [here, there] = [server.signedIn('li'), server.signedIn('li')]
    const out = await server.app.inject({ method: 'DELETE', url: '/api/v1/session', headers: here })
    expect([out.statusCode, out.headers['set-cookie']]).toEqual([204, `${SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`])
    expect((await server.app.inject({ url: '/api/v1/session', headers: here })).json()).toMatchObject({ code: 'sign-in-needed' })
    expect((await server.app.inject({ url: '/api/v1/session', headers: there })).statusCode).toBe(200)
    const more = server.signedIn('li')
    await server.app.inject({ method: 'DELETE', url: '/api/v1/sessions', headers: more })
    for (const headers of [there, more]) expect((await server.app.inject({ url: '/api/v1/session', headers })).statusCode).toBe(401)
  })

  it('that is over says so', async () => {
    await server.lay({ login: 'li' })
    const headers = server.signedIn('li')
    server.time.at += 3 * 60 * 60_000
    const answer = await server.app.inject({ url: '/api/v1/session', headers })
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([401, 'sign-in-needed'])
  })

  it('may do nothing but change its password while it must', async () => {
    await server.lay({ login: 'new', role: 'administrator', scope: { places: ['all'], schools: ['all'] } }, true)
    const headers = { ...OURS, cookie: cookieOf(await signIn('new')) }
    for (const url of ['/api/v1/accounts', '/api/v1/audit', '/api/v1/layout/x']) {
      const answer = await server.app.inject({ url, headers })
      expect([url, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([url, 403, 'password-change-needed'])
    }
    expect((await server.app.inject({ url: '/healthz', headers })).statusCode).toBe(200)
    expect((await server.app.inject({ url: '/api/v1/session', headers })).json()).toMatchObject({ mustChangePassword: true })
    const change = (old: string, next: string) => server.app.inject({ method: 'POST', url: '/api/v1/session/password', headers, payload: { old, new: next } })
    expect((await change('wrong', 'another long one')).json()).toMatchObject({ code: 'wrong-old-password' })
    expect((await change(PASSWORD, 'short')).json()).toMatchObject({ code: 'weak-password' })
    expect((await change(PASSWORD, 'another long one')).json()).toMatchObject({ mustChangePassword: false })
    expect((await server.app.inject({ url: '/api/v1/accounts', headers })).statusCode).toBe(200)
  })

  it('does not make a key or a screen less than it is', async () => {
    await server.lay({ login: 'doctor', role: 'school-doctor', scope: { places: [], schools: ['c0'] } })
    const { cookie } = server.signedIn('doctor')
    expect((await server.app.inject({ url: '/api/v1/places', headers: { host: HOST, cookie, authorization: `Bearer ${AUTH_KEY}` } })).statusCode).toBe(200)
    expect((await server.app.inject({ url: '/api/v1/layout/x', headers: { host: HOST, cookie, authorization: `Bearer ${SCREEN_TOKEN}` } })).statusCode).toBe(404)
    expect((await server.app.inject({ url: '/api/v1/layout/x', headers: { host: HOST, cookie } })).statusCode).toBe(403)
  })
})

describe('requests that change something', () => {
  it.each([
    ['another site', { host: HOST, origin: 'https://evil.example' }], ['another port', { host: HOST, origin: `${OWN_ORIGIN}:8443` }], ['a name that begins like ours', { host: HOST, origin: `${OWN_ORIGIN}.evil.example` }],
    ['a page without an origin', { host: HOST, origin: 'null' }], ['no origin at all', { host: HOST }],
  ])('by cookie are refused from %s', async (_what, headers) => {
    await server.lay({ login: 'admin', role: 'administrator', scope: { places: ['all'], schools: ['all'] } })
    const { cookie } = server.signedIn('admin')
    const requests = [['POST', '/api/v1/accounts'], ['PUT', '/api/v1/accounts/x'], ['DELETE', '/api/v1/session'], ['DELETE', '/api/v1/sessions'], ['POST', '/api/v1/accounts/import']] as const
    for (const [method, url] of requests) {
      const answer = await server.app.inject({ method, url, headers: { ...headers, cookie } })
      expect([method, url, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([method, url, 403, 'wrong-origin'])
    }
    expect((await server.app.inject({ url: '/api/v1/session', headers: { host: HOST, cookie } })).statusCode).toBe(200)
  })

  it('nobody is signed in from another site either', async () => {
    await server.lay({ login: 'li' })
    const answer = await signIn('li', PASSWORD, { host: HOST, origin: 'https://evil.example' })
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([403, undefined])
  })

  it('a key needs no origin: scripts have none', async () => {
    const answer = await server.app.inject({ method: 'POST', url: '/api/v1/feeds/household', headers: { host: HOST, authorization: `Bearer ${AUTH_KEY}` }, payload: [] })
    expect(answer.statusCode).toBe(200)
  })
})

describe('every answer', () => {
  it('forbids scripts that do not stand in files of ours', async () => {
    for (const url of ['/desk', '/api/v1/session', '/api/v1/session/options', '/nowhere']) {
      const policy = String((await server.app.inject({ url, headers: { host: HOST } })).headers['content-security-policy'])
      expect(policy).toContain("default-src 'self'")
      expect(policy).toMatch(/(^|; )script-src 'self'(;|$)/)
      expect(policy).not.toMatch(/script-src[^;]*unsafe|default-src[^;]*unsafe/)
      expect(policy).toContain("object-src 'none'")
      expect(policy).toContain("base-uri 'none'")
    }
  })
})

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AuthServer, createAuthServer, HOST } from './createAuthServer.ts'
import { createTestProvider, type TestProvider } from './createTestProvider.ts'

const REDIRECT = 'http://127.0.0.1:9/api/v1/session/oidc/callback'
const SECRET = 'a-secret-of-the-tests-that-is-long-enough'
let provider: TestProvider
let server: AuthServer
beforeAll(async () => { provider = await createTestProvider({ id: 'liuse', secret: SECRET, redirect: REDIRECT }) })
afterAll(() => provider.stop())
const settingsFor = (issuer: string) => ({ LIUSE_OIDC_ISSUER: issuer, LIUSE_OIDC_CLIENT_ID: 'liuse', LIUSE_OIDC_CLIENT_SECRET: SECRET, LIUSE_OIDC_REDIRECT: REDIRECT })
beforeEach(async () => { server = await createAuthServer(settingsFor(provider.issuer)) })
afterEach(() => server.stop())

/** The browser's cookies of ours. */
const cookiesOf = (headers: Record<string, unknown>): string[] => [headers['set-cookie'] ?? []].flat().map(String)
async function begin(): Promise<{ url: string; cookie: string; raw: string }> {
  const answer = await server.app.inject({ url: '/api/v1/session/oidc', headers: { host: HOST } })
  expect(answer.statusCode).toBe(302)
  const [raw] = cookiesOf(answer.headers)
  return { url: String(answer.headers.location), cookie: raw.split(';')[0], raw }
}
async function comeBack(url: URL, cookie: string): Promise<{ location: string; session: string | null }> {
  const answer = await server.app.inject({ url: url.pathname + url.search, headers: { host: HOST, cookie } })
  const session = cookiesOf(answer.headers).find((each) => each.startsWith('liuse_session='))
  return { location: String(answer.headers.location), session: session ? session.split(';')[0] : null }
}
async function signIn(): Promise<{ location: string; session: string | null }> {
  const { url, cookie } = await begin()
  return comeBack(await provider.visit(url), cookie)
}

describe('signing in through an OpenID provider', () => {
  it('is offered, goes there with PKCE, state and nonce, and comes back as the account of that login', async () => {
    const id = await server.lay({ login: 'li' }, true)
    expect((await server.app.inject({ url: '/api/v1/session/options', headers: { host: HOST } })).json()).toMatchObject({ oidc: { url: '/api/v1/session/oidc', name: '127.0.0.1' } })
    provider.person = { subject: 'person-li', preferredUsername: 'LI' }
    const { url, cookie, raw } = await begin()
    expect(raw).toMatch(/; Path=\/api\/v1\/session\/oidc; HttpOnly; SameSite=Lax; Max-Age=600$/)
    const asked = new URL(url).searchParams
    expect([asked.get('code_challenge_method'), asked.get('response_type'), asked.get('redirect_uri')]).toEqual(['S256', 'code', REDIRECT])
    for (const field of ['state', 'nonce', 'code_challenge']) expect(asked.get(field)!.length).toBeGreaterThan(20)
    const { location, session } = await comeBack(await provider.visit(url), cookie)
    expect(location).toBe('/desk')
    const view = await server.app.inject({ url: '/api/v1/session', headers: { host: HOST, cookie: session! } })
    expect(view.json()).toMatchObject({ account: { id, login: 'li' }, mustChangePassword: false })
    expect(server.service.audit.list({ action: 'sign-in' })[0]).toMatchObject({ account: id, details: { how: 'oidc' } })
  })

  it('knows the person by the subject afterwards, whatever the name has become', async () => {
    await server.lay({ login: 'li' })
    await server.lay({ login: 'wang' })
    provider.person = { subject: 'person-li', preferredUsername: 'li' }
    await signIn()
    provider.person = { subject: 'person-li', preferredUsername: 'wang' }
    const { session } = await signIn()
    expect((await server.app.inject({ url: '/api/v1/session', headers: { host: HOST, cookie: session! } })).json()).toMatchObject({ account: { login: 'li' } })
    // Somebody else who calls himself so.
    provider.person = { subject: 'person-x', preferredUsername: 'li' }
    expect(await signIn()).toEqual({ location: '/desk?signin=unknown', session: null })
  })

  it.each([['nobody’s login', 'nobody'], ['no name', null]])('lets %s in nowhere', async (_what, preferredUsername) => {
    provider.person = { subject: 'stranger', preferredUsername }
    expect(await signIn()).toEqual({ location: '/desk?signin=unknown', session: null })
  })

  it('lets a disabled account in nowhere', async () => {
    await server.accounts.update(await server.lay({ login: 'li' }), { disabled: true }, 'system')
    provider.person = { subject: 'person-li', preferredUsername: 'li' }
    expect(await signIn()).toEqual({ location: '/desk?signin=unknown', session: null })
  })

  it('takes no answer but that to its own question, once', async () => {
    await server.lay({ login: 'li' })
    provider.person = { subject: 'person-li', preferredUsername: 'li' }
    const failed = { location: '/desk?signin=failed', session: null }
    const first = await begin()
    const back = await provider.visit(first.url)
    // Somebody else's browser, none at all, another state, another attempt.
    expect(await comeBack(back, 'liuse_oidc=forged')).toEqual(failed)
    expect(await comeBack(back, 'other=1')).toEqual(failed)
    const other = await begin()
    expect(await comeBack(back, other.cookie)).toEqual(failed)
    const forged = new URL(back)
    forged.searchParams.set('state', 'x'.repeat(43))
    expect(await comeBack(forged, first.cookie)).toEqual(failed)
    expect(await comeBack(back, first.cookie)).toEqual(failed)
    const good = await begin()
    const goodBack = await provider.visit(good.url)
    expect((await comeBack(goodBack, good.cookie)).location).toBe('/desk')
    expect(await comeBack(goodBack, good.cookie)).toEqual(failed)
  })

  it('a refusal there is a refusal here', async () => {
    const { url, cookie } = await begin()
    expect(await comeBack(await provider.refuse(url), cookie)).toEqual({ location: '/desk?signin=failed', session: null })
  })

  it('an attempt is over after ten minutes', async () => {
    await server.lay({ login: 'li' })
    provider.person = { subject: 'person-li', preferredUsername: 'li' }
    const { url, cookie } = await begin()
    const back = await provider.visit(url)
    server.time.at += 10 * 60_000
    expect(await comeBack(back, cookie)).toEqual({ location: '/desk?signin=failed', session: null })
  })

  it('says so when the provider does not answer, and tries again the next time', async () => {
    const alone = await createAuthServer(settingsFor('http://127.0.0.1:9'))
    for (let i = 0; i < 2; i++) {
      const answer = await alone.app.inject({ url: '/api/v1/session/oidc', headers: { host: HOST } })
      expect([answer.statusCode, answer.headers.location]).toEqual([302, '/desk?signin=unavailable'])
    }
    expect(alone.logged.join('')).not.toContain(SECRET)
    await alone.stop()
  })
})

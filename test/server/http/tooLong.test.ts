import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthServer, createAuthServer, HOST, OWN_ORIGIN } from '../auth/createAuthServer.ts'

let server: AuthServer
beforeAll(async () => {
  server = await createAuthServer()
  await server.lay({ login: 'street', role: 'street-officer', scope: { places: ['all'], schools: [] } })
  await server.app.ready()
})
afterAll(() => server.stop())

describe('what is too long', () => {
  it.each([['zh-CN', '「账号」过长，至多 200 字'], ['en', '"Login" is too long: at most 200 characters']])('is refused in words that name the field and the most there may be (%s)', async (locale, reason) => {
    const answer = await server.app.inject({ method: 'POST', url: '/api/v1/session', headers: { host: HOST, origin: OWN_ORIGIN, 'accept-language': locale }, payload: { login: 'x'.repeat(300), password: 'x' } })
    expect([answer.statusCode, answer.json()]).toEqual([400, { code: 'too-long', reason }])
  })

  it('for its door altogether is told that door\'s own limit', async () => {
    const answer = await server.app.inject({ method: 'POST', url: '/api/v1/desk/search', headers: server.signedIn('street'), payload: { text: '很'.repeat(10_000) } })
    expect([answer.statusCode, answer.json()]).toMatchObject([413, { code: 'too-large', reason: expect.stringContaining('4 KB') }])
  })
})

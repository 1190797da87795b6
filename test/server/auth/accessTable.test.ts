import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fastify from 'fastify'
import rateLimit from '@fastify/rate-limit'
import { EVENT_ACCESS, isAllowed, mayUseEvent, PRINCIPALS, ROUTE_ACCESS, type Principal } from '../../../server/auth/accessTable.ts'
import { PERMISSIONS } from '../../../server/auth/permissions.ts'
import { ROLES } from '../../../server/auth/roles.ts'
import { guardRoutes } from '../../../server/http/guardRoutes.ts'
import { EVENT } from '../../../server/protocol/events.ts'
import { createTestServer } from '../http/createTestServer.ts'
import { AUTH_KEY, type AuthServer, createAuthServer, HOST, SCREEN_TOKEN, wholeScope } from './createAuthServer.ts'

/** How each principal presents itself to a server that listens beyond this machine. The demo's key never leaves its process. */
const PRESENTED: Record<Exclude<Principal, 'user' | 'demo'>, Record<string, string>> = {
  anonymous: { host: HOST }, screen: { host: HOST, authorization: `Bearer ${SCREEN_TOKEN}` }, key: { host: HOST, authorization: `Bearer ${AUTH_KEY}` }, device: { host: HOST },
}
const addressOf = (path: string): string => path
  .replace(':feed', 'household').replace(':kind', 'units').replace(':hash', 'layout-1').replace(':worldId', 'world-a').replace(':rev', '1')
  .replace(':name', encodeURIComponent('浦南小学')).replace(':date', '2020-02-15').replace(/:\w+/g, 'x').replace('*', 'index.css')
const asked = (method: string): ('GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE')[] => (method === 'GET' ? ['GET', 'HEAD'] : [method as 'POST'])

let server: AuthServer
beforeAll(async () => {
  server = await createAuthServer()
  for (const { key } of ROLES) await server.lay({ login: key, role: key, scope: wholeScope(key) })
  await server.lay({ login: 'without-scope', role: 'street-officer', scope: { places: [], schools: [] } })
  const manager = server.accounts.signInBySubject('test administrator', 'administrator')!.session.user
  PRESENTED.device.authorization = `Bearer ${server.service.gate.register(manager, { name: '东门', campus: 'c0', gate: '', kind: 'plain' })!.key}`
  await server.app.ready()
})
afterAll(() => server.stop())

const send = (method: ReturnType<typeof asked>[number], path: string, headers: Record<string, string>) =>
  server.app.inject({ method, url: addressOf(path), headers, ...(method === 'POST' || method === 'PUT' ? { payload: {} } : {}) })

describe('the access table', () => {
  it('holds exactly the routes that are served', async () => {
    const served: string[] = []
    const { app } = createTestServer({ screenToken: SCREEN_TOKEN })
    app.addHook('onRoute', (route) => { for (const method of [route.method].flat()) if (method !== 'HEAD') served.push(`${method} ${route.url}`) })
    await app.ready()
    const listed = ROUTE_ACCESS.map((row) => `${row.method} ${row.path}`)
    // `/*` are the files of the web app, served only where it was built; `/api/docs/` is Fastify's twin of `/api/docs`.
    expect(listed.filter((row) => !['GET /*', 'GET /api/docs/'].includes(row)).sort()).toEqual([...new Set(served)].sort())
    expect(new Set(listed).size).toBe(listed.length)
    await app.close()
  })

  it('stops the start when a route is not in it', async () => {
    const app = fastify()
    await app.register(rateLimit, { global: false })
    guardRoutes(app, { apiKey: 'k', screenToken: null })
    expect(() => app.get('/api/v1/secrets', async () => 'x')).toThrow('not in the access table')
    await app.close()
  })

  describe.each(ROUTE_ACCESS.map((row) => [row.method, row.path, row] as const))('%s %s', (method, path, row) => {
    it.each(Object.keys(PRESENTED) as (keyof typeof PRESENTED)[])('%s', async (principal) => {
      for (const each of asked(method)) {
        const { statusCode, body } = await send(each, path, PRESENTED[principal])
        if (path === '/*') expect(statusCode).toBe(404)
        else if (row.allow.includes(principal)) expect(body).not.toMatch(/"code":"(sign-in-needed|key-needed|wrong-key|not-allowed)"/)
        else expect(statusCode).toBe(401)
      }
    })

    it.each(ROLES.map(({ key }) => key))('user: %s', async (role) => {
      const permissions = new Set(ROLES.find(({ key }) => key === role)!.permissions)
      for (const each of asked(method)) {
        const { statusCode } = await send(each, path, server.signedIn(role))
        if (path === '/*') expect(statusCode).toBe(404)
        // Who has no part in a route as a user may still have one as anybody.
        else if (isAllowed(row, 'user', permissions) || row.allow.includes('anonymous')) expect([401, 403]).not.toContain(statusCode)
        else expect(statusCode).toBe(403)
      }
    })
  })

  it('lets the anonymous at signing in, the page behind a code and the pages only, screens at what a wall needs', () => {
    for (const row of ROUTE_ACCESS.filter((entry) => entry.path.startsWith('/api/v1/'))) {
      if (row.allow.includes('anonymous')) expect(row.path).toMatch(/^\/api\/v1\/(session(\/options|\/oidc|\/oidc\/callback)?|residents\/:token|school\/classes\/:token(\/pick|\/today)?|school\/class-links\/:token)$/)
      else if (row.allow.includes('screen')) expect(row.path).toMatch(/^\/api\/v1\/((layout|snapshot)\/|school\/campuses\/:id\/board$)/)
    }
  })

  it('asks a permission for every route of users but those of their own session', () => {
    for (const row of ROUTE_ACCESS.filter((entry) => entry.allow.includes('user') && !entry.allow.includes('anonymous'))) {
      if (!/^\/api\/v1\/sessions?(\/|$)/.test(row.path)) expect([row.path, row.needs]).toEqual([row.path, expect.toSatisfy((needs: unknown) => (PERMISSIONS as readonly unknown[]).includes(needs))])
      if (row.whileChangingPassword) expect(row.path).toMatch(/^\/api\/v1\/sessions?(\/|$)/)
    }
  })

  it('an empty scope does not even see the shared map', async () => {
    expect((await send('GET', '/api/v1/layout/:hash', server.signedIn('street-officer'))).statusCode).toBe(404)
    expect((await send('GET', '/api/v1/layout/:hash', server.signedIn('without-scope'))).statusCode).toBe(403)
  })

  it('holds every socket event of the protocol, and none for the anonymous', () => {
    expect(EVENT_ACCESS.map((row) => row.event).sort()).toEqual(Object.values(EVENT).sort())
    for (const principal of PRINCIPALS) expect(mayUseEvent(EVENT.hello, 'in', principal)).toBe(principal === 'screen' || principal === 'key')
    expect(mayUseEvent(EVENT.hello, 'in', 'user', new Set(['wall.read']))).toBe(true)
    expect(mayUseEvent(EVENT.hello, 'in', 'user', new Set(['units.read', 'accounts.manage']))).toBe(false)
    for (const row of EVENT_ACCESS) expect(isAllowed(row, 'anonymous')).toBe(false)
    expect(mayUseEvent(EVENT.delta, 'in', 'key')).toBe(false)
    expect(mayUseEvent('constructor', 'in', 'key')).toBe(false)
  })
})

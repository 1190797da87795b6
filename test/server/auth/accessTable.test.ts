import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fastify from 'fastify'
import rateLimit from '@fastify/rate-limit'
import { EVENT_ACCESS, mayUseEvent, PRINCIPALS, ROUTE_ACCESS, type Principal } from '../../../server/auth/accessTable.ts'
import { guardRoutes } from '../../../server/http/guardRoutes.ts'
import { EVENT } from '../../../server/protocol/events.ts'
import { createTestServer, type TestServer, WITH_KEY } from '../http/createTestServer.ts'

const SCREEN_TOKEN = 'screen-of-the-tests'
/** How each principal presents itself to a server that listens beyond this machine. Users come later; the demo's key never leaves the process. */
const PRESENTED: Record<Exclude<Principal, 'user' | 'demo'>, Record<string, string>> = {
  anonymous: {}, screen: { authorization: `Bearer ${SCREEN_TOKEN}` }, key: WITH_KEY,
}
const addressOf = (path: string): string => path
  .replace(':feed', 'household').replace(':kind', 'units').replace(':hash', 'layout-1').replace(':worldId', 'world-a').replace(':rev', '1')
  .replace(':name', encodeURIComponent('浦南小学')).replace(':date', '2020-02-15').replace(':id', 'x').replace('*', 'index.css')

let server: TestServer
beforeAll(() => { server = createTestServer({ screenToken: SCREEN_TOKEN, host: '0.0.0.0' }) })
afterAll(() => server.app.close())

describe('the access table', () => {
  it('holds exactly the routes that are served', async () => {
    await server.app.ready()
    const served: string[] = []
    const app = createTestServer({ screenToken: SCREEN_TOKEN }).app
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
      for (const asked of method === 'GET' ? ['GET', 'HEAD'] as const : [method]) {
        const { statusCode } = await server.app.inject({ method: asked, url: addressOf(path), headers: PRESENTED[principal] })
        if (path === '/*') expect(statusCode).toBe(404)
        else if (row.allow.includes(principal)) expect([401, 403]).not.toContain(statusCode)
        else expect(statusCode).toBe(401)
      }
    })
  })

  it('lets no principal but the key at anything but a wall’s needs', () => {
    for (const row of ROUTE_ACCESS.filter((entry) => entry.path.startsWith('/api/v1/') && !entry.path.startsWith('/api/v1/session'))) {
      expect(row.allow).not.toContain('anonymous')
      if (row.allow.includes('screen')) expect(row.path).toMatch(/^\/api\/v1\/(layout|snapshot)\//)
    }
  })

  it('holds every socket event of the protocol, and none for the anonymous', () => {
    expect(EVENT_ACCESS.map((row) => row.event).sort()).toEqual(Object.values(EVENT).sort())
    for (const principal of PRINCIPALS) expect(mayUseEvent(EVENT.hello, 'in', principal)).toBe(principal === 'screen' || principal === 'key')
    expect(mayUseEvent(EVENT.delta, 'in', 'key')).toBe(false)
    expect(mayUseEvent('constructor', 'in', 'key')).toBe(false)
  })
})

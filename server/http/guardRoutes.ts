import type { FastifyInstance } from 'fastify'
import { accessOfRoute } from '../auth/accessTable.ts'
import { type Secrets, principalOf } from '../auth/principalOf.ts'
import { HttpProblem } from './problems.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** In whose name the log keeps what this request sends. */
    author: 'api' | 'demo'
  }
}

/** A few typing errors are human; more a minute from one address are answered without a look. */
const WRONG_KEYS_PER_MINUTE = 30

/**
 * Puts the access table in front of every route: registering a route that is not in it throws, and each request is
 * judged before its body is read. Needs @fastify/rate-limit to be registered before.
 */
export function guardRoutes(app: FastifyInstance, secrets: Secrets): void {
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) {
      if (!accessOfRoute(method, route.url)) throw new Error(`route not in the access table: ${method} ${route.url}`)
    }
  })
  app.decorateRequest('author', 'api')
  const countWrongKey = app.createRateLimit({ max: WRONG_KEYS_PER_MINUTE, timeWindow: 60_000 })
  app.addHook('onRequest', async (request) => {
    if (hasNul(request.raw.url ?? '')) throw new HttpProblem('bad-url')
    if (request.is404) throw new HttpProblem('not-found')
    const access = accessOfRoute(request.method, request.routeOptions.url ?? '')
    if (!access) throw new HttpProblem('not-found')
    const { principal, wrongSecret } = principalOf({ authorization: request.headers.authorization, host: request.headers.host }, secrets)
    if (access.allow.includes(principal)) {
      request.author = principal === 'demo' ? 'demo' : 'api'
      return
    }
    // Known, but not for this: a wall that asks for units.
    if (!wrongSecret) throw new HttpProblem(request.headers.authorization === undefined ? 'key-needed' : 'wrong-key')
    const { isExceeded } = await countWrongKey(request) as { isExceeded?: boolean }
    throw new HttpProblem(isExceeded ? 'too-many-tries' : 'wrong-key')
  })
}

const hasNul = (url: string): boolean => url.includes('\0') || url.includes('%00')

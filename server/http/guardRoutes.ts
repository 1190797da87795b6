import type { FastifyInstance } from 'fastify'
import { accessOfRoute } from '../auth/accessTable.ts'
import { type Secrets, principalOf } from '../auth/principalOf.ts'
import { HttpProblem } from './problems.ts'

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
  const countWrongKey = app.createRateLimit({ max: WRONG_KEYS_PER_MINUTE, timeWindow: 60_000 })
  app.addHook('onRequest', async (request) => {
    if (hasNul(request.raw.url ?? '')) throw new HttpProblem('bad-url')
    if (request.is404) throw new HttpProblem('not-found')
    const access = accessOfRoute(request.method, request.routeOptions.url ?? '')
    if (!access) throw new HttpProblem('not-found')
    const { principal, wrongSecret } = principalOf({ authorization: request.headers.authorization, host: request.headers.host }, secrets)
    if (access.allow.includes(principal)) return
    if (!wrongSecret) throw new HttpProblem('key-needed')
    const { isExceeded } = await countWrongKey(request) as { isExceeded?: boolean }
    throw new HttpProblem(isExceeded ? 'too-many-tries' : 'wrong-key')
  })
}

const hasNul = (url: string): boolean => url.includes('\0') || url.includes('%00')

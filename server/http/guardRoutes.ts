import type { FastifyInstance, FastifyRequest } from 'fastify'
import { accessOfRoute, isAllowed, type RouteAccess } from '../auth/accessTable.ts'
import type { LiveSession } from '../auth/accounts/accounts.ts'
import { type Caller, callersOf } from '../auth/callersOf.ts'
import { isOwnOrigin } from '../auth/isOwnOrigin.ts'
import type { Secrets } from '../auth/principalOf.ts'
import type { User } from '../auth/user.ts'
import { HttpProblem, type ProblemCode } from './problems.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** In whose name the log keeps what this request sends: `api`, `demo`, or an account's id. */
    author: string
    /** Who has signed in; null for a key, a screen, anybody. */
    user: User | null
    /** The session of `user`. */
    session: LiveSession | null
    /** Id of the device at a gate that asks; null for everybody else. */
    device: string | null
  }
}

/** A few typing errors are human; more a minute from one address are answered without a look. */
const WRONG_KEYS_PER_MINUTE = 30

/**
 * Puts the access table in front of every route: registering a route that is not in it throws, and each request is
 * judged before its body is read. Needs @fastify/rate-limit to be registered before.
 */
export function guardRoutes(app: FastifyInstance, secrets: Secrets, sessionOf: (token: string) => LiveSession | null = () => null): void {
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) {
      if (!accessOfRoute(method, route.url)) throw new Error(`route not in the access table: ${method} ${route.url}`)
    }
  })
  app.decorateRequest('author', 'api')
  app.decorateRequest('user', null)
  app.decorateRequest('session', null)
  app.decorateRequest('device', null)
  const countWrongKey = app.createRateLimit({ max: WRONG_KEYS_PER_MINUTE, timeWindow: 60_000 })
  app.addHook('onRequest', async (request) => {
    if (hasNul(request.raw.url ?? '')) throw new HttpProblem('bad-url')
    if (request.is404) throw new HttpProblem('not-found')
    const access = accessOfRoute(request.method, request.routeOptions.url ?? '')
    if (!access) throw new HttpProblem('not-found')
    const { authorization, host, cookie } = request.headers
    const { callers, wrongSecret } = callersOf({ authorization, host, cookie }, secrets, sessionOf)
    const caller = callers.find((one) => mayUse(access, one))
    if (caller) {
      checkOrigin(request, caller)
      checkAccount(request, caller)
      request.session = caller.session
      request.user = caller.session?.user ?? null
      request.author = caller.session?.user.id ?? caller.device ?? (caller.principal === 'demo' ? 'demo' : 'api')
      request.device = caller.device ?? null
      return
    }
    if (wrongSecret) {
      const { isExceeded } = await countWrongKey(request) as { isExceeded?: boolean }
      throw new HttpProblem(isExceeded ? 'too-many-tries' : 'wrong-key')
    }
    throw new HttpProblem(refusalOf(access, callers, authorization !== undefined))
  })
}

function mayUse(access: RouteAccess, { principal, session }: Caller): boolean {
  if (session?.mustChangePassword && !access.whileChangingPassword) return false
  return isAllowed(access, principal, session?.user.permissions)
}

/** Known, but not for this: a viewer that edits, a wall that asks for units. */
function refusalOf(access: RouteAccess, callers: Caller[], hasShownSecret: boolean): ProblemCode {
  const session = callers.find((caller) => caller.session)?.session
  if (session) return session.mustChangePassword && isAllowed(access, 'user', session.user.permissions) ? 'password-change-needed' : 'not-allowed'
  if (access.allow.includes('user') && !access.allow.includes('key')) return 'sign-in-needed'
  return hasShownSecret ? 'wrong-key' : 'key-needed'
}

/** A page elsewhere can make a browser send our cookie; it cannot make it name our Origin. */
function checkOrigin(request: FastifyRequest, { principal }: Caller): void {
  if (request.method === 'GET' || request.method === 'HEAD' || principal === 'key' || principal === 'demo' || principal === 'device') return
  const { origin, host } = request.headers
  if (origin === undefined ? principal === 'user' : !isOwnOrigin(origin, host)) throw new HttpProblem('wrong-origin')
}

/** Two tabs share one cookie: what a page asks in the name of whoever it shows is not done as whoever signed in since. */
function checkAccount({ headers }: FastifyRequest, { session }: Caller): void {
  const named = headers['x-liuse-account']
  if (session && named !== undefined && named !== session.user.id) throw new HttpProblem('other-account')
}

const hasNul = (url: string): boolean => url.includes('\0') || url.includes('%00')

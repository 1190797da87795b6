import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { LiveSession } from '../../auth/accounts/accounts.ts'
import { roleOf } from '../../auth/roles.ts'
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../../demo/layDemoAccounts.ts'
import type { SessionOptions } from '../../protocol/accounts.ts'
import type { HttpContext } from '../context.ts'
import { HttpProblem } from '../problems.ts'
import { readBody, readTextField } from './readBody.ts'
import { cameByHttps, endedSessionCookie, sessionCookie } from './sessionCookie.ts'
import { sessionView } from './sessionView.ts'

/** Where signing in through OpenID Connect begins. */
const OIDC_PATH = '/api/v1/session/oidc'
/** From one address; a whole street may sit behind it, so only failures count. */
const FAILURES_PER_MINUTE = 30
const BODY_LIMIT_BYTES = 4096
const LONGEST_PASSWORD = 1_000

/** Signing in, who is signed in, signing out, the own password. */
export async function sessionRoutes(app: FastifyInstance, context: HttpContext): Promise<void> {
  const { accounts, service, settings } = context
  const countFailure = app.createRateLimit({ max: FAILURES_PER_MINUTE, timeWindow: 60_000 })
  const view = (session: LiveSession) => sessionView(service, settings.timezone, session)

  app.get('/api/v1/session/options', { schema: { hide: true } }, async (request): Promise<SessionOptions> => ({
    signedIn: request.user !== null,
    demo: service.demo(),
    oidc: settings.oidc && { url: OIDC_PATH, name: new URL(settings.oidc.issuer).hostname },
    accounts: service.demo() ? DEMO_ACCOUNTS.map(({ login, name, role }) => ({ login, password: DEMO_PASSWORD, name, roleName: roleOf(role)!.name })) : [],
  }))

  app.post('/api/v1/session', { bodyLimit: BODY_LIMIT_BYTES, schema: { hide: true } }, async (request, reply) => {
    const { login, password } = readBody(request.body, ['login', 'password'])
    if (isUsedUp(await countFailure(request, { increment: false }))) throw new HttpProblem('too-many-tries')
    const answer = await accounts.signIn(readTextField('login', login), readTextField('password', password, LONGEST_PASSWORD))
    if (!answer.ok) {
      await countFailure(request)
      if (answer.code === 'locked') throw new HttpProblem('locked', { minutes: answer.minutes })
      throw new HttpProblem('wrong-password')
    }
    // Whoever was signed in here before is signed out: nobody else's session stays behind in this browser.
    if (request.session) accounts.signOut(request.session)
    return reply.header('set-cookie', sessionCookie(answer.token, cameByHttps(request))).send(view(answer.session))
  })

  app.get('/api/v1/session', { schema: { hide: true } }, async (request) => view(sessionOf(request)))

  app.delete('/api/v1/session', { schema: { hide: true } }, async (request, reply) => {
    accounts.signOut(sessionOf(request))
    return reply.header('set-cookie', endedSessionCookie(cameByHttps(request))).status(204).send()
  })

  app.delete('/api/v1/sessions', { schema: { hide: true } }, async (request, reply) => {
    const { user } = sessionOf(request)
    accounts.signOutEverywhere(user.id, user.id)
    return reply.header('set-cookie', endedSessionCookie(cameByHttps(request))).status(204).send()
  })

  app.post('/api/v1/session/password', { bodyLimit: BODY_LIMIT_BYTES, schema: { hide: true } }, async (request) => {
    const session = sessionOf(request)
    const body = readBody(request.body, ['old', 'new'])
    const outcome = await accounts.changePassword(session, readTextField('oldPassword', body.old, LONGEST_PASSWORD), readTextField('newPassword', body.new, LONGEST_PASSWORD))
    if (!outcome.ok) {
      if (outcome.code === 'locked') throw new HttpProblem('locked', { minutes: outcome.minutes })
      // 401 would tell the page that its session is over.
      throw new HttpProblem(outcome.code === 'wrong-password' ? 'wrong-old-password' : outcome.code)
    }
    return view({ ...session, mustChangePassword: false })
  })
}

function sessionOf(request: FastifyRequest): LiveSession {
  if (!request.session) throw new HttpProblem('sign-in-needed')
  return request.session
}

const isUsedUp = (limit: unknown): boolean => (limit as { isExceeded?: boolean; remaining?: number }).isExceeded === true || (limit as { remaining?: number }).remaining === 0

import type { FastifyInstance } from 'fastify'
import { createOidcClient, OidcUnavailableError } from '../../auth/oidc/createOidcClient.ts'
import { readCookie } from '../../auth/readCookie.ts'
import { describeError } from '../../logger.ts'
import type { HttpContext } from '../context.ts'
import { HttpProblem } from '../problems.ts'
import { cookieHeader, sessionCookie } from './sessionCookie.ts'

const FLOW_COOKIE = 'liuse_oidc'
const FLOW_PATH = '/api/v1/session/oidc'
const FLOW_SECONDS = 600

/** Signing in through an OpenID provider, where one is set up: there, and back to the desk. */
export async function oidcRoutes(app: FastifyInstance, { accounts, settings, logger }: HttpContext): Promise<void> {
  const { oidc } = settings
  const client = oidc && createOidcClient(oidc, accounts.now)
  const isSecure = oidc?.redirect.startsWith('https:') ?? false
  // Lax, not Strict: the way back from the provider begins on another site.
  const flowCookie = (value: string, maxAgeSeconds: number): string => cookieHeader(FLOW_COOKIE, value, { isSecure, path: FLOW_PATH, sameSite: 'Lax', maxAgeSeconds })

  app.get(FLOW_PATH, { schema: { hide: true } }, async (_request, reply) => {
    if (!client) throw new HttpProblem('not-found')
    try {
      const { url, flow } = await client.begin()
      return await reply.header('set-cookie', flowCookie(flow, FLOW_SECONDS)).redirect(url)
    } catch (error) {
      if (!(error instanceof OidcUnavailableError)) throw error
      logger.warn({ err: describeError(error.cause) }, 'the OpenID provider does not answer')
      return reply.redirect('/desk?signin=unavailable')
    }
  })

  app.get(`${FLOW_PATH}/callback`, { schema: { hide: true } }, async (request, reply) => {
    if (!client) throw new HttpProblem('not-found')
    const flow = readCookie(request.headers.cookie, FLOW_COOKIE)
    const url = request.raw.url ?? ''
    const search = url.includes('?') ? url.slice(url.indexOf('?')) : ''
    try {
      const identity = flow === null ? null : await client.finish(search, flow)
      reply.header('set-cookie', flowCookie('', 0))
      if (!identity) return await reply.redirect('/desk?signin=failed')
      const signedIn = accounts.signInBySubject(identity.subject, identity.preferredLogin)
      if (!signedIn) return await reply.redirect('/desk?signin=unknown')
      if (request.session) accounts.signOut(request.session)
      return await reply.header('set-cookie', sessionCookie(signedIn.token, isSecure)).redirect('/desk')
    } catch (error) {
      if (!(error instanceof OidcUnavailableError)) throw error
      logger.warn({ err: describeError(error.cause) }, 'the OpenID provider does not answer')
      return reply.redirect('/desk?signin=unavailable')
    }
  })
}

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { rowProblem } from '../../feeds/reasons.ts'
import type { ResidentAnswer } from '../../protocol/residents.ts'
import { type CodeTarget, codeTarget, findHome } from '../../residents/codeTarget.ts'
import { createPlaceTokens, type PlaceTokens } from '../../residents/createPlaceTokens.ts'
import { residentPage } from '../../residents/residentPage.ts'
import { submitAnswers } from '../../residents/submitAnswers.ts'
import type { HttpContext } from '../context.ts'
import { HttpProblem } from '../problems.ts'
import { readerLocale } from '../readerLocale.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'
import { callerAddress } from './callerAddress.ts'

const BODY_LIMIT_BYTES = 16 * 1024
/** One address may be a whole building's Wi-Fi, so this only stops programs; a page is opened more often than sent. */
const PAGES_PER_ADDRESS = { max: 240, timeWindow: 10 * 60_000 } as const
const POSTS_PER_ADDRESS = { max: 60, timeWindow: 10 * 60_000 } as const
/** A family that corrects itself, and books; more is somebody else. */
const POSTS_PER_HOME = { max: 8, timeWindow: 60 * 60_000 } as const
const PAGE_ID = /^[\w-]{8,64}$/

/** The page behind a code, for anybody: what it asks, and what is sent. No answer ever holds what somebody else sent. */
export async function residentRoutes(app: FastifyInstance, { service }: HttpContext): Promise<void> {
  app.addHook('onRequest', unkeptWhenReady(service))
  let tokens: PlaceTokens | null = null
  /** Throws HttpProblem: a code that was made up, one that was replaced, a place that is no more. */
  const open = (token: string): CodeTarget => {
    tokens ??= createPlaceTokens(service.desk.context.store)
    const opened = tokens.open(token)
    if (!opened) throw new HttpProblem('unknown-code')
    if (opened.outdated) throw new HttpProblem('outdated-code')
    const target = codeTarget(service.desk.context, opened.id)
    if (target === 'gone') throw new HttpProblem('building-gone')
    if (!target) throw new HttpProblem('place-gone')
    return target
  }
  const homes = new WeakMap<FastifyRequest, string>()
  const pages = app.createRateLimit({ ...PAGES_PER_ADDRESS, keyGenerator: callerAddress })
  const posts = app.createRateLimit({ ...POSTS_PER_ADDRESS, keyGenerator: callerAddress })
  const postsOfHome = app.createRateLimit({ ...POSTS_PER_HOME, keyGenerator: (request) => homes.get(request) ?? '' })
  const spend = async (limit: ReturnType<FastifyInstance['createRateLimit']>, request: FastifyRequest): Promise<void> => {
    const { isExceeded } = await limit(request) as { isExceeded?: boolean }
    if (isExceeded) throw new HttpProblem('too-often')
  }

  app.get<{ Params: { token: string } }>('/api/v1/residents/:token', { schema: { hide: true } }, async (request) => {
    await spend(pages, request)
    return residentPage(service.desk.context, open(request.params.token))
  })

  app.post<{ Params: { token: string } }>('/api/v1/residents/:token', { schema: { hide: true }, bodyLimit: BODY_LIMIT_BYTES }, async (request): Promise<ResidentAnswer> => {
    await spend(posts, request)
    const target = open(request.params.token)
    const locale = readerLocale(request.headers['accept-language'])
    const body = request.body
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new HttpProblem('bad-body')
    const { id, form, version, answers, round, address, again, website } = body as Record<string, unknown>
    if (typeof id !== 'string' || !PAGE_ID.test(id)) throw new HttpProblem('bad-body')
    // A program that fills in what people cannot see learns nothing: it is thanked, and nothing is kept.
    if (website !== undefined && website !== '') return { state: 'received', number: service.rev() }
    const unit = findHome(service.desk.context, target, address)
    if (unit < 0) {
      const { field, code, reason } = rowProblem('address', 'unknown-home')
      return { state: 'problems', problems: [{ field, code, reason: reason[locale] }] }
    }
    homes.set(request, String(unit))
    await spend(postsOfHome, request)
    return submitAnswers(service.desk.context, target, unit, { id, form, version, answers, round, again: again === true }, locale)
  })
}

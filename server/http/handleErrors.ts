import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { AccountError } from '../auth/accounts/AccountError.ts'
import { PasswordsBusyError } from '../auth/accounts/createPasswords.ts'
import { DiskFullError } from '../store/runDurably.ts'
import { describeError } from '../logger.ts'
import { StoreUnavailableError, UnknownPlaceError } from '../service.ts'
import { FEED_BODY_LIMIT_BYTES } from './feedRoutes.ts'
import { HttpProblem, problemAnswer } from './problems.ts'
import { readerLocale } from './readerLocale.ts'

/** Every error becomes `{code, reason}` in the reader's language; no stack, no part of a body ever leaves. */
export function handleErrors(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler((error: unknown, request, reply) => answerError(error, request, reply, logger))
  app.setNotFoundHandler((request, reply) => answerError(new HttpProblem('not-found'), request, reply, logger))
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, logger: Logger): FastifyReply {
  const problem = problemOf(error, request.routeOptions?.bodyLimit)
  if (problem.code === 'internal') {
    logger.error({ route: request.routeOptions?.url ?? null, err: describeError(error) }, 'request failed')
  }
  if (problem.status === 503) reply.header('retry-after', '5')
  if (problem.status === 429) reply.header('retry-after', '60')
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  // Closed now, by Fastify's wish (413) or the client's own (Connection: close), a client that is still sending would see
  // a reset instead of the answer; kept open, Node reads the rest away by itself (server.requestTimeout is the limit).
  if (problem.status === 413 || isStillSending(request)) reply.header('connection', 'keep-alive')
  return reply
    .status(problem.status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(problemAnswer(problem, readerLocale(request.headers['accept-language'])))
}

const isStillSending = ({ raw }: FastifyRequest): boolean =>
  !raw.complete && (Number(raw.headers['content-length']) > 0 || raw.headers['transfer-encoding'] !== undefined)

/** Which problem an error is; `bodyLimit` is its route's, in bytes. What is not recognised is ours: 500. */
export function problemOf(error: unknown, bodyLimit = FEED_BODY_LIMIT_BYTES): HttpProblem {
  if (error instanceof HttpProblem) return error
  if (error instanceof AccountError) return new HttpProblem(error.code)
  if (error instanceof PasswordsBusyError) return new HttpProblem('busy-signing-in')
  if (error instanceof DiskFullError) return new HttpProblem('disk-full')
  if (error instanceof StoreUnavailableError) return new HttpProblem(error.code)
  if (error instanceof UnknownPlaceError) return new HttpProblem('unknown-place')
  const { code, statusCode } = error as Partial<FastifyError>
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE': return new HttpProblem('too-large', { limit: sizeText(bodyLimit) })
    case 'FST_REQ_FILE_TOO_LARGE': return new HttpProblem('too-large', { limit: '50 MB' })
    case 'FST_ERR_BAD_URL': return new HttpProblem('bad-url')
    case 'FST_ERR_CTP_EMPTY_JSON_BODY': case 'FST_ERR_CTP_INVALID_JSON_BODY': return new HttpProblem('broken-json')
    default: return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? new HttpProblem(statusCode === 404 ? 'not-found' : 'bad-request') : new HttpProblem('internal')
  }
}

const sizeText = (bytes: number): string => (bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MB` : `${Math.round(bytes / 1024)} KB`)

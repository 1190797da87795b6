import { PassThrough } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ImportError, importFile } from '../feeds/importFile.ts'
import type { ImportOutcome, ImportProgress } from '../feeds/importRequest.ts'
import { IMPORT_KINDS, type ImportKind, isImportKind } from '../feeds/importKinds.ts'
import type { Locale } from '../protocol/entities.ts'
import type { HttpContext } from './context.ts'
import { problemOf } from './handleErrors.ts'
import { IMPORT_SCHEMA, REJECTS_SCHEMA } from './openApi.ts'
import { HttpProblem, problemAnswer } from './problems.ts'
import { readImportUpload } from './readImportUpload.ts'
import { readerLocale } from './readerLocale.ts'
import { describeError } from '../logger.ts'

export const IMPORT_LIMIT_BYTES = 50 * 1024 * 1024
/** Boundaries, field names and the like around the file. */
const MULTIPART_EXTRA_BYTES = 64 * 1024
/** Each holds its file and its rows in memory. */
const IMPORTS_AT_ONCE = 2

/** `POST /api/v1/import/:kind` and the links to the rows that were not taken. */
export async function importRoutes(app: FastifyInstance, context: HttpContext): Promise<void> {
  const { service, logger } = context
  let running = 0

  app.post<{ Params: { kind: string } }>('/api/v1/import/:kind', {
    schema: IMPORT_SCHEMA,
    onRequest: async (request) => {
      if (!isImportKind(request.params.kind)) throw new HttpProblem('unknown-kind', { kinds: IMPORT_KINDS.join(', ') })
      if (!/^multipart\/form-data\s*;/i.test(request.headers['content-type'] ?? '')) throw new HttpProblem('not-multipart')
      if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') throw new HttpProblem('not-encoded')
      if (Number(request.headers['content-length'] ?? 0) > IMPORT_LIMIT_BYTES + MULTIPART_EXTRA_BYTES) throw new HttpProblem('too-large', { limit: '50 MB' })
      if (!service.ready()) throw new HttpProblem('not-ready')
      if (running >= IMPORTS_AT_ONCE) throw new HttpProblem('busy')
    },
  }, async (request, reply) => {
    // Counted here and not in onRequest: there is no other way out than through the `finally`.
    if (running >= IMPORTS_AT_ONCE) throw new HttpProblem('busy')
    running++
    let done = (): void => {
      running--
      done = () => {}
    }
    try {
      const locale = readerLocale(request.headers['accept-language'])
      const upload = await readImportUpload(request)
      const start = (onProgress?: (progress: ImportProgress) => void): Promise<ImportOutcome> =>
        importFile({ service, kind: request.params.kind as ImportKind, ...upload, timezone: context.settings.timezone, locale, author: request.author, onProgress })

      if (!wantsProgress(request)) return wordOutcome(await start(), context, locale)
      const stream = new PassThrough()
      const release = done
      done = () => {}
      const write = (line: unknown): void => { if (!stream.destroyed) stream.write(`${JSON.stringify(line)}\n`) }
      start((progress) => write({ progress })).then(
        (outcome) => write({ result: wordOutcome(outcome, context, locale) }),
        (error: unknown) => {
          const { status, body } = importProblem(error, locale)
          if (status === 500) logger.error({ route: '/api/v1/import/:kind', err: describeError(error) }, 'import failed')
          write({ problem: { status, ...body } })
        },
      ).finally(() => {
        stream.end()
        release()
      })
      return await reply.type('application/x-ndjson; charset=utf-8').send(stream)
    } catch (error) {
      if (!(error instanceof ImportError)) throw error
      const { status, body } = importProblem(error, readerLocale(request.headers['accept-language']))
      return await reply.status(status).send(body)
    } finally {
      done()
    }
  })

  app.get<{ Params: { id: string } }>('/api/v1/rejects/:id', { schema: REJECTS_SCHEMA }, async (request, reply) => {
    const bytes = context.rejects.take(request.params.id)
    if (!bytes) throw new HttpProblem('rejects-expired')
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="rejects.csv"')
      .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  })
}

const wantsProgress = (request: FastifyRequest): boolean => /application\/x-ndjson/i.test(request.headers.accept ?? '')

/** The answer over HTTP: the file of rejected rows becomes a link. */
function wordOutcome(outcome: ImportOutcome, context: HttpContext, locale: Locale): Record<string, unknown> {
  const { rejectsCsv, warnings, ...figures } = outcome
  const id = rejectsCsv === null ? null : context.rejects.put(rejectsCsv)
  return {
    ...figures,
    rejectsFile: id === null ? null : `/api/v1/rejects/${id}`,
    warnings: warnings.map((warning) => ({ code: warning.code, reason: warning.reason[locale] })),
  }
}

function importProblem(error: unknown, locale: Locale): { status: number; body: { code: string; reason: string } } {
  if (error instanceof ImportError) return { status: 422, body: { code: error.code, reason: error.reason[locale] } }
  const problem = problemOf(error)
  return { status: problem.status, body: problemAnswer(problem, locale) }
}

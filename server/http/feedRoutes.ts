import type { FastifyInstance } from 'fastify'
import type { RowKind } from '../feeds/rows.ts'
import { acceptInSlices } from './acceptInSlices.ts'
import type { HttpContext } from './context.ts'
import { FEED_SCHEMA } from './openApi.ts'
import { HttpProblem } from './problems.ts'
import { readerLocale } from './readerLocale.ts'
import { readRows } from './readRows.ts'

export const FEED_BODY_LIMIT_BYTES = 10 * 1024 * 1024
/** A slice of this size holds the world for well under 100 ms, so other feeds' batches are not kept waiting. */
const ROWS_PER_SLICE = 2000

/** `POST /api/v1/feeds/:feed`: rows in, answered when they are on disk. */
export async function feedRoutes(app: FastifyInstance, context: HttpContext): Promise<void> {
  // Whatever a client calls its JSON, it is read as JSON here; only application/x-ndjson is NDJSON.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: FEED_BODY_LIMIT_BYTES }, (_request, body, done) => done(null, body))

  app.post<{ Params: { feed: string } }>('/api/v1/feeds/:feed', {
    schema: FEED_SCHEMA,
    onRequest: async (request) => {
      if (!context.feeds.includes(request.params.feed)) throw new HttpProblem('unknown-feed')
      // A small compressed body can unfold to gigabytes; clients on a local network need no compression.
      if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') throw new HttpProblem('not-encoded')
      if (!context.service.ready()) throw new HttpProblem('not-ready')
    },
  }, async (request) => {
    const isNdjson = /^application\/x-ndjson\s*(;|$)/i.test(request.headers['content-type'] ?? '')
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array(0)
    const { rows, indexes, broken } = readRows(body, isNdjson)
    const kind = request.params.feed as RowKind
    const result = await acceptInSlices(context.service, kind, rows, request.author, { rowsPerSlice: ROWS_PER_SLICE })
    const locale = readerLocale(request.headers['accept-language'])
    const rejected = [...result.rejected.map((row) => ({ ...row, index: indexes[row.index] })), ...broken]
      .sort((a, b) => a.index - b.index)
      .map((row) => ({ index: row.index, field: row.field, code: row.code, reason: row.reason[locale] }))
    return { accepted: result.accepted, duplicates: result.duplicates, rejected, rev: result.rev }
  })
}

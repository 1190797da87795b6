import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { HttpContext } from '../context.ts'
import { parseJsonText } from '../parseJsonText.ts'
import { HttpProblem } from '../problems.ts'
import { readRows } from '../readRows.ts'
import { readerLocale } from '../readerLocale.ts'

/** A week's buffer, or one picture that a terminal sends all the same and that must be refused with words. */
const READINGS_LIMIT_BYTES = 4 * 1024 * 1024

/**
 * What devices at gates send, with their own keys: readings as JSON (as the vendor writes it) or NDJSON, and signs of
 * life. `X-Device-Clock` (or `clock` in the body) says what time the device has.
 */
export async function deviceRoutes(app: FastifyInstance, { service }: HttpContext): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: READINGS_LIMIT_BYTES }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', async () => {
    if (!service.ready()) throw new HttpProblem('not-ready')
  })
  const take = async (request: FastifyRequest, payload: unknown) => {
    try {
      return await service.gate.takeBatch(request.device!, payload, { clockIsFresh: true, locale: readerLocale(request.headers['accept-language']) })
    } catch (error) {
      service.gate.noteProblem(request.device!, 'not-kept')
      throw error
    }
  }

  app.post('/api/v1/devices/readings', { bodyLimit: READINGS_LIMIT_BYTES, schema: { hide: true } }, async (request) => {
    try {
      return await take(request, withClock(request, readPayload(request)))
    } catch (error) {
      if (error instanceof HttpProblem) service.gate.noteProblem(request.device!, error.code)
      throw error
    }
  })
  app.post('/api/v1/devices/heartbeat', { bodyLimit: READINGS_LIMIT_BYTES, schema: { hide: true } }, async (request) => {
    const body = bytesOf(request)
    const payload = body.length === 0 ? {} : parseJsonText(Buffer.from(body).toString('utf8'))
    const clock = typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? (payload as Record<string, unknown>).clock : undefined
    const { now, skewMs } = await take(request, withClock(request, clock === undefined ? {} : { clock }))
    return { now, skewMs }
  })
}

const bytesOf = (request: FastifyRequest): Uint8Array => (request.body instanceof Uint8Array ? request.body : new Uint8Array(0))

/** NDJSON: a line that only has a `clock` is about all of them. */
function readPayload(request: FastifyRequest): unknown {
  const body = bytesOf(request)
  if (/^application\/x-ndjson\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    const { rows } = readRows(body, true)
    const isClock = (row: unknown): boolean => typeof row === 'object' && row !== null && Object.keys(row).length === 1 && 'clock' in row
    const clock = (rows.find(isClock) as { clock?: unknown } | undefined)?.clock
    return { ...(clock !== undefined && { clock }), readings: rows.filter((row) => !isClock(row)) }
  }
  const payload = parseJsonText(Buffer.from(body).toString('utf8'))
  if (payload === undefined) throw new HttpProblem('broken-json')
  return payload
}

function withClock(request: FastifyRequest, payload: unknown): unknown {
  const header = request.headers['x-device-clock']
  if (typeof header !== 'string') return payload
  return Array.isArray(payload) ? { clock: header, readings: payload } : typeof payload === 'object' && payload !== null ? { clock: header, ...payload } : payload
}

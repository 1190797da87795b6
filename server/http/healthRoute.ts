import type { FastifyInstance } from 'fastify'
import type { HttpContext } from './context.ts'
import { HEALTH_SCHEMA } from './openApi.ts'

/** `GET /healthz`: 200 once feeds can be accepted, 503 before. */
export async function healthRoute(app: FastifyInstance, { service }: HttpContext): Promise<void> {
  app.get('/healthz', { schema: HEALTH_SCHEMA }, async (_request, reply) => {
    if (service.ready()) return { status: 'ok', rev: service.rev() }
    return reply.status(503).header('retry-after', '1').send({ status: 'starting' })
  })
}

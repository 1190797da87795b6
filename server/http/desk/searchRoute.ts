import type { FastifyInstance } from 'fastify'
import { createSearch, MOST_HITS } from '../../desk/search/createSearch.ts'
import type { HttpContext } from '../context.ts'
import { HttpProblem } from '../problems.ts'

/** A name, a number or an address; whatever is longer finds nothing anyway. */
const BODY_LIMIT_BYTES = 4096

/** `POST /api/v1/desk/search`: the text comes in the body, since a URL is written down in too many places. */
export async function searchRoute(app: FastifyInstance, { service }: HttpContext): Promise<void> {
  // Made with the first question: walls without a desk need none.
  let search: ReturnType<typeof createSearch> | null = null
  app.addHook('onClose', async () => search?.close())
  app.post('/api/v1/desk/search', { schema: { hide: true }, bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
    if (!service.ready()) throw new HttpProblem('not-ready')
    const { user } = request
    if (!user) throw new HttpProblem('not-allowed')
    const { text, limit = MOST_HITS } = (request.body ?? {}) as { text?: unknown; limit?: unknown }
    if (typeof text !== 'string' || !Number.isSafeInteger(limit) || (limit as number) < 1) throw new HttpProblem('bad-body')
    reply.header('cache-control', 'no-store')
    search ??= createSearch(service.desk.context)
    return { hits: await search.search(text, () => service.desk.reachOf(user), limit as number) }
  })
}

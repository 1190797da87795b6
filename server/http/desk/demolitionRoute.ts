import type { FastifyInstance } from 'fastify'
import { deskAnswer } from '../../desk/deskAnswer.ts'
import { numberOfId } from '../../merge/opaqueId.ts'
import type { DeskAnswer } from '../../protocol/desk.ts'
import { userOf } from '../auth/userOf.ts'
import type { HttpContext } from '../context.ts'
import { HttpProblem } from '../problems.ts'
import { readerLocale } from '../readerLocale.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'

const SMALL_LIMIT_BYTES = 4096

/** Writes down that a building of the scope is taken down from a day on, or stands after all. */
export async function demolitionRoute(app: FastifyInstance, { service }: HttpContext): Promise<void> {
  app.addHook('onRequest', unkeptWhenReady(service))
  app.post<{ Params: { id: string } }>('/api/v1/desk/buildings/:id/taken-down', { schema: { hide: true }, bodyLimit: SMALL_LIMIT_BYTES }, async (request): Promise<DeskAnswer> => {
    const user = userOf(request)
    const { body, params: { id } } = request
    if (!service.desk.reachOf(user).hasBuilding(numberOfId('b', id))) throw new HttpProblem('unknown-place')
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new HttpProblem('bad-body')
    const { from, standing } = body as Record<string, unknown>
    const result = await service.desk.context.accept('demolition', [{ building: id, from, standing }], user.id)
    return deskAnswer(result, readerLocale(request.headers['accept-language']))
  })
}

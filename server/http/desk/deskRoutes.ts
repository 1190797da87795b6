import type { FastifyInstance, FastifyRequest } from 'fastify'
import { dayToText } from '../../protocol/day.ts'
import type { PlacesAnswer } from '../../protocol/desk.ts'
import { userOf } from '../auth/userOf.ts'
import type { HttpContext } from '../context.ts'
import { failWith } from '../failWith.ts'
import { HttpProblem } from '../problems.ts'
import { readParameter } from '../readQuery.ts'
import { readerLocale } from '../readerLocale.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'

/** A bulk change of a whole compound, with its ids. */
const REPORTS_LIMIT_BYTES = 2 * 1024 * 1024
const SMALL_LIMIT_BYTES = 4096

/** What an officer's pages ask and send. Scope is applied behind `service.desk`: what is out of reach is not found. */
export async function deskRoutes(app: FastifyInstance, { service }: HttpContext): Promise<void> {
  app.addHook('onRequest', unkeptWhenReady(service))
  const hidden = { schema: { hide: true } } as const
  const small = { ...hidden, bodyLimit: SMALL_LIMIT_BYTES } as const

  app.get('/api/v1/desk/places', hidden, async (request): Promise<PlacesAnswer> => ({
    places: service.desk.places(userOf(request)), pack: service.desk.context.pack.description, marks: service.desk.context.pack.marks, day: dayToText(service.today()), rev: service.rev(),
  }))
  app.get<{ Params: { id: string } }>('/api/v1/desk/buildings/:id', hidden, async (request) => service.desk.building(userOf(request), request.params.id) ?? failWith('unknown-place'))
  app.get<{ Params: { id: string } }>('/api/v1/desk/posters/:id', hidden, async (request) => {
    const buildings = service.desk.poster(userOf(request), request.params.id) ?? failWith('unknown-place')
    return { buildings }
  })
  app.get<{ Params: { id: string } }>('/api/v1/desk/units/:id', hidden, async (request) => service.desk.unit(userOf(request), request.params.id, localeOf(request)) ?? failWith('unknown-place'))
  app.get<{ Params: { id: string } }>('/api/v1/desk/units/:id/timeline', hidden, async (request) =>
    service.desk.timeline(userOf(request), request.params.id, seqIn(readParameter(request.query, 'before'))) ?? failWith('unknown-place'))
  app.post<{ Params: { id: string } }>('/api/v1/desk/units/:id/landlord/show', small, async (request) => service.desk.showLandlord(userOf(request), request.params.id) ?? failWith('unknown-person'))
  app.post<{ Params: { id: string } }>('/api/v1/desk/units/:id/landlord/call', small, async (request) => {
    const tel = service.desk.callLandlord(userOf(request), request.params.id) ?? failWith('unknown-person')
    return { tel }
  })
  app.post<{ Params: { id: string } }>('/api/v1/desk/units/:id/plates/show', small, async (request) => {
    const plates = service.desk.showPlates(userOf(request), request.params.id) ?? failWith('unknown-place')
    return { plates }
  })
  app.get('/api/v1/desk/today', hidden, async (request) => service.desk.today(userOf(request), readParameter(request.query, 'place') ?? null) ?? failWith('unknown-place'))

  app.post<{ Params: { id: string } }>('/api/v1/desk/people/:id/show', { ...hidden, bodyLimit: SMALL_LIMIT_BYTES }, async (request) =>
    service.desk.show(userOf(request), request.params.id, unitIn(request.body), localeOf(request)) ?? failWith('unknown-person'))
  app.post<{ Params: { id: string } }>('/api/v1/desk/people/:id/call', { ...hidden, bodyLimit: SMALL_LIMIT_BYTES }, async (request) => {
    const tel = service.desk.call(userOf(request), request.params.id, unitIn(request.body)) ?? failWith('unknown-person')
    return { tel }
  })
  app.post('/api/v1/desk/reports', { ...hidden, bodyLimit: REPORTS_LIMIT_BYTES }, async (request) => {
    const { reports, together, bulk, check } = (request.body ?? {}) as { reports?: unknown; together?: unknown; bulk?: unknown; check?: unknown }
    if (!Array.isArray(reports)) throw new HttpProblem('bad-body')
    return service.desk.report(userOf(request), reports, localeOf(request), { together: together === true, bulk: bulk === true, check: check === true })
  })
}

const localeOf = (request: FastifyRequest) => readerLocale(request.headers['accept-language'])

function unitIn(body: unknown): string {
  const unit = (body as { unit?: unknown } | null)?.unit
  if (typeof unit !== 'string') throw new HttpProblem('bad-body')
  return unit
}

/** A log sequence of a query; without one, behind the newest. */
function seqIn(text: string | undefined): number {
  if (text === undefined) return Infinity
  const seq = Number(text)
  if (!Number.isSafeInteger(seq) || seq < 1) throw new HttpProblem('bad-query', { field: 'before' })
  return seq
}

import type { FastifyInstance } from 'fastify'
import { PUPIL_STATES, type PupilFilter, type SchoolReport } from '../../protocol/school.ts'
import { userOf } from '../auth/userOf.ts'
import type { HttpContext } from '../context.ts'
import { failWith } from '../failWith.ts'
import { HttpProblem } from '../problems.ts'
import { readMoment, readParameter } from '../readQuery.ts'
import { readerLocale } from '../readerLocale.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'

const REPORTS_LIMIT_BYTES = 512 * 1024
const SMALL_LIMIT_BYTES = 4096

/** Figures of schools, lists of pupils, and what is written down about them. Scope is applied behind `service.school.boards`. */
export async function boardRoutes(app: FastifyInstance, { service }: HttpContext): Promise<void> {
  app.addHook('onRequest', unkeptWhenReady(service))
  const hidden = { schema: { hide: true } } as const
  const small = { ...hidden, bodyLimit: SMALL_LIMIT_BYTES } as const
  const momentOf = (query: unknown): { day: number; rev?: number } => {
    const day = readParameter(query, 'day')
    const { day: asked, rev } = readMoment({ date: day, rev: readParameter(query, 'rev') }, service)
    return { day: asked ?? service.today(), rev }
  }

  app.get('/api/v1/school/boards', hidden, async (request) => {
    const { day, rev } = momentOf(request.query)
    return service.school.boards.district(userOf(request), day, rev)
  })
  app.get<{ Params: { id: string } }>('/api/v1/school/campuses/:id/board', hidden, async (request) => {
    const { day, rev } = momentOf(request.query)
    return service.school.boards.board(request.user, request.params.id, day, rev) ?? failWith('unknown-school')
  })
  app.get<{ Params: { id: string } }>('/api/v1/school/campuses/:id/pupils', hidden, async (request) => {
    const state = (readParameter(request.query, 'state') ?? 'missing') as PupilFilter
    if (!PUPIL_STATES.includes(state)) throw new HttpProblem('bad-query', { field: 'state' })
    const question = { state, grade: readParameter(request.query, 'grade') ?? null, class: readParameter(request.query, 'class') ?? null, day: momentOf(request.query).day }
    return service.school.boards.pupils(userOf(request), request.params.id, question) ?? failWith('unknown-school')
  })
  app.post<{ Params: { id: string } }>('/api/v1/school/pupils/:id/show', small, async (request) => service.school.boards.show(userOf(request), request.params.id) ?? failWith('unknown-person'))
  app.post<{ Params: { id: string } }>('/api/v1/school/pupils/:id/call', small, async (request) => {
    const tel = service.school.boards.call(userOf(request), request.params.id) ?? failWith('unknown-person')
    return { tel }
  })
  app.post('/api/v1/school/reports', { ...hidden, bodyLimit: REPORTS_LIMIT_BYTES }, async (request) => {
    const { reports } = (request.body ?? {}) as { reports?: unknown }
    if (!Array.isArray(reports)) throw new HttpProblem('bad-body')
    return service.school.boards.report(userOf(request), reports as SchoolReport[], readerLocale(request.headers['accept-language']))
  })
  app.get('/api/v1/school/unmatched', hidden, async (request) => service.school.boards.unmatched(userOf(request), readParameter(request.query, 'campus') ?? null))
  app.post<{ Params: { id: string } }>('/api/v1/school/pupils/:id/home', small, async (request) => {
    const { unit } = (request.body ?? {}) as { unit?: unknown }
    if (typeof unit !== 'string') throw new HttpProblem('bad-body')
    return await service.school.boards.match(userOf(request), request.params.id, unit, readerLocale(request.headers['accept-language'])) ?? failWith('unknown-person')
  })
}

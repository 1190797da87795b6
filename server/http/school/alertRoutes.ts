import type { FastifyInstance } from 'fastify'
import type { User } from '../../auth/user.ts'
import { ALERT_FILTERS, ALERT_VERDICTS, type AlertFilter, type AlertVerdict, type SchoolAlertsEvent } from '../../protocol/school.ts'
import { GroupChangedError } from '../../school/alerts/alerts.ts'
import { userOf } from '../auth/userOf.ts'
import { readBody, readTextField } from '../auth/readBody.ts'
import type { HttpContext } from '../context.ts'
import { failWith } from '../failWith.ts'
import { HttpProblem } from '../problems.ts'
import { readDate, readParameter } from '../readQuery.ts'
import { readerLocale } from '../readerLocale.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'

const SMALL_LIMIT_BYTES = 16 * 1024
const LONGEST_NOTE = 2_000
const LONGEST_URL = 500
const LONGEST_SECRET = 500
/** Times of more than a term are a report of their own. */
const MOST_DAYS = 186

type ById = { Params: { id: string } }

/** Alerts of schools, and where true ones are passed on to. Scope is applied behind `service.school`: what is out of reach is not found. */
export async function alertRoutes(app: FastifyInstance, { service }: HttpContext): Promise<void> {
  app.addHook('onRequest', unkeptWhenReady(service))
  const hidden = { schema: { hide: true } } as const
  const small = { ...hidden, bodyLimit: SMALL_LIMIT_BYTES } as const

  app.get('/api/v1/school/alerts', hidden, async (request) => {
    const { query } = request
    const filter = readParameter(query, 'state') ?? 'todo'
    if (!(ALERT_FILTERS as readonly string[]).includes(filter)) throw new HttpProblem('bad-query', { field: 'state' })
    return service.school.alerts.list(userOf(request), {
      filter: filter as AlertFilter, rule: readParameter(query, 'rule') ?? null, campus: readParameter(query, 'campus') ?? null, after: readParameter(query, 'after') ?? null,
    })
  })
  app.get('/api/v1/school/alerts/counts', hidden, async (request): Promise<SchoolAlertsEvent> => ({ rev: service.rev(), campuses: service.school.alerts.counts(userOf(request)) }))
  app.get('/api/v1/school/alerts/times', hidden, async (request) => {
    const { query } = request
    const to = readParameter(query, 'to')
    const last = to === undefined ? service.today() : readDate(to)
    const from = readParameter(query, 'from')
    const first = from === undefined ? last - 6 : readDate(from)
    if (first > last || last - first > MOST_DAYS) throw new HttpProblem('bad-query', { field: 'from' })
    return service.school.alerts.times(userOf(request), first, last)
  })
  app.get<ById>('/api/v1/school/alerts/:id', hidden, async (request) => service.school.alerts.detail(userOf(request), request.params.id) ?? failWith('unknown-alert'))
  app.post<ById>('/api/v1/school/alerts/:id/steps', small, async (request) => {
    const { steps, seen } = readBody(request.body, ['steps', 'seen'])
    if (!Array.isArray(steps)) throw new HttpProblem('bad-body')
    return await service.school.alerts.step(userOf(request), request.params.id, steps, seen, readerLocale(request.headers['accept-language'])) ?? failWith('unknown-alert')
  })
  app.post<ById>('/api/v1/school/alerts/:id/group', small, async (request) => {
    const { verdict, note = '', confirmed } = readBody(request.body, ['verdict', 'note', 'confirmed'])
    if (!(ALERT_VERDICTS as readonly unknown[]).includes(verdict) || !Number.isSafeInteger(confirmed)) throw new HttpProblem('bad-body')
    try {
      const answer = await service.school.alerts.closeGroup(userOf(request), request.params.id, verdict as AlertVerdict, readTextField('note', note, LONGEST_NOTE), confirmed as number, readerLocale(request.headers['accept-language']))
      if (answer === 'beyond-scope') throw new HttpProblem('group-beyond-scope')
      return answer ?? failWith('unknown-alert')
    } catch (error) {
      if (error instanceof GroupChangedError) throw new HttpProblem('group-changed', { count: error.count })
      throw error
    }
  })

  app.get('/api/v1/school/authority', hidden, async (request) => {
    needWhole(userOf(request))
    return service.school.authority.view()
  })
  app.put('/api/v1/school/authority', small, async (request) => {
    const user = needWhole(userOf(request))
    const { url, secret, enabled } = readBody(request.body, ['url', 'secret', 'enabled'])
    if (typeof enabled !== 'boolean') throw new HttpProblem('bad-body')
    const problem = service.school.authority.set(user, { url: readTextField('url', url, LONGEST_URL), enabled, ...(secret !== undefined && { secret: readTextField('secret', secret, LONGEST_SECRET) }) })
    if (problem) throw new HttpProblem(problem)
    return service.school.authority.view()
  })
}

/** Alerts of all schools go to one authority: it is set by whoever answers for all of them. */
function needWhole(user: User): User {
  if (!user.scope.schools.includes('all')) throw new HttpProblem('not-allowed')
  return user
}

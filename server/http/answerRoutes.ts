import type { FastifyInstance } from 'fastify'
import type { HttpContext } from './context.ts'
import { PLACES_SCHEMA, SCHOOL_DAY_SCHEMA, SUMMARY_SCHEMA, UNITS_SCHEMA } from './openApi.ts'
import { HttpProblem } from './problems.ts'
import { readDate, readMoment, readParameter } from './readQuery.ts'
import { readerLocale } from './readerLocale.ts'

/** The questions: summary, units, places, a school's day. Figures and statuses; nothing personal. */
export async function answerRoutes(app: FastifyInstance, { service }: HttpContext): Promise<void> {
  app.addHook('onRequest', async () => {
    if (!service.ready()) throw new HttpProblem('not-ready')
  })

  app.get('/api/v1/summary', { schema: SUMMARY_SCHEMA }, async ({ query }) =>
    service.summary(readParameter(query, 'place') ?? null, readMoment(query, service)))

  app.get('/api/v1/units', { schema: UNITS_SCHEMA }, async ({ query, headers }) => {
    const address = { compound: readParameter(query, 'compound'), building: readParameter(query, 'building'), room: readParameter(query, 'room') }
    return service.units(address, readMoment(query, service), readerLocale(headers['accept-language']))
  })

  app.get('/api/v1/places', { schema: PLACES_SCHEMA }, async () => service.places())

  app.get<{ Params: { name: string; date: string } }>('/api/v1/schools/:name/days/:date', { schema: SCHOOL_DAY_SCHEMA }, async ({ params }) => {
    const answer = service.schoolDay(params.name, readDate(params.date))
    if (!answer) throw new HttpProblem('unknown-school')
    return answer
  })
}

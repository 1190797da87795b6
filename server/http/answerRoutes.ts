import type { FastifyInstance } from 'fastify'
import type { HttpContext } from './context.ts'
import { CLASS_DAY_SCHEMA, GRADE_DAY_SCHEMA, PLACES_SCHEMA, SCHOOL_DAY_SCHEMA, SUMMARY_SCHEMA, UNITS_SCHEMA } from './openApi.ts'
import { HttpProblem } from './problems.ts'
import { readDate, readMoment, readParameter } from './readQuery.ts'
import { readerLocale } from './readerLocale.ts'
import type { GradeDayAnswer, SchoolDayAnswer } from '../service.ts'

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

  const schoolDay = (params: { name: string; date: string }, query: unknown): SchoolDayAnswer => {
    const answer = service.schoolDay(params.name, readDate(params.date), readMoment(query, service).rev)
    if (!answer) throw new HttpProblem('unknown-school')
    return answer
  }
  const gradeDay = (params: { name: string; date: string; grade: string }, query: unknown): GradeDayAnswer => {
    const found = schoolDay(params, query).grades.find(({ name }) => name === params.grade)
    if (!found) throw new HttpProblem('unknown-class')
    return found
  }
  app.get<{ Params: { name: string; date: string } }>('/api/v1/schools/:name/days/:date', { schema: SCHOOL_DAY_SCHEMA }, async ({ params, query }) => schoolDay(params, query))
  app.get<{ Params: { name: string; date: string; grade: string } }>('/api/v1/schools/:name/days/:date/grades/:grade', { schema: GRADE_DAY_SCHEMA }, async ({ params, query }) => gradeDay(params, query))
  app.get<{ Params: { name: string; date: string; grade: string; class: string } }>('/api/v1/schools/:name/days/:date/grades/:grade/classes/:class', { schema: CLASS_DAY_SCHEMA }, async ({ params, query }) => {
    const found = gradeDay(params, query).classes.find(({ name }) => name === params.class)
    if (!found) throw new HttpProblem('unknown-class')
    return found
  })
}

import type { FastifyInstance } from 'fastify'
import { dayFromText, dayToText } from '../../protocol/day.ts'
import type { DeskAnswer } from '../../protocol/desk.ts'
import { calendarView, changeCalendar, readCalendar } from '../../school/calendar/calendarView.ts'
import { PlanChangedError, type PromotionQuestion } from '../../school/rosters/rosters.ts'
import { userOf } from '../auth/userOf.ts'
import type { HttpContext } from '../context.ts'
import { failWith } from '../failWith.ts'
import { HttpProblem } from '../problems.ts'
import { readTextField } from '../auth/readBody.ts'
import { readParameter } from '../readQuery.ts'
import { readerLocale } from '../readerLocale.ts'
import { answerSheetUpload } from './answerSheetUpload.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'

const BODY_LIMIT_BYTES = 512 * 1024

/** Rosters (a file with its preview, the years' promotion, single changes) and the calendar of schools. */
export async function rosterRoutes(app: FastifyInstance, { service }: HttpContext): Promise<void> {
  app.addHook('onRequest', unkeptWhenReady(service))
  const hidden = { schema: { hide: true }, bodyLimit: BODY_LIMIT_BYTES } as const
  const rosters = () => service.school.rosters

  app.get<{ Params: { id: string } }>('/api/v1/school/campuses/:id/roster', hidden, async (request) => rosters().view(userOf(request), request.params.id) ?? failWith('unknown-school'))
  app.post('/api/v1/school/rosters/preview', hidden, (request, reply) => answerSheetUpload(request, reply, 'roster', service.today(), (rows, locale) => {
    const unread = rows.flatMap(({ sheetRow, row, problems }) => problems.slice(0, 1).map(({ column, code, reason }) => ({ problem: { row: sheetRow, column, code, reason: reason[locale] }, row })))
    return rosters().preview(userOf(request), rows.filter(({ problems }) => problems.length === 0), unread, locale)
  }))
  app.post('/api/v1/school/rosters/apply', hidden, async (request) => {
    const { token, complete } = (request.body ?? {}) as { token?: unknown; complete?: unknown }
    if (typeof token !== 'string' || typeof complete !== 'boolean') throw new HttpProblem('bad-body')
    return await asPlanned(() => rosters().apply(userOf(request), token, complete, readerLocale(request.headers['accept-language']))) ?? failWith('plan-changed')
  })
  app.post('/api/v1/school/rosters/promotion/preview', hidden, async (request) => rosters().planPromotion(userOf(request), promotionIn(request.body)) ?? failWith('unknown-school'))
  app.post('/api/v1/school/rosters/promotion', hidden, async (request) => {
    const { token } = (request.body ?? {}) as { token?: unknown }
    if (typeof token !== 'string') throw new HttpProblem('bad-body')
    return await asPlanned(() => rosters().promote(userOf(request), promotionIn(request.body), token, readerLocale(request.headers['accept-language']))) ?? failWith('unknown-school')
  })
  app.post('/api/v1/school/rosters/changes', hidden, async (request) => {
    const { changes } = (request.body ?? {}) as { changes?: unknown }
    if (!Array.isArray(changes)) throw new HttpProblem('bad-body')
    return rosters().change(userOf(request), changes, readerLocale(request.headers['accept-language']))
  })

  app.get('/api/v1/school/calendar', hidden, async (request) => {
    const { query } = request
    const month = readParameter(query, 'month') ?? dayToText(service.today()).slice(0, 7)
    if (!/^\d{4}-\d\d$/.test(month)) throw new HttpProblem('bad-query', { field: 'month' })
    return calendarView(service.desk, userOf(request), { campus: readParameter(query, 'campus') ?? null, grade: readParameter(query, 'grade') ?? '', class: readParameter(query, 'class') ?? '', month }) ?? failWith('unknown-school')
  })
  app.post('/api/v1/school/calendar', hidden, async (request) => {
    const { rows, check } = (request.body ?? {}) as { rows?: unknown; check?: unknown }
    if (!Array.isArray(rows)) throw new HttpProblem('bad-body')
    if (check === true) return { rows: readCalendar(service.desk, rows) }
    return changeCalendar(service.desk, userOf(request), rows, readerLocale(request.headers['accept-language']))
  })
}

function promotionIn(body: unknown): PromotionQuestion {
  const { campus, from, next } = (body ?? {}) as Record<string, unknown>
  const day = typeof from === 'string' ? dayFromText(from) : null
  if (typeof campus !== 'string' || day === null || (next !== undefined && (typeof next !== 'object' || next === null))) throw new HttpProblem('bad-body')
  const chosen = (next ?? {}) as Record<string, unknown>
  for (const grade of Object.values(chosen)) if (grade !== null && readTextField('grade', grade, 64) === '') throw new HttpProblem('bad-body')
  return { campus, from: day, next: chosen as Record<string, string | null> }
}

async function asPlanned(act: () => Promise<DeskAnswer | null>): Promise<DeskAnswer | null> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof PlanChangedError) throw new HttpProblem('plan-changed')
    throw error
  }
}

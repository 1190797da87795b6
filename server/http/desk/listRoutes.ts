import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createLists } from '../../desk/lists/createLists.ts'
import { type Lists, TASK_FILTERS, type TaskFilter } from '../../desk/lists/lists.ts'
import { ImportError, importFile } from '../../feeds/importFile.ts'
import { TASK_ANSWERS, type TaskAnswer } from '../../protocol/desk.ts'
import type { Locale } from '../../protocol/entities.ts'
import { readTextField } from '../auth/readBody.ts'
import { userOf } from '../auth/userOf.ts'
import type { HttpContext } from '../context.ts'
import { failWith } from '../failWith.ts'
import { HttpProblem } from '../problems.ts'
import { readImportUpload } from '../readImportUpload.ts'
import { readParameter } from '../readQuery.ts'
import { readerLocale } from '../readerLocale.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'
import { wordImport } from './wordImport.ts'

const ANSWERS_LIMIT_BYTES = 1024 * 1024
const SMALL_LIMIT_BYTES = 4096
/** Each holds its file and its rows in memory. */
const IMPORTS_AT_ONCE = 2
/** A reason somebody will understand a year later. Characters. */
const SHORTEST_REASON = 4
const LONGEST_REASON = 300

/** Verification lists: overview, tasks, answers, hand matching, import and the sheet sent back. What is out of scope is not found. */
export async function listRoutes(app: FastifyInstance, { service, audit, settings }: HttpContext): Promise<void> {
  // Made with the first question: walls without a desk need none.
  let made: Lists | null = null
  const lists = (): Lists => (made ??= createLists(service.desk, audit))
  let importing = 0
  app.addHook('onRequest', unkeptWhenReady(service))
  const hidden = { schema: { hide: true } } as const
  const small = { ...hidden, bodyLimit: SMALL_LIMIT_BYTES }
  type ById = { Params: { id: string } }

  app.get('/api/v1/desk/lists', hidden, async (request) => ({ lists: lists().overview(userOf(request)) }))
  app.get<ById>('/api/v1/desk/lists/:id', hidden, async (request) => {
    const filter = readParameter(request.query, 'filter') ?? 'all'
    const answer = readParameter(request.query, 'answer') ?? null
    if (!(TASK_FILTERS as readonly string[]).includes(filter)) throw new HttpProblem('bad-query', { field: 'filter' })
    if (answer !== null && !(TASK_ANSWERS as readonly string[]).includes(answer)) throw new HttpProblem('bad-query', { field: 'answer' })
    const query = { filter: filter as TaskFilter, answer: answer as TaskAnswer | null, committee: readParameter(request.query, 'committee') ?? null, after: readParameter(request.query, 'after') ?? null }
    return lists().tasks(userOf(request), request.params.id, query) ?? failWith('unknown-list')
  })
  app.get<ById>('/api/v1/desk/tasks/:id', hidden, async (request) => lists().detail(userOf(request), request.params.id) ?? failWith('unknown-task'))
  app.get<ById>('/api/v1/desk/tasks/:id/candidates', hidden, async (request) => ({ candidates: lists().candidates(userOf(request), request.params.id) ?? failWith('unknown-task') }))
  app.post<ById>('/api/v1/desk/tasks/:id/show', small, async (request) => lists().show(userOf(request), request.params.id) ?? failWith('unknown-task'))
  app.post<ById>('/api/v1/desk/tasks/:id/call', small, async (request) => ({ tel: lists().call(userOf(request), request.params.id) ?? failWith('unknown-task') }))
  app.post('/api/v1/desk/tasks/answers', { ...hidden, bodyLimit: ANSWERS_LIMIT_BYTES }, async (request) => {
    const answers = (request.body as { answers?: unknown } | null)?.answers
    if (!Array.isArray(answers)) throw new HttpProblem('bad-body')
    return lists().answer(userOf(request), answers, localeOf(request))
  })

  app.post<ById>('/api/v1/desk/lists/:id/export', small, async (request, reply) => {
    const { clear = false, reason = '' } = (request.body ?? {}) as { clear?: unknown; reason?: unknown }
    if (typeof clear !== 'boolean') throw new HttpProblem('bad-body')
    const why = readTextField('reason', reason, LONGEST_REASON).trim()
    const user = userOf(request)
    if (clear && !user.permissions.has('export.clear')) throw new HttpProblem('not-allowed')
    if (clear && why.length < SHORTEST_REASON) throw new HttpProblem('reason-needed')
    const { name, bytes } = await lists().exportSheet(user, request.params.id, clear ? why : null, localeOf(request)) ?? failWith('unknown-list')
    return reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', `attachment; filename="list.xlsx"; filename*=UTF-8''${encodeURIComponent(`${name}.xlsx`).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`)
      .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  })

  app.post('/api/v1/desk/lists/import', hidden, async (request, reply) => {
    if (importing >= IMPORTS_AT_ONCE) throw new HttpProblem('busy')
    importing++
    try {
      const upload = await readImportUpload(request)
      const locale = localeOf(request)
      const outcome = await importFile({ service, kind: 'verification', ...upload, timezone: settings.timezone, locale, author: userOf(request).id })
      audit.write({ account: userOf(request).id, action: 'import', subject: '', details: { what: 'verification', rows: outcome.rows, accepted: outcome.accepted, rejected: outcome.rejected } })
      return { ...wordImport(outcome, locale), list: outcome.list, id: lists().overview(userOf(request)).find(({ name }) => name === outcome.list)?.id ?? null }
    } catch (error) {
      if (!(error instanceof ImportError)) throw error
      return await reply.status(422).send({ code: error.code, reason: error.reason[localeOf(request)] })
    } finally {
      importing--
    }
  })
}

const localeOf = (request: FastifyRequest): Locale => readerLocale(request.headers['accept-language'])

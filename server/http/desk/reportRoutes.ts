import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createReports } from '../../desk/reports/createReports.ts'
import { createForms } from '../../desk/reports/form/createForms.ts'
import { FormMappingError } from '../../desk/reports/form/forms.ts'
import { createHandOver, LONGEST_NOTE } from '../../desk/reports/handOver/createHandOver.ts'
import { reportLines, reportSheets } from '../../desk/reports/reportSheets.ts'
import { startReportClock } from '../../desk/reports/startReportClock.ts'
import { writeReportCsv } from '../../desk/reports/writeReportCsv.ts'
import { writeReportXlsx } from '../../desk/reports/writeReportXlsx.ts'
import { SheetError } from '../../feeds/sheet/SheetError.ts'
import { describeError } from '../../logger.ts'
import { dayFromText } from '../../protocol/day.ts'
import { userOf } from '../auth/userOf.ts'
import type { HttpContext } from '../context.ts'
import { failWith } from '../failWith.ts'
import { problemOf } from '../handleErrors.ts'
import { readTextField } from '../auth/readBody.ts'
import { HttpProblem } from '../problems.ts'
import { readParameter } from '../readQuery.ts'
import { readerLocale } from '../readerLocale.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'

const FORM_LIMIT_BYTES = 5 * 1024 * 1024
const FORM_LIMIT_TEXT = '5 MB'
/** A note at its longest in UTF-8, and the rest of its JSON. */
const NOTE_LIMIT_BYTES = LONGEST_NOTE * 6 + 1024
const SMALL_LIMIT_BYTES = 4096
const MAPPING_LIMIT_BYTES = 1024 * 1024
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The daily report, the superior's forms and the hand-over page. Every answer is cut to the user's scope behind these doors. */
export async function reportRoutes(app: FastifyInstance, { service, accounts, audit, logger }: HttpContext): Promise<void> {
  // Made with the first question: a server in a test may have no desk.
  const make = () => {
    const reports = createReports(service.desk, service.demo())
    return { reports, forms: createForms(service.desk, reports), handOver: createHandOver(service.desk, accounts, audit), zone: service.desk.context.zoneOffsetMinutes }
  }
  let made: ReturnType<typeof make> | null = null
  const desk = () => (made ??= make())

  let stopClock = async (): Promise<void> => {}
  app.addHook('onReady', async () => {
    stopClock = startReportClock(
      async () => { if (service.ready()) await desk().reports.fixWhenDue() },
      (error) => logger.warn({ err: describeError(error) }, 'the daily report could not be fixed'),
    )
  })
  app.addHook('onClose', async () => stopClock())
  app.addHook('onRequest', unkeptWhenReady(service))
  const hidden = { schema: { hide: true } } as const
  type Day = { Params: { day: string } }
  type Id = { Params: { id: string } }

  app.get('/api/v1/desk/daily', hidden, async () => desk().reports.list())
  app.get<Day>('/api/v1/desk/daily/:day', hidden, async (request) => (await desk().reports.view(userOf(request), dayIn(request.params.day))) ?? failWith('unknown-report'))
  app.get<Day>('/api/v1/desk/daily/:day/reasons', hidden, async (request) => {
    const [figure, place = 'all'] = [readParameter(request.query, 'figure'), readParameter(request.query, 'place')]
    if (figure === undefined) throw new HttpProblem('bad-query', { field: 'figure' })
    return (await desk().reports.reason(userOf(request), dayIn(request.params.day), figure, place)) ?? failWith('unknown-report')
  })
  app.get<{ Params: { day: string; format: string } }>('/api/v1/desk/daily/:day/files/:format', hidden, async (request, reply) => {
    const { format } = request.params
    if (format !== 'xlsx' && format !== 'csv') throw new HttpProblem('not-found')
    const user = userOf(request)
    const report = (await desk().reports.view(user, dayIn(request.params.day))) ?? failWith('unknown-report')
    const locale = localeOf(request)
    const content = format === 'csv' ? Buffer.from(writeReportCsv(reportLines(report, locale))) : await writeReportXlsx(reportSheets(report, locale, desk().zone()))
    // Written down before it leaves.
    audit.write({ account: user.id, action: 'export', subject: '', details: { what: 'daily-report', format, day: report.day, rev: report.rev } })
    return reply.type(format === 'csv' ? 'text/csv; charset=utf-8' : XLSX).header('content-disposition', `attachment; filename="liuse-report-${report.day}.${format}"`).send(content)
  })
  app.post('/api/v1/desk/daily-time', { ...hidden, bodyLimit: SMALL_LIMIT_BYTES }, async (request) => {
    const time = fieldOf(request.body, 'time')
    if (typeof time !== 'string' || !desk().reports.setReportTime(time)) throw new HttpProblem('bad-time')
    audit.write({ account: userOf(request).id, action: 'report-time', subject: '', details: { time } })
    return desk().reports.list()
  })

  app.get('/api/v1/desk/report-forms', hidden, async () => ({ forms: desk().forms.list() }))
  app.post('/api/v1/desk/report-forms', {
    ...hidden,
    onRequest: async (request) => {
      if (!/^multipart\/form-data\s*;/i.test(request.headers['content-type'] ?? '')) throw new HttpProblem('not-multipart')
    },
  }, async (request) => {
    const user = userOf(request)
    const { name, bytes } = await readForm(request)
    const view = await asProblem(desk().forms.add(user, name, bytes))
    audit.write({ account: user.id, action: 'report-form', subject: '', details: { form: view.id, what: 'new' } })
    return view
  })
  app.get<Id>('/api/v1/desk/report-forms/:id', hidden, async (request) => (await asProblem(desk().forms.view(userOf(request), request.params.id))) ?? failWith('unknown-form'))
  app.post<Id>('/api/v1/desk/report-forms/:id/mapping', { ...hidden, bodyLimit: MAPPING_LIMIT_BYTES }, async (request) => {
    const user = userOf(request)
    const cells = fieldOf(request.body, 'cells')
    if (!Array.isArray(cells)) throw new HttpProblem('bad-body')
    const view = (await asProblem(desk().forms.map(user, request.params.id, cells))) ?? failWith('unknown-form')
    audit.write({ account: user.id, action: 'report-form', subject: '', details: { form: view.id, what: 'mapping', cells: view.mapped } })
    return view
  })
  app.delete<Id>('/api/v1/desk/report-forms/:id', hidden, async (request, reply) => {
    if (!desk().forms.remove(request.params.id)) throw new HttpProblem('unknown-form')
    audit.write({ account: userOf(request).id, action: 'report-form', subject: '', details: { form: request.params.id, what: 'removed' } })
    return reply.status(204).send()
  })
  app.get<{ Params: { id: string; day: string } }>('/api/v1/desk/report-forms/:id/filled/:day', hidden, async (request) =>
    (await asProblem(desk().forms.filled(userOf(request), request.params.id, dayIn(request.params.day)))) ?? failWith('unknown-form'))
  app.get<{ Params: { id: string; day: string } }>('/api/v1/desk/report-forms/:id/files/:day', hidden, async (request, reply) => {
    const user = userOf(request)
    const file = (await asProblem(desk().forms.file(user, request.params.id, dayIn(request.params.day)))) ?? failWith('unknown-form')
    audit.write({ account: user.id, action: 'export', subject: '', details: { what: 'report-form', form: request.params.id, day: file.day } })
    const name = encodeURIComponent(`${file.name.replace(/\.xlsx$/i, '')} ${file.day}.xlsx`).replaceAll("'", '%27')
    return reply.type(XLSX).header('content-disposition', `attachment; filename="form-${file.day}.xlsx"; filename*=UTF-8''${name}`).send(Buffer.from(file.bytes))
  })

  app.get('/api/v1/desk/hand-over', hidden, async (request) => desk().handOver.view(userOf(request)))
  app.post('/api/v1/desk/hand-over/notes', { ...hidden, bodyLimit: NOTE_LIMIT_BYTES }, async (request) => {
    const typed = fieldOf(request.body, 'note')
    // Signs that cannot be read are dropped from a note, not refused.
    const [place, note] = [readTextField('place', fieldOf(request.body, 'place')), readTextField('note', typeof typed === 'string' ? typed.replaceAll('\0', '') : typed, LONGEST_NOTE)]
    if (note.trim() === '') throw new HttpProblem('bad-body')
    if (!desk().handOver.note(userOf(request), place, note)) throw new HttpProblem('unknown-place')
    audit.write({ account: userOf(request).id, action: 'hand-over', subject: '', details: { what: 'note', place } })
    return desk().handOver.view(userOf(request))
  })
  app.post<Id>('/api/v1/desk/hand-over/notes/:id/done', { ...hidden, bodyLimit: SMALL_LIMIT_BYTES }, async (request) => {
    if (!desk().handOver.close(userOf(request), Number(request.params.id))) throw new HttpProblem('unknown-note')
    audit.write({ account: userOf(request).id, action: 'hand-over', subject: '', details: { what: 'note-done', note: Number(request.params.id) } })
    return desk().handOver.view(userOf(request))
  })
}

/** A link in a page carries no header of the page's language. */
const localeOf = (request: FastifyRequest) => readerLocale(readParameter(request.query, 'lang') ?? request.headers['accept-language'])

const fieldOf = (body: unknown, field: string): unknown => (typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[field] : undefined)

function dayIn(text: string): string {
  if (text !== 'now' && dayFromText(text) === null) throw new HttpProblem('unknown-report')
  return text
}

/** A workbook or a mapping that will not do, in the reader's words. */
async function asProblem<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (error instanceof SheetError) throw new HttpProblem('bad-form', { zh: error.reason['zh-CN'], en: error.reason.en })
    if (error instanceof FormMappingError) throw new HttpProblem('bad-mapping', { cell: error.cell })
    throw error
  }
}

async function readForm(request: FastifyRequest): Promise<{ name: string; bytes: Uint8Array }> {
  try {
    let form: { name: string; bytes: Uint8Array } | null = null
    for await (const part of request.parts({ limits: { files: 1, fileSize: FORM_LIMIT_BYTES } })) {
      if (part.type !== 'file') continue
      const bytes = await part.toBuffer()
      if (part.fieldname === 'file') form = { name: part.filename ?? '', bytes }
    }
    if (!form) throw new HttpProblem('no-file')
    return form
  } catch (error) {
    const problem = problemOf(error)
    if (problem.code === 'too-large') throw new HttpProblem('too-large', { limit: FORM_LIMIT_TEXT })
    throw problem.code === 'internal' ? new HttpProblem('bad-request') : problem
  }
}

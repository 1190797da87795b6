import type { FastifyInstance } from 'fastify'
import { createRegions } from '../../desk/regions/createRegions.ts'
import type { Regions } from '../../desk/regions/regions.ts'
import { readSheet } from '../../feeds/sheet/readSheet.ts'
import { SheetError } from '../../feeds/sheet/SheetError.ts'
import { dayToText } from '../../protocol/day.ts'
import { readUploadedFile } from '../auth/readUploadedFile.ts'
import { userOf } from '../auth/userOf.ts'
import type { HttpContext } from '../context.ts'
import { HttpProblem } from '../problems.ts'
import { readerLocale } from '../readerLocale.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'

const LINES_LIMIT_BYTES = 1024 * 1024
/** Looks at every home of the town; more at once would only make each slower. */
const PREVIEWS_AT_ONCE = 2

/** The region list: lines, a preview of what a change would do, the change. */
export async function regionRoutes(app: FastifyInstance, { service }: HttpContext): Promise<void> {
  // Made with the first question: walls without a desk need none.
  let made: Regions | null = null
  const regions = (): Regions => (made ??= createRegions(service.desk))
  let previews = 0
  app.addHook('onRequest', unkeptWhenReady(service))
  const hidden = { schema: { hide: true } } as const
  const options = { ...hidden, bodyLimit: LINES_LIMIT_BYTES }

  app.get('/api/v1/desk/regions', hidden, async () => ({ lines: regions().lines(), rev: service.rev() }))
  app.post('/api/v1/desk/regions/preview', options, async (request) => {
    if (previews >= PREVIEWS_AT_ONCE) throw new HttpProblem('busy')
    previews++
    try {
      return await regions().preview(userOf(request), linesIn(request.body), readerLocale(request.headers['accept-language']))
    } finally {
      previews--
    }
  })
  app.post('/api/v1/desk/regions', options, async (request) => regions().apply(userOf(request), linesIn(request.body), readerLocale(request.headers['accept-language'])))
  /** A spreadsheet as lines to look at; nothing is written. */
  app.post('/api/v1/desk/regions/read', hidden, async (request, reply) => {
    const { fileName, bytes } = await readUploadedFile(request)
    const locale = readerLocale(request.headers['accept-language'])
    try {
      const { reading } = await readSheet('regions', bytes, fileName, { zoneOffset: '+00:00', defaultYear: Number(dayToText(service.today()).slice(0, 4)) })
      return {
        lines: reading.rows.filter(({ problems }) => problems.length === 0).map(({ row }) => row),
        problems: reading.rows.flatMap(({ sheetRow, problems }) => problems.slice(0, 1).map(({ column, code, reason }) => ({ row: sheetRow, column, code, reason: reason[locale] }))),
      }
    } catch (error) {
      if (!(error instanceof SheetError)) throw error
      return await reply.status(422).send({ code: error.code, reason: error.reason[locale] })
    }
  })
}

function linesIn(body: unknown): unknown[] {
  const lines = (body as { lines?: unknown } | null)?.lines
  if (!Array.isArray(lines)) throw new HttpProblem('bad-body')
  return lines
}

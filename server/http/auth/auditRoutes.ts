import { Readable } from 'node:stream'
import { setImmediate as afterOthers } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { AuditFilter } from '../../audit/auditLog.ts'
import { csvLine, writeCsv } from '../../feeds/sheet/csv/writeCsv.ts'
import type { AuditEntryView, AuditPage, AuditVerification } from '../../protocol/accounts.ts'
import type { Locale } from '../../protocol/entities.ts'
import { zoneOffsetMinutes } from '../../zone.ts'
import type { HttpContext } from '../context.ts'
import { HttpProblem } from '../problems.ts'
import { readDate, readParameter } from '../readQuery.ts'
import { readerLocale } from '../readerLocale.ts'

const ROWS_PER_PAGE = 100
const MOST_ROWS_PER_PAGE = 500
const ROWS_PER_SLICE = 1_000
const DAY_MS = 86_400_000

const HEADERS: Record<Locale, readonly string[]> = {
  'zh-CN': ['序号', '时间', '账号', '姓名', '操作', '对象', '详情'],
  en: ['No.', 'Time', 'Account', 'Name', 'Action', 'Subject', 'Details'],
}

/** Who saw or changed what: by page, as a file, and whether the chain of hashes holds. */
export async function auditRoutes(app: FastifyInstance, { accounts, audit, settings }: HttpContext): Promise<void> {
  const viewOf = (entry: ReturnType<typeof audit.list>[number]): AuditEntryView => ({ ...entry, accountName: accounts.nameOf(entry.account) })
  const offsetMs = (at: number): number => zoneOffsetMinutes(settings.timezone, at) * 60_000
  const startOf = (day: number): number => day * DAY_MS - offsetMs(day * DAY_MS)

  /** `account` is an id or a login; days are days of the deployment's zone, the last one included. */
  function readFilter(query: unknown): AuditFilter {
    const account = readParameter(query, 'account')
    const [from, to] = [readParameter(query, 'from'), readParameter(query, 'to')]
    const filter: AuditFilter = {
      account: account === undefined ? undefined : accounts.findByLogin(account)?.id ?? account,
      action: readParameter(query, 'action'), subject: readParameter(query, 'subject'),
    }
    if (from !== undefined) filter.fromAt = startOf(readDate(from))
    if (to !== undefined) filter.toAt = startOf(readDate(to) + 1)
    return filter
  }

  app.get('/api/v1/audit', { schema: { hide: true } }, async ({ query }): Promise<AuditPage> => {
    const limit = Math.min(readCount(query, 'limit') ?? ROWS_PER_PAGE, MOST_ROWS_PER_PAGE)
    const entries = audit.list({ ...readFilter(query), beforeSeq: readCount(query, 'before'), limit })
    return { entries: entries.map(viewOf), next: entries.length < limit ? null : entries[entries.length - 1].seq }
  })

  app.get('/api/v1/audit.csv', { schema: { hide: true } }, async (request, reply) => {
    const filter = readFilter(request.query)
    const locale = readerLocale(request.headers['accept-language'])
    // Written first, so that the export stands in what is exported.
    audit.write({ account: request.author, action: 'export', subject: '', details: { what: 'audit' } })
    async function* lines(): AsyncGenerator<string> {
      yield writeCsv([HEADERS[locale]])
      for (let beforeSeq: number | undefined; ;) {
        const entries = audit.list({ ...filter, beforeSeq, limit: ROWS_PER_SLICE })
        yield entries.map(viewOf).map((entry) => csvLine([
          String(entry.seq), new Date(entry.at + offsetMs(entry.at)).toISOString().slice(0, 19).replace('T', ' '), entry.account, entry.accountName ?? '', entry.action, entry.subject, JSON.stringify(entry.details),
        ])).join('')
        if (entries.length < ROWS_PER_SLICE) return
        beforeSeq = entries[entries.length - 1].seq
        await afterOthers()
      }
    }
    return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="audit.csv"').send(Readable.from(lines()))
  })

  app.get('/api/v1/audit/verify', { schema: { hide: true } }, async (): Promise<AuditVerification> => ({ brokenRow: await audit.verify(), head: audit.head() }))
}

function readCount(query: unknown, field: string): number | undefined {
  const text = readParameter(query, field)
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new HttpProblem('bad-query', { field })
  return Number(text)
}

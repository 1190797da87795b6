import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { GeodataError } from '../../../geodata/readers/GeodataError.ts'
import type { User } from '../../auth/user.ts'
import { mayImport, rowOutside } from '../../desk/imports/importScope.ts'
import { previewImport } from '../../desk/imports/previewImport.ts'
import { recogniseFile } from '../../desk/imports/recogniseFile.ts'
import { ImportError, importFile } from '../../feeds/importFile.ts'
import type { ImportRequest } from '../../feeds/importRequest.ts'
import { SheetError } from '../../feeds/sheet/SheetError.ts'
import { DESK_IMPORT_KINDS, type DeskImportKind, type ImportedView, type ImportPreview } from '../../protocol/imports.ts'
import { userOf } from '../auth/userOf.ts'
import type { HttpContext } from '../context.ts'
import { HttpProblem } from '../problems.ts'
import { type ImportUpload, readImportUpload } from '../readImportUpload.ts'
import { readParameter } from '../readQuery.ts'
import { readerLocale } from '../readerLocale.ts'
import { wordImport } from './wordImport.ts'

/** Each holds its file and its rows in memory. */
const FILES_AT_ONCE = 2

/** Files dropped at the desk: looked at first, then taken, in the name of who sent them. Rows outside the scope are not taken. */
export async function importDeskRoutes(app: FastifyInstance, { service, audit, settings }: HttpContext): Promise<void> {
  let running = 0
  app.addHook('onRequest', async (_, reply) => {
    if (!service.ready()) throw new HttpProblem('not-ready')
    if (running >= FILES_AT_ONCE) throw new HttpProblem('busy')
    reply.header('cache-control', 'no-store')
  })
  const hidden = { schema: { hide: true } } as const
  const localeOf = (request: FastifyRequest) => readerLocale(request.headers['accept-language'])

  function importRequest(user: User, kind: DeskImportKind, upload: ImportUpload, request: FastifyRequest): ImportRequest & { kind: DeskImportKind } {
    const reach = service.desk.reachOf(user)
    if (!mayImport(kind, reach)) throw new HttpProblem('whole-scope-needed')
    const { registers } = service.desk.context.known()
    return { service, kind, author: user.id, fileName: upload.fileName, bytes: upload.bytes, crs: upload.crs, timezone: settings.timezone, locale: localeOf(request), mayTake: (rowKind, row) => rowOutside(registers, reach, rowKind, row) }
  }
  /** One file at a time for each of a few; what cannot be read says why. */
  async function withFile<T>(request: FastifyRequest, reply: FastifyReply, work: (user: User, upload: ImportUpload) => Promise<T>): Promise<T | FastifyReply> {
    if (running >= FILES_AT_ONCE) throw new HttpProblem('busy')
    running++
    try {
      return await work(userOf(request), await readImportUpload(request))
    } catch (error) {
      if (!(error instanceof ImportError || error instanceof SheetError || error instanceof GeodataError)) throw error
      return await reply.status(422).send({ code: error.code, reason: error.reason[localeOf(request)] })
    } finally {
      running--
    }
  }

  app.post('/api/v1/desk/imports/preview', hidden, (request, reply) => withFile(request, reply, async (user, upload): Promise<ImportPreview> => {
    const given = kindIn(request)
    const { kinds, elsewhere } = await recogniseFile(upload.bytes, upload.fileName)
    if (given === null && elsewhere === 'verification') throw new HttpProblem('is-verification-list')
    if (given === null && elsewhere === 'regions') throw new HttpProblem('is-region-list')
    const kind = given ?? kinds.at(0)
    if (kind === undefined) throw new HttpProblem('unrecognised-file')
    const preview = await previewImport(service.desk.context, service.desk.reachOf(user), importRequest(user, kind, upload, request))
    return { ...preview, others: kinds.filter((other) => other !== kind) }
  }))

  app.post('/api/v1/desk/imports', hidden, (request, reply) => withFile(request, reply, async (user, upload): Promise<ImportedView> => {
    const kind = kindIn(request)
    if (kind === null) throw new HttpProblem('unknown-kind', { kinds: DESK_IMPORT_KINDS.join(', ') })
    const outcome = await importFile(importRequest(user, kind, upload, request))
    const { rows, accepted, duplicates, rejected } = outcome
    audit.write({ account: user.id, action: 'import', subject: '', details: { what: kind, rows, accepted, duplicates, rejected } })
    return { kind, ...wordImport(outcome, localeOf(request)) }
  }))
}

/** What the file is to be taken for; null when that is not said. */
function kindIn(request: FastifyRequest): DeskImportKind | null {
  const kind = readParameter(request.query, 'kind')
  if (kind === undefined) return null
  if (!(DESK_IMPORT_KINDS as readonly string[]).includes(kind)) throw new HttpProblem('unknown-kind', { kinds: DESK_IMPORT_KINDS.join(', ') })
  return kind as DeskImportKind
}

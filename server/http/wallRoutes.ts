import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type CompressedBytes, chooseEncoding, createCompressedBytes } from './compressedBytes.ts'
import type { HttpContext } from './context.ts'
import { LAYOUT_SCHEMA, SNAPSHOT_SCHEMA } from './openApi.ts'
import { HttpProblem } from './problems.ts'
import { createSnapshotShelf } from './snapshotShelf.ts'

/** What a wall fetches: the layout of a hash (cached for ever) and the snapshot of a revision. */
export async function wallRoutes(app: FastifyInstance, context: HttpContext & { screenTokenNeeded: boolean }): Promise<void> {
  const { service } = context
  const snapshots = createSnapshotShelf(service)
  let layout: { hash: string; bytes: CompressedBytes } | null = null
  app.addHook('onClose', async () => snapshots.stop())
  app.addHook('onRequest', async () => {
    if (!service.ready()) throw new HttpProblem('not-ready')
  })

  app.get<{ Params: { hash: string } }>('/api/v1/layout/:hash', { schema: LAYOUT_SCHEMA }, async (request, reply) => {
    const { hash } = request.params
    if (layout?.hash !== hash || hash !== service.layoutHash()) {
      const bytes = service.layoutBytes(hash)
      if (!bytes) throw new HttpProblem('unknown-layout')
      layout = { hash, bytes: createCompressedBytes(bytes) }
    }
    // A shared cache would hand it to whoever asks, token or not.
    const audience = context.screenTokenNeeded ? 'private' : 'public'
    return sendCompressed(request, reply, layout.bytes, `${audience}, max-age=31536000, immutable`)
  })

  app.get<{ Params: { worldId: string; rev: string } }>('/api/v1/snapshot/:worldId/:rev', { schema: SNAPSHOT_SCHEMA }, async (request, reply) => {
    const { worldId } = request.params
    const rev = /^\d{1,16}$/.test(request.params.rev) ? Number(request.params.rev) : NaN
    if (!Number.isSafeInteger(rev)) throw new HttpProblem('bad-revision', { rev: service.rev() })
    const snapshot = snapshots.at(worldId, rev)
    const isTheOne = snapshot.worldId === worldId && snapshot.rev === rev
    // `no-cache`: kept, but asked about each time, since midnight changes the picture without a new revision.
    return sendCompressed(request, reply, snapshot.bytes, isTheOne ? 'private, no-cache' : 'no-store')
  })
}

async function sendCompressed(request: FastifyRequest, reply: FastifyReply, bytes: CompressedBytes, cacheControl: string): Promise<FastifyReply> {
  const encoding = chooseEncoding(request.headers['accept-encoding'])
  reply.header('cache-control', cacheControl).header('vary', 'accept-encoding').header('etag', bytes.etag(encoding))
  if (request.headers['if-none-match'] === bytes.etag(encoding)) return reply.status(304).send()
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
  const body = await bytes.in(encoding)
  return reply.type('application/octet-stream').send(Buffer.from(body.buffer, body.byteOffset, body.byteLength))
}

import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { HttpProblem } from './problems.ts'

/** Pages of the single-page app; nothing else falls back to its index.html, so a mistyped address says 404. */
const PAGES = ['/', '/wall', '/desk', '/desk/*', '/brief', '/school/*'] as const

/** The page behind a code: an entry of its own, which loads nothing of the app. */
const RESIDENT_PAGE = '/r/:token'

/** Serves the built web app. Names with a content hash (all of assets/) are kept for ever, everything else is asked about. */
export async function webApp(app: FastifyInstance, { webRoot }: { webRoot: string }): Promise<void> {
  const root = resolve(webRoot)
  if (!existsSync(join(root, 'index.html')) || !statSync(root).isDirectory()) {
    // Tests and an unbuilt tree: the interface works, the pages do not.
    for (const page of [...PAGES, RESIDENT_PAGE]) app.get(page, { schema: { hide: true } }, async () => { throw new HttpProblem('not-found') })
    return
  }
  await app.register(staticFiles, {
    root,
    index: false,
    cacheControl: false,
    // Beside each large file the build may lay a .br; then nothing is compressed at run time.
    preCompressed: true,
    schemaHide: true,
    setHeaders(reply, path) {
      const hashed = path.startsWith(join(root, 'assets'))
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get(RESIDENT_PAGE, { schema: { hide: true } }, async (_request, reply) => reply.sendFile('r.html'))
  for (const page of PAGES) {
    app.get(page, { schema: { hide: true } }, async (_request, reply) => reply.sendFile('index.html'))
  }
}

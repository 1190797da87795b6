import { PrecacheController } from 'workbox-precaching'
import { shellPart } from './shellPart.ts'

declare const self: ServiceWorkerGlobalScope

/** On a line that only just lives, a page that is kept is better than a blank one, ms. */
const PAGE_WAIT_MS = 5_000
const PAGE = '/index.html'

/** The program of the desk, file by file, as this build has it; put in by the build. Nobody's data is ever among it. */
const shell = new PrecacheController({ cacheName: 'liuse-desk-shell' })
shell.addToCacheList(self.__WB_MANIFEST)

self.addEventListener('install', (event) => {
  // Pages ask the server first, so a new build is there at once; its worker need not wait for the last old tab.
  void self.skipWaiting()
  void shell.install(event)
})
// What this build lacks is removed.
self.addEventListener('activate', (event) => void shell.activate(event))

self.addEventListener('fetch', (event) => {
  const part = shellPart(event.request, self.location.origin)
  if (part === 'page') event.respondWith(answerPage(event.request))
  else if (part === 'asset' && shell.getCacheKeyForURL(event.request.url) !== undefined) event.respondWith(answerAsset(event.request))
})

/** The server's page; the kept one when no answer comes, or a gateway says that nobody is behind it. */
async function answerPage(request: Request): Promise<Response> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PAGE_WAIT_MS) })
    if (response.status < 500) return response
  } catch {
    // No line.
  }
  return await shell.matchPrecache(PAGE) ?? Response.error()
}

async function answerAsset(request: Request): Promise<Response> {
  return await shell.matchPrecache(request.url) ?? fetch(request)
}

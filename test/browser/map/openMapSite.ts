import { createServer } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { launchChromium } from '../launchChromium.ts'

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

export interface MapSite {
  open(size: { width: number; height: number }): Promise<{ page: Page; errors: string[]; outside: string[] }>
  close(): Promise<void>
}

/** Builds the page that holds nothing but the map, serves it and starts a browser; the caller closes all of it. */
export async function openMapSite(): Promise<MapSite> {
  const site = await mkdtemp(join(tmpdir(), 'map-'))
  await build({
    root: join(process.cwd(), 'test/browser/map/page'), base: './', configFile: false, logLevel: 'error',
    worker: { format: 'es' }, build: { outDir: site, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 5000 },
  })
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://map')
    readFile(join(site, pathname === '/' ? 'index.html' : pathname)).then(
      (body) => response.setHeader('content-type', TYPES[extname(pathname)] ?? 'text/html').end(body),
      () => response.writeHead(204).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const browser = await launchChromium()
  return {
    async open(size) {
      const page = await browser.newPage({ viewport: size })
      const errors: string[] = []
      const outside: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        // SwiftShader cannot be asked about uniform blocks; luma.gl says so and uses what it was told.
        if (message.type() === 'error' && !message.text().includes('uniform block')) errors.push(message.text())
      })
      page.on('request', (request) => {
        if (!request.url().startsWith(url) && !/^(blob|data):/.test(request.url())) outside.push(request.url())
      })
      // Counted from the first script on: whether the page sleeps can be seen from here only.
      await page.addInitScript(() => {
        const counted = window as unknown as { framesAsked: number }
        counted.framesAsked = 0
        const ask = window.requestAnimationFrame.bind(window)
        window.requestAnimationFrame = (callback) => {
          counted.framesAsked++
          return ask(callback)
        }
      })
      await page.goto(url)
      return { page, errors, outside }
    },
    async close() {
      await browser.close()
      await new Promise((resolve) => server.close(resolve))
      await rm(site, { recursive: true, force: true })
    },
  }
}

import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { borrowContext, type BorrowedContext } from './borrowContext.ts'

export interface OpenedPage {
  page: Page
  /** Exceptions and console errors of our own making. */
  errors: string[]
  /** Requests that left the server's origin. */
  outside: string[]
  /** Paths asked of the server, in order. */
  asked: string[]
  /** Everything that came in, of a page opened with `keepAnswers`: bodies and socket messages. Resolves when the bodies so far have been read. */
  received(): Promise<Buffer[]>
  close(): Promise<void>
}

/** Software GL cannot be asked about uniform blocks (luma.gl says so and goes on), and a cut line is reported by the browser itself, also to a worker. */
const NOT_OURS = /uniform block|net::ERR_|error occurred when fetching the script|WebSocket connection to|GPU stall|GL Driver Message/

export type OpenOptions = BrowserContextOptions & {
  /** Keeps every body and message for `received`; it takes as long again as loading the page. */
  keepAnswers?: boolean
  cookies?: Parameters<BrowserContext['addCookies']>[0]
}

/**
 * A page of its own context, of nobody or of whoever the `cookies` say, watched from its first request on. The camera
 * jumps, nothing pulses and no worker keeps the page, unless that is asked for.
 */
export async function openPage(browser: Browser, url: string, { keepAnswers = false, cookies = [], ...options }: OpenOptions = {}): Promise<OpenedPage> {
  const { origin } = new URL(url)
  const ofContext: BrowserContextOptions = { viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce', serviceWorkers: 'block', ...options }
  // What comes from the browser's own store has no body to keep, and must not pass for what a worker keeps.
  const isAlone = keepAnswers || ofContext.serviceWorkers === 'allow'
  const { context, newPage, giveBack } = isAlone ? await newContext(browser, ofContext) : await borrowContext(browser, origin, ofContext)
  context.setDefaultTimeout(60_000)
  await context.addCookies(cookies)
  const page = await newPage()
  // Before the first request, or something is missed.
  const watched = watchPage(page, origin, keepAnswers)
  await page.goto(url)
  return { ...watched, page, close: giveBack }
}

async function newContext(browser: Browser, options: BrowserContextOptions): Promise<BorrowedContext> {
  const context = await browser.newContext(options)
  return { context, newPage: () => context.newPage(), giveBack: () => context.close() }
}

function watchPage(page: Page, origin: string, keepAnswers: boolean): Omit<OpenedPage, 'page' | 'close'> {
  const errors: string[] = []
  const outside: string[] = []
  const asked: string[] = []
  const bodies: Promise<Buffer>[] = []
  const messages: Buffer[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !NOT_OURS.test(message.text())) errors.push(message.text())
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^(blob|data):/.test(url.protocol)) return
    if (url.origin === origin) asked.push(url.pathname)
    else outside.push(request.url())
  })
  // A body may be gone with its page (a cut line, a closed tab); then nobody saw it.
  if (keepAnswers) page.on('response', (response) => bodies.push(response.body().catch(() => Buffer.alloc(0))))
  page.on('websocket', (socket) => {
    const url = new URL(socket.url())
    if (url.host !== new URL(origin).host) outside.push(socket.url())
    if (keepAnswers) socket.on('framereceived', ({ payload }) => messages.push(Buffer.from(payload)))
  })
  return { errors, outside, asked, async received() {
    if (!keepAnswers) throw new Error('this page was opened without keepAnswers')
    return [...(await Promise.all(bodies)), ...messages]
  } }
}

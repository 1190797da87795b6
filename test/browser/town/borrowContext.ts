import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

export interface BorrowedContext {
  context: BrowserContext
  newPage(): Promise<Page>
  /** Closes its pages. */
  giveBack(): Promise<void>
}

interface LentContext extends BorrowedContext {
  /** Whom it suits: pages of the same origin, opened with the same options. */
  suits: string
}

/** Each holds a process of some 60 MB. */
const MOST_WAITING = 4
/** Contexts that were given back, the longest waiting first. */
const waiting = new WeakMap<Browser, LentContext[]>()

/**
 * A context without cookies, without anything stored and without pages, as a new one; but it may have had pages of this
 * origin before. Then the browser has the program already, fetched and compiled, which is two thirds of what it takes
 * to open a page. Routes, scripts and listeners belong on the page: what is laid on the context, the next page has too.
 */
export async function borrowContext(browser: Browser, origin: string, options: BrowserContextOptions): Promise<BorrowedContext> {
  const suits = JSON.stringify([origin, options])
  const shelf = waiting.get(browser) ?? []
  waiting.set(browser, shelf)
  const at = shelf.findIndex((each) => each.suits === suits)
  return at >= 0 ? shelf.splice(at, 1)[0] : lend(shelf, suits, await browser.newContext(options), origin)
}

async function lend(shelf: LentContext[], suits: string, context: BrowserContext, origin: string): Promise<LentContext> {
  // While a page of the origin is open its process lives on. This one has no program that could do anything.
  const keeper = await context.newPage()
  await keeper.goto(`${origin}/keeper`)
  let hasCrashed = false
  keeper.on('crash', () => { hasCrashed = true })
  const devTools = await context.newCDPSession(keeper)
  const lent: LentContext = {
    context, suits,
    async newPage() {
      // One that the browser opens begins in a process of its own, and leaves it for this one with the first address.
      const [page] = await Promise.all([context.waitForEvent('page'), keeper.evaluate(() => { window.open()!.opener = null })])
      return page
    },
    async giveBack() {
      if (hasCrashed) return context.close()
      await Promise.all(context.pages().map((page) => page === keeper || page.close()))
      await context.clearCookies()
      await devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
      if (shelf.includes(lent)) return
      shelf.push(lent)
      if (shelf.length > MOST_WAITING) await shelf.shift()!.context.close()
    },
  }
  return lent
}

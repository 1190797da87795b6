import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { shareChromium } from '../launchChromium.ts'
import { type OpenedPage, type OpenOptions, openPage } from '../town/openPage.ts'
import { type DeskTown, startDeskTown } from './startDeskTown.ts'

export const DESKTOP = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }
/** Only ends what hangs: a machine may be many times slower than this one. */
const PATIENCE_MS = 60_000

export interface DeskPages {
  /** A page of somebody new with that role, signed in. */
  openAs(role: string, path: string, viewport?: OpenOptions['viewport'], options?: OpenOptions): Promise<Page>
  /** A page of nobody. */
  open(path: string, options?: OpenOptions): Promise<Page>
  /** The pages of the running test, in order. */
  opened: OpenedPage[]
}

/**
 * One town and one browser for a test file, and pages that close after each test. Whatever a page threw, said in its
 * console (but for `expected`, answers that the test asked for) or asked of the outside fails that test. `lay` is called
 * once with the town, before the first page. `webRoot`: other pages than the last build's;
 * `args`: switches of the browser; `worker`: whether a page may keep itself for the time without a line. Call at the top of the file.
 */
export function createDeskPages(lay: (town: DeskTown) => void | Promise<void>, { expected = /status of 401/, webRoot, args, worker = false }: { expected?: RegExp; webRoot?: string; args?: string[]; worker?: boolean } = {}): DeskPages {
  let browser: Browser | undefined
  let town: DeskTown | undefined
  const opened: OpenedPage[] = []
  const ofAll: OpenOptions = { serviceWorkers: worker ? 'allow' : 'block' }
  beforeAll(async () => {
    browser = await shareChromium(args)
    town = await startDeskTown({ webRoot })
    await lay(town)
  })
  afterAll(() => town?.stop())
  afterEach(async () => {
    const seen = opened.map(({ errors, outside }) => [errors.filter((text) => !expected.test(text)), outside])
    for (const page of opened.splice(0)) await page.close()
    expect(seen).toEqual(seen.map(() => [[], []]))
  })
  const keep = (page: OpenedPage): Page => {
    opened.push(page)
    page.page.setDefaultTimeout(PATIENCE_MS)
    return page.page
  }
  return {
    opened,
    openAs: async (role, path, viewport = DESKTOP, options = {}) => keep(await town!.openAs(browser!, role, path, { viewport, ...ofAll, ...options })),
    open: async (path, options = {}) => keep(await openPage(browser!, town!.origin + path, { viewport: DESKTOP, locale: 'zh-CN', ...ofAll, ...options })),
  }
}

import type { Page } from 'playwright-core'

/** The telephone of the page: it takes the number and asks nothing. (Chromium would lay its own question over the page.) */
export const layTelephone = (page: Page): Promise<void> => page.evaluate(() => document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest('a')
  if (!link?.href.startsWith('tel:')) return
  event.preventDefault()
  ;(window as unknown as { dialled: string }).dialled = link.href
}, true))

/** What was dialled last, as a `tel:` address. */
export const dialled = (page: Page): Promise<string> => page.evaluate(() => (window as unknown as { dialled: string }).dialled)

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** A picture to look at, when LOOK_AT names a folder; of a phone the whole page. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.LOOK_AT
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  const { width } = page.viewportSize()!
  await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: width < 500 })
}

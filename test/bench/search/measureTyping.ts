import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createHttpServer } from '../../../server/http/createHttpServer.ts'
import { createLogger } from '../../../server/logger.ts'
import { readSettings } from '../../../server/settings.ts'
import { launchChromium } from '../../browser/launchChromium.ts'
import type { TestService } from '../../fixtures/createTestService.ts'

interface Waiting { firstLine: Promise<number> }

const PASSWORD = 'a-long-password-of-the-bench'

/**
 * Milliseconds from the last keystroke of each text to its first line on the screen, in the built desk in headless
 * Chromium, sorted. The box is emptied before each. Needs a Chromium; throws without, and when a text finds nothing.
 */
export async function measureTyping({ service }: TestService, texts: readonly string[], projectRoot = process.cwd()): Promise<number[]> {
  await service.accounts.lay({ login: 'bench', name: '测量员', role: 'street-officer', scope: { places: ['all'], schools: [] } }, PASSWORD, false)
  const app = createHttpServer({
    service, accounts: service.accounts, audit: service.audit, settings: readSettings({}), apiKey: 'key', screenToken: null,
    logger: createLogger({ level: 'silent' }), webRoot: join(projectRoot, 'dist/web'),
  })
  const browser = await launchChromium({}, { gpuCompositing: true })
  try {
    await app.listen({ port: 0, host: '127.0.0.1' })
    const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    await page.goto(`${origin}/desk`)
    await page.evaluate(async (password) => {
      await fetch('/api/v1/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'bench', password }) })
    }, PASSWORD)
    await page.goto(`${origin}/desk`)
    const box = page.locator('.desk-search-box input')
    await box.waitFor()
    // Made ready once, as by whoever searches first after a start.
    await page.evaluate(() => fetch('/api/v1/desk/search', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: '' }) }).then((answer) => answer.text()))
    const times: number[] = []
    for (const text of texts) {
      await box.fill('')
      await box.focus()
      await page.locator('.desk-search-list [role="option"]').first().waitFor({ state: 'hidden' })
      // Heard before the stroke, or the stroke may be first.
      await page.evaluate(() => void ((window as unknown as Waiting).firstLine = new Promise<number>((resolve, reject) => {
        let typedAt = NaN
        const input = document.querySelector<HTMLInputElement>('.desk-search-box input')!
        const note = (event: Event): void => { typedAt = event.timeStamp }
        input.addEventListener('input', note, true)
        const givenUp = setTimeout(() => reject(new Error('nothing was found')), 20_000)
        const look = (): void => {
          const option = document.querySelector<HTMLElement>('.desk-search-list [role="option"]')
          if (option === null || option.offsetParent === null) return void requestAnimationFrame(look)
          clearTimeout(givenUp)
          input.removeEventListener('input', note, true)
          resolve(performance.now() - typedAt)
        }
        look()
      })))
      await page.keyboard.insertText(text)
      times.push(await page.evaluate(() => (window as unknown as Waiting).firstLine))
    }
    return times.sort((a, b) => a - b)
  } finally {
    await browser.close()
    await app.close()
  }
}

import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { runnerImport } from 'vite'
import { deskPages } from './deskPages.mjs'
import { encodePalettePng } from './encodePalettePng.mjs'
import { halvePicture } from './halvePicture.mjs'

/** Drawing in software on a busy machine: a 4K picture of a town may take a minute. */
const PATIENCE_MS = 150_000
/** Pages of lines and words come sooner. */
const DESK_PATIENCE_MS = 60_000
/** The demo begins before seven; at its slowest allowed pace nobody would wait. */
const CLOCK_WITHIN_MS = 400_000
/** A picture is done when the next look at it differs in at most this share of its pixels: a clock and a few figures. */
const SETTLED_SHARE = 0.004
const LOOK_AGAIN_MS = 1_500
const MOST_LOOKS = 40
/** Less than this many shades is a ground without buildings. */
const LEAST_SHADES = 100
/** A light page of lines and words has fewer. */
const LEAST_SHADES_OF_TEXT = 12
const MOST_KILOBYTES = 1_500
/** Pages of lines and words, in a palette. */
const MOST_KILOBYTES_OF_TEXT = 300

/** A browser that waits until a page has finished drawing; `take` returns `{kilobytes, problems}`. */
export async function openPhotographer(projectRoot) {
  // The flags stand in one place, in TypeScript, which Node 20 does not read by itself.
  const { module } = await runnerImport(path.join(projectRoot, 'test/browser/launchChromium.ts'))
  const browser = await module.launchChromium()

  return {
    async take(server, file, { page: address, size, from, halved = false, mustSay, desk }) {
      // Rings that pulse and cameras that fly would never settle.
      const page = await browser.newPage({ viewport: size, locale: 'zh-CN', reducedMotion: 'reduce' })
      page.setDefaultTimeout(desk ? DESK_PATIENCE_MS : PATIENCE_MS)
      const problems = []
      page.on('pageerror', (error) => problems.push(`the page failed: ${error.message}`))
      try {
        const { shown, press } = desk ? await signIn(page, server, desk) : { shown: address, press: [] }
        // A screen is nobody: it is shown less than whoever may sign in.
        if (desk?.asScreen) await page.context().clearCookies()
        await page.goto(server.origin + shown, { waitUntil: 'domcontentloaded' })
        // A resident's page has no link.
        if (!shown.startsWith('/r/')) await page.waitForSelector('.link-status[data-state="live"]')
        if (desk) await page.locator(desk.shows).first().waitFor(desk.isLate ? { timeout: CLOCK_WITHIN_MS } : undefined)
        // MapLibre's canvas and deck.gl's above it.
        else await page.locator('.map-canvas canvas').nth(1).waitFor({ state: 'attached' })
        for (const step of press) await takeStep(page, step)
        // As it comes out of the printer.
        if (desk?.printed) await page.emulateMedia({ media: 'print' })
        if (from) await untilClockShows(page, from)
        const picture = await settledPicture(page, problems, (picture) => (desk ? countShades(picture, 0) >= LEAST_SHADES_OF_TEXT : countShades(picture, 1 / 3) >= LEAST_SHADES))
        problems.push(...await lookOver(page, mustSay))
        const bytes = encodePalettePng(halved ? halvePicture(picture) : picture)
        mkdirSync(path.dirname(file), { recursive: true })
        writeFileSync(file, bytes)
        const kilobytes = Math.round(bytes.length / 1000)
        if (kilobytes > (desk ? MOST_KILOBYTES_OF_TEXT : MOST_KILOBYTES)) problems.push(`${kilobytes} KB is too much for a repository`)
        return { kilobytes, problems }
      } finally {
        await page.close()
      }
    },
    close: () => browser.close(),
  }
}

/** A place to press; a choice, since what opens to be chosen from covers the page; or a text to write. */
async function takeStep(page, step) {
  const place = page.locator(typeof step === 'string' ? step : step[0]).first()
  if (typeof step === 'string') await place.click()
  else if (typeof step[1] === 'object' && 'text' in step[1]) await place.fill(step[1].text)
  else await place.selectOption(step[1])
}

/** Signs in with one of the demo's accounts and finds out which page to show, and what to do there. */
async function signIn(page, { origin, key }, desk) {
  await page.goto(`${origin}/desk`, { waitUntil: 'domcontentloaded' })
  const ask = (address, body) => page.evaluate(async ([path, sent]) => {
    const answer = await fetch(path, sent && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    return answer.json()
  }, [address, body])
  const feed = async (name, rows) => {
    const answer = await fetch(`${origin}/api/v1/feeds/${name}`, { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify(rows) })
    if (!answer.ok) throw new Error(`feed ${name} answered ${answer.status}`)
  }
  const { accounts } = await ask('/api/v1/session/options')
  const { login, password } = accounts.find((account) => account.login === desk.login)
  await ask('/api/v1/session', { login, password })
  const found = desk.find.startsWith('/') ? desk.find : await deskPages[desk.find]({ ask, feed })
  return typeof found === 'string' ? { shown: found, press: desk.press ?? [] } : { shown: found.path, press: found.press }
}

/** Asked from here: the page's security policy allows no expression to be evaluated again and again inside it. */
async function untilClockShows(page, time) {
  const clock = page.locator('.world-clock time')
  const until = Date.now() + CLOCK_WITHIN_MS
  while (!((await clock.textContent()) >= time)) {
    if (Date.now() > until) throw new Error(`the clock did not reach ${time}`)
    await wait(LOOK_AGAIN_MS)
  }
}

async function settledPicture(page, problems, isDrawn) {
  let last = null
  for (let look = 0; look < MOST_LOOKS; look++) {
    const next = PNG.sync.read(await page.screenshot({ timeout: PATIENCE_MS, animations: 'disabled' }))
    if (last !== null && isDrawn(next)) {
      const changed = pixelmatch(last.data, next.data, undefined, next.width, next.height, { threshold: 0.1 })
      if (changed <= SETTLED_SHARE * next.width * next.height) return next
    }
    last = next
    await wait(LOOK_AGAIN_MS)
  }
  problems.push('it never settled')
  return last
}

/** Colours, coarsely, without so much of each edge. */
function countShades({ width, height, data }, edge) {
  const shades = new Set()
  for (let y = Math.floor(height * edge); y < height * (1 - edge); y++) {
    for (let x = Math.floor(width * edge); x < width * (1 - edge); x++) {
      const at = (y * width + x) * 4
      shades.add(((data[at] >> 2) << 12) | ((data[at + 1] >> 2) << 6) | (data[at + 2] >> 2))
    }
  }
  return shades.size
}

/** What a picture can be wrong about without anybody seeing it at once. */
async function lookOver(page, mustSay) {
  const problems = []
  const { scrolls, attribution } = await page.evaluate(`({
    scrolls: document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight,
    attribution: document.querySelector('.map-attribution')?.textContent ?? '',
  })`)
  if (scrolls && page.url().includes('/wall')) problems.push('the wall has scroll bars')
  if (mustSay && !attribution.includes(mustSay)) problems.push(`the map does not say "${mustSay}"`)
  return problems
}

import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { runnerImport } from 'vite'
import { encodePalettePng } from './encodePalettePng.mjs'
import { halvePicture } from './halvePicture.mjs'

/** Drawing in software on a busy machine: a 4K picture of a town may take a minute. */
const PATIENCE_MS = 150_000
/** The demo begins before seven; at its slowest allowed pace nobody would wait. */
const CLOCK_WITHIN_MS = 300_000
/** A picture is done when the next look at it differs in at most this share of its pixels: a clock and a few figures. */
const SETTLED_SHARE = 0.004
const LOOK_AGAIN_MS = 1_500
const MOST_LOOKS = 40
/** Less than this many shades is a ground without buildings. */
const LEAST_SHADES = 100
/** A light page of lines and words has fewer. */
const LEAST_SHADES_OF_TEXT = 12
const MOST_KILOBYTES = 1_500

/** A browser that waits until a page has finished drawing; `take` returns `{kilobytes, problems}`. */
export async function openPhotographer(projectRoot) {
  // The flags stand in one place, in TypeScript, which Node 20 does not read by itself.
  const { module } = await runnerImport(path.join(projectRoot, 'test/browser/launchChromium.ts'))
  const browser = await module.launchChromium()

  return {
    async take(origin, file, { page: address, size, from, halved = false, mustSay, desk }) {
      // Rings that pulse and cameras that fly would never settle.
      const page = await browser.newPage({ viewport: size, locale: 'zh-CN', reducedMotion: 'reduce' })
      page.setDefaultTimeout(PATIENCE_MS)
      const problems = []
      page.on('pageerror', (error) => problems.push(`the page failed: ${error.message}`))
      try {
        const shown = desk ? await signIn(page, origin, desk) : address
        await page.goto(origin + shown, { waitUntil: 'domcontentloaded' })
        await page.waitForSelector('.link-status[data-state="live"]')
        if (desk) await page.locator(desk.shows).first().waitFor()
        // MapLibre's canvas and deck.gl's above it.
        else await page.locator('.map-canvas canvas').nth(1).waitFor({ state: 'attached' })
        if (from) await untilClockShows(page, from)
        const picture = await settledPicture(page, problems, desk ? LEAST_SHADES_OF_TEXT : LEAST_SHADES)
        problems.push(...await lookOver(page, mustSay))
        const bytes = encodePalettePng(halved ? halvePicture(picture) : picture)
        mkdirSync(path.dirname(file), { recursive: true })
        writeFileSync(file, bytes)
        const kilobytes = Math.round(bytes.length / 1000)
        if (kilobytes > MOST_KILOBYTES) problems.push(`${kilobytes} KB is too much for a repository`)
        return { kilobytes, problems }
      } finally {
        await page.close()
      }
    },
    close: () => browser.close(),
  }
}

/** Signs in with one of the demo's accounts and finds out which page to show. */
async function signIn(page, origin, desk) {
  await page.goto(`${origin}/desk`, { waitUntil: 'domcontentloaded' })
  return page.evaluate(async ([name, which]) => {
    const ask = async (path, body) => (await fetch(path, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json()
    const { accounts } = await ask('/api/v1/session/options')
    const { login, password } = accounts.find((account) => account.login === name)
    await ask('/api/v1/session', { login, password })
    if (which.startsWith('/')) return which
    const { lists } = await ask('/api/v1/desk/today')
    const { items } = lists.find(({ key }) => key === 'release-due')
    const { building, unit } = items[0]
    if (which === 'household') return `/desk/buildings/${building}/units/${unit}?list=release-due`
    if (which === 'map') return `/desk/buildings/${building}/units/${unit}?view=map&place=${building}`
    const { places } = await ask('/api/v1/desk/places')
    return `/desk/posters/${places.find(({ id }) => id === building).parent}`
  }, [desk.login, desk.find])
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

async function settledPicture(page, problems, leastShades) {
  let last = null
  for (let look = 0; look < MOST_LOOKS; look++) {
    const next = PNG.sync.read(await page.screenshot({ timeout: PATIENCE_MS, animations: 'disabled' }))
    if (last !== null && countShades(next) >= leastShades) {
      const changed = pixelmatch(last.data, next.data, undefined, next.width, next.height, { threshold: 0.1 })
      if (changed <= SETTLED_SHARE * next.width * next.height) return next
    }
    last = next
    await wait(LOOK_AGAIN_MS)
  }
  problems.push('it never settled')
  return last
}

/** Colours in the middle third, coarsely. */
function countShades({ width, height, data }) {
  const shades = new Set()
  for (let y = Math.floor(height / 3); y < (height * 2) / 3; y++) {
    for (let x = Math.floor(width / 3); x < (width * 2) / 3; x++) {
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

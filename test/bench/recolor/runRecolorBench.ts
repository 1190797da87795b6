import { createServer } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import { launchChromium } from '../../browser/launchChromium.ts'
import type { BenchRow } from '../benchRow.ts'

const CHANGES = 1000
const MANY = 200_000
const FEW = 20_000
/** Ours is short, so more updates steady its mean; the others take seconds each when drawn in software. */
const UPDATES = { 'ours': 12, 'feature-state': 4, 'accessor': 4 } as const
const WARM_UP = 2
/** Of the better of the other two. */
const MOST_OF_BEST = 1 / 50
/** What counts as "the same at any size": twice the small town's time, or 3 ms. */
const MOST_GROWTH = 2
const SMALL_ENOUGH_MS = 3
const TIMEOUT_MS = 180_000

type EngineName = keyof typeof UPDATES
interface Measured { taskMs: number; scriptMs: number }

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/**
 * Main-thread time of one update of 1,000 random changes, in headless Chromium: ours with storeys against MapLibre's
 * feature-state and deck.gl's accessors, every figure from one run. Needs a Chromium (CHROMIUM_PATH); throws without.
 */
export async function runRecolorBench(projectRoot = process.cwd()): Promise<BenchRow[]> {
  const site = await mkdtemp(join(tmpdir(), 'recolor-'))
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://bench').pathname)
    readFile(join(site, path === '/' ? 'index.html' : path)).then(
      (body) => response.setHeader('content-type', TYPES[extname(path)] ?? 'text/html').end(body),
      () => response.writeHead(404).end(),
    )
  })
  let browser: Browser | undefined
  try {
    await build({
      root: join(projectRoot, 'test/bench/recolor/page'), base: './', configFile: false, logLevel: 'error',
      worker: { format: 'es' }, build: { outDir: site, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 5000 },
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    browser = await launchChromium()
    const few = await measure(browser, url, 'ours', FEW)
    const many = await measure(browser, url, 'ours', MANY)
    const featureState = await measure(browser, url, 'feature-state', MANY)
    const accessor = await measure(browser, url, 'accessor', MANY)
    return rows(few, many, featureState, accessor)
  } finally {
    await browser?.close()
    server.close()
    await rm(site, { recursive: true, force: true })
  }
}

async function measure(browser: Browser, url: string, engine: EngineName, buildings: number): Promise<Measured> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  try {
    page.setDefaultTimeout(TIMEOUT_MS)
    await page.goto(url)
    await page.evaluate(([name, count]) => window.bench.start(name, count), [engine, buildings] as [EngineName, number])
    await page.evaluate(([count, changes]) => window.bench.run(count, changes), [WARM_UP, CHANGES])
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable')
    const read = async (): Promise<{ task: number; script: number }> => {
      const { metrics } = await cdp.send('Performance.getMetrics')
      const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN
      return { task: of('TaskDuration'), script: of('ScriptDuration') }
    }
    const updates = UPDATES[engine]
    const before = await read()
    const drawn = await page.evaluate(([count, changes]) => window.bench.run(count, changes), [updates, CHANGES])
    const after = await read()
    if (drawn >= 0 && drawn < updates) throw new Error(`recolor: ${engine} drew ${drawn} of ${updates} updates`)
    return { taskMs: ((after.task - before.task) * 1000) / updates, scriptMs: ((after.script - before.script) * 1000) / updates }
  } finally {
    await page.close()
  }
}

function rows(few: Measured, many: Measured, featureState: Measured, accessor: Measured): BenchRow[] {
  const best = Math.min(featureState.taskMs, accessor.taskMs)
  const growthLimit = Math.max(MOST_GROWTH * few.taskMs, SMALL_ENOUGH_MS)
  const note = ({ scriptMs }: Measured): string => `script ${scriptMs.toFixed(2)} ms`
  const row = (name: string, value: number, unit: string, limit: number | null, about?: string): BenchRow =>
    ({ part: 'recolor', name, value, unit, limit, ok: limit === null || value <= limit, note: about })
  return [
    row('ours, 20,000 buildings with storeys', few.taskMs, 'ms/update', null, note(few)),
    row('ours, 200,000 buildings with storeys', many.taskMs, 'ms/update', growthLimit, note(many)),
    row('MapLibre feature-state, 200,000 buildings', featureState.taskMs, 'ms/update', null, note(featureState)),
    row('deck.gl accessor, 200,000 buildings', accessor.taskMs, 'ms/update', null, note(accessor)),
    row('ours against the better of the two', many.taskMs / best, '×', MOST_OF_BEST, `1/${Math.round(best / many.taskMs)}`),
  ]
}

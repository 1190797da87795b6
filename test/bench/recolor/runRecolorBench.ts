import { createServer } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import type { Browser, CDPSession } from 'playwright-core'
import { build } from 'vite'
import { launchChromium } from '../../browser/launchChromium.ts'
import type { BenchRow } from '../benchRow.ts'

const CHANGES = 1000
const MANY = 200_000
const FEW = 20_000
/** Each engine first recolours a small town, so that its code is compiled: a wall has been running for weeks. */
const WARM_UP = { buildings: 500, updates: 100 }
/** Updates in one stream, and updates that warm the big arrays before. Drawing in software takes up to ten seconds each. */
const STREAM = 3
/** Streams with and without updates, in turns; ours are more because its figure is small beside a frame's noise. */
const STREAMS: Record<EngineName, number> = { ours: 9, 'feature-state': 3, accessor: 2 }
/** Of the better of the other two. */
const MOST_OF_BEST = 1 / 50
/** What counts as "the same at any size": twice the small town's time, or 3 ms. */
const MOST_GROWTH = 2
const SMALL_ENOUGH_MS = 3
const TIMEOUT_MS = 180_000

type EngineName = 'ours' | 'feature-state' | 'accessor'
/** Per update, less a drawing's own time: script alone, and with it composition and whatever else the thread did. */
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
    // V8 tidies up for seconds after a big town was built, once; that is not the updates' time.
    browser = await launchChromium({ args: ['--js-flags=--no-memory-reducer'] })
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

/**
 * Time of the main thread per update, in milliseconds: a stream of updates less a stream that draws as often without
 * one, in turns. It includes what the thread waits for inside its calls: an upload of forty megabytes holds it up, whoever
 * copies them.
 */
async function measure(browser: Browser, url: string, engine: EngineName, buildings: number): Promise<Measured> {
  const page = await browser.newPage({ viewport: { width: 960, height: 540 } })
  try {
    page.setDefaultTimeout(TIMEOUT_MS)
    await page.goto(url)
    const start = (count: number): Promise<void> => page.evaluate(([name, of]) => window.bench.start(name, of), [engine, count] as const)
    const update = (count: number): Promise<number> => page.evaluate(([of, changes]) => window.bench.updates(of, changes), [count, CHANGES] as const)
    const redraw = (count: number): Promise<void> => page.evaluate(([of, changes]) => window.bench.redraws(of, changes), [count, CHANGES] as const)
    await start(WARM_UP.buildings)
    await update(WARM_UP.updates)
    await start(buildings)
    await update(STREAM)
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('HeapProfiler.collectGarbage')
    await cdp.send('Performance.enable')
    const spent = async (act: () => Promise<unknown>): Promise<Measured> => {
      const before = await readMetrics(cdp)
      await act()
      const after = await readMetrics(cdp)
      return { taskMs: (after.taskMs - before.taskMs) / STREAM, scriptMs: (after.scriptMs - before.scriptMs) / STREAM }
    }
    const updates: Measured[] = []
    const redraws: Measured[] = []
    for (let i = 0; i < STREAMS[engine]; i++) {
      updates.push(await spent(async () => {
        const drawn = await update(STREAM)
        if (drawn >= 0 && drawn < STREAM) throw new Error(`recolor: ${engine} drew ${drawn} of ${STREAM} updates`)
      }))
      redraws.push(await spent(() => redraw(STREAM)))
    }
    const gap = (of: keyof Measured): number => median(updates.map((stream) => stream[of])) - median(redraws.map((stream) => stream[of]))
    return { taskMs: gap('taskMs'), scriptMs: gap('scriptMs') }
  } finally {
    await page.close()
  }
}

async function readMetrics(cdp: CDPSession): Promise<Measured> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  const of = (name: string): number => (metrics.find((metric) => metric.name === name)?.value ?? NaN) * 1000
  return { taskMs: of('TaskDuration'), scriptMs: of('ScriptDuration') }
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]

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

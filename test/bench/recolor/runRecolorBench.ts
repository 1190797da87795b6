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
/** Pairs of streams with and without updates, in turns; ours are more because its figure is small beside a frame's noise. */
const STREAMS: Record<EngineName, number> = { ours: 25, 'feature-state': 3, accessor: 3 }
/** Of the better of the other two. */
const MOST_OF_BEST = 1 / 50
/** What counts as "the same at any size": twice the small town's time, or 3 ms. */
const MOST_GROWTH = 2
const SMALL_ENOUGH_MS = 3
/** A gap below what the streams tell apart is taken for this much. */
const LEAST_MS = 0.05
const TIMEOUT_MS = 180_000

type EngineName = 'ours' | 'feature-state' | 'accessor'
/**
 * Per update, less a drawing's own time, of all tasks of the main thread (script, composition, tidying up): by the clock,
 * with what it waits for and what other threads take from it, and what it worked itself.
 */
interface Measured { taskMs: number; workMs: number }

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
    browser = await launchChromium({ args: ['--js-flags=--no-memory-reducer'] }, { gpuCompositing: true })
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
    const [clock, work] = [await page.context().newCDPSession(page), await page.context().newCDPSession(page)]
    await clock.send('HeapProfiler.collectGarbage')
    await clock.send('Performance.enable', { timeDomain: 'timeTicks' })
    await work.send('Performance.enable', { timeDomain: 'threadTicks' })
    const read = async (): Promise<Measured> => ({ taskMs: await readTaskMs(clock), workMs: await readTaskMs(work) })
    const spent = async (act: () => Promise<unknown>): Promise<Measured> => {
      const before = await read()
      await act()
      const after = await read()
      return { taskMs: (after.taskMs - before.taskMs) / STREAM, workMs: (after.workMs - before.workMs) / STREAM }
    }
    const pairs: { updates: Measured; redraws: Measured }[] = []
    for (let i = 0; i < STREAMS[engine]; i++) {
      const updates = await spent(async () => {
        const drawn = await update(STREAM)
        if (drawn >= 0 && drawn < STREAM) throw new Error(`recolor: ${engine} drew ${drawn} of ${STREAM} updates`)
      })
      pairs.push({ updates, redraws: await spent(() => redraw(STREAM)) })
    }
    // Neighbours are compared, so that a machine that grows slower or faster moves both.
    const gap = (of: keyof Measured): number => median(pairs.map(({ updates, redraws }) => updates[of] - redraws[of]))
    return { taskMs: gap('taskMs'), workMs: gap('workMs') }
  } finally {
    await page.close()
  }
}

async function readTaskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]

function rows(few: Measured, many: Measured, featureState: Measured, accessor: Measured): BenchRow[] {
  const best = Math.min(featureState.taskMs, accessor.taskMs)
  const ours = Math.max(many.taskMs, LEAST_MS)
  const growthLimit = Math.max(MOST_GROWTH * few.taskMs, SMALL_ENOUGH_MS)
  const note = ({ workMs }: Measured): string => `worked ${workMs.toFixed(2)} ms`
  const row = (name: string, value: number, unit: string, limit: number | null, about?: string): BenchRow =>
    ({ part: 'recolor', name, value, unit, limit, ok: limit === null || value <= limit, note: about })
  return [
    row('ours, 20,000 buildings with storeys', few.taskMs, 'ms/update', null, note(few)),
    row('ours, 200,000 buildings with storeys', many.taskMs, 'ms/update', growthLimit, note(many)),
    row('MapLibre feature-state, 200,000 buildings', featureState.taskMs, 'ms/update', null, note(featureState)),
    row('deck.gl accessor, 200,000 buildings', accessor.taskMs, 'ms/update', null, note(accessor)),
    row('ours against the better of the two', ours / best, '×', MOST_OF_BEST, `1/${Math.round(best / ours)}`),
  ]
}

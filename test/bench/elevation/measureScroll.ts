import type { Browser, Page } from 'playwright-core'

/** One turn of a wheel's notch, and about as many a second as a hand makes. */
const NOTCH_PIXELS = 120
const NOTCHES = 90
const NOTCH_EVERY_MS = 16

export interface Scrolled {
  /** Processor time of the main thread in each frame while scrolling, in ms: what other processes take is not in it. */
  frames: number[]
  /** The longest single task, in ms: until it ends, nothing answers. In processor time, and on the clock, where a busy machine adds its own. */
  longestTaskMs: number
  longestClockMs: number
  /** How far the page has come, in CSS pixels. */
  pixels: number
}

interface TraceEvent { name: string; ph: string; pid: number; tid: number; ts: number; dur?: number; tdur?: number; args: { name?: string } }

/**
 * Turns the wheel over the middle of the page as a hand does and reads from the browser's own trace what its main thread
 * did meanwhile. Throws when nothing scrolled or the trace has no frames.
 */
export async function measureScroll(browser: Browser, page: Page, scroller: string): Promise<Scrolled> {
  const { width, height } = page.viewportSize()!
  const top = (): Promise<number> => page.evaluate((selector) => document.querySelector(selector)!.scrollTop, scroller)
  await page.mouse.move(width / 2, height / 2)
  const from = await top()
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] })
  for (let i = 0; i < NOTCHES; i++) {
    await page.mouse.wheel(0, NOTCH_PIXELS)
    await new Promise((resolve) => setTimeout(resolve, NOTCH_EVERY_MS))
  }
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  const pixels = await top() - from
  const { frames, ...longest } = readFrames(traceEvents)
  if (pixels < NOTCH_PIXELS * 10 || frames.length < 20) throw new Error(`nothing to measure: ${pixels} px, ${frames.length} frames`)
  return { frames, ...longest, pixels }
}

/** The busiest renderer's main thread: every task counts to the last frame that began before its end. Trace times are microseconds. */
function readFrames(events: readonly TraceEvent[]): Omit<Scrolled, 'pixels'> {
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => ({ pid, tid }))
  const of = ({ pid, tid }: { pid: number; tid: number }, names: RegExp): TraceEvent[] => events.filter((event) => event.pid === pid && event.tid === tid && names.test(event.name))
  const [main] = threads.map((thread) => ({ begins: of(thread, /^AnimationFrame$/).filter(({ ph }) => ph === 'b').map(({ ts }) => ts).sort((a, b) => a - b), tasks: of(thread, /^RunTask$/).filter(({ ph }) => ph === 'X') }))
    .sort((one, other) => other.begins.length - one.begins.length)
  if (!main) return { frames: [], longestTaskMs: 0, longestClockMs: 0 }
  const frames = main.begins.slice(0, -1).map(() => 0)
  for (const { ts, dur, tdur } of main.tasks) {
    const frame = main.begins.findLastIndex((begin) => begin <= ts + (dur ?? 0))
    if (frame >= 0 && frame < frames.length) frames[frame] += (tdur ?? dur ?? 0) / 1000
  }
  const longest = (of: (task: TraceEvent) => number | undefined): number => main.tasks.reduce((most, task) => Math.max(most, (of(task) ?? 0) / 1000), 0)
  return { frames, longestTaskMs: longest(({ tdur, dur }) => tdur ?? dur), longestClockMs: longest(({ dur }) => dur) }
}

import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchChromium } from '../../browser/launchChromium.ts'
import type { BenchRow } from '../benchRow.ts'
import { buildBenchPrograms } from '../buildBenchPrograms.ts'
import { connectWall } from '../connectWall.ts'
import { countLogged } from '../countLogged.ts'
import { messageOf } from '../messageOf.ts'
import { FAMILIES } from './families.ts'
import { type HandCount, secondsOf } from './parentHand.ts'
import { type BenchChild, createCheckSender } from './sendChecks.ts'
import type { BenchDoors, BenchNews, BenchWish } from './serve.ts'
import { visitForm } from './visitForm.ts'

/** Tuesday: the checks of the road are of the day after the page's last visits. */
const DAYS = ['2020-04-13', '2020-04-14', '2020-04-15'] as const
const WALLS = 10
const BURST_A_SECOND = 1_000
const BURST_SECONDS = 60
const BURST = BURST_A_SECOND * BURST_SECONDS
const FAST = 15_000
const VISITS = 5_000
/** Phones whose answers are waited for at once, where no clock says when they send. */
const AT_ONCE = 64
/** 130,000 in the 90 minutes before 07:30. */
const MEAN_A_SECOND = 24
const MOST_ANSWER_MS = 1_000
const MOST_SECONDS = 20

/** The parents' page, as long as a parent needs for it, and the road behind it: what the server takes durably of what phones send. Needs a Chromium (CHROMIUM_PATH); throws without. */
export async function runFormBench(projectRoot = process.cwd()): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'liuse-form-'))
  const programs = await buildBenchPrograms(projectRoot, 'form', { serve: join(projectRoot, 'test/bench/form/serve.ts') })
  const server = fork(programs.path('serve'), [folder, join(projectRoot, 'dist/web')])
  try {
    const doors = await messageOf<BenchDoors>(server)
    const ask = (wish: BenchWish): Promise<BenchNews> => {
      const news = messageOf<BenchNews>(server)
      server.send(wish)
      return news
    }
    return [...await measurePage(doors, ask), ...await measureRoad(doors, ask, server, folder)]
  } finally {
    server.kill('SIGKILL')
    await programs.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measurePage({ port, family }: BenchDoors, ask: (wish: BenchWish) => Promise<BenchNews>): Promise<BenchRow[]> {
  const browser = await launchChromium()
  const first: HandCount[] = []
  const repeat: HandCount[] = []
  try {
    for (const child of FAMILIES) {
      await ask({ now: morningOf(DAYS[0]) })
      const visits = await visitForm(browser, `http://127.0.0.1:${port}/r/${family}`, child, () => ask({ now: morningOf(DAYS[1]) }))
      first.push(visits.first)
      repeat.push(visits.repeat)
    }
  } finally {
    await browser.close()
  }
  const row = (name: string, counts: HandCount[], limit: number | null): BenchRow => {
    const [middle] = [...counts].sort((a, b) => secondsOf(a) - secondsOf(b)).slice(counts.length >> 1)
    const { keys, taps, scrolls, questions, waitedMs } = middle
    const value = secondsOf(middle)
    return { part: 'form', name, value, unit: 's', limit, ok: limit === null || value <= limit, note: `${keys} keys, ${taps} taps, ${scrolls} swipes, ${questions} questions, ${(waitedMs / 1000).toFixed(1)} s page and server` }
  }
  // Naming the child alone takes as long: that is what a phone remembers for.
  return [row('a parent’s daily visit', repeat, MOST_SECONDS), row('the first visit on a phone', first, null)]
}

async function measureRoad({ port, classes }: BenchDoors, ask: (wish: BenchWish) => Promise<BenchNews>, server: ChildProcess, folder: string): Promise<BenchRow[]> {
  await ask({ now: morningOf(DAYS[2]) })
  const walls = await Promise.all(Array.from({ length: WALLS }, () => connectWall(port)))
  const sender = createCheckSender(port, DAYS[2])
  try {
    const children = shuffled(classes.flatMap((one) => one.children.map((child) => ({ class: one, child }))).map((one, number): BenchChild => ({ ...one, number })))
    const { cpuMs: before } = await ask({})
    const burst = await sendByClock(children.slice(0, BURST), sender.check)
    const { cpuMs: after } = await ask({})
    const fast = await sendAtOnce(children.slice(BURST, BURST + FAST), sender.check)
    const visits = await sendAtOnce(children.slice(BURST + FAST, BURST + FAST + VISITS), sender.visit)
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGKILL')
    await ended
    const lost = BURST + FAST + VISITS - countLogged(folder, DAYS[2])
    const rate = BURST / burst.seconds
    const p99 = burst.times.sort((a, b) => a - b)[Math.floor(BURST * 0.99)]
    const part = 'form'
    return [
      { part, name: 'checks by class codes, burst', value: rate, unit: 'checks/s', limit: BURST_A_SECOND * 0.98, ok: rate >= BURST_A_SECOND * 0.98, note: 'at least' },
      { part, name: 'answer in the burst, p99', value: p99, unit: 'ms', limit: MOST_ANSWER_MS, ok: p99 <= MOST_ANSWER_MS, note: `slowest ${burst.times.at(-1)!.toFixed(0)}` },
      { part, name: 'processor time of the server for one', value: (after - before) / BURST, unit: 'ms', limit: null, ok: true, note: `parsing, log, figures and ${WALLS} walls in it` },
      { part, name: 'the same as fast as it goes', value: FAST / fast, unit: 'checks/s', limit: MEAN_A_SECOND, ok: FAST / fast >= MEAN_A_SECOND, note: 'at least' },
      { part, name: 'whole visits (questions, child’s day, check)', value: VISITS / visits, unit: 'visits/s', limit: MEAN_A_SECOND, ok: VISITS / visits >= MEAN_A_SECOND, note: 'at least' },
      { part, name: 'of these lost after kill -9', value: lost, unit: 'checks', limit: 0, ok: lost === 0, note: `${BURST + FAST + VISITS} sent, ${WALLS} walls` },
    ]
  } finally {
    for (const wall of walls) wall.close()
    sender.close()
  }
}

/** Every class reports all the time; by the clock and not by a timer each: a timer that comes late must not thin the load. */
async function sendByClock(children: readonly BenchChild[], send: (one: BenchChild) => Promise<number>): Promise<{ seconds: number; times: number[] }> {
  const sent: Promise<number>[] = []
  const startedAt = performance.now()
  while (sent.length < children.length) {
    while (sent.length < children.length && performance.now() >= startedAt + sent.length * 1000 / BURST_A_SECOND) sent.push(send(children[sent.length]))
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const times = await Promise.all(sent)
  return { seconds: (performance.now() - startedAt) / 1000, times }
}

async function sendAtOnce(children: readonly BenchChild[], send: (one: BenchChild) => Promise<unknown>): Promise<number> {
  let next = 0
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (next < children.length) await send(children[next++])
  }))
  return (performance.now() - startedAt) / 1000
}

const morningOf = (day: string): string => `${day}T06:30:00+08:00`

/** The same order each time. 7,919 is prime and divides no number of children here. */
const shuffled = <Item>(items: readonly Item[]): Item[] => items.map((_, index) => items[(index * 7_919) % items.length])

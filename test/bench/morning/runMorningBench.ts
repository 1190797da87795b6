import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import * as msgpackParser from 'socket.io-msgpack-parser'
import type { SchoolRow } from '../../../server/feeds/rows.ts'
import { EVENT } from '../../../server/protocol/events.ts'
import type { SchoolBoardEvent } from '../../../server/protocol/school.ts'
import type { BenchRow } from '../benchRow.ts'
import { buildBenchPrograms } from '../buildBenchPrograms.ts'
import { countLogged } from '../countLogged.ts'
import { messageOf } from '../messageOf.ts'
import { CAMPUSES, classOf, DAY, KEY, PUPILS, schoolOf, studentNoOf, temperatureOf } from './district.ts'

const WALLS = 10
const SCREENS = 40
const BURST_A_SECOND = 1_000
const BURST_SECONDS = 60
const BURST = BURST_A_SECOND * BURST_SECONDS
const ROWS_A_POST = 10
/** The quiet part of the 90 minutes is not waited for: it is sent as fast as it is taken, in posts of this size. */
const ROWS_A_QUIET_POST = 200
const MOST_P99_MS = 1_000
const MOST_MEGABYTES = 700

interface Post { acceptedAt: number; rev: number; campus: number }
/** What a wall or a screen knew when: rising pairs. */
type Seen = { rev: number; at: number }[]

/** A district's morning: 130,000 checks of 199 campuses, 60,000 of them at 1,000 a second; then the server is killed, its log is counted, and it is started again. */
export async function runMorningBench(projectRoot = process.cwd()): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'liuse-morning-'))
  const programs = await buildBenchPrograms(projectRoot, 'morning', { serve: join(projectRoot, 'test/bench/morning/serve.ts') })
  const server = fork(programs.path('serve'), [folder], { execArgv: ['--expose-gc'] })
  const sockets: Socket[] = []
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  try {
    const laid = await messageOf<{ port: number; checks: number; rssMegabytes: number }>(server)
    const { port } = laid
    const walls: Seen[] = []
    const screens: Seen[] = []
    for (let i = 0; i < WALLS; i++) walls.push(await connect(port, sockets, (socket, seen) => {
      socket.on(EVENT.delta, (bytes: Buffer) => seen.push({ rev: bytes.readDoubleLE(16), at: performance.now() }))
      socket.emit(EVENT.hello, { protocol: 1 })
    }))
    for (let i = 0; i < SCREENS; i++) screens.push(await connect(port, sockets, (socket, seen) => {
      socket.on(EVENT.schoolBoard, (board: SchoolBoardEvent) => seen.push({ rev: board.rev, at: performance.now() }))
      socket.emit(EVENT.schoolWatch, { campus: `c${i.toString(36)}` })
    }))

    // One school's checks of a post stand together, as a form system sends them.
    const order = Array.from({ length: PUPILS }, (_, i) => i).sort((a, b) => (a % CAMPUSES) - (b % CAMPUSES) || a - b)
    const posts = chunks(order, ROWS_A_POST)
    // Campus by campus would be no morning: every school reports all the time.
    const morning = posts.map((_, i) => posts[(i * 7_919) % posts.length])
    const burst = morning.slice(0, BURST / ROWS_A_POST)
    const quiet = chunks(morning.slice(BURST / ROWS_A_POST).flat(), ROWS_A_QUIET_POST)
    const half = Math.floor(quiet.length / 2)
    const quietFrom = performance.now()
    for (const pupils of quiet.slice(0, half)) await send(port, agent, pupils)
    const before = performance.now() - quietFrom
    const sent = await sendBurst(port, agent, burst)
    const lastFrom = performance.now()
    for (const pupils of quiet.slice(half)) await send(port, agent, pupils)
    const quietSeconds = (before + performance.now() - lastFrom) / 1000
    const last = (await send(port, agent, order.slice(0, 1), 37)).rev
    await until(() => walls.every((seen) => (seen.at(-1)?.rev ?? 0) >= last), 30_000)

    const wallMs = sent.posts.map((post) => Math.max(...walls.map((seen) => firstAt(seen, post.rev))) - post.acceptedAt)
    const screenMs = sent.posts.filter(({ campus }) => campus < SCREENS).map((post) => firstAt(screens[post.campus], post.rev) - post.acceptedAt)
    let reported = 0
    for (let campus = 0; campus < CAMPUSES; campus++) reported += (await figures(port, `第${campus}小学`)).reported
    server.send({})
    const { rssMegabytes } = await messageOf<{ rssMegabytes: number }>(server)
    server.kill('SIGKILL')
    await new Promise((resolve) => server.once('exit', resolve))
    // One check was sent twice.
    const lost = PUPILS + 1 - countLogged(folder)
    const second = fork(programs.path('serve'), [folder, 'again'], { execArgv: ['--expose-gc'] })
    const restarted = await messageOf<{ seconds: number; mostMegabytes: number; checks: number }>(second).finally(() => second.kill('SIGKILL'))
    if (restarted.checks !== laid.checks + PUPILS + 1) throw new Error(`morning: ${restarted.checks} checks after a restart`)

    const part = 'morning'
    const [wallP99, screenP99] = [quantile(wallMs, 0.99), quantile(screenMs, 0.99)]
    const rate = BURST / sent.seconds
    return [
      { part, name: 'burst', value: rate, unit: 'checks/s', limit: BURST_A_SECOND * 0.98, ok: rate >= BURST_A_SECOND * 0.98, note: `at least; ${BURST_SECONDS} s` },
      { part, name: 'the quiet part, compressed', value: (PUPILS - BURST) / quietSeconds, unit: 'checks/s', limit: null, ok: true, note: 'one sender, one post after the other' },
      { part, name: 'accepted → last wall, p99', value: wallP99, unit: 'ms', limit: MOST_P99_MS, ok: wallP99 <= MOST_P99_MS, note: `${WALLS} walls` },
      { part, name: 'accepted → school screen, p99', value: screenP99, unit: 'ms', limit: MOST_P99_MS, ok: screenP99 <= MOST_P99_MS, note: `${SCREENS} screens` },
      { part, name: 'checks lost after kill -9', value: lost, unit: 'checks', limit: 0, ok: lost === 0 },
      { part, name: 'pupils not counted', value: PUPILS - reported, unit: 'pupils', limit: 0, ok: reported === PUPILS },
      { part, name: 'memory of the server (RSS)', value: rssMegabytes, unit: 'MB', limit: MOST_MEGABYTES, ok: rssMegabytes <= MOST_MEGABYTES, note: `most in the morning; ${(laid.checks / 1e6).toFixed(1)} million checks of 59 days before` },
      { part, name: 'started again after that', value: restarted.seconds, unit: 's', limit: null, ok: true },
      { part, name: 'most memory of that start', value: restarted.mostMegabytes, unit: 'MB', limit: MOST_MEGABYTES, ok: restarted.mostMegabytes <= MOST_MEGABYTES },
    ]
  } finally {
    for (const socket of sockets) socket.disconnect()
    agent.destroy()
    server.kill('SIGKILL')
    await programs.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

const chunks = <Item>(items: readonly Item[], size: number): Item[][] => Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))

async function sendBurst(port: number, agent: Agent, burst: number[][]): Promise<{ posts: Post[]; seconds: number }> {
  const posts: Promise<Post>[] = []
  const everyMs = 1000 / (BURST_A_SECOND / ROWS_A_POST)
  const startedAt = performance.now()
  while (posts.length < burst.length) {
    // By the clock and not by a timer each: a timer that comes late must not thin the load.
    while (posts.length < burst.length && performance.now() >= startedAt + posts.length * everyMs) posts.push(send(port, agent, burst[posts.length]))
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  const done = await Promise.all(posts)
  return { posts: done, seconds: (performance.now() - startedAt) / 1000 }
}

const check = (pupil: number, second: number): SchoolRow => ({
  id: `${DAY}-${pupil}-${second}`, submittedAt: `${DAY}T06:0${1 + (pupil % 3)}:${String(second).padStart(2, '0')}+08:00`, school: schoolOf(pupil), class: classOf(pupil).class, studentNo: studentNoOf(pupil), name: `学生${pupil}`,
  temperatureCelsius: temperatureOf(pupil, 0), symptoms: [], healthCode: 'green', travelled: false, household: [{ relation: '父亲', healthCode: 'green' }, { relation: '母亲', healthCode: 'green' }], by: 'parent',
})

function send(port: number, agent: Agent, pupils: readonly number[], second?: number): Promise<Post> {
  const body = JSON.stringify(pupils.map((pupil) => check(pupil, second ?? (pupil * 7) % 60)))
  return new Promise((resolve, reject) => {
    const sending = request({ port, host: '127.0.0.1', path: '/api/v1/feeds/school', method: 'POST', agent, headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () => {
        const acceptedAt = performance.now()
        const { accepted, rev } = JSON.parse(Buffer.concat(pieces).toString()) as { accepted?: number; rev?: number }
        if (response.statusCode !== 200 || accepted !== pupils.length) return reject(new Error(`morning: a post was answered ${response.statusCode}, ${accepted} of ${pupils.length} taken`))
        resolve({ acceptedAt, rev: rev!, campus: pupils[0] % CAMPUSES })
      })
    })
    sending.on('error', reject)
    sending.end(body)
  })
}

/** Resolves with the first thing heard. */
function connect(port: number, sockets: Socket[], listen: (socket: Socket, seen: Seen) => void): Promise<Seen> {
  const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], parser: msgpackParser, reconnection: false, forceNew: true })
  sockets.push(socket)
  const seen: Seen = []
  return new Promise((resolve, reject) => {
    socket.on('connect_error', reject)
    socket.on('connect', () => listen(socket, seen))
    socket.onAny(() => resolve(seen))
  })
}

async function figures(port: number, school: string): Promise<{ reported: number }> {
  return (await fetch(`http://127.0.0.1:${port}/api/v1/schools/${encodeURIComponent(school)}/days/${DAY}`, { headers: { authorization: `Bearer ${KEY}` } })).json() as Promise<{ reported: number }>
}

/** When somebody first knew of `rev` or later. */
function firstAt(seen: Seen, rev: number): number {
  let [low, high] = [0, seen.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (seen[middle].rev >= rev) high = middle
    else low = middle + 1
  }
  return seen[low]?.at ?? Infinity
}

async function until(reached: () => boolean, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs
  while (!reached()) {
    if (performance.now() > end) throw new Error('morning: waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as msgpackParser from 'socket.io-msgpack-parser'
import type { SchoolRow } from '../../../server/feeds/rows.ts'
import { freePort } from '../../fixtures/freePort.ts'
import type { BenchRow } from '../benchRow.ts'
import { type BenchWall, connectWall } from '../connectWall.ts'

const WALLS = 20
const REPORTS_A_SECOND = 500
const SECONDS = 30
const ROWS_A_POST = 10
const PUPILS = 20_000
const MOST_P99_MS = 300
const KEY = 'key-of-the-latency-bench'

interface Post {
  sentAt: number
  acceptedAt: number
  rev: number
}

/**
 * The built server in a process of its own, 500 reports a second for 30 s over HTTP, 20 walls connected: from the
 * answer "accepted" to the frame with that revision at the last of the walls. Needs `npm run build`.
 */
export async function runLatencyBench(projectRoot = process.cwd(), program = join(projectRoot, 'dist/server/main.js')): Promise<BenchRow[]> {
  if (!existsSync(program)) throw new Error('latency: the built server is missing; run `npm run build` first')
  const folder = await mkdtemp(join(tmpdir(), 'liuse-latency-'))
  const port = await freePort()
  const server = spawn(process.execPath, [program], {
    stdio: 'ignore',
    env: { PATH: process.env.PATH, PORT: String(port), LIUSE_DATA: folder, LIUSE_DEMO: '0', LIUSE_API_KEY: KEY },
  })
  const walls: BenchWall[] = []
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  try {
    await untilReady(port, server)
    await layRoster(port, agent)
    /** Per wall: when it first knew of each revision, as rising pairs. */
    const known: { rev: number; at: number }[][] = []
    for (let i = 0; i < WALLS; i++) {
      const wall = await connectWall(port)
      const seen: { rev: number; at: number }[] = []
      wall.onFrame((message) => {
        const at = performance.now()
        const rev = revisionOf(message)
        if (rev !== null) seen.push({ rev, at })
      })
      walls.push(wall)
      known.push(seen)
    }
    const posts = await sendReports(port, agent)
    const newest = Math.max(...posts.map((post) => post.rev))
    await until(() => known.every((seen) => (seen.at(-1)?.rev ?? 0) >= newest), 10_000)
    const arrivals = posts.map((post) => Math.max(...known.map((seen) => firstAt(seen, post.rev))))
    const fromAccepted = posts.map((post, i) => Math.max(0, arrivals[i] - post.acceptedAt))
    const fromSent = posts.map((post, i) => arrivals[i] - post.sentAt)
    const part = 'latency'
    const p99 = quantile(fromAccepted, 0.99)
    return [
      { part, name: 'reports sent', value: posts.length * ROWS_A_POST / SECONDS, unit: 'reports/s', limit: null, ok: true, note: `${SECONDS} s, ${WALLS} walls` },
      { part, name: 'accepted → last wall, p50', value: quantile(fromAccepted, 0.5), unit: 'ms', limit: null, ok: true },
      { part, name: 'accepted → last wall, p99', value: p99, unit: 'ms', limit: MOST_P99_MS, ok: p99 <= MOST_P99_MS },
      { part, name: 'sent → last wall, p99', value: quantile(fromSent, 0.99), unit: 'ms', limit: null, ok: true },
    ]
  } finally {
    for (const wall of walls) wall.close()
    agent.destroy()
    server.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
}

async function sendReports(port: number, agent: Agent): Promise<Post[]> {
  const posts: Promise<Post>[] = []
  const postsDue = (REPORTS_A_SECOND * SECONDS) / ROWS_A_POST
  const everyMs = 1000 / (REPORTS_A_SECOND / ROWS_A_POST)
  const startedAt = performance.now()
  let pupil = 0
  while (posts.length < postsDue) {
    // By the clock and not by a timer each: a timer that comes late must not thin the load.
    while (posts.length < postsDue && performance.now() >= startedAt + posts.length * everyMs) {
      const rows = Array.from({ length: ROWS_A_POST }, () => check(pupil++ % PUPILS))
      posts.push(post(port, agent, '/api/v1/feeds/school', JSON.stringify(rows)))
    }
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return Promise.all(posts)
}

const schoolOf = (pupil: number): string => `第${pupil % 24}小学`
const check = (pupil: number): SchoolRow => ({
  submittedAt: new Date(Date.now() - 1000).toISOString(), school: schoolOf(pupil), class: `三(${pupil % 7})班`, studentNo: String(20_200_000 + pupil), name: `学生${pupil}`,
  temperatureCelsius: 36 + (Math.floor(performance.now()) % 10) / 10, symptoms: pupil % 50 === 0 ? ['咳嗽'] : [], healthCode: 'green',
})

function post(port: number, agent: Agent, path: string, body: string | Buffer, contentType = 'application/json'): Promise<Post> {
  const sentAt = performance.now()
  return new Promise((resolve, reject) => {
    const sending = request({ port, host: '127.0.0.1', path, method: 'POST', agent, headers: { authorization: `Bearer ${KEY}`, 'content-type': contentType, 'content-length': Buffer.byteLength(body) } }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () => {
        const acceptedAt = performance.now()
        if (response.statusCode !== 200) return reject(new Error(`latency: ${path} answered ${response.statusCode}`))
        resolve({ sentAt, acceptedAt, rev: (JSON.parse(Buffer.concat(pieces).toString()) as { rev?: number }).rev ?? 0 })
      })
    })
    sending.on('error', reject)
    sending.end(body)
  })
}

async function layRoster(port: number, agent: Agent): Promise<void> {
  const lines = ['学校,年级,班级,学号,姓名', ...Array.from({ length: PUPILS }, (_, pupil) => `${schoolOf(pupil)},三年级,三(${pupil % 7})班,${20_200_000 + pupil},学生${pupil}`)]
  const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="roster.csv"\r\n\r\n'
  await post(port, agent, '/api/v1/import/roster', `${head}${lines.join('\r\n')}\r\n--b--\r\n`, 'multipart/form-data; boundary=b')
}

/** The revision that a delta ends at, read from its header (SPEC.md); null for another event. */
function revisionOf(message: Buffer): number | null {
  let rev: number | null = null
  const decoder = new msgpackParser.Decoder()
  decoder.on('decoded', (packet: { data: [string, Buffer] }) => {
    if (packet.data[0] === 'world:delta') rev = packet.data[1].readDoubleLE(16)
  })
  decoder.add(message)
  return rev
}

/** When somebody first knew of `rev` or later. */
function firstAt(seen: readonly { rev: number; at: number }[], rev: number): number {
  let [low, high] = [0, seen.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (seen[middle].rev >= rev) high = middle
    else low = middle + 1
  }
  return seen[low].at
}

async function untilReady(port: number, server: ChildProcess): Promise<void> {
  await until(async () => {
    if (server.exitCode !== null) throw new Error('latency: the server ended')
    return (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null))?.status === 200
  }, 30_000)
}

async function until(reached: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs
  while (!(await reached())) {
    if (performance.now() > end) throw new Error('latency: waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

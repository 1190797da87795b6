import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

export const BENCH_KEY = 'key-of-the-start-bench'

/** Of what it says on stderr, for the day it does not start. */
const KEPT_CHARACTERS = 4_000

export interface StartedServer {
  origin: string
  /** From the spawn to the first 200 of /healthz. */
  readySeconds: number
  /** Memory that the process holds now, and the most it ever held, in megabytes of 1,000,000 bytes; NaN where the system does not tell. */
  memory(): { now: number; most: number }
  /** Ends it as a power cut would; resolves when it is gone. */
  kill(): Promise<void>
}

/** Starts the built server on a free port and measures until it takes feeds. */
export async function startServer(program: string, environment: Record<string, string>): Promise<StartedServer> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, PORT: '0', LIUSE_API_KEY: BENCH_KEY, ...environment },
  })
  const gone = once(child, 'exit')
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-KEPT_CHARACTERS)))
  const origin = await new Promise<string>((resolve, reject) => {
    // It prints its addresses once it is ready; asking for /healthz all the time would cost what is measured.
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /(http:\/\/\S+?)\/wall/.exec(line)
      if (found) resolve(found[1])
    })
    child.once('exit', (code) => reject(new Error(`start: the server ended with ${code}\n${said}`)))
  })
  const { status } = await fetch(`${origin}/healthz`)
  if (status !== 200) throw new Error(`start: /healthz answered ${status} after the addresses were printed`)
  return {
    origin,
    readySeconds: (performance.now() - startedAt) / 1000,
    memory: () => readMemory(child.pid!),
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

function readMemory(pid: number): { now: number; most: number } {
  if (process.platform !== 'linux') return { now: NaN, most: NaN }
  const text = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (field: string): number => (Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(text)?.[1]) * 1024) / 1e6
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') }
}

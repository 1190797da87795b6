import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url))
export const TEST_KEY = 'durability-test-key'

export interface BuiltServer {
  child: ChildProcess
  origin: string
  post(feed: string, rows: unknown[]): Promise<{ status: number; body: { accepted: number; duplicates: number; rev: number } }>
  importFile(kind: string, name: string, text: string): Promise<Record<string, number>>
  get<Answer>(path: string): Promise<Answer>
  /** Ends it at once, as a power cut would; resolves when the process is gone. */
  kill(): Promise<void>
  stop(): Promise<number | null>
}

/** The built server as a process of its own on a free port; resolves when it takes feeds. `wrap` runs it under another program. */
export async function startBuiltServer(folder: string, options: { wrap?: string[]; environment?: Record<string, string> } = {}): Promise<BuiltServer> {
  const [command, ...args] = [...(options.wrap ?? []), process.execPath, MAIN]
  const child = spawn(command, args, {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LIUSE_DATA: folder, LIUSE_DEMO: '0', LIUSE_API_KEY: TEST_KEY, LIUSE_TIMEZONE: 'Asia/Shanghai', ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let problems = ''
  child.stderr.on('data', (chunk: Buffer) => (problems = (problems + chunk.toString()).slice(-4000)))
  const origin = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /(http:\/\/\S+?)\/wall/.exec(line)
      if (found) resolve(found[1])
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${problems}`)))
  })
  const headers = { authorization: `Bearer ${TEST_KEY}` }
  return {
    child, origin,
    async post(feed, rows) {
      const response = await fetch(`${origin}/api/v1/feeds/${feed}`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(rows) })
      return { status: response.status, body: await response.json() as { accepted: number; duplicates: number; rev: number } }
    },
    async importFile(kind, name, text) {
      const form = new FormData()
      form.append('file', new Blob([text]), name)
      return await (await fetch(`${origin}/api/v1/import/${kind}`, { method: 'POST', headers, body: form })).json() as Record<string, number>
    },
    get: async <Answer>(path: string) => await (await fetch(origin + path, { headers })).json() as Answer,
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      return (await gone)[0] as number | null
    },
  }
}

/** A ledger of 10 × 6 × 4 rooms as a committee would send it. */
export const LEDGER_CSV = ['居委会,小区名称,楼号,室号,房屋性质', ...Array.from({ length: 240 }, (_, i) => `测试居委会,测试新村,${1 + Math.floor(i / 24)}号,${1 + Math.floor((i % 24) / 4)}0${1 + (i % 4)},自住`)].join('\n')

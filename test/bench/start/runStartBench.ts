import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import type { SchoolRow } from '../../../server/feeds/rows.ts'
import type { BenchRow } from '../benchRow.ts'
import { fetchAsWall } from './fetchAsWall.ts'
import { BENCH_KEY, startServer } from './startServer.ts'

const ZONE = 'Asia/Shanghai'
const STARTS = 5
/** Log entries behind the last checkpoint: at most 50,000 may be there before the server writes a new one. */
const TAIL_ENTRIES = 20_000
const ROWS_A_POST = 500
/** The demo sends a morning's reports at once when it begins; the memory for that counts as well. */
const SETTLE_MS = 5_000
const MOST_SECONDS = 3
const MOST_MEGABYTES = 450

/**
 * The built server on the laid demo town, killed and started again: from the spawn to ready, and what it holds in
 * memory. Then the same log with 20,000 more entries behind its checkpoint. Needs `npm run build`.
 */
export async function runStartBench(projectRoot = process.cwd(), dist = join(projectRoot, 'dist/server')): Promise<BenchRow[]> {
  const program = join(dist, 'main.js')
  if (!existsSync(program)) throw new Error('start: the built server is missing; run `npm run build` first')
  const folder = mkdtempSync(join(tmpdir(), 'liuse-start-'))
  const [demo, grown] = [join(folder, 'demo-data'), join(folder, 'grown-data')]
  try {
    await layTown(join(dist, 'lay.js'), join(demo, 'demo'))
    // Not as a demo: that would begin its day again and have no tail.
    cpSync(join(demo, 'demo'), grown, { recursive: true })

    const seconds: number[] = []
    const [settled, withWall, most]: number[][] = [[], [], []]
    for (let run = 0; run < STARTS; run++) {
      const server = await startServer(program, { LIUSE_DATA: demo, LIUSE_DEMO: '1', LIUSE_TIMEZONE: ZONE })
      seconds.push(server.readySeconds)
      await wait(SETTLE_MS)
      settled.push(server.memory().now)
      await fetchAsWall(server.origin)
      const memory = server.memory()
      withWall.push(memory.now)
      most.push(memory.most)
      await server.kill()
    }

    const tail = await growTail(program, grown)
    const tailSeconds: number[] = []
    for (let run = 0; run < STARTS; run++) {
      const server = await startServer(program, { LIUSE_DATA: grown, LIUSE_DEMO: '0', LIUSE_TIMEZONE: ZONE })
      tailSeconds.push(server.readySeconds)
      const { rev } = await (await fetch(`${server.origin}/healthz`)).json() as { rev: number }
      if (rev !== tail.rev) throw new Error(`start: at revision ${rev} after the kill, ${tail.rev} before`)
      await server.kill()
    }

    const spread = (values: number[], digits: number): string => values.map((value) => value.toFixed(digits)).join(' ')
    const row = (name: string, value: number, unit: string, limit: number | null, note?: string): BenchRow =>
      ({ part: 'start', name, value, unit, limit, ok: limit === null || value <= limit, note })
    // A system that does not tell its memory is told so, not passed.
    const memoryRow = (name: string, values: number[], limit: number | null): BenchRow =>
      Number.isNaN(values[0]) ? row(name, NaN, 'MB', null, 'measured on Linux only') : row(name, Math.max(...values), 'MB', limit, `most of ${spread(values, 0)}`)
    return [
      row('demo town, after kill -9, to ready', median(seconds), 's', MOST_SECONDS, `median of ${spread(seconds, 2)}`),
      row(`and ${tail.entries.toLocaleString('en')} entries behind the checkpoint`, median(tailSeconds), 's', MOST_SECONDS, `median of ${spread(tailSeconds, 2)}`),
      memoryRow('resident memory, 5 s after ready', settled, MOST_MEGABYTES),
      memoryRow('and one wall has fetched everything', withWall, MOST_MEGABYTES),
      memoryRow('the most it ever held', most, null),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function layTown(program: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(new Date())
  const child = spawn(process.execPath, [program, folder, today, ZONE], { stdio: ['ignore', 2, 2] })
  const [code] = await once(child, 'exit') as [number | null]
  if (code !== 0) throw new Error(`start: the demo town was not laid (${code})`)
}

/** Sends pupils' checks of the script until the log is that much longer, then ends the server as a power cut would. */
async function growTail(program: string, folder: string): Promise<{ entries: number; rev: number }> {
  const server = await startServer(program, { LIUSE_DATA: folder, LIUSE_DEMO: '0', LIUSE_TIMEZONE: ZONE })
  const readRev = async (): Promise<number> => ((await (await fetch(`${server.origin}/healthz`)).json()) as { rev: number }).rev
  const before = await readRev()
  const checks = await readChecks(join(folder, 'day.ndjson'))
  for (let sent = 0; sent < TAIL_ENTRIES; sent += ROWS_A_POST) {
    const rows = Array.from({ length: ROWS_A_POST }, (_, i): SchoolRow => {
      // Sent now, and a little warmer each time round, so that none is a duplicate.
      const check = checks[(sent + i) % checks.length]
      const round = Math.floor((sent + i) / checks.length)
      return { ...check, id: undefined, submittedAt: new Date().toISOString(), temperatureCelsius: Math.round(check.temperatureCelsius * 10 + round) / 10 }
    })
    const response = await fetch(`${server.origin}/api/v1/feeds/school`, {
      method: 'POST', body: JSON.stringify(rows), headers: { authorization: `Bearer ${BENCH_KEY}`, 'content-type': 'application/json' },
    })
    const answer = await response.json() as { accepted?: number }
    if (answer.accepted !== rows.length) throw new Error(`start: ${answer.accepted} of ${rows.length} reports were accepted (${response.status})`)
  }
  const rev = await readRev()
  await server.kill()
  return { entries: rev - before, rev }
}

async function readChecks(scriptFile: string): Promise<SchoolRow[]> {
  const checks: SchoolRow[] = []
  for await (const line of createInterface({ input: createReadStream(scriptFile) })) {
    const batch = JSON.parse(line) as { feed: string; rows: SchoolRow[] }
    if (batch.feed === 'school') checks.push(...batch.rows)
  }
  if (checks.length === 0) throw new Error('start: the script has no pupils’ checks')
  return checks
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]

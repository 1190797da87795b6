import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { BenchRow } from '../benchRow.ts'
import { buildBenchPrograms } from '../buildBenchPrograms.ts'
import { messageOf } from '../messageOf.ts'
import { CHANGES_A_TICK, SOCKETS } from './figures.ts'

/** Pairs of runs, one of each kind, in turns. */
const RUNS = 7
/** Enough that both are compiled by the time it counts. */
const WARM_UP_TICKS = 40
const TICKS = 60
const MOST_OF_RAW = 1.5

/** Server CPU of a tick to 500 sockets: ours against raw `ws` sending the same bytes, each in a process of its own. */
export async function runFanoutBench(projectRoot = process.cwd()): Promise<BenchRow[]> {
  const folder = join(projectRoot, 'test/bench/fanout')
  const programs = await buildBenchPrograms(projectRoot, 'fanout', { serve: join(folder, 'serve.ts'), connect: join(folder, 'connect.ts') })
  try {
    const [ours, raw, ratios]: number[][] = [[], [], []]
    for (let run = 0; run < RUNS; run++) {
      // Which goes first changes, so that a machine that warms up or slows down favours neither.
      const kinds = run % 2 === 0 ? ['ours', 'raw'] as const : ['raw', 'ours'] as const
      const took: Record<string, number> = {}
      for (const kind of kinds) took[kind] = await measure(programs.path, kind)
      ours.push(took.ours)
      raw.push(took.raw)
      ratios.push(took.ours / took.raw)
    }
    const ratio = median(ratios)
    const part = 'fanout'
    return [
      { part, name: 'raw ws, CPU a tick', value: median(raw), unit: 'ms', limit: null, ok: true },
      { part, name: 'ours, CPU a tick', value: median(ours), unit: 'ms', limit: null, ok: true, note: `${SOCKETS} sockets, ${CHANGES_A_TICK} changes` },
      { part, name: 'ours / raw', value: ratio, unit: '×', limit: MOST_OF_RAW, ok: ratio <= MOST_OF_RAW, note: `median of ${RUNS} interleaved runs: ${ratios.map((each) => each.toFixed(2)).join(' ')}` },
    ]
  } finally {
    await programs.remove()
  }
}

async function measure(pathOf: (program: string) => string, kind: 'ours' | 'raw'): Promise<number> {
  const server = fork(pathOf('serve'), [kind])
  let clients: ChildProcess | null = null
  try {
    const { port } = await messageOf<{ port: number }>(server)
    clients = fork(pathOf('connect'), [kind, String(port)])
    await messageOf(clients)
    server.send({ ticks: WARM_UP_TICKS })
    await messageOf(server)
    server.send({ ticks: TICKS })
    const { cpuMsPerTick } = await messageOf<{ cpuMsPerTick: number }>(server)
    clients.send({})
    const { messages } = await messageOf<{ messages: number }>(clients)
    // A server that drops frames is a fast one.
    const due = (WARM_UP_TICKS + TICKS) * SOCKETS
    if (messages < due * 0.99) throw new Error(`fanout: ${kind} delivered ${messages} of ${due} messages`)
    return cpuMsPerTick
  } finally {
    clients?.kill()
    server.kill()
  }
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]

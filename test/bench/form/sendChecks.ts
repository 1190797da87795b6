import { Agent, request } from 'node:http'
import type { CheckAnswer } from '../../../server/protocol/checks.ts'
import type { BenchClass } from './serve.ts'

/** Connections that a reverse proxy keeps open to its server. */
const CONNECTIONS = 64

/** One child of a class. */
export interface BenchChild { class: BenchClass; child: string; number: number }

/** Sends what phones send, over the connections of a reverse proxy on the same machine: each phone's address stands in X-Forwarded-For. */
export function createCheckSender(port: number, day: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })

  function ask<Answer>(method: 'GET' | 'POST', path: string, { number }: BenchChild, payload?: object): Promise<Answer> {
    const body = payload && JSON.stringify(payload)
    const headers: Record<string, string | number> = { 'x-forwarded-for': `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`, 'accept-language': 'zh-CN' }
    if (body) Object.assign(headers, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    return new Promise((resolve, reject) => {
      const sending = request({ port, host: '127.0.0.1', path, method, agent, headers }, (response) => {
        const pieces: Buffer[] = []
        response.on('data', (piece: Buffer) => pieces.push(piece))
        response.on('end', () => {
          const text = Buffer.concat(pieces).toString()
          if (response.statusCode === 200) resolve(JSON.parse(text) as Answer)
          else reject(new Error(`form: ${response.statusCode} ${text.slice(0, 200)}`))
        })
      })
      sending.on('error', reject)
      sending.end(body)
    })
  }

  /** Resolves with the answer's time in ms; throws when the check was not taken. */
  async function check(one: BenchChild): Promise<number> {
    const from = performance.now()
    const answers = {
      temperatureCelsius: (36 + (one.number % 10) / 10).toFixed(1), unwell: 'no', healthCode: 'green', whereNow: 'home', travelled: 'no', contact: 'none',
      household: [{ relation: 'father', healthCode: 'green', travelled: 'no' }, { relation: 'mother', healthCode: 'green', travelled: 'no' }],
    }
    const { state } = await ask<CheckAnswer>('POST', pathOf(one), one, { id: `bench-${String(one.number).padStart(12, '0')}`, child: one.child, version: 3, answers, openedOn: day, website: '' })
    if (state !== 'received') throw new Error(`form: a check was answered ${state}`)
    return performance.now() - from
  }

  /** A remembered child's visit: the page's questions, the child's day, the check. */
  async function visit(one: BenchChild): Promise<void> {
    await ask('GET', pathOf(one), one)
    await ask('POST', `${pathOf(one)}/today`, one, { children: [one.child] })
    await check(one)
  }

  return { check, visit, close: () => agent.destroy() }
}

const pathOf = (one: BenchChild): string => `/api/v1/school/classes/${one.class.code}`

import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOutbox } from '../../../../server/school/outbox/createOutbox.ts'
import type { OutboxMessage, OutboxState } from '../../../../server/school/outbox/outbox.ts'
import { postWebhook } from '../../../../server/school/outbox/postWebhook.ts'
import { retryDelayMs } from '../../../../server/school/outbox/retryDelayMs.ts'
import { signWebhook } from '../../../../server/school/outbox/signWebhook.ts'
import { openStore, type Store } from '../../../../server/store/openStore.ts'
import { type Receiver, startReceiver } from '../../../fixtures/startReceiver.ts'

const HOUR = 3_600_000
let folder: string
let store: Store
let receiver: Receiver
let at: number

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'liuse-outbox-'))
  store = await openStore(join(folder, 'liuse.sqlite'))
  receiver = await startReceiver()
  at = 1_581_800_000_000
})
afterEach(async () => {
  await receiver.stop()
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** An outbox whose channel `hook` posts to the receiver. */
function open(url = receiver.url) {
  const outbox = createOutbox({ tables: store.outboxTables, now: () => at })
  outbox.register('hook', (message, signal) => {
    const body = JSON.stringify(message.payload)
    return postWebhook(`${url}/hook`, body, signWebhook('secret', message.id, body, at), signal)
  })
  return outbox
}
const message = (id: string) => ({ id, channel: 'hook', payload: { alert: id } })

describe('the outbox', () => {
  it('sends a message once, signed, with the id that it keeps', async () => {
    const outbox = open()
    expect(outbox.post([message('m1'), message('m1')])).toBe(1)
    await Promise.all([outbox.run(), outbox.run()])
    expect(outbox.post([message('m1')])).toBe(0)
    await outbox.run()
    expect(receiver.received).toHaveLength(1)
    const { headers, body, path } = receiver.received[0]
    expect([path, body, headers['idempotency-key']]).toEqual(['/hook', '{"alert":"m1"}', 'm1'])
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['x-liuse-signature'] as string)!
    expect(v1).toBe(createHmac('sha256', 'secret').update(`${t}.${body}`).digest('hex'))
    expect(outbox.stateOf('m1')).toEqual({ state: 'sent', tries: 1, problem: '', said: '', settledAt: at })
  })

  it('asks again at the moment of its turn, however often it was told to wait; that was no try', async () => {
    const outbox = createOutbox({ tables: store.outboxTables, now: () => at })
    const asked: number[] = []
    outbox.register('hook', async ({ tries }) => {
      asked.push(at)
      expect(tries).toBe(0)
      return asked.length < 5 ? { is: 'not-yet', problem: 'limited', inMs: 700 } : { is: 'sent' }
    })
    outbox.post([message('m1')])
    const begun = at
    for (; at < begun + 10_000; at += 100) if ((store.outboxTables.nextAt() ?? Infinity) <= at) await outbox.run()
    expect(asked.map((each) => each - begun)).toEqual([0, 700, 1_400, 2_100, 2_800])
    expect(outbox.stateOf('m1')).toMatchObject({ state: 'sent', tries: 1, problem: '' })
  })

  it('tries again while the other side answers 500 for an hour, with growing pauses, and then sends it once', async () => {
    const outbox = open()
    const settled: [OutboxMessage, OutboxState][] = []
    outbox.onSettled((...each) => settled.push(each))
    receiver.answer = 500
    outbox.post([message('m1')])
    const triedAt: number[] = []
    for (const end = at + HOUR; at < end; at += 1000) {
      const before = receiver.received.length
      if ((store.outboxTables.nextAt() ?? Infinity) <= at) await outbox.run()
      if (receiver.received.length > before) triedAt.push(at)
    }
    expect(outbox.stateOf('m1')).toMatchObject({ state: 'waiting', problem: 'http-500', settledAt: null })
    const pauses = triedAt.slice(1).map((each, index) => each - triedAt[index])
    expect(pauses.slice(0, 6)).toEqual([5_000, 15_000, 45_000, 135_000, 405_000, 600_000])
    expect(receiver.received.length).toBeLessThan(15)
    receiver.answer = 204
    at += 10 * 60_000
    await outbox.run()
    await outbox.run()
    expect(outbox.stateOf('m1')).toMatchObject({ state: 'sent', problem: '' })
    expect(settled).toMatchObject([[{ id: 'm1' }, { state: 'sent' }]])
    expect(new Set(receiver.received.map(({ headers }) => headers['idempotency-key']))).toEqual(new Set(['m1']))
    const { length } = receiver.received
    at += HOUR
    await outbox.run()
    expect(receiver.received).toHaveLength(length)
  })

  it('loses nothing when the process ends in between', async () => {
    receiver.answer = 503
    open().post([message('m1'), message('m2')])
    await open().run()
    store.close()
    store = await openStore(join(folder, 'liuse.sqlite'))
    receiver.answer = 200
    at += 5_000
    const again = open()
    await again.run()
    expect(['m1', 'm2'].map((id) => again.stateOf(id)?.state)).toEqual(['sent', 'sent'])
  })

  it('one message that nobody takes holds up no other', async () => {
    receiver.answer = ({ body }) => (body.includes('bad') ? 400 : 200)
    const outbox = open()
    outbox.post([message('bad'), ...Array.from({ length: 250 }, (_, each) => message(`m${each}`))])
    await outbox.run()
    await outbox.run()
    expect(outbox.stateOf('m249')?.state).toBe('sent')
    expect(outbox.stateOf('bad')).toMatchObject({ state: 'waiting', problem: 'http-400' })
    expect(receiver.received.filter(({ body }) => body.includes('bad'))).toHaveLength(1)
  })

  it('gives up after two days and says so', async () => {
    const outbox = open('http://127.0.0.1:1')
    outbox.post([message('m1')])
    await outbox.run()
    expect(outbox.stateOf('m1')).toMatchObject({ state: 'waiting', problem: 'unreachable' })
    at += 48 * HOUR
    await outbox.run()
    expect(outbox.stateOf('m1')).toMatchObject({ state: 'given-up', tries: 2, settledAt: at })
  })

  it('waits as long as it is asked to, within reason; follows no redirect; a sender that fails is tried again', async () => {
    const outbox = open()
    receiver.answer = 429
    receiver.headers = { 'retry-after': '90' }
    outbox.post([message('m1')])
    await outbox.run()
    expect(store.outboxTables.nextAt()).toBe(at + 90_000)
    receiver.answer = 302
    receiver.headers = { location: '/elsewhere' }
    at += 90_000
    await outbox.run()
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook', '/hook'])
    outbox.register('broken', () => Promise.reject(new Error('https://example.invalid/secret')))
    outbox.post([{ id: 'm2', channel: 'broken', payload: {} }, { id: 'm3', channel: 'nobody', payload: {} }])
    await outbox.run()
    expect([outbox.stateOf('m2')?.problem, outbox.stateOf('m3')?.problem]).toEqual(['failed', 'no-sender'])
  })

  it('runs by itself once it is started', async () => {
    const outbox = open()
    const sent = new Promise<void>((resolve) => outbox.onSettled(() => resolve()))
    const stop = outbox.start()
    outbox.post([message('m1')])
    await sent
    await stop()
    expect(receiver.received).toHaveLength(1)
  })
})

it('pauses only grow, up to ten minutes', () => {
  for (let tries = 1; tries < 60; tries++) expect(retryDelayMs(tries + 1)).toBeGreaterThanOrEqual(retryDelayMs(tries))
  expect(retryDelayMs(1e6)).toBe(600_000)
})

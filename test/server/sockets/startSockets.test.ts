import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import * as msgpackParser from 'socket.io-msgpack-parser'
import { WebSocket } from 'ws'
import { createTestSockets, encodePacket, type TestClient, type TestSockets } from './createTestSockets.ts'

let sockets: TestSockets
afterEach(() => sockets.close())

const atRevision = (rev: number) => ({ protocol: 1, worldId: 'world-a', layoutHash: 'layout-1', rev })
/** Says hello at the current revision and takes the answer. */
async function connectLive(): Promise<TestClient> {
  const client = sockets.connect()
  client.hello(atRevision(sockets.service.rev()))
  expect(await client.next()).toMatchObject({ heard: 'delta', fromRev: sockets.service.rev() })
  return client
}

describe('hello', () => {
  it('[H1] the first is answered with where to fetch everything', async () => {
    sockets = await createTestSockets()
    const client = sockets.connect()
    client.hello()
    expect(await client.next()).toEqual({
      heard: 'reset', protocol: 1, worldId: 'world-a', layoutHash: 'layout-1', rev: 1, reason: 'first',
      layoutUrl: '/api/v1/layout/layout-1', snapshotUrl: '/api/v1/snapshot/world-a/1',
    })
  })

  it('[H2] at the current revision is answered with an empty frame of that revision', async () => {
    sockets = await createTestSockets()
    const client = sockets.connect()
    client.hello(atRevision(1))
    const answer = await client.next()
    expect(answer).toMatchObject({ heard: 'delta', fromRev: 1, toRev: 1 })
  })

  it('[H3] at an earlier revision is answered with what was missed, as one frame', async () => {
    sockets = await createTestSockets()
    const live = await connectLive()
    for (const slot of [3, 4, 3]) {
      sockets.service.change([slot])
      await live.next()
    }
    const late = sockets.connect()
    late.hello(atRevision(1))
    const answer = await late.next()
    expect(answer).toMatchObject({ heard: 'delta', fromRev: 1, toRev: 4 })
    if (answer.heard === 'delta') expect(Object.fromEntries([...answer.slotIndex].map((slot, i) => [slot, answer.slotStatus[i]]))).toEqual({ 3: 2, 4: 1 })
    const between = sockets.connect()
    between.hello(atRevision(3))
    expect(await between.next()).toMatchObject({ heard: 'delta', fromRev: 3, toRev: 4 })
  })

  it('[H4] with another world, another layout or a revision that has not been yet is answered with a reset', async () => {
    sockets = await createTestSockets()
    for (const [change, reason] of [[{ worldId: 'world-z' }, 'other-world'], [{ layoutHash: 'layout-9' }, 'other-layout'], [{ rev: 99 }, 'ahead']] as const) {
      const client = sockets.connect()
      client.hello({ ...atRevision(1), ...change })
      expect(await client.next()).toMatchObject({ heard: 'reset', reason, rev: 1 })
    }
  })

  it('[H5] gets the changes made in the same moment exactly once: nothing slips between answer and room', async () => {
    sockets = await createTestSockets()
    const client = sockets.connect()
    client.socket.on('connect', () => client.hello(atRevision(1)))
    let known = 1
    const values = new Map<number, number>()
    const { service } = sockets
    const changing = setInterval(() => service.change([service.rev() % 7]), 3)
    onTestFinished(() => clearInterval(changing))
    while (known < 60) {
      const heard = await client.next()
      if (heard.heard !== 'delta') throw new Error(heard.heard)
      expect(heard.fromRev).toBeLessThanOrEqual(known)
      known = Math.max(known, heard.toRev)
      heard.slotIndex.forEach((slot, i) => values.set(slot, heard.slotStatus[i]))
    }
    // Slot s changed at every seventh revision; replayed by hand.
    const expected = new Map<number, number>()
    for (let rev = 1; rev < known; rev++) expected.set(rev % 7, ((expected.get(rev % 7) ?? 0) + 1) % 6)
    expect(values).toEqual(expected)
  })

  it('[H6] of another protocol is refused by name', async () => {
    sockets = await createTestSockets()
    const client = sockets.connect()
    client.hello({ protocol: 2 })
    expect(await client.next()).toMatchObject({ heard: 'refused', code: 'other-protocol' })
    expect(await client.next()).toEqual({ heard: 'closed' })
  })

  it('[H7] waits for a world that is ready', async () => {
    sockets = await createTestSockets()
    sockets.service.setReady(false)
    expect(await sockets.connect().next()).toEqual({ heard: 'not-connected', code: null })
  })
})

describe('deltas', () => {
  it('[D1] the first change after a quiet time goes out at once, the rest together a tick later', async () => {
    // As long as a machine that is busy elsewhere may take for the first.
    sockets = await createTestSockets({ times: { tickMs: 1_000 } })
    const client = await connectLive()
    // The hello counted as a tick; its successor takes the first change, whenever that was.
    sockets.service.change([1])
    expect(await client.next()).toMatchObject({ fromRev: 1, toRev: 2 })
    for (const slot of [2, 3, 4]) sockets.service.change([slot])
    const batch = await client.next()
    expect(batch).toMatchObject({ fromRev: 2, toRev: 5 })
    if (batch.heard === 'delta') expect([...batch.slotIndex].sort()).toEqual([2, 3, 4])
  })

  it('[D2] a quiet link carries a heartbeat', async () => {
    sockets = await createTestSockets({ times: { heartbeatMs: 40 } })
    const client = await connectLive()
    for (let i = 0; i < 3; i++) expect(await client.next()).toMatchObject({ heard: 'delta', fromRev: 1, toRev: 1, slotIndex: new Uint32Array(0) })
  })

  it('[D3] reports that change nothing on the wall still move its revision, without a gap', async () => {
    sockets = await createTestSockets({ times: { heartbeatMs: 40 } })
    const client = await connectLive()
    await sockets.service.accept('household', [{}, {}], 'test')
    let heard = await client.next()
    while (heard.heard === 'delta' && heard.toRev === 1) heard = await client.next()
    expect(heard).toMatchObject({ heard: 'delta', fromRev: 1, toRev: 3 })
    const resumed = sockets.connect()
    resumed.hello(atRevision(1))
    expect(await resumed.next()).toMatchObject({ heard: 'delta', fromRev: 1, toRev: 3 })
  })

  it('[D4] another world or layout resets every session, and nothing of before is resumed', async () => {
    sockets = await createTestSockets()
    const [one, two] = [await connectLive(), await connectLive()]
    sockets.service.change()
    await Promise.all([one.next(), two.next()])
    sockets.service.becomeWorld('world-b')
    for (const client of [one, two]) expect(await client.next()).toMatchObject({ heard: 'reset', reason: 'other-world', worldId: 'world-b', rev: 1 })
    sockets.service.change()
    expect(await one.next()).toMatchObject({ heard: 'delta', fromRev: 1, toRev: 2 })
    const late = sockets.connect()
    late.hello(atRevision(1))
    expect(await late.next()).toMatchObject({ heard: 'reset', reason: 'other-world' })
  })

  it('[D5] midnight, which changes statuses without a new revision, reaches those who resume at it', async () => {
    sockets = await createTestSockets()
    const live = await connectLive()
    sockets.service.endDay([9])
    expect(await live.next()).toMatchObject({ fromRev: 1, toRev: 1, slotIndex: Uint32Array.of(9) })
    const late = sockets.connect()
    late.hello(atRevision(1))
    expect(await late.next()).toMatchObject({ fromRev: 1, toRev: 1, slotIndex: Uint32Array.of(9) })
  })

  it('[D6] one frame arrives as one binary WebSocket message', async () => {
    sockets = await createTestSockets()
    const raw = new WebSocket(`ws://127.0.0.1:${sockets.port}/socket.io/?EIO=4&transport=websocket`)
    const binary: Buffer[] = []
    raw.on('message', (data, isBinary) => { if (isBinary) binary.push(data as Buffer) })
    await once(raw, 'message')
    raw.send(encodePacket({ type: 0, nsp: '/' }))
    await once(raw, 'message')
    raw.send(encodePacket({ type: 2, nsp: '/', data: ['hello', atRevision(1)] }))
    await once(raw, 'message')
    expect(binary).toHaveLength(2)
    sockets.service.change([1, 2, 3])
    await once(raw, 'message')
    expect(binary).toHaveLength(3)
    raw.terminate()
  })
})

describe('who may come', () => {
  it('[S1] where the server listens beyond this machine a screen needs its token', async () => {
    sockets = await createTestSockets({ screenToken: 'token-of-the-wall' })
    expect(await sockets.connect().next()).toEqual({ heard: 'not-connected', code: 'screen-token' })
    expect(await sockets.connect({ auth: { screen: 'token-of-the-wal' } }).next()).toEqual({ heard: 'not-connected', code: 'screen-token' })
    const client = sockets.connect({ auth: { screen: 'token-of-the-wall' } })
    client.hello()
    expect(await client.next()).toMatchObject({ heard: 'reset' })
  })

  it('[S2] a page of another origin may not open a socket', async () => {
    sockets = await createTestSockets()
    for (const origin of ['http://evil.example', 'null', `http://127.0.0.1:${sockets.port + 1}`, 'file:///wall.html']) {
      expect(await sockets.connect({ headers: { origin } }).next()).toEqual({ heard: 'not-connected', code: null })
    }
    const own = sockets.connect({ headers: { origin: `http://localhost:${sockets.port}` } })
    own.hello()
    expect(await own.next()).toMatchObject({ heard: 'reset' })
    // A name elsewhere that points at this machine is no name of this machine.
    expect(await sockets.connect({ headers: { origin: 'http://evil.example', host: 'evil.example' } }).next()).toMatchObject({ heard: 'not-connected' })
  })

  it.each([
    ['an unknown event', (client: TestClient) => client.socket.emit('world:delta', 1), 'bad-event'],
    ['an event called error', (client: TestClient) => (client.socket as unknown as { packet(packet: unknown): void }).packet({ type: 2, nsp: '/', data: ['error', 'x'], options: {} }), 'bad-event'],
    ['an event called disconnect', (client: TestClient) => (client.socket as unknown as { packet(packet: unknown): void }).packet({ type: 2, nsp: '/', data: ['disconnect'], options: {} }), 'bad-event'],
    ['an event without a name', (client: TestClient) => (client.socket as unknown as { packet(packet: unknown): void }).packet({ type: 2, nsp: '/', data: [[]], options: {} }), 'bad-event'],
    ['a hello that is no object', (client: TestClient) => client.hello('me'), 'bad-hello'],
    ['a hello with a typo', (client: TestClient) => client.hello({ protocol: 1, revision: 3 }), 'bad-hello'],
    ['a hello with a negative revision', (client: TestClient) => client.hello({ ...atRevision(1), rev: -1 }), 'bad-hello'],
    ['two hellos in one', (client: TestClient) => client.socket.emit('hello', { protocol: 1 }, { protocol: 1 }), 'bad-hello'],
  ])('[S3] %s ends that session by name, and no other', async (_what, say, code) => {
    sockets = await createTestSockets()
    const good = await connectLive()
    const bad = sockets.connect()
    await once(bad.socket as unknown as NodeJS.EventEmitter, 'connect')
    say(bad)
    expect(await bad.next()).toMatchObject({ heard: 'refused', code })
    expect(await bad.next()).toEqual({ heard: 'closed' })
    sockets.service.change()
    expect(await good.next()).toMatchObject({ heard: 'delta' })
    await expect.poll(() => sockets.stopSockets.counts().sessions).toBe(1)
  })

  it('[S4] a flood ends its session', async () => {
    sockets = await createTestSockets()
    const client = sockets.connect()
    for (let i = 0; i < 40; i++) client.hello()
    const heard = []
    do heard.push(await client.next())
    while (heard.at(-1)!.heard !== 'closed')
    expect(heard.slice(0, 20).every((each) => each.heard === 'reset')).toBe(true)
    expect(heard.at(-2)).toMatchObject({ heard: 'refused', code: 'too-many' })
    expect(heard.length).toBe(22)
  })

  it('[S5] rubbish on the wire ends that connection only', async () => {
    sockets = await createTestSockets()
    const good = await connectLive()
    const rubbish: (Buffer | string)[] = [
      Buffer.from([0xc1]), Buffer.from('not msgpack at all'), Buffer.alloc(0), 'plain text', '4', '9', Buffer.alloc(9000, 0x91), Buffer.alloc(8000, 0x91),
      encodePacket({ type: 9, nsp: '/', data: [] }), encodePacket(null), encodePacket({ type: 4, nsp: '/', data: 'x' }),
      encodePacket({ type: 2, nsp: '/', data: ['hello', {}] }), Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff]), Buffer.from([0xc6, 0xff, 0xff, 0xff, 0xff]),
    ]
    for (const bytes of rubbish) {
      const raw = new WebSocket(`ws://127.0.0.1:${sockets.port}/socket.io/?EIO=4&transport=websocket`)
      raw.on('error', () => {})
      await once(raw, 'message')
      raw.send(bytes)
      await once(raw, 'close')
    }
    // Broken WebSocket frames: reserved bits, an unmasked frame.
    for (const bytes of [Buffer.from([0xff, 0xff, 0xff, 0xff]), Buffer.from([0x82, 0x01, 0x00])]) {
      const tcp = connectTcp(sockets.port, '127.0.0.1')
      tcp.on('error', () => {})
      tcp.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${sockets.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`)
      await once(tcp, 'data')
      tcp.write(bytes)
      tcp.resume()
      await once(tcp, 'close')
    }
    sockets.service.change()
    expect(await good.next()).toMatchObject({ heard: 'delta' })
    await expect.poll(() => sockets.stopSockets.counts().sessions).toBe(1)
  })

  it('[S6] one connection holds one session', async () => {
    sockets = await createTestSockets()
    const raw = new WebSocket(`ws://127.0.0.1:${sockets.port}/socket.io/?EIO=4&transport=websocket`)
    await once(raw, 'message')
    const gone = once(raw, 'close')
    let most = 0
    raw.on('message', () => { most = Math.max(most, sockets.stopSockets.counts().sessions) })
    for (let i = 0; i < 5; i++) raw.send(encodePacket({ type: 0, nsp: '/' }))
    // A late one, when the first has its session, ends the connection.
    await once(raw, 'message')
    raw.send(encodePacket({ type: 0, nsp: '/' }))
    await gone
    expect(most).toBe(1)
  })
})

describe('slow sessions', () => {
  /** A session whose program stopped reading; returns the TCP side and its WebSocket. */
  async function connectDeaf(): Promise<WebSocket> {
    const raw = new WebSocket(`ws://127.0.0.1:${sockets.port}/socket.io/?EIO=4&transport=websocket`)
    raw.on('error', () => {})
    await once(raw, 'message')
    raw.send(encodePacket({ type: 0, nsp: '/' }))
    await once(raw, 'message')
    raw.send(encodePacket({ type: 2, nsp: '/', data: ['hello', atRevision(sockets.service.rev())] }))
    await once(raw, 'message')
    raw.pause()
    return raw
  }
  const everySlot = Array.from({ length: 1000 }, (_, slot) => slot)
  async function changeUntil(reached: () => boolean, good: TestClient): Promise<void> {
    for (let i = 0; i < 20_000 && !reached(); i++) {
      sockets.service.change(everySlot)
      await good.next()
    }
    expect(reached()).toBe(true)
  }

  it('[W1] one that does not read leaves the room, its queue stays bounded, and the others get everything', async () => {
    sockets = await createTestSockets({ times: { tickMs: 0 } })
    const good = await connectLive()
    const deaf = await connectDeaf()
    await changeUntil(() => sockets.stopSockets.counts().behind === 1, good)
    const sentBefore = sockets.stopSockets.counts().framesSent
    for (let i = 0; i < 50; i++) {
      sockets.service.change(everySlot)
      await good.next()
    }
    // Fifty frames for the one that reads, none for the one that does not.
    expect(sockets.stopSockets.counts().framesSent).toBe(sentBefore + 50)
    deaf.terminate()
  })

  it('[W2] when it reads again it gets what it missed, merged, and is live again', async () => {
    sockets = await createTestSockets({ times: { tickMs: 0, heartbeatMs: 200 } })
    const good = await connectLive()
    const deaf = await connectDeaf()
    await changeUntil(() => sockets.stopSockets.counts().behind === 1, good)
    for (let i = 0; i < 30; i++) {
      sockets.service.change([i])
      await good.next()
    }
    let known = 0
    let frames = 0
    const target = sockets.service.rev()
    await new Promise<void>((resolve) => {
      deaf.on('message', (data, isBinary) => {
        if (!isBinary) return
        const decoder = new msgpackParser.Decoder()
        decoder.on('decoded', (packet: { data: [string, Buffer] }) => {
          if (packet.data[0] !== 'world:delta') return
          const view = new DataView(packet.data[1].buffer, packet.data[1].byteOffset)
          // No gap, ever: each frame begins at or before what is known.
          if (known > 0) expect(view.getFloat64(8, true)).toBeLessThanOrEqual(known)
          known = view.getFloat64(16, true)
          frames++
          if (known >= target) resolve()
        })
        decoder.add(data as Buffer)
      })
      deaf.resume()
    })
    expect(frames).toBeLessThan(target)
    await expect.poll(() => sockets.stopSockets.counts()).toMatchObject({ live: 2, behind: 0 })
    deaf.terminate()
  })

  it('[W3] one that never reads is dropped after a while', async () => {
    sockets = await createTestSockets({ times: { tickMs: 0, dropSlowAfterMs: 100 } })
    const good = await connectLive()
    await connectDeaf()
    await changeUntil(() => sockets.stopSockets.counts().behind === 1, good)
    await changeUntil(() => sockets.stopSockets.counts().sessions === 1, good)
    expect(sockets.logged.join()).toContain('session dropped')
  })
})

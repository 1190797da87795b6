import { createServer, type Server as HttpServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import * as msgpackParser from 'socket.io-msgpack-parser'
import { afterEach, describe, expect, it } from 'vitest'
import { EVENT } from '../../../server/protocol/events.ts'
import { encodeLayout } from '../../../server/protocol/layout.ts'
import { checkHello, type HelloMessage, type ResetMessage } from '../../../server/protocol/schema.ts'
import type { LinkState } from '../../../web/link/linkState.ts'
import { type LinkOptions, startLink } from '../../../web/link/startLink.ts'
import { applyDelta } from '../../../web/stores/applyDelta.ts'
import { createWorld as createHeldWorld } from '../../../web/stores/createWorld.ts'
import type { World } from '../../../web/stores/world.ts'
import { createGridLayout } from '../../fixtures/createGridLayout.ts'
import { createWorld, deltaBytes, type WorldFixture } from '../../fixtures/createWorld.ts'
import { listenOn } from '../../fixtures/listenOn.ts'

/** Waits for facts, not for time: resolves when `holds` does, looked at after each change. */
class Facts {
  private waiting: { holds: () => boolean; resolve: () => void }[] = []
  changed(): void {
    this.waiting = this.waiting.filter(({ holds, resolve }) => {
      if (!holds()) return true
      resolve()
      return false
    })
  }
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push({ holds, resolve })
      this.changed()
    })
  }
}

interface TestServer {
  facts: Facts
  hellos: HelloMessage[]
  sockets: Socket[]
  requests: { url: string; authorization: string | undefined }[]
  auths: unknown[]
  world: WorldFixture
  origin: string
  /** What hello is answered with; the default speaks the contract for a server that keeps its last deltas. */
  answer: (socket: Socket, hello: HelloMessage) => void
  /** Serves instead of the usual; true when it did. */
  intercept: ((url: string, response: ServerResponse) => boolean) | null
  /** Applies a change, keeps the delta, sends it to all unless told not to. */
  change(building: number, status: number, send?: boolean): void
  reset(reason: ResetMessage['reason']): ResetMessage
  stop(): Promise<void>
  start(port?: number): Promise<void>
}

function createTestServer(world = createWorld(createGridLayout(4))): TestServer {
  let http: HttpServer
  let io: Server
  const kept: { fromRev: number; toRev: number; bytes: Uint8Array }[] = []
  const server: TestServer = {
    facts: new Facts(), hellos: [], sockets: [], requests: [], auths: [], world, origin: '', intercept: null,
    answer(socket, hello) {
      const { world } = server
      const current = hello.worldId === world.worldId && hello.layoutHash === world.layout.head.layoutHash
      const missing = kept.filter((delta) => delta.toRev > hello.rev!)
      if (!current || (missing.length > 0 && missing[0].fromRev > hello.rev!) || hello.rev! > world.rev) return void socket.emit(EVENT.reset, server.reset(current ? 'too-old' : 'first'))
      for (const delta of missing) socket.emit(EVENT.delta, Buffer.from(delta.bytes))
      if (missing.length === 0) socket.emit(EVENT.delta, Buffer.from(deltaBytes(world.emptyDelta())))
    },
    change(building, status, send = true) {
      server.world.setBuilding(building, status)
      const delta = server.world.takeDelta()
      kept.push({ fromRev: delta.fromRev, toRev: delta.toRev, bytes: deltaBytes(delta) })
      if (send) io.emit(EVENT.delta, Buffer.from(deltaBytes(delta)))
    },
    reset: (reason) => ({
      protocol: 1, worldId: server.world.worldId, layoutHash: server.world.layout.head.layoutHash, rev: server.world.rev, reason,
      layoutUrl: `/api/v1/layout/${server.world.layout.head.layoutHash}`, snapshotUrl: `/api/v1/snapshot/${server.world.worldId}/${server.world.rev}`,
    }),
    async start(port = 0) {
      http = createServer((request, response) => {
        const url = request.url!
        if (!url.startsWith('/api/')) return
        server.requests.push({ url, authorization: request.headers.authorization })
        if (!server.intercept?.(url, response)) response.end(url.includes('/layout/') ? encodeLayout(server.world.layout) : server.world.snapshotBytes())
        server.facts.changed()
      })
      io = new Server(http, { parser: msgpackParser, serveClient: false })
      io.on('connection', (socket) => {
        server.sockets.push(socket)
        server.auths.push(socket.handshake.auth)
        socket.on('hello', (message: unknown) => {
          const hello = checkHello(message)
          if (!hello.ok) throw new Error(hello.reason)
          server.hellos.push(hello.value)
          server.answer(socket, hello.value)
          server.facts.changed()
        })
        server.facts.changed()
      })
      await listenOn(http, port)
      server.origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    },
    stop: () => new Promise<void>((resolve) => {
      http.closeAllConnections()
      void io.close(() => resolve())
    }),
  }
  return server
}

interface TestClient {
  facts: Facts
  held: World | null
  states: LinkState[]
  bad: number
  signs: number
  state(): LinkState['state']
  stop(): void
}

function createClient(server: TestServer, options: Partial<LinkOptions> = {}): TestClient {
  const client: TestClient = { facts: server.facts, held: null, states: [], bad: 0, signs: 0, state: () => client.states[client.states.length - 1]?.state, stop: () => {} }
  client.stop = startLink({
    origin: server.origin,
    backOffMs: () => 5,
    sink: {
      load(layout, snapshot) {
        const world = createHeldWorld(layout, snapshot)
        if (!world) return false
        client.held = world
        return true
      },
      apply: (delta) => applyDelta(client.held!, delta),
    },
    onSignOfLife: () => { client.signs++ },
    onReport: ({ link, badMessages }) => {
      client.bad = badMessages
      if (client.state() !== link.state) client.states.push(link)
      server.facts.changed()
    },
    ...options,
  })
  return client
}

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})
async function startBoth(options: Partial<LinkOptions> = {}, prepare: (server: TestServer) => void = () => {}) {
  const server = createTestServer()
  await server.start()
  stops.push(() => server.stop())
  prepare(server)
  const client = createClient(server, options)
  stops.push(client.stop)
  return { server, client }
}
const isCurrent = (server: TestServer, client: TestClient): boolean => client.state() === 'live' && client.held?.rev === server.world.rev
function expectSame(server: TestServer, client: TestClient): void {
  expect(client.held!.rev).toBe(server.world.rev)
  expect(client.held!.slots).toEqual(server.world.slots)
  expect(client.held!.figures).toEqual(server.world.figures)
}

describe('startLink against a real Socket.IO server', () => {
  it('fetches layout and snapshot on a first visit, says hello again with them, and follows', async () => {
    const { server, client } = await startBoth()
    await server.facts.until(() => isCurrent(server, client))
    expect(server.hellos).toEqual([{ protocol: 1 }, { protocol: 1, worldId: 'world-1', layoutHash: 'fixture', rev: 1 }])
    server.change(2, 1)
    await server.facts.until(() => isCurrent(server, client))
    expectSame(server, client)
  })

  it('resumes by revision after the connection broke, without fetching anything again', async () => {
    const { server, client } = await startBoth()
    await server.facts.until(() => isCurrent(server, client))
    const fetched = server.requests.length
    server.sockets[0].conn.close()
    await server.facts.until(() => client.states.some((link) => link.state === 'offline'))
    server.change(1, 2, false)
    server.change(3, 4, false)
    await server.facts.until(() => isCurrent(server, client))
    expectSame(server, client)
    expect(server.requests.length).toBe(fetched)
    expect(client.states.map((link) => link.state)).toEqual(expect.arrayContaining(['live', 'offline', 'resyncing', 'live']))
  })

  it('survives a server that is gone for a while and comes back', async () => {
    const { server, client } = await startBoth()
    await server.facts.until(() => isCurrent(server, client))
    const port = Number(new URL(server.origin).port)
    await server.stop()
    await server.facts.until(() => client.state() === 'offline')
    server.change(0, 3, false)
    await server.start(port)
    await server.facts.until(() => isCurrent(server, client))
    expectSame(server, client)
    expect(server.hellos[2]).toEqual({ protocol: 1, worldId: 'world-1', layoutHash: 'fixture', rev: 1 })
  })

  it('answers a gap with hello and gets what it missed', async () => {
    const { server, client } = await startBoth()
    await server.facts.until(() => isCurrent(server, client))
    server.change(0, 1, false)
    server.change(1, 2)
    await server.facts.until(() => isCurrent(server, client))
    expectSame(server, client)
    expect(server.hellos.length).toBe(3)
  })

  it('takes another world at once, and fetches the layout only when its hash is new', async () => {
    const { server, client } = await startBoth()
    await server.facts.until(() => isCurrent(server, client))
    server.world = createWorld(server.world.layout, { worldId: 'world-2', rev: 40 })
    server.world.setBuilding(1, 5)
    server.world.takeDelta()
    server.sockets[0].emit(EVENT.reset, server.reset('other-world'))
    await server.facts.until(() => client.held!.worldId === 'world-2' && isCurrent(server, client))
    expectSame(server, client)
    expect(server.requests.filter(({ url }) => url.includes('/layout/')).length).toBe(1)
  })

  it.each([
    ['text', 'rubbish'], ['empty bytes', Buffer.alloc(0)], ['bytes of nothing', Buffer.from([1, 2, 3, 4, 5])], ['an object', { slots: [1] }], ['nothing', null],
  ])('drops %s sent as a delta, counts it and resyncs', async (_name, rubbish) => {
    const { server, client } = await startBoth()
    await server.facts.until(() => isCurrent(server, client))
    server.sockets[0].emit(EVENT.delta, rubbish)
    await server.facts.until(() => server.hellos.length === 3 && isCurrent(server, client))
    expect(client.bad).toBe(1)
    server.change(2, 2)
    await server.facts.until(() => isCurrent(server, client))
    expectSame(server, client)
  })

  it('a delta with indexes outside the world changes nothing and leads to a fresh snapshot', async () => {
    const { server, client } = await startBoth()
    await server.facts.until(() => isCurrent(server, client))
    const delta = { ...server.world.emptyDelta(), toRev: 2, slotIndex: Uint32Array.of(0, 4_000_000), slotStatus: Uint8Array.of(3, 3) }
    server.sockets[0].emit(EVENT.delta, Buffer.from(deltaBytes(delta)))
    await server.facts.until(() => server.hellos.length === 4 && isCurrent(server, client))
    expect(server.hellos[2]).toEqual({ protocol: 1 })
    expectSame(server, client)
  })

  it.each([
    ['a reset that is none', { protocol: 1 }], ['a reset that points elsewhere', { protocol: 1, worldId: 'w', layoutHash: 'l', rev: 1, reason: 'first', layoutUrl: 'https://elsewhere.example/x', snapshotUrl: '//elsewhere.example' }],
  ])('drops %s', async (_name, message) => {
    const { server, client } = await startBoth()
    await server.facts.until(() => isCurrent(server, client))
    server.sockets[0].emit(EVENT.reset, message)
    await server.facts.until(() => client.bad === 1 && isCurrent(server, client))
    expectSame(server, client)
  })

  it('a snapshot that cannot be read is tried again until it can', async () => {
    let broken = 2
    const { server, client } = await startBoth({}, (prepared) => {
      prepared.intercept = (url, response) => {
        if (!url.includes('/snapshot/') || broken-- <= 0) return false
        response.end('not a frame')
        return true
      }
    })
    await server.facts.until(() => isCurrent(server, client))
    expectSame(server, client)
    expect(client.states.some((link) => link.state === 'offline' && link.why === 'load-failed')).toBe(true)
  })

  it('a refusal is reported with its code, and the next attempt starts from nothing', async () => {
    let refuse = true
    const { server, client } = await startBoth({}, (prepared) => {
      const usual = prepared.answer
      prepared.answer = (socket, hello) => {
        if (!refuse) return usual(socket, hello)
        refuse = false
        socket.emit(EVENT.refused, { code: 'too-many', reason: 'enough' })
        socket.disconnect(true)
      }
    })
    await server.facts.until(() => isCurrent(server, client))
    expect(client.states[client.states.findIndex((link) => link.state === 'refused')]).toMatchObject({ code: 'too-many' })
    expectSame(server, client)
  })

  it('no heartbeat means offline, though the connection stands; then it comes back', async () => {
    // Hello is answered once and then never more, until the client has noticed the silence.
    const { server, client } = await startBoth({ times: { staleAfterMs: 400 }, tickMs: 10 })
    await server.facts.until(() => client.states.some((link) => link.state === 'offline'))
    expect(client.states.find((link) => link.state === 'offline')).toMatchObject({ why: 'silent' })
    await server.facts.until(() => server.sockets.length >= 2 && client.state() === 'live')
    expectSame(server, client)
  })

  it('shows its screen token to the socket and to every fetch, and never in an address', async () => {
    const { server, client } = await startBoth({ screenToken: 'paired-screen' })
    await server.facts.until(() => isCurrent(server, client))
    expect(server.auths).toEqual([{ screen: 'paired-screen' }])
    expect(server.requests.map(({ authorization }) => authorization)).toEqual(['Bearer paired-screen', 'Bearer paired-screen'])
    expect(server.requests.some(({ url }) => url.includes('paired-screen'))).toBe(false)
  })

  it('stopLink closes for good', async () => {
    const { server, client } = await startBoth()
    await server.facts.until(() => isCurrent(server, client))
    const closed = new Promise((resolve) => server.sockets[0].on('disconnect', resolve))
    client.stop()
    await closed
    const states = client.states.length
    server.change(1, 1)
    expect(client.states.length).toBe(states)
    expect(server.sockets.length).toBe(1)
  })
})

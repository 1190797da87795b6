import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import * as msgpackParser from 'socket.io-msgpack-parser'
import { createLogger } from '../../../server/logger.ts'
import { decodeFrame, type DeltaFrame } from '../../../server/protocol/frame.ts'
import type { RefusedMessage, ResetMessage } from '../../../server/protocol/schema.ts'
import { readSettings } from '../../../server/settings.ts'
import { startSockets, type SocketTimes, type StopSockets } from '../../../server/sockets/startSockets.ts'
import { createStandInService, type StandInService } from '../../fixtures/createStandInService.ts'

export type Heard =
  | ({ heard: 'delta' } & DeltaFrame)
  | ({ heard: 'reset' } & ResetMessage)
  | ({ heard: 'refused' } & RefusedMessage)
  | { heard: 'closed' }
  | { heard: 'not-connected'; code: unknown }

export interface TestClient {
  socket: Socket
  /** The next thing heard, in order; waits for it. */
  next(): Promise<Heard>
  /** Things heard and not yet taken. */
  waiting(): Heard[]
  hello(message?: unknown): void
}

export interface TestSockets {
  port: number
  service: StandInService
  stopSockets: StopSockets
  logged: string[]
  connect(options?: { auth?: object; headers?: Record<string, string> }): TestClient
  close(): Promise<void>
}

/** Sockets over a stand-in world on a free port of this machine. */
export async function createTestSockets(options: { screenToken?: string; times?: Partial<SocketTimes> } = {}): Promise<TestSockets> {
  const httpServer = createServer()
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve))
  const { port } = httpServer.address() as AddressInfo
  const service = createStandInService()
  const logged: string[] = []
  const stopSockets = startSockets({
    service, httpServer, settings: readSettings({}), screenToken: options.screenToken ?? null,
    logger: createLogger({ level: 'debug', to: { write: (line: string) => { logged.push(line) } } }),
    times: options.times,
  })
  const clients: Socket[] = []
  return {
    port, service, stopSockets, logged,
    connect(clientOptions = {}) {
      const socket = io(`http://127.0.0.1:${port}`, {
        transports: ['websocket'], parser: msgpackParser, reconnection: false, forceNew: true,
        auth: clientOptions.auth, extraHeaders: clientOptions.headers,
      })
      clients.push(socket)
      return listen(socket)
    },
    async close() {
      for (const socket of clients) socket.disconnect()
      stopSockets()
      await new Promise((resolve) => httpServer.close(resolve))
    },
  }
}

/** A packet as the parser writes it (its typings say ArrayBuffer; it returns a list with one Buffer). */
export const encodePacket = (packet: unknown): Buffer => (new msgpackParser.Encoder().encode(packet) as unknown as [Buffer])[0]

function listen(socket: Socket): TestClient {
  const queue: Heard[] = []
  let waiter: ((heard: Heard) => void) | null = null
  const hear = (heard: Heard): void => {
    if (!waiter) return void queue.push(heard)
    waiter(heard)
    waiter = null
  }
  socket.on('world:delta', (bytes: Uint8Array) => hear({ heard: 'delta', ...(decodeFrame(new Uint8Array(bytes)) as DeltaFrame) }))
  socket.on('world:reset', (message: ResetMessage) => hear({ heard: 'reset', ...message }))
  socket.on('session:refused', (message: RefusedMessage) => hear({ heard: 'refused', ...message }))
  socket.on('disconnect', () => hear({ heard: 'closed' }))
  socket.on('connect_error', (error: Error & { data?: { code?: unknown } }) => hear({ heard: 'not-connected', code: error.data?.code ?? null }))
  return {
    socket,
    next: () => queue.length > 0 ? Promise.resolve(queue.shift()!) : new Promise((resolve) => { waiter = resolve }),
    waiting: () => queue,
    hello: (message = { protocol: 1 }) => { socket.emit('hello', message) },
  }
}

import { createServer, type AddressInfo, type Socket } from 'node:net'
import { Aedes, type AedesPublishPacket, type Client, type PublishPacket, type PubrelPacket } from 'aedes'
import { listenOn } from '../fixtures/listenOn.ts'

export interface Broker {
  url: string
  port: number
  aedes: Aedes
  /** Resolves when a client has acknowledged so many messages since the last call. */
  acknowledged(clientId: string, count: number): Promise<void>
  /** Gone, with all that it remembered. */
  stop(): Promise<void>
}

/** A real broker on a free (or that) port of this machine; it remembers in memory only. */
export async function startBroker(options: { port?: number; onAcknowledged?: (clientId: string) => void } & Partial<ConstructorParameters<typeof Aedes>[0]> = {}): Promise<Broker> {
  const { port = 0, onAcknowledged, ...rest } = options
  const aedes = await Aedes.createBroker(rest)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    aedes.handle(socket)
  })
  await listenOn(server, port)
  const counts = new Map<string, number>()
  const waiting = new Set<() => void>()
  aedes.on('ack', (_packet: PublishPacket | PubrelPacket | AedesPublishPacket, client: Client) => {
    onAcknowledged?.(client.id)
    counts.set(client.id, (counts.get(client.id) ?? 0) + 1)
    for (const check of [...waiting]) check()
  })
  const listening = (server.address() as AddressInfo).port
  return {
    url: `mqtt://127.0.0.1:${listening}`, port: listening, aedes,
    acknowledged: (clientId, count) => new Promise((resolve) => {
      const check = (): void => {
        if ((counts.get(clientId) ?? 0) < count) return
        waiting.delete(check)
        counts.set(clientId, counts.get(clientId)! - count)
        resolve()
      }
      waiting.add(check)
      check()
    }),
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => aedes.close(() => resolve()))
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

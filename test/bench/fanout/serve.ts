/**
 * The server side of the fan-out bench, in a process of its own: `ours` (startSockets) or `raw` (the same bytes by
 * `ws`). Told to measure, it makes 200 changes a tick and reports its CPU time.
 */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { createLogger } from '../../../server/logger.ts'
import { readSettings } from '../../../server/settings.ts'
import { startSockets } from '../../../server/sockets/startSockets.ts'
import { createStandInService } from '../../fixtures/createStandInService.ts'
import { CHANGES_A_TICK, TICK_MS } from './figures.ts'

const kind = process.argv[2]
const service = createStandInService()
const httpServer = createServer()
const raw: Set<WebSocket> = new Set()
let sendRaw = (): void => {}
if (kind === 'raw') {
  // It also gives all its sessions the bytes of one encode, as an honest hand-made server would.
  const server = new WebSocketServer({ server: httpServer, perMessageDeflate: false })
  server.on('connection', (socket) => {
    raw.add(socket)
    socket.on('close', () => raw.delete(socket))
  })
  sendRaw = () => {
    const delta = service.takeDelta()
    if (!delta) return
    const bytes = Buffer.from(delta.bytes.buffer, delta.bytes.byteOffset, delta.bytes.byteLength)
    for (const socket of raw) socket.send(bytes)
  }
} else {
  startSockets({ service, httpServer, settings: readSettings({}), screenToken: null, logger: createLogger({ level: 'silent' }), times: { tickMs: 1 } })
}
httpServer.listen(0, '127.0.0.1', () => process.send!({ port: (httpServer.address() as AddressInfo).port }))

let from = 0
function tick(): void {
  service.change(Array.from({ length: CHANGES_A_TICK }, (_, i) => (from + i) % 1000))
  from += CHANGES_A_TICK
  sendRaw()
}

process.on('SIGINT', () => process.exit(0))
process.on('message', ({ ticks }: { ticks: number }) => {
  const before = process.cpuUsage()
  let left = ticks
  const timer = setInterval(() => {
    if (left-- > 0) return tick()
    clearInterval(timer)
    const { user, system } = process.cpuUsage(before)
    process.send!({ cpuMsPerTick: (user + system) / 1000 / ticks })
  }, TICK_MS)
})

import { io } from 'socket.io-client'
import * as msgpackParser from 'socket.io-msgpack-parser'
import { PROTOCOL_VERSION } from '../../../server/protocol/entities.ts'
import { EVENT } from '../../../server/protocol/events.ts'
import type { ResetMessage } from '../../../server/protocol/schema.ts'

/** Greets as a wall that was just switched on, and fetches layout and snapshot, compressed, as a browser does. Returns their bytes together. */
export async function fetchAsWall(origin: string): Promise<number> {
  const socket = io(origin, { parser: msgpackParser, transports: ['websocket'], reconnection: false })
  try {
    const reset = await new Promise<ResetMessage>((resolve, reject) => {
      socket.on('connect_error', reject)
      socket.on(EVENT.reset, resolve)
      socket.on('connect', () => socket.emit(EVENT.hello, { protocol: PROTOCOL_VERSION }))
    })
    const bytes = await Promise.all([`layout/${reset.layoutHash}`, `snapshot/${reset.worldId}/${reset.rev}`].map(async (path) => {
      const response = await fetch(`${origin}/api/v1/${path}`, { headers: { 'accept-encoding': 'br' } })
      if (response.status !== 200) throw new Error(`start: ${path} answered ${response.status}`)
      return (await response.arrayBuffer()).byteLength
    }))
    return bytes.reduce((sum, each) => sum + each, 0)
  } finally {
    socket.close()
  }
}

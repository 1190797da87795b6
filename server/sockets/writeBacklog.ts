import type { Socket } from 'socket.io'

/** How much of what was written to a session has not left this process. */
export interface WriteBacklog {
  bytes: number
  packets: number
}

interface EngineConnection {
  /** Packets that wait because the transport is still busy with the ones before. */
  writeBuffer: unknown[]
  transport?: { socket?: { bufferedAmount?: number } }
}

/** Reads the connection's own write buffers (acknowledgements would cost three times as much). HOT: every session, every tick. */
export function writeBacklog(socket: Socket): WriteBacklog {
  const connection = socket.conn as unknown as EngineConnection
  return { bytes: connection.transport?.socket?.bufferedAmount ?? 0, packets: connection.writeBuffer.length }
}

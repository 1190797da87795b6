import * as msgpackParser from 'socket.io-msgpack-parser'
import { WebSocket } from 'ws'

const encodePacket = (packet: unknown): Buffer => (new msgpackParser.Encoder().encode(packet) as unknown as [Buffer])[0]

export interface BenchWall {
  /** Called with each binary WebSocket message that holds a delta. */
  onFrame(listener: (message: Buffer) => void): void
  close(): void
}

/** A wall as thin as can be: it speaks just enough Socket.IO over `ws` that many fit into one process. Resolves when it is live. */
export function connectWall(port: number): Promise<BenchWall> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false })
    let listener: ((message: Buffer) => void) | null = null
    let state: 'opening' | 'connecting' | 'greeting' | 'live' = 'opening'
    socket.on('error', reject)
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) {
        const text = data.toString()
        // Engine.IO: 0 opens, 2 is a ping that wants its pong.
        if (text === '2') socket.send('3')
        if (text.startsWith('0') && state === 'opening') {
          state = 'connecting'
          socket.send(encodePacket({ type: 0, nsp: '/' }))
        }
        return
      }
      if (state === 'connecting') {
        state = 'greeting'
        socket.send(encodePacket({ type: 2, nsp: '/', data: ['hello', { protocol: 1 }] }))
      } else if (state === 'greeting') {
        state = 'live'
        resolve({ onFrame: (next) => { listener = next }, close: () => socket.terminate() })
      } else {
        listener?.(data)
      }
    })
  })
}

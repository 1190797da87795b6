/** The clients of the fan-out bench, in a process of their own: they count what they are sent. */

import { WebSocket } from 'ws'
import { connectWall } from '../connectWall.ts'
import { SOCKETS } from './figures.ts'

const [kind, port] = [process.argv[2], Number(process.argv[3])]
let messages = 0
let bytes = 0
const count = (message: Buffer): void => {
  messages++
  bytes += message.length
}

async function connectRaw(): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false })
  socket.on('message', count)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
}

for (let i = 0; i < SOCKETS; i++) {
  if (kind === 'raw') await connectRaw()
  else (await connectWall(port)).onFrame(count)
}
process.send!({ connected: SOCKETS })
process.on('message', () => process.send!({ messages, bytes }))

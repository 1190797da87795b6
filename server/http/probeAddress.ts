import { once } from 'node:events'
import { createServer } from 'node:net'

/** Listens there for a moment and lets go again: an address that cannot be had is told before anything is made or shown. Throws what listening throws. */
export async function probeAddress(address: { port: number; host: string }): Promise<void> {
  const server = createServer()
  server.listen(address)
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}

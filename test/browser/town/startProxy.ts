import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Proxy {
  origin: string
  /** Where it passes bytes on to from now on; null: nothing gets through, and what is open is cut. */
  aim(target: string | null): void
  stop(): Promise<void>
}

/** Lines that were given back. Their addresses serve the next: what a browser has compiled it knows by its address. */
const free: Proxy[] = []

/** A line between browser and server that can be cut, and whose address stays when the server behind it is another. */
export async function startProxy(): Promise<Proxy> {
  return free.pop() ?? layLine()
}

async function layLine(): Promise<Proxy> {
  let target: URL | null = null
  const open = new Set<Socket>()
  const server = createServer((near) => {
    if (!target) return near.destroy()
    const far = connect(Number(target.port), target.hostname)
    for (const [one, other] of [[near, far], [far, near]]) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => { for (const socket of open) socket.destroy() }
  server.unref()
  const line: Proxy = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    aim(next) {
      target = next === null ? null : new URL(next)
      if (target === null) cut()
    },
    async stop() {
      line.aim(null)
      free.push(line)
    },
  }
  return line
}

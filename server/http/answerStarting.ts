import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'

const WAIT = '正在启动,请稍候 (starting, please wait)\n'
/** Asked again by browsers and by whoever heeds it, seconds. */
const AGAIN_SECONDS = '1'

/**
 * Holds the address from the very start and answers everybody with 503: `/healthz` as the service does it, anything else with
 * a line that a browser asks for again by itself. Calling what it resolves to gives the address back. Throws what listening
 * throws, so that an address that cannot be had is told before anything is made or shown.
 */
export async function answerStarting(address: { port: number; host: string }): Promise<() => Promise<void>> {
  const server = createServer(({ url }, response) => answer(url, response))
  server.listen(address)
  await once(server, 'listening')
  return async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
}

function answer(url: string | undefined, response: ServerResponse): void {
  const [type, body] = url === '/healthz' ? ['application/json; charset=utf-8', JSON.stringify({ status: 'starting' })] : ['text/plain; charset=utf-8', WAIT]
  response.writeHead(503, { 'content-type': type, 'retry-after': AGAIN_SECONDS, refresh: AGAIN_SECONDS, 'cache-control': 'no-store', connection: 'close' }).end(body)
}

import { isLoopbackName } from '../auth/isLoopbackName.ts'

/**
 * [S2] Whether a handshake may be made, by its Origin (browsers always send one, and CORS does not cover WebSockets):
 * our own host and port only. Without an Origin it is no browser: let in where the server listens on a loopback address
 * or walls need a token anyway, for then that program needs it too.
 */
export function mayConnect(headers: { origin?: string; host?: string }): boolean {
  const host = headers.host?.toLowerCase()
  if (!host) return false
  if (headers.origin === undefined) return true
  const origin = parseUrl(headers.origin)
  const own = origin && parseUrl(`${origin.protocol}//${host}`)
  if (!origin || !own || (origin.protocol !== 'http:' && origin.protocol !== 'https:')) return false
  if (origin.host === own.host) return true
  // localhost and 127.0.0.1 are one machine; a wall opened by one name may be told the other.
  return isLoopbackName(origin.hostname) && isLoopbackName(own.hostname) && origin.port === own.port
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

import { isOwnOrigin } from '../auth/isOwnOrigin.ts'

/**
 * [S2] Whether a handshake may be made, by its Origin (browsers always send one, and CORS does not cover WebSockets):
 * our own host and port only. Without an Origin it is no browser: let in where the server listens on a loopback address
 * or walls need a token anyway, for then that program needs it too.
 */
export function mayConnect(headers: { origin?: string; host?: string }): boolean {
  if (!headers.host) return false
  return headers.origin === undefined || isOwnOrigin(headers.origin, headers.host)
}

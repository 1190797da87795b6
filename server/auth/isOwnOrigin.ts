import { isLoopbackName } from './isLoopbackName.ts'

/**
 * Whether an `Origin` header names the host that was asked (the `Host` header): a page of ours sent it, not somebody
 * else's. Loopback names count as one: localhost and 127.0.0.1 are one machine.
 */
export function isOwnOrigin(originHeader: string, hostHeader: string | undefined): boolean {
  const origin = parseUrl(originHeader)
  const own = origin && hostHeader ? parseUrl(`${origin.protocol}//${hostHeader.toLowerCase()}`) : null
  if (!origin || !own || (origin.protocol !== 'http:' && origin.protocol !== 'https:')) return false
  if (origin.host === own.host) return true
  return isLoopbackName(origin.hostname) && isLoopbackName(own.hostname) && origin.port === own.port
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

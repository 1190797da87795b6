import type { FastifyRequest } from 'fastify'

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

/**
 * Whom a limit counts. Behind a proxy on this machine everybody would be one address, and the first hundred residents of a
 * morning would lock out the town; the proxy's last word about where a request came from is then taken. From anywhere
 * else the header is whatever a caller likes, and is not looked at.
 */
export function callerAddress(request: FastifyRequest): string {
  if (!LOOPBACK.test(request.ip)) return request.ip
  const forwarded = request.headers['x-forwarded-for']
  const last = (Array.isArray(forwarded) ? forwarded.at(-1) : forwarded)?.split(',').at(-1)?.trim()
  return last ? last.slice(0, 64) : request.ip
}

import type { FastifyRequest } from 'fastify'
import { SESSION_COOKIE } from '../../auth/readCookie.ts'

/** A cookie of ours: no script reads it, no other site sends it. Without `maxAgeSeconds` it ends with the browser. */
export function cookieHeader(name: string, value: string, options: { isSecure: boolean; path?: string; sameSite?: 'Strict' | 'Lax'; maxAgeSeconds?: number }): string {
  return [
    `${name}=${value}`, `Path=${options.path ?? '/'}`, 'HttpOnly', `SameSite=${options.sameSite ?? 'Strict'}`,
    ...(options.isSecure ? ['Secure'] : []), ...(options.maxAgeSeconds === undefined ? [] : [`Max-Age=${options.maxAgeSeconds}`]),
  ].join('; ')
}

export const sessionCookie = (token: string, isSecure: boolean): string => cookieHeader(SESSION_COOKIE, token, { isSecure })
export const endedSessionCookie = (isSecure: boolean): string => cookieHeader(SESSION_COOKIE, '', { isSecure, maxAgeSeconds: 0 })

/** Whether the browser came by https. TLS ends in front of this server, so its Origin or the proxy tells. */
export const cameByHttps = (request: FastifyRequest): boolean =>
  request.headers.origin?.toLowerCase().startsWith('https://') === true || String(request.headers['x-forwarded-proto'] ?? '').split(',')[0].trim() === 'https'

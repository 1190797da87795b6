import type { FastifyInstance } from 'fastify'

/**
 * Nothing from any other host, ever: control rooms have no internet, and a wall must not tell anyone that it exists.
 * `blob:` workers are MapLibre's; inline styles are set by MapLibre, ECharts and the API's description page.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:",
  "font-src 'self' data:", "worker-src 'self' blob:", "connect-src 'self' blob: data:", "object-src 'none'",
  "base-uri 'none'", "form-action 'self'", "frame-ancestors 'self'",
].join('; ')

export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY)
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('cross-origin-resource-policy', 'same-origin')
    // What says nothing about caching holds figures or people: nobody keeps it.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}

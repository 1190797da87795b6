const REFUSED_BEFORE = /CERT|TLS|SSL|VERIFY|CONNECT_TIMEOUT/

/**
 * Whether a request that failed may have reached the other side: only where no connection was made is it certain that it has
 * not. `error`: what `fetch` threw.
 */
export function mayHaveLeft(error: unknown): boolean {
  const cause = (error as { cause?: unknown } | null)?.cause as { code?: unknown; syscall?: unknown; message?: unknown; errors?: unknown[] } | undefined
  // Our own end of the try, in the middle of it.
  if (cause === undefined) return true
  // Refused by fetch itself: a port or a scheme that it does not use.
  if (typeof cause.code !== 'string') return false
  if (cause.syscall === 'connect' || cause.syscall === 'getaddrinfo' || Array.isArray(cause.errors)) return false
  return !REFUSED_BEFORE.test(cause.code) && !String(cause.message).includes('before secure TLS')
}

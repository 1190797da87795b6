/** What the worker of the desk does with a request. `leave`: nothing at all, the browser asks as if there were no worker. */
export type ShellPart = 'page' | 'asset' | 'leave'

/** What of a request the decision needs. */
export interface AskedFor { method: string; mode: string; url: string }

/**
 * Only two things are the worker's: a page of the desk (asked of the server first, kept for when no answer comes), and a
 * part of the program whose name is a hash of what is in it. Walls, residents' pages, the interface and the socket are
 * never touched, so that nothing there is ever older than the server's word.
 */
export function shellPart({ method, mode, url }: AskedFor, origin: string): ShellPart {
  const asked = new URL(url)
  if (method !== 'GET' || asked.origin !== origin) return 'leave'
  if (mode === 'navigate') return asked.pathname === '/desk' || asked.pathname.startsWith('/desk/') ? 'page' : 'leave'
  return asked.pathname.startsWith('/assets/') ? 'asset' : 'leave'
}

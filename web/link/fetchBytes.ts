export class FetchBytesError extends Error {
  constructor(readonly code: 'status' | 'network' | 'timeout' | 'stopped', readonly status: number | null = null) {
    super(`fetch: ${code}${status === null ? '' : ` ${status}`}`)
    this.name = 'FetchBytesError'
  }
}

export interface FetchBytesOptions {
  token: string | null
  signal: AbortSignal
  timeoutMs?: number
  tries?: number
  /** Pause before the second try, in ms; doubles with every further one. */
  pauseMs?: number
}

/** A layout is a few megabytes; a minute lets a slow line finish and still notices a dead one. */
const TIMEOUT_MS = 60_000

/** Fetches a body whole. Tries again after a broken connection, a 429 or a 5xx; throws FetchBytesError. */
export async function fetchBytes(url: string, options: FetchBytesOptions): Promise<Uint8Array> {
  const { token, signal, timeoutMs = TIMEOUT_MS, tries = 3, pauseMs = 500 } = options
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetchOnce(url, token, signal, timeoutMs)
    } catch (error) {
      const known = error instanceof FetchBytesError ? error : new FetchBytesError('network')
      const hopeless = known.code === 'stopped' || (known.code === 'status' && known.status !== 429 && known.status! < 500)
      if (hopeless || attempt >= tries) throw known
      await pause(pauseMs * 2 ** (attempt - 1), signal)
    }
  }
}

async function fetchOnce(url: string, token: string | null, signal: AbortSignal, timeoutMs: number): Promise<Uint8Array> {
  if (signal.aborted) throw new FetchBytesError('stopped')
  const ours = new AbortController()
  const stop = (): void => ours.abort()
  signal.addEventListener('abort', stop)
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    ours.abort()
  }, timeoutMs)
  try {
    const response = await fetch(url, {
      signal: ours.signal,
      credentials: 'same-origin',
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    })
    if (!response.ok) throw new FetchBytesError('status', response.status)
    // The timer runs on: a body that stops half-way is as dead as no answer.
    return new Uint8Array(await response.arrayBuffer())
  } catch (error) {
    if (error instanceof FetchBytesError) throw error
    throw new FetchBytesError(signal.aborted ? 'stopped' : timedOut ? 'timeout' : 'network')
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(new FetchBytesError('stopped'))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}

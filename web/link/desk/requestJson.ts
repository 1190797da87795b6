import { DeskRequestError } from './DeskRequestError.ts'

/** A committee's phone on a bad line still gets its building; a dead line is told within half a minute. */
const TIMEOUT_MS = 30_000

const signedOutListeners = new Set<() => void>()

/** Calls the listener whenever an answer says that there is no session any more. Returns a function that stops it. */
export function whenSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}

/** Whom the page takes for signed in; another tab may have signed in as somebody else meanwhile, with the same cookie. */
let author: string | null = null

/** From now on every question says in whose name it is asked, and the server answers nobody else (401 `other-account`). */
export function askAs(account: string | null): void {
  author = account
}

/** The token of a paired screen, for the few questions that screens may ask. */
let screenToken: string | null = null
export function askAsScreen(token: string | null): void {
  screenToken = token
}

export interface RequestJsonOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: unknown
  signal?: AbortSignal
  timeoutMs?: number
  /** A 401 means here that name or password is wrong, or that nobody is signed in yet; nobody is told, and it is asked in nobody's name. */
  quiet?: boolean
  /** In whose name; the page's own account unless told. */
  account?: string
  /** Screens may ask it too, with their token. */
  fromScreen?: boolean
}

/** One question to our own server, with the session's cookie. Resolves with the parsed answer (undefined for an empty one); throws DeskRequestError. A form goes as it is. */
export const requestJson = <T>(path: string, options: RequestJsonOptions = {}): Promise<T> => request(path, options, async (response) => {
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
})

/** The same for a file. */
export const requestBlob = (path: string, options: RequestJsonOptions = {}): Promise<Blob> => request(path, options, (response) => response.blob())

async function request<T>(path: string, options: RequestJsonOptions, read: (response: Response) => Promise<T>): Promise<T> {
  const { body, signal, timeoutMs = TIMEOUT_MS } = options
  const ours = new AbortController()
  const stop = (): void => ours.abort()
  signal?.addEventListener('abort', stop)
  const timer = setTimeout(stop, timeoutMs)
  const account = options.quiet ? undefined : options.account ?? author ?? undefined
  try {
    if (signal?.aborted) throw new DeskRequestError('stopped')
    const response = await fetch(path, {
      method: options.method ?? (body === undefined ? 'GET' : 'POST'),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: ours.signal,
      headers: { accept: 'application/json', 'accept-language': document.documentElement.lang || 'zh-CN', ...(account !== undefined && { 'x-liuse-account': account }), ...(options.fromScreen && account === undefined && screenToken !== null && { authorization: `Bearer ${screenToken}` }), ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
    if (response.ok) return await read(response)
    throw refusalOf(response.status, await response.text())
  } catch (error) {
    const known = error instanceof DeskRequestError ? error : new DeskRequestError(signal?.aborted ? 'stopped' : 'network')
    if (known.code === 'signed-out' && !options.quiet) for (const listener of signedOutListeners) listener()
    throw known
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}

/** What a `{code, reason}` answer means to a page. An answer that is no JSON comes from something in between. */
function refusalOf(status: number, text: string): DeskRequestError {
  let problem: { code?: unknown; reason?: unknown } = {}
  try {
    problem = JSON.parse(text) as typeof problem ?? {}
  } catch {
    // A proxy's page: the status says enough.
  }
  const code = typeof problem.code === 'string' ? problem.code : null
  const reason = typeof problem.reason === 'string' ? problem.reason : null
  const kind = status === 401 ? 'signed-out' : status === 502 || status === 503 || status === 504 ? 'unavailable' : 'refused'
  return new DeskRequestError(kind, status, code, reason)
}

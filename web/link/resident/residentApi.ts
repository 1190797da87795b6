import type { ResidentAnswer, ResidentPageView, ResidentPost } from '../../../server/protocol/residents.ts'

const TIMEOUT_MS = 30_000

/** Why there is no answer: `reason` is the server's own sentence, null when none came (no line, a proxy's page). */
export class ResidentRequestError extends Error {
  constructor(readonly code: string | null, readonly reason: string | null) {
    // The address holds a place's code: it does not belong in an error.
    super(`resident request: ${code ?? 'no answer'}`)
    this.name = 'ResidentRequestError'
  }
}

const pathOf = (token: string): string => `/api/v1/residents/${encodeURIComponent(token)}`

export const fetchPage = (token: string, locale: string): Promise<ResidentPageView> => requestResident(pathOf(token), locale)

export const postAnswers = (token: string, locale: string, post: ResidentPost): Promise<ResidentAnswer> => requestResident(pathOf(token), locale, post)

/** Throws ResidentRequestError. No cookie goes along: an officer who scans a code is a resident here. */
export async function requestResident<T>(path: string, locale: string, body?: unknown): Promise<T> {
  const ours = new AbortController()
  const timer = setTimeout(() => ours.abort(), TIMEOUT_MS)
  let answer: { ok: boolean; body: unknown } | null = null
  try {
    const response = await fetch(path, {
      method: body === undefined ? 'GET' : 'POST', credentials: 'omit', cache: 'no-store', signal: ours.signal,
      headers: { accept: 'application/json', 'accept-language': locale, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    answer = { ok: response.ok, body: await response.json() }
  } catch {
    throw new ResidentRequestError(null, null)
  } finally {
    clearTimeout(timer)
  }
  if (answer.ok) return answer.body as T
  const { code, reason } = (answer.body ?? {}) as { code?: unknown; reason?: unknown }
  throw new ResidentRequestError(typeof code === 'string' ? code : null, typeof reason === 'string' ? reason : null)
}

import { mayHaveLeft } from './mayHaveLeft.ts'
import type { SendOutcome } from './outbox.ts'

/** A server that asks us to wait for a week is broken. */
const LONGEST_WAIT_MS = 3_600_000
/** Limits are counted by the minute. */
const LIMITED_WAIT_MS = 60_000

/**
 * One POST to a webhook. Taken is what is answered with 2xx; everything else may be mended and is tried again later. Never
 * throws; a problem names the status, never the address. Redirects are not followed: they would carry the body elsewhere.
 * `read`: for those who answer 200 also when they take nothing; what it says of the answer's text
 * decides. Those know no message again either: where one may have arrived and the answer was lost, the outcome is unsure.
 */
export async function postWebhook(url: string, body: string, headers: Record<string, string>, signal: AbortSignal, read?: (answer: string) => 'taken' | 'refused' | 'limited'): Promise<SendOutcome> {
  let response: Response
  try {
    response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'liuse', ...headers }, redirect: 'manual', signal })
  } catch (error) {
    return { is: read && mayHaveLeft(error) ? 'unsure' : 'later', problem: signal.aborted ? 'timeout' : 'unreachable' }
  }
  // Read to its end, or the connection stays busy.
  const answer = await response.text().catch(() => null)
  if (answer === null && response.ok && read) return { is: 'unsure', problem: signal.aborted ? 'timeout' : 'unreachable' }
  const said = read?.(answer ?? '')
  if (said === 'limited' || (read && response.status === 429)) return { is: 'later', problem: 'limited', afterMs: LIMITED_WAIT_MS }
  if (response.ok && said === 'refused') return { is: 'later', problem: 'refused' }
  if (response.ok) return { is: 'sent' }
  if (response.status === 401 || response.status === 403) return { is: 'later', problem: 'refused' }
  const seconds = Number(response.headers.get('retry-after'))
  return { is: 'later', problem: `http-${response.status}`, ...(Number.isFinite(seconds) && seconds > 0 && { afterMs: Math.min(LONGEST_WAIT_MS, seconds * 1000) }) }
}

import { mayHaveLeft } from './mayHaveLeft.ts'
import type { SendOutcome } from './outbox.ts'

/** A server that asks us to wait for a week is broken. */
const LONGEST_WAIT_MS = 3_600_000

/**
 * One POST to a webhook. Taken is what is answered with 2xx; everything else may be mended and is tried again later. Never
 * throws; a problem names the status, never the address. Redirects are not followed: they would carry the body elsewhere.
 * `isTaken`: for those who answer 200 also when they take nothing; what it says of the answer's text
 * decides. Those know no message again either: where one may have arrived and the answer was lost, the outcome is unsure.
 */
export async function postWebhook(url: string, body: string, headers: Record<string, string>, signal: AbortSignal, isTaken?: (answer: string) => boolean): Promise<SendOutcome> {
  let response: Response
  try {
    response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'liuse', ...headers }, redirect: 'manual', signal })
  } catch (error) {
    return { is: isTaken && mayHaveLeft(error) ? 'unsure' : 'later', problem: signal.aborted ? 'timeout' : 'unreachable' }
  }
  // Read to its end, or the connection stays busy.
  const answer = await response.text().catch(() => null)
  if (answer === null && response.ok && isTaken) return { is: 'unsure', problem: signal.aborted ? 'timeout' : 'unreachable' }
  if (response.ok && isTaken && !isTaken(answer ?? '')) return { is: 'later', problem: 'refused' }
  if (response.ok) return { is: 'sent' }
  if (response.status === 401 || response.status === 403) return { is: 'later', problem: 'refused' }
  const seconds = Number(response.headers.get('retry-after'))
  return { is: 'later', problem: `http-${response.status}`, ...(Number.isFinite(seconds) && seconds > 0 && { afterMs: Math.min(LONGEST_WAIT_MS, seconds * 1000) }) }
}

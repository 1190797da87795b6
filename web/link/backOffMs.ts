const SHORTEST_MS = 500
const LONGEST_MS = 5_000
/** A refusal will hardly change within seconds; asking 12 times a minute would only fill the server's log. */
const LONGEST_AFTER_REFUSAL_MS = 30_000

/**
 * How long to wait before attempt number `attempt` (1, 2, …), in ms. Jittered over its upper half, so that fifty walls
 * do not come back in one instant; never gives up. `chance` is in [0, 1).
 */
export function backOffMs(attempt: number, chance: number, slow = false): number {
  const longest = slow ? LONGEST_AFTER_REFUSAL_MS : LONGEST_MS
  const shortest = slow ? LONGEST_MS : SHORTEST_MS
  const full = Math.min(longest, shortest * 2 ** Math.min(attempt, 16))
  return Math.max(SHORTEST_MS, full / 2 + (full / 2) * chance)
}

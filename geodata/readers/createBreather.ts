import { setImmediate as nextTurn } from 'node:timers/promises'

/** About 5 ms of work: other requests wait no longer than that. */
const WEIGHT_PER_TURN = 5_000

/**
 * Returns a function that long loops await with the weight of what they just did (a vertex or a small object is 1);
 * it lets the event loop run every WEIGHT_PER_TURN, so that a server goes on answering while a file is read.
 */
export function createBreather(): (weight: number) => Promise<void> | undefined {
  let done = 0
  return (weight) => {
    done += weight
    if (done < WEIGHT_PER_TURN) return undefined
    done = 0
    return nextTurn()
  }
}

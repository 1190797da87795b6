/** A wall says hello a few times a minute at worst; more than this is a fault or an attack. */
export const MOST_MESSAGES = 20
export const MESSAGE_WINDOW_MS = 10_000

/** Counts messages of one session; false when the one at `at` (ms) is too many in any window of ten seconds. */
export function createMessageBudget(): (at: number) => boolean {
  const times: number[] = []
  return (at) => {
    while (times.length > 0 && at - times[0] >= MESSAGE_WINDOW_MS) times.shift()
    times.push(at)
    return times.length <= MOST_MESSAGES
  }
}

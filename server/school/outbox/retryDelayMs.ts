const FIRST_MS = 5_000
/** Whoever mends a webhook sees the first message within ten minutes. */
const LONGEST_MS = 10 * 60_000

/** How long to wait after the n-th failed try, n from 1: 5 s, 15 s, 45 s … ten minutes. */
export const retryDelayMs = (tries: number): number => Math.min(LONGEST_MS, FIRST_MS * 3 ** Math.max(0, Math.min(tries, 20) - 1))

/** So many wrong passwords in a row are typing errors; the next pause is for guessing. */
const FAILURES_FORGIVEN = 4
const FIRST_LOCK_MS = 15 * 60_000
const LONGEST_LOCK_MS = 24 * 60 * 60_000

/** Until when nobody signs in after so many failures in a row, the last one at `at`; 0: not locked. Each pause doubles. */
export function lockedUntil(failures: number, at: number): number {
  if (failures <= FAILURES_FORGIVEN) return 0
  const doublings = Math.min(failures - FAILURES_FORGIVEN - 1, 20)
  return at + Math.min(FIRST_LOCK_MS * 2 ** doublings, LONGEST_LOCK_MS)
}

/** A demo's clock jumps, a computer sleeps: a timer of its own for 11:00 would be missed. */
const LOOK_EVERY_MS = 3_000

/**
 * Has today's report fixed when it is time. `fixWhenDue` is asked every few seconds, one call at a time. Returns a function
 * that stops it and resolves when nothing is under way.
 */
export function startReportClock(fixWhenDue: () => Promise<unknown>, onError: (error: unknown) => void): () => Promise<void> {
  let underWay: Promise<void> | null = null
  const look = async (): Promise<void> => {
    try {
      await fixWhenDue()
    } catch (error) {
      onError(error)
    }
  }
  const timer = setInterval(() => (underWay ??= look().finally(() => (underWay = null))), LOOK_EVERY_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await underWay
  }
}

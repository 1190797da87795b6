const KEY = 'liuse.reloadedAt'
/** A server that is half upgraded must not make its walls blink: at most one reload in this time. */
const LEAST_APART_MS = 60_000

/** Loads the page anew, but never in a loop. */
export function reloadWhenOutdated(): void {
  try {
    const last = Number(sessionStorage.getItem(KEY) ?? 0)
    if (Math.abs(Date.now() - last) < LEAST_APART_MS) return
    sessionStorage.setItem(KEY, String(Date.now()))
  } catch {
    // Without a memory of the last reload none is safe.
    return
  }
  location.reload()
}

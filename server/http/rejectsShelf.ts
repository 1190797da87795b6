import { randomBytes } from 'node:crypto'

/** Long enough to read a mail and click; short enough that names do not lie about. */
const KEPT_MS = 15 * 60_000
const KEPT_BYTES = 64 * 1024 * 1024

export interface RejectsShelf {
  /** Keeps the file in memory and returns its unguessable id; the oldest go when there is no room. Null when it alone is too large. */
  put(bytes: Uint8Array): string | null
  take(id: string): Uint8Array | null
  clear(): void
}

/** Files of rejected rows, waiting to be fetched. They hold people's cells: memory only, never a disk, gone after 15 minutes. */
export function createRejectsShelf(now: () => number = Date.now): RejectsShelf {
  const files = new Map<string, { bytes: Uint8Array; until: number }>()
  let total = 0
  const drop = (id: string): void => {
    total -= files.get(id)?.bytes.length ?? 0
    files.delete(id)
  }
  const sweep = (): void => {
    for (const [id, file] of files) if (file.until <= now()) drop(id)
  }
  // Someone who never comes back must not keep them past their time.
  const timer = setInterval(sweep, 60_000)
  timer.unref()
  return {
    put(bytes) {
      sweep()
      if (bytes.length > KEPT_BYTES) return null
      // Maps keep the order of insertion: the first is the oldest.
      for (const id of files.keys()) {
        if (total + bytes.length <= KEPT_BYTES) break
        drop(id)
      }
      const id = randomBytes(24).toString('base64url')
      files.set(id, { bytes, until: now() + KEPT_MS })
      total += bytes.length
      return id
    },
    take(id) {
      sweep()
      return files.get(id)?.bytes ?? null
    },
    clear() {
      clearInterval(timer)
      files.clear()
      total = 0
    },
  }
}

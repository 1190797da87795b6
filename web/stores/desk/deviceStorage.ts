/**
 * The browser's storage as far as it lets us: in private mode, or when it is full, what is kept lasts as long as the page.
 * Names and numbers never come here.
 */
export const deviceStorage = {
  read(key: string): string | null {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  },
  /** False when it was not kept. */
  write(key: string, text: string): boolean {
    try {
      localStorage.setItem(key, text)
      return true
    } catch {
      return false
    }
  },
  remove(key: string): void {
    try {
      localStorage.removeItem(key)
    } catch {
      // Then it was not there either.
    }
  },
  /** Every key that begins so. */
  keys(prefix: string): string[] {
    try {
      return Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? '').filter((key) => key.startsWith(prefix))
    } catch {
      return []
    }
  },
  /** What is kept under every key that begins so; what `read` can make nothing of goes. */
  takeStock<Kept>(prefix: string, read: (text: string | null) => Kept | null): Kept[] {
    return deviceStorage.keys(prefix).flatMap((key) => {
      const kept = read(deviceStorage.read(key))
      if (kept === null) deviceStorage.remove(key)
      return kept ?? []
    })
  },
  /** Removes every key that begins so. */
  clear(prefix: string): void {
    for (const key of deviceStorage.keys(prefix)) deviceStorage.remove(key)
  },
}

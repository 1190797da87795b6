/** This device's own storage, or null where the browser lets nobody near it. */
export function deviceStorage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

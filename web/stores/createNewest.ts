/**
 * Readings of one thing, of which the newest takes over: whoever asked for an earlier one waits until the newest is there,
 * so that nobody says "saved" over what was shown before.
 */
export function createNewest(): (read: () => Promise<void>) => Promise<void> {
  let current: Promise<void> = Promise.resolve()
  return (read) => {
    const ours: Promise<void> = (current = read().then(() => (current === ours ? undefined : current)))
    return ours
  }
}

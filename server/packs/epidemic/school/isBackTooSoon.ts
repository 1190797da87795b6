const HOUR_MS = 3_600_000

/**
 * Whether somebody who came at `backAt` came before so many hours without symptoms were over. The hours run from the
 * recorded end of symptoms, or from the last check that still named some when that was later (a recorded end that a later
 * check contradicts is none). Epoch ms; null: never recorded. Without either there is nothing to wait for.
 */
export function isBackTooSoon(backAt: number, endedAt: number | null, lastSymptomsAt: number | null, hours: number): boolean {
  const freeSince = Math.max(endedAt ?? -Infinity, lastSymptomsAt ?? -Infinity)
  // What is recorded later than the return says nothing of it.
  return freeSince <= backAt && backAt - freeSince < hours * HOUR_MS
}

import type { LogEntry } from '../../store/logEntry.ts'
import type { Store } from '../../store/openStore.ts'

/**
 * Log sequence of the last entry that had been received by an instant (epoch ms); 0 when there was none. By halves, since
 * the log is in the order of receiving; a clock that was set back makes it as wrong as the clock was.
 */
export function lastSeqBy(store: Pick<Store, 'entriesAfter' | 'lastSeq'>, instant: number): number {
  let low = 0
  let high = store.lastSeq()
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    // Sequences have gaps where a demo's day began again.
    const entry = firstFrom(store, middle)
    if (!entry || entry.seq > high || entry.receivedAt > instant) high = middle - 1
    else low = entry.seq
  }
  return low
}

function firstFrom(store: Pick<Store, 'entriesAfter'>, seq: number): LogEntry | null {
  for (const entry of store.entriesAfter(seq - 1)) return entry
  return null
}

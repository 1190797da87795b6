import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastSeqBy } from '../../../../server/desk/reports/lastSeqBy.ts'
import type { LogEntry } from '../../../../server/store/logEntry.ts'

describe('the last entry by an instant', () => {
  it('is the newest that had been received then, whatever gaps the log has', () => {
    fc.assert(fc.property(fc.array(fc.record({ gap: fc.integer({ min: 1, max: 4 }), wait: fc.nat(3) }), { maxLength: 40 }), fc.nat(130), (steps, instant) => {
      let [seq, receivedAt] = [0, 0]
      const log = steps.map(({ gap, wait }) => ({ seq: (seq += gap), receivedAt: (receivedAt += wait) }) as LogEntry)
      const store = { lastSeq: () => log.at(-1)?.seq ?? 0, entriesAfter: (after: number) => log.filter((entry) => entry.seq > after).values() }
      expect(lastSeqBy(store, instant)).toBe(log.findLast((entry) => entry.receivedAt <= instant)?.seq ?? 0)
    }))
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MaskRounds } from '../../../server/world/maskRounds.ts'
import { NOBODY, RecordColumns } from '../../../server/world/recordColumns.ts'
import { standingMarks } from '../../../server/world/standingMarks.ts'
import { TextTable } from '../../../server/world/textTable.ts'

const UNIT = 3
const DAY = 18_308

/** What comes in about one unit; `pick` chooses which of the self-reports so far a settling entry names. */
const entry = fc.oneof(
  fc.constant({ feed: 'registration', code: 'health-registration', pick: null }),
  fc.constantFrom('reached', 'no-answer', 'refused').map((code) => ({ feed: 'call', code, pick: null })),
  fc.constantFrom('stayed', 'released', 'vacant').map((code) => ({ feed: 'officer', code, pick: null })),
  fc.constantFrom('+needs-help', '-needs-help', '+self-report').map((code) => ({ feed: 'mark', code, pick: null })),
  fc.constantFrom('note', 'paper', 'care', 'booking').map((feed) => ({ feed, code: '', pick: null })),
  fc.nat(5).map((pick) => ({ feed: 'officer', code: 'returned', pick })),
  fc.nat(5).map((pick) => ({ feed: 'mark', code: '-self-report', pick })),
)

describe('the mark of a self-report', () => {
  it('stands exactly as long as one waits that no entry has named, at every revision', () => {
    fc.assert(fc.property(fc.array(entry, { maxLength: 25 }), (entries) => {
      const records = new RecordColumns(new TextTable())
      const known = { records, maskRounds: new MaskRounds() }
      const sent: number[] = []
      const settled = new Set<number>()
      const expected: (number | null)[] = [null]
      entries.forEach(({ feed, code, pick }, index) => {
        const seq = index + 1
        const settles = pick === null || sent.length === 0 ? 0 : sent[pick % sent.length]
        // Without a self-report to name there is no such entry.
        const isWord = pick === null || settles !== 0
        if (isWord) records.append({ seq, unit: UNIT, person: NOBODY, validOn: DAY, feed, code, settles })
        if (feed === 'registration') sent.push(seq)
        if (settles !== 0) settled.add(settles)
        expected.push(sent.find((one) => !settled.has(one)) ?? null)
      })
      expected.forEach((seq, rev) => {
        expect(standingMarks(known, UNIT, DAY, rev).find(({ key }) => key === 'self-report')?.seq ?? null).toBe(seq)
      })
      expect(standingMarks(known, UNIT, DAY - 1, entries.length)).toEqual([])
    }), { numRuns: 300 })
  })

  it('taken off without naming any, as entries of earlier versions did, settled all before', () => {
    const records = new RecordColumns(new TextTable())
    const known = { records, maskRounds: new MaskRounds() }
    const append = (seq: number, feed: string, code: string) => records.append({ seq, unit: UNIT, person: NOBODY, validOn: DAY, feed, code, settles: 0 })
    append(1, 'registration', 'health-registration')
    append(2, 'mark', '-self-report')
    expect(standingMarks(known, UNIT, DAY, 2)).toEqual([])
    append(3, 'registration', 'health-registration')
    expect(standingMarks(known, UNIT, DAY, 3)).toMatchObject([{ key: 'self-report', seq: 3 }])
  })
})

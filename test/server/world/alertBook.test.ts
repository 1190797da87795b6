import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AlertBook } from '../../../server/world/alertBook.ts'
import { ALERT_AUTHOR } from '../../../server/world/reduceAlert.ts'
import { dayFromText } from '../../../server/protocol/day.ts'
import type { LogEntry } from '../../../server/store/logEntry.ts'

const DAY = dayFromText('2020-02-16')!
const traits = { countsAsAbnormal: (rule: string) => rule === 'fever' || rule === 'symptom', tagsHome: (rule: string) => rule !== 'home', isOfDevice: (rule: string) => rule === 'device-fault', isStanding: (rule: string) => rule === 'home' }
const entry = (seq: number, body: Record<string, unknown>, by = 'a1', at = seq * 1000): LogEntry =>
  ({ seq, receivedAt: at, observedAt: null, validOn: '2020-02-16', feed: 'alert', author: by, schemaVersion: 1, supersedes: null, contentHash: 0, reportKey: null, body })
const open = (seq: number, key: string, more: Record<string, unknown> = {}) =>
  entry(seq, { act: 'open', key, rule: key.split(':')[0], campus: 'c0', students: ['s1'], day: DAY, details: {}, ...more }, ALERT_AUTHOR)

function bookOf(...entries: LogEntry[]): AlertBook {
  const book = new AlertBook(traits)
  for (const each of entries) book.apply(each)
  return book
}

describe('the alert book', () => {
  it('follows an alert from opened to closed, and remembers when it was first taken up', () => {
    const book = bookOf(open(1, 'fever:s1'), entry(2, { act: 'assign', key: 'fever:s1', to: 'a7' }), entry(3, { act: 'verify', key: 'fever:s1', verdict: 'true' }), entry(4, { act: 'pass-on', key: 'fever:s1' }), entry(5, { act: 'close', key: 'fever:s1' }))
    expect(book.alerts[0].now).toMatchObject({ state: 'closed', verdict: 'true', assignedTo: 'a7', acknowledgedAt: 2000, passedOnAt: 4000, closedAt: 5000 })
    expect(book.newestSeqOf(0)).toBe(5)
    expect([book.indexOf('k0'), book.indexOf('fever:s1'), book.indexOf('k1'), book.indexOf(null)]).toEqual([0, 0, -1, -1])
  })

  it('what the rules do, and a note, is no acknowledgement', () => {
    const book = bookOf(open(1, 'fever:s1'), entry(2, { act: 'climb', key: 'fever:s1', level: 1 }, ALERT_AUTHOR), entry(3, { act: 'note', key: 'fever:s1' }))
    expect(book.alerts[0].now).toMatchObject({ state: 'open', level: 1, levelAt: 2000, acknowledgedAt: 0 })
  })

  it('opens a key once; a step on an alert that is not there (any more) is nothing', () => {
    const book = bookOf(open(1, 'fever:s1'))
    expect(book.apply(open(2, 'fever:s1'))).toBe(-1)
    expect(book.apply(entry(3, { act: 'close', key: 'fever:s9' }))).toBe(-1)
    expect(book.alerts).toHaveLength(1)
  })

  it('a closed one that turns out to be true is open again', () => {
    const book = bookOf(open(1, 'fever:s1'), entry(2, { act: 'verify', key: 'fever:s1', verdict: 'false-alarm' }), entry(3, { act: 'close', key: 'fever:s1' }), entry(4, { act: 'verify', key: 'fever:s1', verdict: 'true' }))
    expect(book.alerts[0].now).toMatchObject({ state: 'verified', closedAt: 0 })
    expect(book.tagsHomes(0)).toBe(true)
  })

  it('voids a check only when all that it was abnormal for is a data error', () => {
    const verdict = (seq: number, key: string, word: string) => entry(seq, { act: 'verify', key, verdict: word })
    const both = [open(1, 'fever:s1', { check: 90 }), open(2, 'symptom:s1', { check: 90 }), open(3, 'travel:s1', { check: 90 })]
    expect(bookOf(...both).isVoided(90)).toBe(false)
    expect(bookOf(...both, verdict(4, 'fever:s1', 'data-error')).isVoided(90)).toBe(false)
    const voided = bookOf(...both, verdict(4, 'fever:s1', 'data-error'), verdict(5, 'symptom:s1', 'data-error'))
    expect([voided.isVoided(90), voided.isVoided(90, 4), voided.isVoided(91)]).toEqual([true, false, false])
    expect(bookOf(...both, verdict(4, 'fever:s1', 'data-error'), verdict(5, 'symptom:s1', 'false-alarm')).isVoided(90)).toBe(false)
    // Taken back, it counts again.
    voided.apply(verdict(6, 'fever:s1', 'true'))
    expect(voided.isVoided(90)).toBe(false)
  })

  it('voids what the other parent sent as well', () => {
    const book = bookOf(open(1, 'fever:s1', { check: 90 }), entry(2, { act: 'verify', key: 'fever:s1', verdict: 'data-error', voids: [91] }))
    expect([book.isVoided(90), book.isVoided(91)]).toEqual([true, true])
  })

  it('keeps the members of a group; parted from a sound device they count again', () => {
    const book = bookOf(open(1, 'device-fault:gate', { students: [] }), open(2, 'fever:s1', { group: 'device-fault:gate' }), open(3, 'fever:s2', { students: ['s2'] }), entry(4, { act: 'group', key: 'fever:s2', group: 'device-fault:gate' }, ALERT_AUTHOR))
    expect(book.membersOf(0)).toEqual([1, 2])
    expect([book.tagsHomes(1), book.tagsHomes(2)]).toEqual([false, false])
    book.apply(entry(5, { act: 'group', key: 'fever:s1', group: null }, ALERT_AUTHOR))
    expect(book.membersOf(0)).toEqual([2])
    expect(book.tagsHomes(1)).toBe(true)
  })

  it('says how an alert stood then', () => {
    const book = bookOf(open(1, 'fever:s1'), entry(2, { act: 'verify', key: 'fever:s1', verdict: 'true' }), entry(3, { act: 'close', key: 'fever:s1' }))
    expect([0, 1, 2, 3].map((seq) => book.stateAt(0, DAY, seq)?.state ?? null)).toEqual([null, 'open', 'verified', 'closed'])
    expect(book.stateAt(0, DAY - 1, 9)).toBeNull()
  })

  it('as of the newest entry is as of now, and a restored book is the same book', () => {
    const act = fc.oneof(
      fc.record({ act: fc.constantFrom('acknowledge', 'pass-on', 'close', 'note') }),
      fc.record({ act: fc.constant('verify'), verdict: fc.constantFrom('true', 'false-alarm', 'data-error'), voids: fc.array(fc.integer({ min: 90, max: 95 }), { maxLength: 2 }) }),
      fc.record({ act: fc.constant('group'), group: fc.constantFrom(null, 'device-fault:g') }),
      fc.record({ act: fc.constant('climb'), level: fc.integer({ min: 1, max: 4 }) }),
    )
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('fever:s1', 'symptom:s1', 'fever:s2', 'device-fault:g'), act, fc.constantFrom('a1', ALERT_AUTHOR)), { maxLength: 30 }), (steps) => {
      const book = bookOf(open(1, 'fever:s1', { check: 90 }), open(2, 'symptom:s1', { check: 90 }), open(3, 'fever:s2', { students: ['s2'], check: 91 }), open(4, 'device-fault:g', { students: [] }))
      steps.forEach(([key, body, by], at) => book.apply(entry(at + 5, { ...body, key }, by)))
      const again = new AlertBook(traits)
      again.restore(JSON.parse(JSON.stringify(book.save())))
      for (let index = 0; index < 4; index++) {
        expect(book.stateAt(index, DAY, 1e9)).toEqual(book.alerts[index].now)
        expect(again.alerts[index]).toEqual(book.alerts[index])
        expect(again.membersOf(index)).toEqual(book.membersOf(index))
      }
      for (let check = 90; check < 96; check++) {
        expect(again.isVoided(check)).toBe(book.isVoided(check))
        expect(book.isVoided(check, 1e9)).toBe(book.isVoided(check))
      }
    }))
  })
})

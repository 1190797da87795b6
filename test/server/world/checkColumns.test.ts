import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHECK_FLAG } from '../../../server/packs/checkFlags.ts'
import type { BundleArray } from '../../../server/protocol/bundle.ts'
import { CheckColumns, type CheckRecord, minuteOfSecond } from '../../../server/world/checkColumns.ts'

const RULE = { sameSecond: 3, days: 3 }
const check = (record: Partial<CheckRecord>): CheckRecord => ({ student: 0, seq: 1, day: 100, second: 25_000, tenths: 365, symptoms: 0, flags: 0, ...record })
const records = fc.array(fc.record({
  student: fc.integer({ min: 0, max: 8 }), day: fc.integer({ min: 100, max: 106 }), second: fc.integer({ min: 0, max: 86_400 }).chain((second) => fc.constantFrom(second, 25_000)),
  tenths: fc.constantFrom(0, 365, 382, 3650), symptoms: fc.constantFrom(0, 2), flags: fc.constantFrom(0, CHECK_FLAG.ABNORMAL),
}), { maxLength: 80 }).map((rows) => rows.map((row, index) => ({ ...row, seq: index + 1 })))

/** The rules once more, as plainly as they can be written. */
function naive(rows: CheckRecord[], day: number, student: number, maxSeq: number) {
  const known = rows.filter(({ seq }) => seq <= maxSeq)
  const ofDay = known.filter((row) => row.day === day)
  const own = ofDay.filter((row) => row.student === student)
  const standing = own.reduce<CheckRecord | null>((best, row) => (best === null || row.second >= best.second ? row : best), null)
  const crowd = standing !== null && standing.tenths > 0 && ofDay.filter(({ second, tenths }) => second === standing.second && tenths === standing.tenths).length >= RULE.sameSecond
  return { standing, first: own.length === 0 ? -1 : Math.min(...own.map(({ second }) => second)), count: own.length, crowd }
}

describe('CheckColumns', () => {
  it('tells the first check, the standing one and the crowds of any day as known at any moment; saved and restored they are the same', () => {
    fc.assert(fc.property(records, fc.nat({ max: 80 }), (rows, maxSeq) => {
      const grown = new CheckColumns(RULE)
      rows.forEach((row, index) => {
        // A day that is already worked out is kept up by what comes later.
        if (index === 3) grown.dayOf(row.day)
        grown.append(row)
      })
      const arrays: Record<string, BundleArray> = {}
      const days = grown.save(arrays)
      const restored = new CheckColumns(RULE)
      restored.restore(days, arrays)
      for (const columns of [grown, restored]) {
        for (let day = 100; day <= 106; day++) {
          for (let student = 0; student <= 8; student++) {
            for (const known of [undefined, maxSeq]) {
              const wanted = naive(rows, day, student, known ?? Infinity)
              const worked = columns.dayOf(day, known)
              const found = columns.newestOn(student, day, known)
              expect(found?.seq ?? null).toBe(wanted.standing?.seq ?? null)
              expect(worked.firstSecond(student)).toBe(wanted.first)
              expect(worked.countOf(student)).toBe(wanted.count)
              if (wanted.crowd) expect(found!.flags & CHECK_FLAG.COPIED).toBe(CHECK_FLAG.COPIED)
              if (found) expect(found).toMatchObject({ second: wanted.standing!.second, tenths: wanted.standing!.tenths, symptoms: wanted.standing!.symptoms })
            }
          }
        }
      }
      expect(restored.length).toBe(rows.length)
    }), { numRuns: 60 })
  })

  it('of two checks the later by its own clock stands, of two in one second the later received; the first stays the first', () => {
    const columns = new CheckColumns(RULE)
    columns.append(check({ seq: 1, second: 26_000, tenths: 366 }))
    columns.append(check({ seq: 2, second: 25_000, tenths: 382 }))
    expect(columns.newestOn(0, 100)).toMatchObject({ seq: 1, tenths: 366 })
    columns.append(check({ seq: 3, second: 26_000, tenths: 367 }))
    expect(columns.newestOn(0, 100)).toMatchObject({ seq: 3, tenths: 367 })
    expect(columns.dayOf(100).firstSecond(0)).toBe(25_000)
    expect(columns.newestOn(0, 100, 1)).toMatchObject({ seq: 1 })
    expect(columns.newestOn(7, 100)).toBeNull()
    expect(columns.newestOn(0, 99)).toBeNull()
  })

  it('equal temperatures of one campus in one second are doubtful from the rule’s number on, those before included', () => {
    const columns = new CheckColumns(RULE, (student) => (student < 10 ? 1 : 2))
    columns.dayOf(100)
    const crossed = [0, 1, 11, 2, 3].map((student, index) => columns.append(check({ student, seq: index + 1 })).crossed)
    expect(crossed).toEqual([false, false, false, true, false])
    expect([0, 1, 2, 3, 11].map((student) => columns.newestOn(student, 100)!.flags & CHECK_FLAG.COPIED)).toEqual([CHECK_FLAG.COPIED, CHECK_FLAG.COPIED, CHECK_FLAG.COPIED, CHECK_FLAG.COPIED, 0])
    expect(columns.newestOn(0, 100, 2)!.flags).toBe(0)
    expect(columns.studentsAt(100, 25_000, 365)).toEqual([0, 1, 11, 2, 3])
  })

  it('the same words at the same second on the rule’s number of days are copied; other words or another second begin anew', () => {
    const columns = new CheckColumns(RULE)
    const isCopied = (record: Partial<CheckRecord>): boolean => {
      columns.append(check(record))
      return (columns.newestOn(0, record.day!)!.flags & CHECK_FLAG.COPIED) !== 0
    }
    expect([100, 101, 102, 105].map((day) => isCopied({ day }))).toEqual([false, false, true, true])
    expect(isCopied({ day: 106, second: 25_001 })).toBe(false)
    expect(isCopied({ day: 107, second: 25_001, symptoms: 2, flags: CHECK_FLAG.ABNORMAL })).toBe(false)
  })

  it('07:30:00 is in time for 07:30, a second later is not', () => expect([27_000, 27_001].map(minuteOfSecond)).toEqual([450, 451]))

  it('the newest checks of some pupils come the newest day first', () => {
    const columns = new CheckColumns()
    for (const [seq, student, day] of [[1, 0, 100], [2, 1, 100], [3, 0, 102], [4, 0, 101], [5, 2, 102]]) columns.append(check({ seq, student, day }))
    expect(columns.newestOf(new Set([0, 1]), 100, 9).map(({ seq }) => seq)).toEqual([3, 4, 2, 1])
    expect(columns.newestOf(new Set([0, 1]), 101, 1).map(({ seq }) => seq)).toEqual([3])
    expect(columns.newestOf(new Set(), 100, 9)).toEqual([])
  })
})

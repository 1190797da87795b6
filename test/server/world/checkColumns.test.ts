import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHECK_FLAG } from '../../../server/packs/checkFlags.ts'
import type { BundleArray } from '../../../server/protocol/bundle.ts'
import { CheckColumns, minuteOfSecond } from '../../../server/world/checkColumns.ts'
import type { CheckRecord } from '../../../server/world/dayBlock.ts'

const RULE = { sameSecond: 3, days: 3, withinDays: 14 }
const check = (record: Partial<CheckRecord>): CheckRecord => ({ student: 0, seq: 1, day: 100, second: 25_000, tenths: 365, symptoms: 0, flags: 0, ...record })
const DAYS = [100, 101, 102, 103, 106, 115, 119, 121]
/** Few pupils, seconds and temperatures, and two days further off than a run reaches: copies are common. */
const records = fc.array(fc.record({
  student: fc.integer({ min: 0, max: 4 }), day: fc.constantFrom(...DAYS), second: fc.integer({ min: 0, max: 86_400 }).chain((second) => fc.constantFrom(second, 25_000, 25_000, 25_000)),
  tenths: fc.constantFrom(365, 365, 365, 365, 365, 0, 382, 3650), symptoms: fc.constantFrom(0, 0, 0, 0, 2), flags: fc.constantFrom(0, 0, 0, 0, CHECK_FLAG.ABNORMAL),
}), { maxLength: 80 }).map((rows) => rows.map((row, index) => ({ ...row, seq: index + 1 })))

/** The rules once more, as plainly as they can be written. */
function naive(rows: CheckRecord[], day: number, student: number, maxSeq: number) {
  const known = rows.filter(({ seq }) => seq <= maxSeq)
  const ofDay = known.filter((row) => row.day === day)
  const own = ofDay.filter((row) => row.student === student)
  const standing = own.reduce<CheckRecord | null>((best, row) => (best === null || row.second >= best.second ? row : best), null)
  const crowd = standing !== null && standing.tenths > 0 && ofDay.filter(({ second, tenths }) => second === standing.second && tenths === standing.tenths).length >= RULE.sameSecond
  const said = ({ second, tenths, symptoms, flags }: CheckRecord): string => [second, tenths, symptoms, flags].join(' ')
  // The first of each day by its own clock, of the last two days with any.
  const before = [...new Set(known.filter((row) => row.student === student && row.day < day && row.day >= day - RULE.withinDays).map((row) => row.day))].sort((a, b) => b - a).slice(0, RULE.days - 1)
    .map((earlier) => known.filter((row) => row.student === student && row.day === earlier).reduce((first, row) => (row.second < first.second ? row : first)))
  const repeated = standing !== null && before.length === RULE.days - 1 && before.every((row) => said(row) === said(standing))
  return { standing, first: own.length === 0 ? -1 : Math.min(...own.map(({ second }) => second)), count: own.length, copied: crowd || repeated }
}
const isCopied = (columns: CheckColumns, student: number, day: number, maxSeq?: number): boolean => ((columns.newestOn(student, day, maxSeq)?.flags ?? 0) & CHECK_FLAG.COPIED) !== 0

describe('CheckColumns', () => {
  it('tells the first check, the standing one and the copied ones of any day as known at any moment; saved and restored they are the same', () => {
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
        for (const day of DAYS) {
          for (let student = 0; student <= 4; student++) {
            for (const known of [undefined, maxSeq]) {
              const wanted = naive(rows, day, student, known ?? Infinity)
              const worked = columns.dayOf(day, known)
              const found = columns.newestOn(student, day, known)
              expect(found?.seq ?? null).toBe(wanted.standing?.seq ?? null)
              expect(worked.firstSecond(student)).toBe(wanted.first)
              expect(worked.countOf(student)).toBe(wanted.count)
              expect([day, student, isCopied(columns, student, day, known)]).toEqual([day, student, wanted.copied])
              if (found) expect(found).toMatchObject({ second: wanted.standing!.second, tenths: wanted.standing!.tenths, symptoms: wanted.standing!.symptoms })
            }
          }
        }
      }
      expect(restored.length).toBe(rows.length)
    }), { numRuns: 30 })
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
    const comesCopied = (record: Partial<CheckRecord>): boolean => {
      columns.append(check(record))
      return isCopied(columns, 0, record.day!)
    }
    expect([100, 101, 102, 105].map((day) => comesCopied({ day }))).toEqual([false, false, true, true])
    expect(comesCopied({ day: 106, second: 25_001 })).toBe(false)
    expect(comesCopied({ day: 107, second: 25_001, symptoms: 2, flags: CHECK_FLAG.ABNORMAL })).toBe(false)
    // What lies a fortnight back is no longer every day.
    expect([130, 131, 132].map((day) => comesCopied({ day }))).toEqual([false, false, true])
  })

  it('in whichever order days come in, the same checks are copied, and each day tells which later ones look different with it', () => {
    const perDay = fc.array(fc.record({ student: fc.integer({ min: 0, max: 2 }), second: fc.constantFrom(25_000, 25_000, 25_001), tenths: fc.constantFrom(365, 365, 366) }), { maxLength: 4 })
    const days = fc.array(perDay, { minLength: 4, maxLength: 8 }).chain((ofDays) => fc.tuple(fc.constant(ofDays), fc.shuffledSubarray([...ofDays.keys()], { minLength: ofDays.length })))
    let copies = 0
    fc.assert(fc.property(days, fc.array(fc.nat({ max: 7 }), { maxLength: 8 }), ([ofDays, order], looked) => {
      const rule = { ...RULE, sameSecond: 0 }
      const inOrder = new CheckColumns(rule)
      const shuffled = new CheckColumns(rule)
      ofDays.forEach((rows, day) => rows.forEach((row) => inOrder.append(check({ ...row, day: 100 + day }))))
      // What pages that follow the columns would show.
      const shown = new Map<string, boolean>()
      const look = (student: number, day: number) => shown.set(`${student} ${day}`, isCopied(shuffled, student, day))
      order.forEach((day, at) => {
        ofDays[day].forEach((row) => {
          const { later } = shuffled.append(check({ ...row, day: 100 + day }))
          for (const each of [100 + day, ...later]) look(row.student, each)
        })
        if (looked[at] !== undefined) shuffled.dayOf(100 + looked[at])
      })
      for (let day = 100; day < 100 + ofDays.length; day++) {
        for (let student = 0; student <= 2; student++) {
          const wanted = isCopied(inOrder, student, day)
          if (wanted) copies++
          expect([day, student, isCopied(shuffled, student, day), shown.get(`${student} ${day}`) ?? false]).toEqual([day, student, wanted, wanted])
        }
      }
    }), { numRuns: 200 })
    expect(copies).toBeGreaterThan(20)
  })

  it('a check of today, or of the last day there is, tells of no other day', () => {
    const columns = new CheckColumns(RULE)
    columns.append(check({ day: 100 }))
    columns.dayOf(101)
    expect(columns.append(check({ day: 101 })).later).toEqual([])
    expect(columns.append(check({ day: 102 })).later).toEqual([])
    expect(columns.append(check({ day: 102, second: 26_000 })).later).toEqual([])
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

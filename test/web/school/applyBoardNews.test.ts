import { describe, expect, it } from 'vitest'
import type { SchoolBoard, SchoolBoardEvent, SchoolTally } from '../../../server/protocol/school.ts'
import { applyBoardNews } from '../../../web/stores/school/applyBoardNews.ts'

const tally = (change: Partial<SchoolTally> = {}): SchoolTally => ({ roster: 40, expected: 40, reported: 30, onTime: 30, late: 0, missing: 10, abnormal: 0, onLeave: 0, duplicate: 0, implausible: 0, unknown: 0, ...change })
const board: SchoolBoard = {
  campus: { id: 'c1', name: '一小' }, day: '2020-04-13', rev: 10, isSchoolDay: true, cutOffMinute: 450, whole: tally({ roster: 80, expected: 80, reported: 60, missing: 20 }),
  grades: [{ name: '一年级', tally: tally({ roster: 80, expected: 80, reported: 60, onTime: 60, missing: 20 }), classes: [{ name: '一(1)班', tally: tally() }, { name: '一(2)班', tally: tally() }] }],
  curve: [], week: [], gate: { in: 0, out: 0, unmeasured: 0, stopped: 0 }, openAlerts: 0, staff: tally(),
}
const news = (change: Partial<SchoolBoardEvent> = {}): SchoolBoardEvent => ({
  campus: 'c1', day: '2020-04-13', rev: 11, whole: tally({ reported: 61, missing: 19 }), classes: [{ grade: '一年级', class: '一(1)班', tally: tally({ reported: 31, onTime: 31, missing: 9 }) }],
  curve: [[420, 61]], gate: { in: 3, out: 0, unmeasured: 1, stopped: 0 }, openAlerts: 2, staff: tally({ missing: 1 }), ...change,
})

describe('news of a campus', () => {
  it('change its classes, the grades they are in and the whole, and nothing else', () => {
    const next = applyBoardNews(board, news())!
    expect(next.grades[0].classes.map((one) => one.tally.missing)).toEqual([9, 10])
    expect(next.grades[0].tally).toMatchObject({ reported: 61, missing: 19, expected: 80 })
    expect(next).toMatchObject({ rev: 11, openAlerts: 2, staff: { missing: 1 }, gate: { in: 3 }, curve: [[420, 61]], week: [] })
    expect(board.grades[0].classes[0].tally.missing).toBe(10)
  })
  it('of another campus or of before change nothing', () => {
    expect(applyBoardNews(board, news({ campus: 'c2' }))).toBe(board)
    expect(applyBoardNews(board, news({ rev: 9 }))).toBe(board)
  })
  it('of another day, without classes, or of a class that is not there ask for a new board', () => {
    expect(applyBoardNews(board, news({ day: '2020-04-14' }))).toBeNull()
    expect(applyBoardNews(board, news({ classes: null }))).toBeNull()
    expect(applyBoardNews(board, news({ classes: [{ grade: '二年级', class: '二(1)班', tally: tally() }] }))).toBeNull()
  })
  it('a figure that a class does not show is not summed up either', () => {
    const next = applyBoardNews(board, news({ classes: [{ grade: '一年级', class: '一(1)班', tally: tally({ abnormal: -1 }) }] }))!
    expect(next.grades[0].tally.abnormal).toBe(0)
  })
})

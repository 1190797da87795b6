import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarLineView, CalendarRow } from '../../../server/protocol/school.ts'
import { dayFromText, dayToText } from '../../../server/protocol/day.ts'
import { SchoolCalendar } from '../../../server/world/schoolCalendar.ts'
import { lineEffect } from '../../../web/school/lineEffect.ts'

const CHOSEN = { campus: 'c0', grade: '一年级', class: '一(1)班' }
const FIRST = dayFromText('2020-02-01')!
const DAYS = Array.from({ length: 29 }, (_, at) => FIRST + at)

/** The server's calendar with these lines, and what a page is told of it. */
function calendarOf(lines: readonly CalendarRow[]): SchoolCalendar {
  const calendar = new SchoolCalendar()
  lines.forEach((line, at) => calendar.apply(at + 1, { ...line, campus: line.campus, from: dayFromText(line.from), ...(line.to !== undefined && { to: dayFromText(line.to) }) }))
  return calendar
}
function viewOf(lines: readonly CalendarRow[]): { lines: CalendarLineView[]; days: { day: string; isSchoolDay: boolean }[] } {
  const calendar = calendarOf(lines)
  const place = { campus: 0, grade: CHOSEN.grade, class: CHOSEN.class }
  return { lines: lines.map((line, at) => ({ ...line, id: `d${at}`, by: '', at: 0, mayChange: true })), days: DAYS.map((day) => ({ day: dayToText(day), isSchoolDay: calendar.isSchoolDay(place, day) })) }
}

describe('what a line would do to a class', () => {
  it('is a day each for a holiday, and nothing for a Saturday that is free anyway', () => {
    expect(lineEffect({ kind: 'holiday', from: '2020-02-21', to: '2020-02-24' }, viewOf([]), CHOSEN)).toEqual({ concerns: true, changes: [{ day: '2020-02-21', isSchoolDay: false }, { day: '2020-02-24', isSchoolDay: false }], held: [] })
  })
  it('says which days something narrower keeps as they are', () => {
    const view = viewOf([{ kind: 'school', campus: 'c0', grades: ['一年级'], from: '2020-02-24' }])
    expect(lineEffect({ kind: 'holiday', from: '2020-02-24', to: '2020-02-25' }, view, CHOSEN)).toEqual({ concerns: true, changes: [{ day: '2020-02-25', isSchoolDay: false }], held: ['2020-02-24'] })
  })
  it('is nothing for a class that it is not about', () => {
    expect(lineEffect({ kind: 'holiday', campus: 'c1', from: '2020-02-24' }, viewOf([]), CHOSEN).concerns).toBe(false)
    expect(lineEffect({ kind: 'holiday', grades: ['二年级'], from: '2020-02-24' }, viewOf([]), CHOSEN).concerns).toBe(false)
  })
  it('is what the server makes of it when the line is there', () => {
    const day = fc.integer({ min: 0, max: 28 })
    const lineOf = (...kinds: CalendarRow['kind'][]): fc.Arbitrary<CalendarRow> => fc.record({
      kind: fc.constantFrom(...kinds), ends: fc.tuple(day, day), campus: fc.constantFrom(undefined, 'c0', 'c1'), grades: fc.constantFrom(undefined, ['一年级'], ['二年级']),
      classes: fc.constantFrom(undefined, ['一(1)班']), weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
    }).map(({ kind, ends, weekdays, ...whom }): CalendarRow => ({
      kind, from: dayToText(FIRST + Math.min(...ends)), to: dayToText(FIRST + Math.max(...ends)), ...(kind === 'weekdays' && { weekdays }), ...Object.fromEntries(Object.entries(whom).filter(([, value]) => value !== undefined)),
    }))
    fc.assert(fc.property(fc.array(lineOf('holiday', 'school', 'weekdays', 'term'), { maxLength: 6 }), lineOf('holiday', 'school', 'weekdays'), (lines, draft) => {
      const before = viewOf(lines)
      const after = viewOf([...lines, draft]).days.filter(({ isSchoolDay }, at) => isSchoolDay !== before.days[at].isSchoolDay)
      expect(lineEffect(draft, before, CHOSEN).changes).toEqual(after)
    }))
  })
})

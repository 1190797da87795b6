import { afterEach, describe, expect, it } from 'vitest'
import { dayFromText, dayToText } from '../../../server/protocol/day.ts'
import { SchoolCalendar, weekdayOf } from '../../../server/world/schoolCalendar.ts'
import { createRosterRow, createTestService, type TestService } from '../../fixtures/createTestService.ts'

const on = (text: string): number => dayFromText(text)!
const ONE = { campus: 0, grade: '一年级', class: '一(1)班' }
const FOUR = { campus: 0, grade: '四年级', class: '四(2)班' }
const ELSEWHERE = { campus: 1, grade: '一年级', class: '一(1)班' }

function createCalendar(lines: Record<string, unknown>[]): SchoolCalendar {
  const calendar = new SchoolCalendar()
  lines.forEach((line, index) => calendar.apply(index + 1, { ...line, ...(typeof line.from === 'string' && { from: on(line.from) }), ...(typeof line.to === 'string' && { to: on(line.to) }) }))
  return calendar
}
const days = (calendar: SchoolCalendar, place: typeof ONE, from: string, count: number, maxSeq?: number): string =>
  Array.from({ length: count }, (_, index) => (calendar.isSchoolDay(place, on(from) + index, maxSeq) ? '#' : '.')).join('')

describe('the calendar', () => {
  it('knows weekdays', () => expect(['2020-02-17', '2020-02-22', '2020-02-23', '1970-01-01'].map((day) => weekdayOf(on(day)))).toEqual([1, 6, 7, 4]))

  it('is Monday to Friday where nobody wrote anything', () => expect(days(createCalendar([]), ONE, '2020-02-17', 8)).toBe('#####..#'))

  it('has holidays, and school on a weekend that makes up for one', () => {
    const calendar = createCalendar([{ kind: 'holiday', from: '2020-04-04', to: '2020-04-06', name: '清明' }, { kind: 'school', from: '2020-04-26' }])
    expect(days(calendar, ONE, '2020-04-03', 5)).toBe('#...#')
    expect(days(calendar, ONE, '2020-04-24', 5)).toBe('#.###')
  })

  it('lets grades 4 to 6 return first, and grades 1 to 3 a week later', () => {
    const calendar = createCalendar([{ kind: 'holiday', grades: ['一年级', '二年级', '三年级'], from: '2020-04-27', to: '2020-05-03' }, { kind: 'holiday', from: '2020-04-01', to: '2020-04-26' }])
    expect(days(calendar, FOUR, '2020-04-24', 12)).toBe('...#####..##')
    expect(days(calendar, ONE, '2020-04-24', 12)).toBe('..........##')
  })

  it('believes the narrower line: a make-up Saturday for all does not call back a class that is closed', () => {
    const calendar = createCalendar([{ kind: 'holiday', campus: 'c0', classes: ['一(1)班'], from: '2020-02-20', to: '2020-02-25' }, { kind: 'school', from: '2020-02-22' }])
    expect(days(calendar, ONE, '2020-02-19', 5)).toBe('#....')
    expect(days(calendar, FOUR, '2020-02-19', 5)).toBe('####.')
    expect(days(calendar, ELSEWHERE, '2020-02-19', 5)).toBe('####.')
  })

  it('expects nobody outside the terms that are written for a school', () => {
    const calendar = createCalendar([{ kind: 'term', from: '2020-02-19', to: '2020-06-30' }, { kind: 'term', campus: 'c0', from: '2020-02-20', to: '2020-06-30' }])
    expect(days(calendar, ONE, '2020-02-17', 5)).toBe('...##')
    expect(days(calendar, ELSEWHERE, '2020-02-17', 5)).toBe('..###')
  })

  it('has other weekdays for a school that works on Saturday', () => expect(days(createCalendar([{ kind: 'weekdays', campus: 'c0', weekdays: [1, 2, 3, 4, 5, 6], from: '2020-02-20' }]), ONE, '2020-02-14', 10)).toBe('#..######.'))

  it('lets halves take turns by the week or by the school day', () => {
    const weekly = createCalendar([{ kind: 'halves', turns: 'week', from: '2020-02-19' }])
    expect([0, 1].map((half) => ['2020-02-18', '2020-02-19', '2020-02-21', '2020-02-24', '2020-03-02'].map((day) => weekly.comes(ONE, half, on(day))))).toEqual([[true, true, true, false, true], [true, false, false, true, false]])
    const daily = createCalendar([{ kind: 'halves', turns: 'day', grades: ['一年级'], from: '2020-02-20' }])
    expect(['2020-02-20', '2020-02-21', '2020-02-24', '2020-02-25'].map((day) => daily.comes(ONE, 0, on(day)))).toEqual([true, false, true, false])
    expect(daily.comes(FOUR, 1, on('2020-02-20'))).toBe(true)
  })

  it('takes lines back, and still knows what it said before', () => {
    const calendar = createCalendar([{ kind: 'holiday', from: '2020-02-19' }, { remove: 'd1' }])
    expect(days(calendar, ONE, '2020-02-18', 3)).toBe('###')
    expect(days(calendar, ONE, '2020-02-18', 3, 1)).toBe('#.#')
    expect(calendar.hasEntry('d1')).toBe(false)
  })

  it('answers anew what it was asked before a line came, and before one was taken back', () => {
    const calendar = createCalendar([{ kind: 'holiday', campus: 'c9', from: '2020-02-01' }])
    const asked = () => [calendar.isSchoolDay(ONE, on('2020-02-19')), calendar.comes(ONE, 1, on('2020-02-19')), calendar.cutOffMinute(0, on('2020-02-19'))]
    expect(asked()).toEqual([true, true, 450])
    for (const line of [{ kind: 'holiday' }, { kind: 'halves', turns: 'week' }, { kind: 'cut-off', cutOffMinute: 480 }]) calendar.apply(calendar.lines.length + 1, { ...line, from: on('2020-02-19') })
    expect(asked()).toEqual([false, false, 480])
    for (const remove of ['d2', 'd3', 'd4']) calendar.apply(9, { remove })
    expect(asked()).toEqual([true, true, 450])
  })

  it('has a cut-off for each campus', () => {
    const calendar = createCalendar([{ kind: 'cut-off', cutOffMinute: 460, from: '2020-02-18' }, { kind: 'cut-off', campus: 'c0', cutOffMinute: 480, from: '2020-02-19' }])
    expect([['2020-02-17', 0], ['2020-02-18', 0], ['2020-02-19', 0], ['2020-02-19', 1]].map(([day, campus]) => calendar.cutOffMinute(campus as number, on(day as string)))).toEqual([450, 460, 480, 460])
  })

  it('names the school days before a day', () => expect(createCalendar([{ kind: 'holiday', from: '2020-02-13' }]).schoolDaysBefore(ONE, on('2020-02-17'), 3).map(dayToText)).toEqual(['2020-02-11', '2020-02-12', '2020-02-14']))
})

describe('the calendar feed', () => {
  let test: TestService
  afterEach(() => test.remove())
  const send = (row: object) => test.service.accept('calendar', [row], 'a1')

  it.each([
    // As typed, the class and grade that a roster's file has it in, and whether that is whom it means.
    [{ classes: ['1.1班'] }, '一(1)班', '一年级', true], [{ classes: ['一年级1班', '1-2'] }, '一（2）班', '1', true], [{ grades: ['1'], classes: ['1班'] }, '1班', '一年级', true],
    [{ grades: ['1年级', '二'], classes: ['１班', '(2)班'] }, '二年级2班', '', true], [{ grades: ['一年级'], classes: ['1班'] }, '二(1)班', '二年级', false], [{ classes: ['1班'] }, '一(1)班', '一年级', false],
    [{ classes: ['1班'] }, '1班', '', true], [{ grades: ['大班'], classes: ['1班'] }, '大(1)班', '大班', true], [{ grades: ['小学1年级'] }, '一(3)班', '', true], [{ grades: ['预备'] }, '预初1班', '', true],
    [{ classes: ['教职工'] }, '教职工', '', true], [{ grades: ['四'] }, '4.1班', '四年级', true], [{ classes: ['高一2班'] }, '高一(2)班', '', true],
  ])('%j is about %s of %s: %s', async (whom, className, grade, isAbout) => {
    test = await createTestService({ day: '2020-02-17' })
    await test.service.accept('roster', [createRosterRow(1, { class: className, grade })], 'test')
    expect(await send({ kind: 'holiday', from: '2020-02-18', campus: 'c0', ...whom })).toMatchObject({ accepted: 1 })
    expect(test.service.desk.context.known().expectedOn(0, on('2020-02-18'))).toBe(!isAbout)
  })

  it('decides who is expected, at once and after a restart', async () => {
    test = await createTestService({ day: '2020-02-17' })
    await test.service.accept('roster', [createRosterRow(1)], 'test')
    const expected = () => ['2020-02-17', '2020-02-18', '2020-02-22'].map((day) => test.service.desk.context.known().expectedOn(0, on(day)))
    expect(expected()).toEqual([true, true, false])
    expect(await send({ kind: 'holiday', from: '2020-02-18', grades: ['一年级'], name: '校庆 13800001234' })).toMatchObject({ accepted: 1 })
    expect(await send({ kind: 'school', from: '2020-02-22', campus: 'c0' })).toMatchObject({ accepted: 1 })
    expect(await send({ kind: 'school', from: '2020-02-22', campus: 'c0' })).toMatchObject({ accepted: 0, duplicates: 1 })
    expect(expected()).toEqual([true, false, true])
    test = await test.reopen()
    expect(expected()).toEqual([true, false, true])
    const [line] = test.service.desk.context.known().calendar.lines
    expect(line.name).not.toContain('13800001234')
    expect(await send({ remove: `d${line.seq.toString(36)}` })).toMatchObject({ accepted: 1 })
    expect(expected()).toEqual([true, true, true])
  })

  it.each([
    [{ kind: 'party', from: '2020-02-18' }, 'unknown-value'],
    [{ kind: 'holiday' }, 'missing'],
    [{ kind: 'holiday', from: '2020-02-18', to: '2020-02-17' }, 'date-order'],
    [{ kind: 'holiday', from: '2020-02-18', campus: 'c7' }, 'unknown-school'],
    [{ kind: 'holiday', from: '2020-02-18', campus: '浦南小学' }, 'unknown-school'],
    [{ kind: 'weekdays', from: '2020-02-18', weekdays: [0] }, 'out-of-range'],
    [{ kind: 'cut-off', from: '2020-02-18', cutOff: '25:00' }, 'out-of-range'],
    // On time is a campus's figure: a line for a grade would be taken and change nothing.
    [{ kind: 'cut-off', from: '2020-02-18', cutOff: '07:45', grades: ['一年级'] }, 'unknown-value'],
    [{ kind: 'halves', from: '2020-02-18' }, 'missing'],
    [{ kind: 'term', from: '2020-02-18' }, 'missing'],
    [{ kind: 'holiday', from: '2020-02-18', grades: '一年级' }, 'not-a-list'],
    [{ remove: 'd9' }, 'unknown-entry'],
  ])('refuses %j', async (row, code) => {
    test = await createTestService({ day: '2020-02-17' })
    expect((await send(row)).rejected.map((problem) => problem.code)).toEqual([code])
  })
})

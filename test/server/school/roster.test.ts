import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { RosterRow } from '../../../server/feeds/rows.ts'
import { schoolOfCampus } from '../../../server/merge/schoolOfCampus.ts'
import { dayFromText } from '../../../server/protocol/day.ts'
import { pupilPerson } from '../../../server/school/pupilPerson.ts'
import { ALWAYS, ROSTER, RosterSpans } from '../../../server/world/rosterSpans.ts'
import { createOfficer } from '../../fixtures/createOfficer.ts'
import { createLedger, createPersonRow, createRosterRow, createSchoolRow, createTestService, type TestService } from '../../fixtures/createTestService.ts'

/** A Monday. */
const DAY = '2020-02-17'
const day = dayFromText(DAY)!
let test: TestService
afterEach(() => test?.remove())

const known = () => test.service.desk.context.known()
const roster = (rows: Partial<RosterRow>[]) => test.service.accept('roster', rows.map((row, index) => createRosterRow(index + 1, row)), 'test')
const change = (row: object) => test.service.accept('roster', [row], 'test')
/** What a student is on a day, as known at a moment. */
const placeOf = (student: number, on: number, maxSeq?: number): string => {
  const { registers } = known()
  const row = registers.roster.rowAt(student, on, maxSeq)
  if (row < 0) return ''
  const group = registers.roster.groupOf(row)
  return [registers.campuses[group.campus].name, registers.texts.textOf(group.class), ['off', 'pupil', 'staff'][registers.roster.on.values[row]]].join(' ')
}
const start = async (): Promise<void> => {
  test = await createTestService({ day: DAY })
}
const passDays = (days: number): void => test.clock.setNow(test.clock.now() + days * 86_400_000)

describe('a class name of an earlier version', () => {
  it('is told with what the next file makes of it, and is its own after that; a name without any grade is nobody’s fault', async () => {
    await start()
    const pupils: Partial<RosterRow>[] = [{}, { grade: '二年级', class: '二(1)班' }, { grade: '', class: '3班' }, { grade: '三年级', class: '三(2)班' }]
    await roster(pupils)
    const { folder } = test
    await test.service.close()
    // As it was logged when 1班 of every grade was kept as it was written.
    for (const file of readdirSync(folder).filter((name) => name.includes('checkpoint'))) rmSync(join(folder, file))
    const log = new Database(join(folder, 'liuse.sqlite'))
    for (const className of ['一(1)班', '二(1)班']) log.prepare("UPDATE log SET body = replace(body, ?, '1班'), content_hash = 0 WHERE feed = 'roster' AND body LIKE ?").run(className, `%${className}%`)
    log.close()
    test = await createTestService({ day: DAY, folder })
    const classes = () => test.service.school.rosters.view(createOfficer({ id: 'a1', role: 'bureau-officer', schools: ['all'] }), 'c0')!.classes.map(({ grade, class: name, becomes }) => [grade, name, becomes])
    expect(classes()).toEqual([['一年级', '1班', '一(1)班'], ['二年级', '1班', '二(1)班'], ['三年级', '三(2)班', undefined], ['', '3班', undefined]])
    await roster(pupils)
    expect(classes()).toEqual([['一年级', '一(1)班', undefined], ['二年级', '二(1)班', undefined], ['三年级', '三(2)班', undefined], ['', '3班', undefined]])
  })
})

describe('the half of a class', () => {
  it('follows the number until a roster says it; a later line that says nothing of it leaves it', async () => {
    await start()
    await roster([{}, {}])
    const halves = () => [0, 1].map((student) => known().registers.studentHalf.values[student])
    expect(halves()).toEqual([0, 1])
    await roster([{ half: 'B' }])
    await roster([{ address: '测试新村1号102室' }, { class: '一(2)班' }])
    expect(halves()).toEqual([1, 1])
    expect((await roster([{ address: '测试新村1号102室' }])).duplicates).toBe(1)
    await roster([{ half: 'A' }])
    expect(halves()).toEqual([0, 1])
  })
})

describe('guardian and address', () => {
  const shown = () => {
    const { guardianName, guardianPhone, address } = pupilPerson(test.service.desk.context, 0)
    return [guardianName, guardianPhone, address]
  }

  it('stay as they were said when a later line leaves them out', async () => {
    await start()
    await roster([{ guardianName: '家长甲', guardianPhone: '13800001234', address: '外地路1号' }])
    await roster([{ class: '一(2)班', address: undefined }])
    expect(shown()).toEqual(['家长甲', '13800001234', '外地路1号'])
    await roster([{ class: '一(3)班', guardianPhone: '13800005678', address: undefined }])
    expect(shown()).toEqual(['', '13800005678', '外地路1号'])
  })

  it('another guardian has not the phone of the one before', async () => {
    await start()
    await roster([{ guardianName: '家长甲', guardianPhone: '13800001234' }])
    await roster([{ guardianName: '家长乙' }])
    expect(shown()).toEqual(['家长乙', '', '测试新村1号101室'])
  })
})

describe('RosterSpans', () => {
  it('of what holds from a day on, the latest day counts, of one day the later received, as known at any moment', () => {
    fc.assert(fc.property(fc.array(fc.record({ student: fc.integer({ min: 0, max: 3 }), from: fc.constantFrom(ALWAYS, 10, 12, 14), class: fc.integer({ min: 0, max: 2 }), on: fc.constantFrom(0, 1) }), { maxLength: 25 }), fc.nat({ max: 25 }), (rows, maxSeq) => {
      const spans = new RosterSpans()
      rows.forEach((row, index) => void spans.put(row.student, index + 1, row.from, { campus: 0, grade: 0, class: row.class, on: row.on }))
      for (let student = 0; student <= 3; student++) {
        for (const on of [5, 10, 11, 12, 13, 14, 15]) {
          const wanted = rows.map((row, index) => ({ ...row, seq: index + 1 })).filter((row) => row.student === student && row.from <= on && row.seq <= maxSeq)
            .reduce<{ from: number; class: number; on: number } | null>((best, row) => (best === null || row.from >= best.from ? row : best), null)
          const at = spans.rowAt(student, on, maxSeq)
          expect(at < 0 ? null : [spans.groupOf(at).class, spans.on.values[at]]).toEqual(wanted && [wanted.class, wanted.on])
        }
      }
    }))
  })
})

describe('a roster', () => {
  it('tells of the days before it too; a later one moves from its day on, and past days keep their classes', async () => {
    await start()
    await roster([{ class: '一(1)班' }])
    const before = known().rev
    expect(placeOf(0, day - 30)).toBe('测试小学 一(1)班 pupil')
    passDays(3)
    await roster([{ class: '一(2)班' }])
    test = await test.reopen()
    expect([day + 2, day + 3].map((on) => placeOf(0, on))).toEqual(['测试小学 一(1)班 pupil', '测试小学 一(2)班 pupil'])
    expect(placeOf(0, day + 3, before)).toBe('测试小学 一(1)班 pupil')
    expect(known().registers.studentCount).toBe(1)
    expect(test.service.schoolDay('测试小学', day + 2)!.grades[0].classes.map(({ name }) => name)).toEqual(['一(1)班'])
    expect(test.service.schoolDay('测试小学', day + 3)!.grades[0].classes.map(({ name }) => name)).toEqual(['一(2)班'])
  })

  it('sent again on another day changes nothing', async () => {
    await start()
    await roster([{}, { name: '学生2', address: undefined }])
    passDays(1)
    expect(await roster([{}, { name: '学生2', address: undefined }])).toMatchObject({ accepted: 0, duplicates: 2 })
  })

  it('knows a pupil with another number, class and campus by the identity number', async () => {
    await start()
    await roster([{ idNumber: '990101201301010013' }])
    await roster([{ school: '别的小学', class: '二(3)班', studentNo: '77', idNumber: '990101201301010013', from: '2020-02-19' }])
    expect([day, day + 2].map((on) => placeOf(0, on))).toEqual(['测试小学 一(1)班 pupil', '别的小学 二(3)班 pupil'])
    expect(known().registers.studentCount).toBe(1)
    // The old number is nobody's: a report under it is one of a pupil on no roster.
    await test.service.accept('school', [createSchoolRow(1, { submittedAt: `${DAY}T07:00:00+08:00` }), createSchoolRow(1, { school: '别的小学', studentNo: '77', submittedAt: `${DAY}T07:01:00+08:00` })], 'test')
    expect(known().newestOn(0, day)).toMatchObject({ second: 7 * 3600 + 60 })
    expect(known().newestOn(1, day)).not.toBeNull()
    test = await test.reopen()
    await test.service.accept('school', [createSchoolRow(1, { submittedAt: `${DAY}T07:02:00+08:00` })], 'test')
    expect(known().newestOn(1, day)).toMatchObject({ second: 7 * 3600 + 120 })
  })

  it('moves a pupil between campuses of one school by number and name; equal numbers of two schools are two pupils', async () => {
    await start()
    await roster([{ school: '浦南小学', campus: '东校区' }])
    await roster([{ school: '浦南小学(西校区)' }])
    await roster([{ school: '浦北小学' }])
    expect(known().registers.campuses.map(({ name }) => name)).toEqual(['浦南小学(东校区)', '浦南小学(西校区)', '浦北小学'])
    expect([placeOf(0, day), placeOf(1, day)]).toEqual(['浦南小学(西校区) 一(1)班 pupil', '浦北小学 一(1)班 pupil'])
  })

  it('finds a pupil of another campus of the school that a check names, by number and name', async () => {
    await start()
    await roster([{ school: '浦南小学', campus: '东校区' }])
    const check = (row: object) => test.service.accept('school', [createSchoolRow(1, { submittedAt: `${DAY}T07:00:00+08:00`, ...row })], 'test')
    await check({ school: '浦南小学' })
    await check({ school: '浦南小学(西校区)', submittedAt: `${DAY}T07:05:00+08:00` })
    await check({ school: '浦南小学', name: '别人', submittedAt: `${DAY}T07:06:00+08:00` })
    expect(test.service.schoolDay('浦南小学(东校区)', day)).toMatchObject({ roster: 1, reported: 1, duplicate: 1, unknown: 0 })
    expect(test.service.schoolDay('浦南小学', day)).toMatchObject({ unknown: 1 })
  })

  it('takes leavers off from a day, and gives their number to somebody new', async () => {
    await start()
    await roster([{}])
    expect(await change({ student: 's0', left: 'transferred', from: DAY })).toMatchObject({ accepted: 1 })
    expect([day - 1, day].map((on) => placeOf(0, on))).toEqual(['测试小学 一(1)班 pupil', '测试小学 一(1)班 off'])
    expect(known().expectedOn(0, day)).toBe(false)
    expect(test.service.schoolDay('测试小学', day)).toMatchObject({ roster: 0 })
    expect(test.service.schoolDay('测试小学', day - 3)).toMatchObject({ roster: 1 })
    await roster([{ name: '新来的' }])
    expect([placeOf(0, day), placeOf(1, day)]).toEqual(['测试小学 一(1)班 off', '测试小学 一(1)班 pupil'])
  })

  it('prepared for September holds from September on: nobody moves before', async () => {
    await start()
    await roster([{}])
    await change({ student: 's0', grade: '二年级', class: '二(1)班', from: '2020-02-20' })
    expect([day, day + 2, day + 3].map((on) => placeOf(0, on))).toEqual(['测试小学 一(1)班 pupil', '测试小学 一(1)班 pupil', '测试小学 二(1)班 pupil'])
    expect(known().registers.texts.textOf(known().registers.studentClass.values[0])).toBe('一(1)班')
    passDays(3)
    test.service.summary(null, {})
    expect(known().registers.texts.textOf(known().registers.studentClass.values[0])).toBe('二(1)班')
  })

  it('keeps twins with one name apart by their numbers, and lets two pupils have one phone', async () => {
    await start()
    await test.service.accept('units', createLedger(), 'test')
    await roster([{ name: '王一', guardianPhone: '13800001234' }, { name: '王一', guardianPhone: '13800001234' }])
    await test.service.accept('school', [1, 2].map((student) => createSchoolRow(student, { name: '王一', temperatureCelsius: 36 + student, submittedAt: `${DAY}T07:00:00+08:00` })), 'test')
    expect([0, 1].map((student) => known().newestOn(student, day)!.tenths)).toEqual([370, 380])
    const { studentPerson } = known().registers
    expect(studentPerson.values[0]).not.toBe(studentPerson.values[1])
    expect(await roster([{ name: '王一', guardianPhone: '13800001234' }, { name: '王一', guardianPhone: '13800001234' }])).toMatchObject({ accepted: 0, duplicates: 2 })
  })

  it('is joined to the person whom the home’s register knows by the identity number', async () => {
    await start()
    await test.service.accept('units', createLedger(), 'test')
    await test.service.accept('household', [createPersonRow(1, { registeredOn: DAY })], 'test')
    await test.service.accept('school', [createSchoolRow(1, { name: '测试1', submittedAt: `${DAY}T07:00:00+08:00` })], 'test')
    await roster([{ name: '测试1', idNumber: createPersonRow(1).idNumber, address: undefined }])
    expect(known().registers.studentPerson.values[0]).toBe(0)
    expect(placeOf(0, day)).toBe('测试小学 一(1)班 pupil')
  })

  it('holds staff who are no pupils, one group whatever a row calls them, and expected like pupils', async () => {
    await start()
    await roster([{}, { kind: 'staff', class: '教职工', grade: undefined }, { kind: 'staff', class: '一(1)班' }])
    expect([1, 2].map((student) => placeOf(student, day))).toEqual(['测试小学 教职工 staff', '测试小学 教职工 staff'])
    expect([day, day - 1].map((on) => known().expectedOn(1, on))).toEqual([true, false])
    expect((await roster([{}, { kind: 'staff', class: '后勤' }])).duplicates).toBe(2)
    expect(test.service.schoolDay('测试小学', day)).toMatchObject({ roster: 1 })
  })

  it.each([
    [{ student: 's9', left: 'other' }, 'unknown-pupil'],
    [{ student: 's0' }, 'missing'],
    [{ student: 's0', left: 'bored' }, 'unknown-value'],
    [{ student: 's0', class: '二(1)班', from: '2022-02-20' }, 'date-in-future'],
  ])('a change that makes no sense is refused: %j', async (row, code) => {
    await start()
    await roster([{}])
    expect((await change(row)).rejected.map((problem) => problem.code)).toEqual([code])
  })
})

it.each([
  ['浦南小学（东校区）', '浦南小学'], ['浦南小学东校区', '浦南小学'], ['浦南小学东部', '浦南小学'], ['浦南小学', '浦南小学'], ['上海市第一中学北部', '上海市第一中学'], ['东校区', '东校区'],
])('%s belongs to %s', (campus, school) => expect(schoolOfCampus(campus)).toBe(school))

it('off is what nobody expects', () => expect(ROSTER.off).toBe(0))

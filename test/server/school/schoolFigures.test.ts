import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SchoolRow } from '../../../server/feeds/rows.ts'
import { dayFromText, dayToText } from '../../../server/protocol/day.ts'
import type { SchoolTally } from '../../../server/protocol/school.ts'
import { emptyTally, SchoolFigures, TALLY_FIELDS } from '../../../server/world/schoolFigures.ts'
import { createRosterRow, createSchoolRow, createTestService, type TestService } from '../../fixtures/createTestService.ts'

/** A Monday. */
const DAY = '2020-02-17'
const day = dayFromText(DAY)!
const check = (student: number, time: string, row: Partial<SchoolRow> = {}, on = DAY): SchoolRow => createSchoolRow(student, { submittedAt: `${on}T${time}+08:00`, ...row })

async function withSchool<Result>(pupils: number, run: (test: TestService) => Promise<Result>): Promise<Result> {
  const test = await createTestService({ day: DAY })
  try {
    await test.service.accept('roster', Array.from({ length: pupils }, (_, index) => createRosterRow(index + 1, { address: undefined })), 'test')
    return await run(test)
  } finally {
    await test.remove()
  }
}
const tally = (test: TestService, on = day, rev?: number): SchoolTally => Object.fromEntries(TALLY_FIELDS.map((field) => [field, test.service.schoolDay('测试小学', on, rev)![field]])) as unknown as SchoolTally
const known = (test: TestService) => test.service.desk.context.known()

describe('a school’s day', () => {
  it('tells who reported, in time or late, twice, wrongly, is away with leave, missing, or on no roster', async () => {
    await withSchool(7, async (test) => {
      await test.service.accept('school', [
        check(1, '07:30:00'), check(2, '07:30:01'), check(3, '07:00:00', { temperatureCelsius: 38 }), check(3, '07:40:00', { temperatureCelsius: 36.6 }),
        check(4, '07:01:00', { temperatureCelsius: 3.65 }), check(5, '07:02:00', { symptoms: ['咳嗽'] }), check(99, '07:03:00', { temperatureCelsius: 39 }),
      ], 'test')
      await test.service.accept('absence', [{ student: 's5', day: DAY, kind: 'sick', act: 'leave' }], 'a1')
      expect(tally(test)).toEqual({ ...emptyTally(), roster: 7, expected: 7, reported: 5, onTime: 4, late: 1, missing: 1, abnormal: 1, onLeave: 1, duplicate: 1, implausible: 1, unknown: 1 })
    })
  })

  it('judges on time by the campus’s own cut-off', async () => {
    await withSchool(2, async (test) => {
      await test.service.accept('calendar', [{ kind: 'cut-off', campus: 'c0', from: DAY, cutOff: '07:45' }], 'a1')
      await test.service.accept('school', [check(1, '07:45:00'), check(2, '07:45:01')], 'test')
      expect(test.service.schoolDay('测试小学', day)).toMatchObject({ cutOff: '07:45', onTime: 1, late: 1 })
    })
  })

  it('expects nobody on a holiday; whoever reports all the same counts, and nobody is missing', async () => {
    await withSchool(3, async (test) => {
      await test.service.accept('calendar', [{ kind: 'holiday', from: DAY }], 'a1')
      await test.service.accept('school', [check(1, '07:00:00')], 'test')
      expect(test.service.schoolDay('测试小学', day)).toMatchObject({ isSchoolDay: false, roster: 3, expected: 1, reported: 1, missing: 0 })
    })
  })

  it('says of a past day what is known now, and what was known then', async () => {
    await withSchool(2, async (test) => {
      await test.service.accept('school', [check(1, '07:00:00')], 'test')
      const rev = known(test).rev
      test.clock.setNow(test.clock.now() + 86_400_000)
      await test.service.accept('school', [check(2, '07:20:00', { temperatureCelsius: 37.5 })], 'test')
      await test.service.accept('roster', [createRosterRow(3, { address: undefined })], 'test')
      expect(tally(test)).toMatchObject({ roster: 3, reported: 2, abnormal: 1, missing: 1 })
      expect(tally(test, day, rev)).toMatchObject({ roster: 2, reported: 1, abnormal: 0, missing: 1 })
      expect(tally(test, day + 1)).toMatchObject({ roster: 3, reported: 0 })
    })
  })

  it('finds forty equal temperatures in one second doubtful, and the same words at the same second three mornings running', async () => {
    await withSchool(41, async (test) => {
      const crowd = Array.from({ length: 40 }, (_, index) => check(index + 1, '07:10:11', { temperatureCelsius: 36.9 }))
      await test.service.accept('school', crowd.slice(0, 39), 'test')
      expect(tally(test)).toMatchObject({ reported: 39, implausible: 0 })
      await test.service.accept('school', crowd.slice(39), 'test')
      expect(tally(test)).toMatchObject({ reported: 40, implausible: 40, abnormal: 0 })
      for (const on of [DAY, '2020-02-18', '2020-02-19']) {
        test.clock.setNow(Date.parse(`${on}T12:00:00+08:00`))
        await test.service.accept('school', [check(41, '06:58:31', { temperatureCelsius: 36.4 }, on)], 'test')
      }
      expect([day, day + 1, day + 2].map((on) => tally(test, on).implausible)).toEqual([40, 0, 1])
    })
  })

  it('in whichever order its files come in, a morning that was copied is told on the same days, today’s board and past ones followed as they come', async () => {
    const mornings = ['2020-02-17', '2020-02-18', '2020-02-19', '2020-02-20', '2020-02-21']
    // The first is sent by a script, the second too but for one day, the third reports like anybody.
    const rowsOn = (on: string, index: number): SchoolRow[] => [check(1, '06:58:31', { temperatureCelsius: 36.4 }, on), check(2, '07:01:02', { temperatureCelsius: index === 1 ? 36.8 : 36.5 }, on), check(3, `07:0${index}:00`, {}, on)]
    for (const order of [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [4, 2, 0, 1, 3], [3, 4, 0, 2, 1]]) {
      await withSchool(3, async (test) => {
        test.clock.setNow(Date.parse('2020-02-21T12:00:00+08:00'))
        const revs: number[] = []
        for (const index of order) {
          await test.service.accept('school', rowsOn(mornings[index]!, index), 'test')
          revs.push(known(test).rev)
          // What somebody looks at meanwhile must not stay as it was.
          for (const at of mornings.keys()) tally(test, day + at)
        }
        expect([order, mornings.map((_, at) => tally(test, day + at).implausible)]).toEqual([order, [0, 0, 1, 1, 2]])
        expect(known(test).checks.days()).toHaveLength(5)
        // As known after the second file there were two mornings at most.
        expect(mornings.map((_, at) => tally(test, day + at, revs[1]).implausible)).toEqual([0, 0, 0, 0, 0])
        expect(new SchoolFigures(known(test), day + 4, revs[4]).bitsOf(0)).toBe(new SchoolFigures(known(test), day + 4).bitsOf(0))
      })
    }
  })

  it('keeps staff apart from pupils', async () => {
    await withSchool(1, async (test) => {
      await test.service.accept('roster', [createRosterRow(2, { kind: 'staff', class: '教职工', grade: undefined })], 'test')
      await test.service.accept('school', [check(2, '07:00:00', { class: '教职工' })], 'test')
      expect(test.service.schoolDay('测试小学', day)).toMatchObject({ roster: 1, reported: 0, staff: { roster: 1, reported: 1, onTime: 1 } })
    })
  })

  it('adds up all campuses of a school', async () => {
    await withSchool(1, async (test) => {
      await test.service.accept('roster', [createRosterRow(1, { school: '浦南小学', campus: '东校区', name: '甲' }), createRosterRow(2, { school: '浦南小学', campus: '西校区', name: '乙' })], 'test')
      expect(test.service.schoolDay('浦南小学', day)).toMatchObject({ name: '浦南小学', roster: 2 })
      expect(test.service.schoolDay('浦南小学(西校区)', day)).toMatchObject({ roster: 1 })
    })
  })
})

/** Every rule once more, pupil by pupil, in words that have nothing to do with columns. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('check' as const), student: fc.integer({ min: 1, max: 6 }), on: fc.integer({ min: 0, max: 2 }), second: fc.constantFrom(25_000, 26_999, 27_000, 27_001, 30_000), temperature: fc.constantFrom(36.5, 37.3, 365) }) },
  fc.record({ kind: fc.constant('leave' as const), student: fc.integer({ min: 0, max: 4 }), on: fc.integer({ min: 0, max: 2 }), act: fc.constantFrom('leave', 'cancel') }),
  fc.record({ kind: fc.constant('roster' as const), student: fc.integer({ min: 1, max: 5 }), class: fc.constantFrom('一(1)班', '一(2)班') }),
  fc.record({ kind: fc.constant('left' as const), student: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ kind: fc.constant('holiday' as const), on: fc.integer({ min: 0, max: 2 }) }),
  fc.constant({ kind: 'night' as const }),
)

it('followed change by change the figures are those worked out from the log, on every day and for every class', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
    const test = await createTestService({ day: DAY })
    try {
      const { service } = test
      await service.accept('roster', [1, 2, 3, 4, 5].map((student) => createRosterRow(student, { address: undefined, class: student < 4 ? '一(1)班' : '一(2)班' })), 'test')
      for (const each of steps) {
        const today = service.today()
        if (each.kind === 'check') {
          const seconds = `${String(Math.floor(each.second / 3600)).padStart(2, '0')}:${String(Math.floor(each.second / 60) % 60).padStart(2, '0')}:${String(each.second % 60).padStart(2, '0')}`
          await service.accept('school', [check(each.student, seconds, { temperatureCelsius: each.temperature }, dayToText(Math.min(day + each.on, today)))], 'test')
        } else if (each.kind === 'leave') await service.accept('absence', [{ student: `s${each.student}`, day: dayToText(day + each.on), kind: 'sick', act: each.act }], 'a1')
        else if (each.kind === 'roster') await service.accept('roster', [createRosterRow(each.student, { address: undefined, class: each.class })], 'test')
        else if (each.kind === 'left') await service.accept('roster', [{ student: `s${each.student}`, left: 'other' }], 'a1')
        else if (each.kind === 'holiday') await service.accept('calendar', [{ kind: 'holiday', from: dayToText(day + each.on) }], 'a1')
        else test.clock.setNow(test.clock.now() + 86_400_000)
        service.schoolDay('测试小学', service.today())
      }
      const facts = known(test)
      for (const on of [day, day + 1, day + 2]) {
        const answer = service.schoolDay('测试小学', on)!
        const fresh = new SchoolFigures(facts, on)
        const { groups } = facts.registers.roster
        const sum = groups.reduce((all, _, group) => fresh.addTo(all, group), emptyTally())
        for (const field of TALLY_FIELDS) expect([field, answer[field]]).toEqual([field, sum[field]])
        expect(answer.expected).toBeGreaterThanOrEqual(answer.reported + answer.missing)
        expect(answer.reported).toBe(answer.onTime + answer.late)
        for (const grade of answer.grades) for (const field of TALLY_FIELDS) expect(grade[field]).toBe(grade.classes.reduce((all, each) => all + each[field], 0))
      }
    } finally {
      await test.remove()
    }
  }), { numRuns: 25 })
})

import { afterEach, describe, expect, it } from 'vitest'
import { CHECK_FLAG } from '../../../server/packs/checkFlags.ts'
import { dayFromText } from '../../../server/protocol/day.ts'
import { createRosterRow, createSchoolRow, createTestService, type TestService } from '../../fixtures/createTestService.ts'

/** A Monday. */
const DAY = '2020-02-17'
const day = dayFromText(DAY)!
let test: TestService
afterEach(() => test.remove())

async function startSchool(): Promise<TestService> {
  test = await createTestService({ day: DAY })
  await test.service.accept('roster', [1, 2, 3].map((student) => createRosterRow(student)), 'test')
  return test
}
const known = () => test.service.desk.context.known()
const send = (student: number, time: string, row: object = {}) => test.service.accept('school', [createSchoolRow(student, { submittedAt: `${DAY}T${time}+08:00`, ...row })], 'test')

describe('a pupil’s check', () => {
  it('is known by what stands on the day, after a restart too', async () => {
    await startSchool()
    await send(1, '07:00:01', { temperatureCelsius: 36.4, symptoms: ['咳嗽'], contact: 'region', by: 'teacher' })
    await send(1, '07:29:59', { temperatureCelsius: 365, household: [{ healthCode: 'red' }] })
    test = await test.reopen()
    expect(known().newestOn(0, day)).toMatchObject({ second: 7 * 3600 + 29 * 60 + 59, tenths: 3650, flags: CHECK_FLAG.IMPLAUSIBLE | CHECK_FLAG.HOME_RED, symptoms: 0 })
    expect(known().newestOn(0, day, known().rev - 1)).toMatchObject({ tenths: 364, flags: CHECK_FLAG.ABNORMAL | CHECK_FLAG.SYMPTOM | CHECK_FLAG.CONTACT_REGION | CHECK_FLAG.BY_TEACHER })
    expect(known().newestOn(1, day)).toBeNull()
    expect(known().newestOn(0, day - 1)).toBeNull()
  })

  it('is expected of pupils on a roster on school days', async () => {
    await startSchool()
    await send(9, '07:00:00')
    const unknown = known().registers.studentCount - 1
    expect([day - 1, day, day + 4, day + 5, day + 6, day + 7].map((on) => known().expectedOn(0, on))).toEqual([false, true, true, false, false, true])
    expect(known().expectedOn(unknown, day)).toBe(false)
  })
})

describe('leave', () => {
  it('covers its days until it is taken back, as known at any moment', async () => {
    await startSchool()
    const notes = () => known().pupilNotes
    expect(await test.service.accept('absence', [{ id: 'l-1', student: 's0', day: DAY, until: '2020-02-19', kind: 'sick', act: 'leave', note: '发烧，妈妈 13800001234' }], 'a1')).toMatchObject({ accepted: 1, rejected: [] })
    const before = known().rev
    expect(await test.service.accept('absence', [{ id: 'l-1', student: 's0', day: DAY, kind: 'sick', act: 'leave' }], 'a1')).toMatchObject({ accepted: 0, duplicates: 1 })
    await test.service.accept('absence', [{ student: 's0', day: '2020-02-18', act: 'cancel' }], 'a1')
    test = await test.reopen()
    expect([-1, 0, 1, 2, 3].map((after) => notes().leaveOn(0, day + after)?.kind ?? null)).toEqual([null, 'sick', null, 'sick', null])
    expect(notes().leaveOn(0, day + 1, before)).toMatchObject({ kind: 'sick', from: day, until: day + 2 })
    expect(notes().leaveOn(1, day)).toBeNull()
    expect(JSON.stringify(test.service.desk.context.store.entryAt(before))).not.toMatch(/13800001234|妈妈/)
  })

  it.each([
    [{ student: 's99' }, 'unknown-pupil'],
    [{ student: 'p1' }, 'unknown-pupil'],
    [{ day: '2020-02-30' }, 'no-such-date'],
    [{ until: '2020-02-16' }, 'date-order'],
    [{ kind: 'bored' }, 'unknown-value'],
    [{ act: undefined }, 'missing'],
    [{ seen: 1 }, 'changed-meanwhile'],
  ])('is refused where it makes no sense: %j', async (wrong, code) => {
    await startSchool()
    await send(1, '07:00:00')
    const { accepted, rejected } = await test.service.accept('absence', [{ student: 's0', day: DAY, kind: 'sick', act: 'leave', ...wrong }], 'a1')
    expect([accepted, rejected[0].code]).toEqual([0, code])
  })
})

it('the end of symptoms is the last that was written down', async () => {
  await startSchool()
  await test.service.accept('recovery', [{ student: 's1', endedAt: `${DAY}T06:00:00+08:00` }, { student: 's1', endedAt: `${DAY}T08:30:00+08:00` }], 'a1')
  test = await test.reopen()
  expect(known().pupilNotes.recoveredAt(1)).toBe(Date.parse(`${DAY}T08:30:00+08:00`))
  expect(known().pupilNotes.recoveredAt(1, known().rev - 1)).toBe(Date.parse(`${DAY}T06:00:00+08:00`))
  expect(known().pupilNotes.recoveredAt(0)).toBeNull()
})

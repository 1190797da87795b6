import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CheckAnswersView } from '../../server/protocol/checks.ts'
import type { DistrictBoard, PupilList, PupilPerson, SchoolBoard, UnmatchedList } from '../../server/protocol/school.ts'
import type { DeskAnswer } from '../../server/protocol/desk.ts'
import type { GradeDayAnswer } from '../../server/service.ts'
import { TALLY_FIELDS } from '../../server/world/schoolFigures.ts'
import { createLedger, createPersonRow, createRosterRow, createSchoolRow } from '../fixtures/createTestService.ts'
import { createRunningServer, type RunningServer, TEST_KEY } from './createRunningServer.ts'
import { signIn } from './signIn.ts'

/** A Monday. */
const DAY = '2020-02-17'
let server: RunningServer
let bureau: string
let teacher: string
let beforeChecks: number

beforeEach(async () => {
  server = await createRunningServer({ day: DAY })
  const { service } = server
  await service.accept('units', createLedger(), 'test')
  await service.accept('roster', [
    createRosterRow(1, { guardianName: '家长甲', guardianPhone: '13800001234' }), createRosterRow(2, { address: '外地路1号' }), createRosterRow(3, { class: '一(2)班', address: undefined }),
    createRosterRow(4, { class: '二(1)班', grade: '二年级' }), createRosterRow(5, { school: '别处小学' }),
  ], 'test')
  beforeChecks = service.rev()
  const at = (time: string): string => `${DAY}T${time}+08:00`
  await service.accept('school', [
    createSchoolRow(1, { submittedAt: at('07:00:00'), temperatureCelsius: 37.8, symptoms: ['咳嗽'] }), createSchoolRow(3, { class: '一(2)班', submittedAt: at('07:40:00') }),
    createSchoolRow(5, { school: '别处小学', submittedAt: at('07:10:00') }),
  ], 'test')
  bureau = await signIn(server, { role: 'bureau-officer', schools: ['all'] })
  teacher = await signIn(server, { role: 'class-teacher', schools: ['c0/一(1)班'] })
})
afterEach(() => server.stop())

async function ask<Answer>(cookie: string, path: string, body?: object): Promise<{ status: number; body: Answer; text: string }> {
  const answer = await fetch(`${server.origin}/api/v1/school${path}`, { headers: { cookie, origin: server.origin, ...(body && { 'content-type': 'application/json' }) }, ...(body && { method: 'POST', body: JSON.stringify(body) }) })
  const text = await answer.text()
  return { status: answer.status, body: JSON.parse(text) as Answer, text }
}

describe('boards of schools', () => {
  it('the bureau sees every campus, a class teacher the own class, in counts too', async () => {
    const all = (await ask<DistrictBoard>(bureau, '/boards')).body
    expect(all.whole).toMatchObject({ roster: 5, expected: 5, reported: 3, onTime: 2, late: 1, missing: 2, abnormal: 1 })
    expect(all.campuses.map(({ name, tally }) => [name, tally.roster])).toEqual([['测试小学', 4], ['别处小学', 1]])
    const own = (await ask<DistrictBoard>(teacher, '/boards')).body
    expect(own.whole).toMatchObject({ roster: 2, reported: 1 })
    expect(own.campuses.map(({ name }) => name)).toEqual(['测试小学'])
  })

  it('a campus shows grades, classes, the curve and the week', async () => {
    const { body } = await ask<SchoolBoard>(bureau, '/campuses/c0/board')
    expect(body).toMatchObject({ campus: { id: 'c0', name: '测试小学' }, day: DAY, isSchoolDay: true, cutOffMinute: 450, curve: [[420, 1], [460, 2]], gate: { in: 0 } })
    expect(body.grades.map(({ name, classes }) => [name, classes.map((one) => [one.name, one.tally.missing])])).toEqual([['一年级', [['一(1)班', 1], ['一(2)班', 0]]], ['二年级', [['二(1)班', 1]]]])
    expect(body.week.map(({ day, expected }) => [day, expected])).toEqual([['2020-02-10', 4], ['2020-02-11', 4], ['2020-02-12', 4], ['2020-02-13', 4], ['2020-02-14', 4]])
    const own = (await ask<SchoolBoard>(teacher, '/campuses/c0/board')).body
    expect(own.grades.flatMap(({ classes }) => classes.map(({ name }) => name))).toEqual(['一(1)班'])
    expect(own.curve).toEqual([[420, 1]])
  })

  it('the week holds the days on which any class had school, also when the first grade is still at home', async () => {
    const { rejected } = await server.service.accept('calendar', [{ kind: 'holiday', from: '2020-02-12', to: DAY, campus: 'c0', grades: ['一年级'] }], 'test')
    expect(rejected).toEqual([])
    const { week } = (await ask<SchoolBoard>(bureau, '/campuses/c0/board')).body
    expect(week.map(({ day, expected }) => [day, expected])).toEqual([['2020-02-10', 4], ['2020-02-11', 4], ['2020-02-12', 1], ['2020-02-13', 1], ['2020-02-14', 1]])
  })

  it('a past day, a past revision; what is out of scope is not found', async () => {
    expect((await ask<SchoolBoard>(bureau, '/campuses/c0/board?day=2020-02-14')).body.whole).toMatchObject({ expected: 4, reported: 0, missing: 4 })
    expect((await ask<SchoolBoard>(bureau, `/campuses/c0/board?rev=${beforeChecks}`)).body.whole).toMatchObject({ reported: 0 })
    expect((await ask(teacher, '/campuses/c1/board')).status).toBe(404)
    expect((await ask(bureau, '/campuses/c9/board')).status).toBe(404)
    expect((await ask(bureau, '/campuses/c0/board?day=2020-02-30')).status).toBe(400)
  })

  it('a screen gets a campus’s figures, but no small number of sick pupils, and no list', async () => {
    const board = (await ask<SchoolBoard>('', '/campuses/c0/board')).body
    expect([board.whole.abnormal, board.grades[0].classes[0].tally.abnormal]).toEqual([-1, -1])
    // Nobody sick is nothing to hide.
    expect(board.grades[0].classes[1].tally.abnormal).toBe(0)
    expect((await ask('', '/campuses/c0/pupils?state=missing')).status).toBe(401)
  })
})

describe('a school’s day for other systems', () => {
  const day = async (below = '', key = TEST_KEY) => {
    const answer = await fetch(`${server.origin}/api/v1/schools/${encodeURIComponent('测试小学')}/days/${DAY}${below}`, { headers: key ? { authorization: `Bearer ${key}` } : {} })
    return { status: answer.status, body: await answer.json() as GradeDayAnswer & { code?: string } }
  }
  const gradePath = (grade: string) => `/grades/${encodeURIComponent(grade)}`
  const classPath = (grade: string, name: string) => `${gradePath(grade)}/classes/${encodeURIComponent(name)}`

  it('a grade is the sum of its classes, each of which is told alone as well', async () => {
    const { body: grade } = await day(gradePath('一年级'))
    expect(grade).toMatchObject({ name: '一年级', roster: 3, reported: 2, onTime: 1, late: 1, missing: 1, abnormal: 1 })
    expect(grade.classes.map(({ name }) => name)).toEqual(['一(1)班', '一(2)班'])
    for (const field of TALLY_FIELDS) expect([field, grade.classes.reduce((sum, one) => sum + one[field], 0)]).toEqual([field, grade[field]])
    for (const one of grade.classes) expect(await day(classPath('一年级', one.name))).toEqual({ status: 200, body: one })
  })

  it('knows no other grade, no class in another grade, and answers nobody without a key', async () => {
    for (const path of [gradePath('九年级'), classPath('二年级', '一(1)班'), classPath('九年级', '一(1)班')]) {
      const { status, body } = await day(path)
      expect([path, status, body.code]).toEqual([path, 404, 'unknown-class'])
    }
    for (const path of ['', gradePath('一年级'), classPath('一年级', '一(1)班')]) expect([path, (await day(path, '')).status, (await day(path, 'wrong')).status]).toEqual([path, 401, 401])
  })
})

describe('lists of pupils', () => {
  const list = async (cookie: string, query: string) => (await ask<PupilList>(cookie, `/campuses/c0/pupils?${query}`)).body
  it('name nobody whole, and hold whom the question asks for', async () => {
    const missing = await list(bureau, 'state=missing')
    expect(missing.pupils.map(({ id, class: name, state }) => [id, name, state])).toEqual([['s1', '一(1)班', 'missing'], ['s3', '二(1)班', 'missing']])
    expect(missing.pupils[0]).toMatchObject({ name: '学**', studentNo: '02', firstMinute: null, temperatureCelsius: null })
    const [abnormal] = (await list(bureau, 'state=abnormal')).pupils
    expect(abnormal).toMatchObject({ id: 's0', temperatureCelsius: 37.8, symptoms: [{ 'zh-CN': '咳嗽' }], firstMinute: 420 })
    // What was reported that day can be read: also the earlier one of two, and only where there is one.
    await server.service.accept('school', [createSchoolRow(1, { submittedAt: `${DAY}T07:10:00+08:00`, temperatureCelsius: 36.9 })], 'test')
    const [twice] = (await list(bureau, 'state=duplicate')).pupils
    const said = await Promise.all(twice.checks.map(async (seq) => (await ask<CheckAnswersView>(teacher, `/checks/${seq}`)).body.answers.slice(0, 2).map(({ value }) => value['zh-CN'])))
    expect([twice.id, said, missing.pupils[0].checks]).toEqual(['s0', [['37.8', '咳嗽'], ['36.9']], []])
    expect((await list(bureau, `state=all&day=2020-02-14`)).pupils[0].checks).toEqual([])
    expect((await list(bureau, 'state=late&grade=一年级')).pupils.map(({ id }) => id)).toEqual(['s2'])
    expect((await list(teacher, 'state=all')).pupils.map(({ id }) => id)).toEqual(['s0', 's1'])
    expect((await ask(bureau, '/campuses/c0/pupils?state=bored')).status).toBe(400)
    expect(JSON.stringify(missing)).not.toMatch(/学生|2020002|138/)
  })

  it('a pupil is shown and called one at a time, after the audit entry', async () => {
    expect((await ask<PupilPerson>(teacher, '/pupils/s0/show', {})).body).toMatchObject({ name: '学生1', studentNo: '2020001', guardianName: '家长甲', guardianPhone: '13800001234', address: '测试新村1号101室', class: '一(1)班' })
    expect((await ask(teacher, '/pupils/s0/call', {})).body).toEqual({ tel: '13800001234' })
    expect((await ask(teacher, '/pupils/s2/show', {})).status).toBe(404)
    expect(server.service.audit.list({ subject: 's0' }).map(({ action }) => action)).toEqual(['call-pupil', 'show-pupil'])
  })
})

describe('reports of a school', () => {
  const report = async (cookie: string, ...reports: object[]) => (await ask<DeskAnswer>(cookie, '/reports', { reports })).body
  it('on behalf, leave and recoveries, each once however often it is sent', async () => {
    const rows = [
      { kind: 'check', id: 'r-1', student: 's1', temperatureCelsius: 36.6, symptoms: [] }, { kind: 'leave', id: 'r-2', student: 's0', day: DAY, until: '2020-02-18', leave: 'sick', act: 'leave', note: '妈妈说发烧' },
      { kind: 'recovery', id: 'r-3', student: 's0', endedAt: `${DAY}T10:00:00+08:00` },
    ]
    expect(await report(teacher, ...rows)).toMatchObject({ accepted: 3, problems: [] })
    const entries = (): number => [...server.service.desk.context.store.entriesAfter(0)].filter(({ feed }) => ['school', 'absence', 'recovery'].includes(feed)).length
    const before = entries()
    expect(await report(teacher, ...rows)).toMatchObject({ accepted: 3, problems: [] })
    expect(entries()).toBe(before)
    const [row] = (await ask<PupilList>(teacher, '/campuses/c0/pupils?state=reported')).body.pupils.filter(({ id }) => id === 's1')
    expect(row).toMatchObject({ temperatureCelsius: 36.6, firstMinute: 720 })
    expect((await ask<PupilList>(teacher, '/campuses/c0/pupils?state=on-leave')).body.pupils).toMatchObject([{ id: 's0', leave: 'sick' }])
    const entry = server.service.desk.context.store.entryAt(server.service.desk.context.known().newestSeqOfStudent(1))
    expect(entry).toMatchObject({ feed: 'school', author: expect.stringMatching(/^a/), body: { by: 'teacher' } })
  })

  it('refuses what is out of scope, what makes no sense, and what its author has not seen', async () => {
    expect((await report(teacher, { kind: 'leave', student: 's2', day: DAY, leave: 'sick', act: 'leave' })).problems.map(({ code }) => code)).toEqual(['unknown-pupil'])
    expect((await report(teacher, { kind: 'party', student: 's0' }, null as never, { kind: 'leave', student: 's0', day: 'x', leave: 'sick', act: 'leave' })).problems.map(({ index, code }) => [index, code])).toEqual([[0, 'unknown-value'], [1, 'unknown-value'], [2, 'not-a-date']])
    expect((await report(teacher, { kind: 'check', student: 's0', seen: 1, temperatureCelsius: 36, symptoms: [] })).problems.map(({ code }) => code)).toEqual(['changed-meanwhile'])
  })
})

describe('pupils and homes', () => {
  const unmatched = async (cookie = bureau) => (await ask<UnmatchedList>(cookie, '/unmatched')).body.pupils.map(({ id }) => id)
  it('are joined by identity number, by the address in any spelling, or by hand; the rest is a list', async () => {
    expect(await unmatched()).toEqual(['s1', 's2'])
    const identity = createPersonRow(7).idNumber
    await server.service.accept('household', [createPersonRow(7, { registeredOn: DAY, room: '302' })], 'test')
    await server.service.accept('roster', [createRosterRow(3, { class: '一(2)班', name: '测试7', idNumber: identity, address: '测试新村1号201室' }), createRosterRow(6, { address: '测试新村 １幢 ２０１' })], 'test')
    const { registers } = server.service.desk.context.known()
    expect([2, 5].map((student) => registers.roomOf(registers.studentUnit.values[student]))).toEqual(['302', '201'])
    expect(await unmatched()).toEqual(['s1'])
    expect((await ask(bureau, '/pupils/s1/home', { unit: 'u999' })).body).toMatchObject({ accepted: 0, problems: [{ code: 'unknown-unit' }] })
    expect((await ask(bureau, '/pupils/s1/home', { unit: 'u3' })).body).toMatchObject({ accepted: 1, problems: [] })
    expect(await unmatched()).toEqual([])
    expect(registers.studentUnit.values[1]).toBe(3)
    expect(registers.texts.textOf(registers.studentClass.values[1])).toBe('一(1)班')
    // A later roster that names another class, and no home that is known here, takes back what was found by hand only with another address.
    const of = { studentNo: createRosterRow(2).studentNo, name: createRosterRow(2).name }
    await server.service.accept('roster', [createRosterRow(2, { ...of, class: '一(2)班', address: '外地路1号' })], 'test')
    expect([registers.studentUnit.values[1], registers.texts.textOf(registers.studentClass.values[1])]).toEqual([3, '一(2)班'])
    expect((await server.service.accept('roster', [createRosterRow(2, { ...of, class: '一(2)班', address: '外地路1号' })], 'test')).duplicates).toBe(1)
    await server.service.accept('roster', [createRosterRow(2, { ...of, class: '一(2)班', address: '别处路9号301室' })], 'test')
    expect(await unmatched()).toEqual(['s1'])
    expect((await ask(teacher, '/unmatched')).status).toBe(403)
  })
})

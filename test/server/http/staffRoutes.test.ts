import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { User } from '../../../server/auth/user.ts'
import type { RosterRow } from '../../../server/feeds/rows.ts'
import type { CheckAnswer, CheckAnswersView, CheckPageView, ClassActAnswer, ClassView, KnownChild, LinksView, MadeTeacherLink } from '../../../server/protocol/checks.ts'
import type { GateDay, GatePassAnswer } from '../../../server/protocol/gate.ts'
import type { DeskAnswer } from '../../../server/protocol/desk.ts'
import type { QrSheet } from '../../../server/protocol/residents.ts'
import type { AlertDetail, AlertPage, DistrictBoard, NamedList, PupilList, RosterView, SchoolBoard, UnmatchedList } from '../../../server/protocol/school.ts'
import { STAFF_CLASS } from '../../../server/protocol/school.ts'
import { createRosterRow, createSchoolRow } from '../../fixtures/createTestService.ts'
import { type AuthServer, createAuthServer } from '../auth/createAuthServer.ts'

/** A Monday. */
const DAY = '2020-02-17'
const WELL = { temperatureCelsius: '36.5', unwell: 'no', healthCode: 'green', whereNow: 'home', travelled: 'no', contact: 'none' }
/** s0 and s1 are pupils, s2 and s3 work there. */
const [FIRST, SECOND] = ['s2', 's3']
let server: AuthServer
let nextId = 0

beforeEach(async () => {
  server = await createAuthServer()
  at('06:50')
  const staff = [['T01', '欧阳老师'], ['T02', '李工友']].map(([studentNo, name]) => createRosterRow(0, { studentNo, name, class: '后勤', kind: 'staff', address: undefined }))
  await server.service.accept('roster', [createRosterRow(1), createRosterRow(2), ...staff], 'test')
  const lay = (login: string, role: string, schools: string[]) => server.lay({ login, role, scope: { places: [], schools } })
  await lay('bureau', 'bureau-officer', ['all'])
  await lay('data', 'school-data-administrator', ['c0'])
  await lay('doctor', 'school-doctor', ['c0'])
  await lay('duty', 'duty-teacher', ['c0'])
  await lay('head', 'grade-head', ['c0/一年级'])
  await lay('teacher', 'class-teacher', ['c0/一(1)班'])
  await lay('every-class', 'class-teacher', ['c0'])
})
afterEach(() => server.stop())

const at = (time: string, day = DAY): void => server.clock.setNow(Date.parse(`${day}T${time}:00+08:00`))
const freshId = (): string => `page-${String(++nextId).padStart(8, '0')}`
const inject = async <Answer>(method: 'GET' | 'POST', url: string, payload?: object, headers?: Record<string, string>) => {
  const answer = await server.app.inject({ method, url: `/api/v1/school${url}`, headers, ...(payload && { payload }) })
  return { status: answer.statusCode, text: answer.body, body: answer.json() as Answer & { code?: string } }
}
const desk = <Answer>(login: string, url: string, payload?: object) => inject<Answer>(payload ? 'POST' : 'GET', url, payload, server.signedIn(login))
const page = <Answer>(url: string, payload?: object) => inject<Answer>(payload ? 'POST' : 'GET', url, payload)
const staffLinks = async () => (await desk<LinksView>('data', '/links?campus=c0')).body.classes.find((one) => one.class === STAFF_CLASS)!
const codeOf = async (): Promise<string> => (await staffLinks()).path.slice(3)
const said = (student: string) => [...server.service.desk.context.store.entriesAfter(0)].filter(({ feed, body }) => feed === 'school' && body.student === student)
const report = (studentNo: string, row: object = {}) => server.service.accept('school', [createSchoolRow(0, { submittedAt: `${DAY}T06:55:00+08:00`, class: STAFF_CLASS, studentNo, name: studentNo === 'T01' ? '欧阳老师' : '李工友', ...row })], 'test')
const day = () => server.service.schoolDay('测试小学', server.service.today())!

describe('the code of those who work at a campus', () => {
  it('stands behind its classes, for whoever has the whole campus, and is printed with words of its own', async () => {
    const { classes } = (await desk<LinksView>('data', '/links?campus=c0')).body
    expect(classes.map(({ class: name, grade, pupils, staff }) => [name, grade, pupils, staff ?? false])).toEqual([['一(1)班', '一年级', 2, false], [STAFF_CLASS, '', 2, true]])
    for (const login of ['head', 'teacher']) expect((await desk<LinksView>(login, '/links?campus=c0')).body.classes.map((one) => one.class)).toEqual(['一(1)班'])
    expect((await desk<QrSheet>('data', '/links/sheet?of=c0')).body.codes.map(({ label, isOfStaff }) => [label, isOfStaff ?? false])).toEqual([['一(1)班', false], [STAFF_CLASS, true]])
    expect((await desk('head', `/links/sheet?of=${(await staffLinks()).id}`)).status).toBe(404)
  })

  it('asks the same questions of the person, not of a child; number and name find the person, and nobody else', async () => {
    const code = await codeOf()
    const { body, text } = await page<CheckPageView>(`/classes/${code}`)
    expect(body).toMatchObject({ school: '测试小学', class: STAFF_CLASS, isOfStaff: true, form: { id: 'staff-check', version: 2 } })
    expect(text).not.toMatch(/孩子|the child|家长|欧阳|T01/)
    const pupils = (await desk<LinksView>('data', '/links?campus=c0')).body.classes[0].path.slice(3)
    const asked = (await page<CheckPageView>(`/classes/${pupils}`)).body
    expect([asked.isOfStaff, body.form!.schema.map(({ name }) => name)]).toEqual([undefined, asked.form!.schema.map(({ name }) => name)])

    expect((await page<KnownChild>(`/classes/${code}/pick`, { studentNo: 'ｔ０１', name: '欧阳 老师' })).body).toMatchObject({ name: '欧***', studentNo: '01', sentAt: null, expected: true })
    expect((await page(`/classes/${code}/pick`, { studentNo: '2020001', name: '学生1' })).body.code).toBe('unknown-staff')
    expect((await page(`/classes/${pupils}/pick`, { studentNo: 'T01', name: '欧阳老师' })).body.code).toBe('unknown-child')
  })

  it('takes a check by the person, which counts for staff and for no pupil, and is read back in its own words', async () => {
    const code = await codeOf()
    const { child } = (await page<KnownChild>(`/classes/${code}/pick`, { studentNo: 'T01', name: '欧阳老师' })).body
    const send = (version: number) => page<CheckAnswer>(`/classes/${code}`, { id: freshId(), child, version, answers: { ...WELL, household: [{ relation: 'spouse', healthCode: 'yellow', travelled: 'no' }] }, openedOn: DAY })
    expect((await send(3)).body).toMatchObject({ state: 'problems', problems: [{ code: 'unknown-form' }] })
    expect((await send(2)).body).toEqual({ state: 'received', minute: 410 })
    const [entry] = said(FIRST)
    expect(entry).toMatchObject({ author: 'staff', body: { by: 'pupil', form: 'staff-check.2', household: [{ relation: 'spouse', healthCode: 'yellow' }] } })
    expect(day()).toMatchObject({ roster: 2, reported: 0, missing: 2, staff: { roster: 2, expected: 2, reported: 1, onTime: 1, missing: 1 } })
    const { answers, form } = (await desk<CheckAnswersView>('doctor', `/checks/${entry.seq}`)).body
    expect([form, answers.find(({ key }) => key === 'household')?.value['zh-CN']]).toEqual([{ id: 'staff-check', version: 2 }, '配偶，黄码，没有'])
    await report('T02')
    expect((await desk<CheckAnswersView>('doctor', `/checks/${said(SECOND)[0].seq}`)).body.answers.every(({ label }) => !/孩子/.test(label['zh-CN']))).toBe(true)
  })

  it('has a link that shows who is missing, reports on behalf and gives leave', async () => {
    const made = (await desk<MadeTeacherLink>('data', `/links/${(await staffLinks()).id}/teachers`, { days: 7 })).body
    const path = `/class-links/${made.url.split('/r/')[1]}`
    const view = async () => (await page<ClassView>(path)).body
    expect(await view()).toMatchObject({ class: STAFF_CLASS, isOfStaff: true, isSchoolDay: true, form: { id: 'staff-check' }, counts: { roster: 2, expected: 2, missing: 2 } })
    expect((await page<ClassActAnswer>(path, { act: 'report', id: freshId(), pupil: FIRST, version: 2, answers: WELL, openedOn: DAY })).body.state).toBe('received')
    expect((await page<ClassActAnswer>(path, { act: 'leave', id: freshId(), pupil: SECOND, kind: 'sick' })).body.state).toBe('done')
    expect((await page(path, { act: 'leave', id: freshId(), pupil: 's0', kind: 'sick' })).status).toBe(404)
    const now = await view()
    expect([now.counts, now.reported[0].by, now.onLeave[0].leave]).toEqual([{ roster: 2, expected: 2, reported: 1, late: 0, missing: 0, onLeave: 1 }, 'teacher', 'sick'])
    expect(said(FIRST)[0]).toMatchObject({ author: expect.stringMatching(/^class-link:/), body: { by: 'teacher' } })
  })
})

describe('the day of those who work at a campus', () => {
  it('is a sum of its own for whoever has the whole campus, and named at one click; no class, grade or pupil has a part in it', async () => {
    await report('T01', { temperatureCelsius: 37.9 })
    const board = async (login: string) => (await desk<SchoolBoard>(login, '/campuses/c0/board')).body
    expect(await board('data')).toMatchObject({ whole: { roster: 2, reported: 0, abnormal: 0 }, staff: { roster: 2, reported: 1, missing: 1, abnormal: 1 } })
    for (const login of ['head', 'teacher']) expect((await board(login)).staff).toMatchObject({ roster: 0, missing: 0, abnormal: 0 })
    // A screen in the hall has no small number of sick colleagues.
    expect((await page<SchoolBoard>('/campuses/c0/board')).status).toBe(401)
    expect(server.service.school.boards.board(null, 'c0', server.service.today())!.staff).toMatchObject({ reported: 1, abnormal: -1 })

    const list = async (login: string, query: string) => (await desk<PupilList>(login, `/campuses/c0/pupils?${query}`)).body.pupils.map(({ id, name, class: of, state }) => [id, name, of, state])
    const staff = `class=${encodeURIComponent(STAFF_CLASS)}`
    expect(await list('data', `state=missing&${staff}`)).toEqual([[SECOND, '李**', STAFF_CLASS, 'missing']])
    expect(await list('data', `state=abnormal&${staff}`)).toEqual([[FIRST, '欧***', STAFF_CLASS, 'abnormal']])
    expect((await list('data', 'state=all')).map(([id]) => id)).toEqual(['s0', 's1'])
    for (const login of ['head', 'teacher']) expect(await list(login, `state=all&${staff}`)).toEqual([])
    for (const login of ['head', 'teacher']) expect((await desk(login, `/pupils/${FIRST}/show`, {})).status).toBe(404)
  })

  it('stands beside the pupils of each campus in the list of a district, for whoever has the whole campus', async () => {
    await report('T01')
    const boards = async (login: string) => (await desk<DistrictBoard>(login, '/boards')).body
    const { staff, whole, campuses } = await boards('bureau')
    expect([staff, whole]).toMatchObject([{ expected: 2, reported: 1, missing: 1 }, { expected: 2, reported: 0, missing: 2 }])
    expect(campuses.map((row) => [row.tally.expected, row.staff.expected, row.staff.missing])).toEqual([[2, 2, 1]])
    for (const login of ['head', 'teacher']) expect(await boards(login)).toMatchObject({ staff: { roster: 0, missing: 0 }, campuses: [{ staff: { roster: 0, missing: 0 } }] })
  })

  it('has a list of those whose address on the roster is no home that is known; without an address they may live anywhere', async () => {
    const rows = [['T03', '测试新村的某处'], ['T04', '测试新村1号201室']].map(([studentNo, address]) => createRosterRow(0, { studentNo, name: `老师${studentNo}`, class: STAFF_CLASS, kind: 'staff', address }))
    await server.service.accept('roster', [...rows, createRosterRow(3, { address: undefined })], 'test')
    const unmatched = async () => (await desk<UnmatchedList>('data', '/unmatched')).body
    // Pupils are listed also without one, and first: nobody who works there pushes them off the list.
    expect((await unmatched()).pupils.filter(({ class: of }) => of === STAFF_CLASS).map(({ studentNo, hasAddress }) => [studentNo, hasAddress])).toEqual([['03', true]])
    expect((await unmatched()).pupils.map(({ class: of }) => of).indexOf(STAFF_CLASS)).toBe((await unmatched()).count)
    expect(await unmatched()).toMatchObject({ staffCount: 1, more: false })
    const { id } = (await unmatched()).pupils.at(-1)!
    expect((await desk('teacher', `/pupils/${id}/show`, {})).status).toBe(404)
    expect((await desk<DeskAnswer>('data', `/pupils/${id}/home`, { unit: 'u0' })).body).toMatchObject({ accepted: 1, problems: [] })
    expect(await unmatched()).toMatchObject({ staffCount: 0 })
  })

  it('is told to whoever watches the campus, and to nobody who has a part of it', async () => {
    const { boards } = server.service.school
    const user = (...schools: string[]): User => ({ id: 'a9', login: 'watching', name: '', role: 'duty-teacher', permissions: new Set(['pupils.read']), scope: { places: [], schools } })
    boards.takeChanges(new Set())
    await report('T01')
    const changes = boards.takeChanges(new Set())!
    expect(boards.news(user('c0'), 0, changes)).toMatchObject({ whole: { reported: 0 }, staff: { reported: 1 }, classes: [] })
    expect(boards.news(user('c0/一年级'), 0, changes)).toBeNull()
  })

  it('is in the named list of the whole campus behind the classes, and alone when asked for', async () => {
    await report('T01')
    const named = async (login: string, of: object = {}) => (await desk<NamedList>(login, '/missing', { campus: 'c0', ...of })).body
    const whole = await named('data')
    expect([whole.missing, whole.staff?.pupils.map(({ id }) => id), whole.classes.map((one) => one.class)]).toEqual([2, [SECOND], ['一(1)班']])
    expect(whole.text).toBe(`测试小学 ${DAY} 06:50 晨检未填报 2 人，教职工 1 人\n一(1)班（2 人）：学生1、学生2\n教职工（1 人）：李工友`)
    expect((await named('data', { class: STAFF_CLASS })).text).toBe(`测试小学教职工 ${DAY} 06:50 晨检未填报 1 人\n教职工（1 人）：李工友`)
    expect((await named('data', { class: '一(1)班' })).text).not.toContain('李工友')
    expect((await named('head')).staff).toBeUndefined()
    expect((await named('teacher', { class: STAFF_CLASS })).text).not.toContain('李工友')
  })

  it('is a working day whenever the campus has school, for all of them while the halves of classes take turns', async () => {
    await server.service.accept('calendar', [{ kind: 'halves', campus: 'c0', from: DAY, turns: 'day' }], 'a1')
    expect(day()).toMatchObject({ expected: 1, staff: { expected: 2 } })
    await server.service.accept('calendar', [{ kind: 'holiday', campus: 'c0', from: DAY }], 'a1')
    expect(day()).toMatchObject({ expected: 0, staff: { expected: 0, missing: 0 } })
    await server.service.accept('calendar', [{ kind: 'school', campus: 'c0', classes: [STAFF_CLASS], from: DAY }], 'a1')
    expect(day()).toMatchObject({ expected: 0, staff: { expected: 2, missing: 2 } })
  })

  it('goes with the roster: counted there, and off it from a day on', async () => {
    expect((await desk<RosterView>('data', '/campuses/c0/roster')).body).toMatchObject({ staff: 2, classes: [{ class: '一(1)班', pupils: 2 }] })
    expect((await desk('data', '/rosters/changes', { changes: [{ id: freshId(), student: FIRST, from: DAY, left: 'other' }] })).body).toMatchObject({ accepted: 1, problems: [] })
    expect((await staffLinks()).pupils).toBe(1)
    await report('T01')
    expect(day()).toMatchObject({ unknown: 0, staff: { roster: 1, unknown: 1 } })
  })
})

describe('a complete roster', () => {
  it('takes off who works there only when it has somebody who does', async () => {
    const { rosters } = server.service.school
    const user: User = { id: 'a9', login: 'rosters', name: '', role: 'school-data-administrator', permissions: new Set(['rosters.manage']), scope: { places: [], schools: ['c0'] } }
    const gone = (...rows: object[]) => rosters.preview(user, rows.map((row, index) => ({ sheetRow: index + 2, row: row as RosterRow })), [], 'zh-CN').gone.map(({ from }) => from)
    expect(gone(createRosterRow(1))).toEqual(['测试小学 一(1)班'])
    expect(gone(createRosterRow(0, { studentNo: 'T02', name: '李工友', class: STAFF_CLASS }))).toEqual([`测试小学 ${STAFF_CLASS}`])
  })
})

describe('those who work at a campus at its gate', () => {
  it('are on the day’s list by the name of their group, stopped for the reasons that stop pupils, and let in', async () => {
    await report('T01', { healthCode: 'red' })
    const gate = async () => (await desk<GateDay>('duty', '/campuses/c0/gate')).body
    const { pupils } = await gate()
    expect(pupils.map(({ id, class: of, reason }) => [id, of, reason])).toEqual([['s0', '一(1)班', 'no-report'], ['s1', '一(1)班', 'no-report'], [FIRST, STAFF_CLASS, 'red-code'], [SECOND, STAFF_CLASS, 'no-report']])
    expect(pupils[2]).toMatchObject({ name: '欧***', tail: '01' })
    await report('T02')
    await desk('bureau', '/campuses/c0/gate/cards', { cards: [{ card: '0004A2F1', studentNo: 'T02' }] })
    await server.service.accept('gate', [{ measuredAt: `${DAY}T06:56:00+08:00`, device: 'g1', school: '测试小学', card: '0004A2F1', temperatureCelsius: 36.4, direction: 'in' }], 'test')
    expect((await gate()).pupils[3]).toMatchObject({ decision: 'allowed', presence: { cameIn: true, measured: true } })
    await server.service.accept('gate', [{ measuredAt: `${DAY}T06:57:00+08:00`, device: 'g1', school: '测试小学', studentNo: 'T02', temperatureCelsius: 38.2 }], 'test')
    expect((await gate()).pupils[3]).toMatchObject({ decision: 'stopped', reason: 'fever-at-gate' })
    at('07:00')
    expect((await desk<GatePassAnswer>('duty', '/campuses/c0/gate/passes', { passes: [{ id: freshId(), student: SECOND, at: server.service.now(), direction: 'in', temperatureCelsius: 36.6, site: 'armpit', decision: 'allowed', second: { symptoms: [] } }] })).body).toMatchObject({ accepted: 1, problems: [] })
    expect((await gate()).pupils[3]).toMatchObject({ decision: 'allowed', presence: { checkedAgain: true } })
    expect((await server.service.school.boards.board(null, 'c0', server.service.today()))!.whole).toMatchObject({ roster: 2, reported: 0 })
  })

  it('are on nobody’s list who has a class or a grade only', async () => {
    await server.lay({ login: 'half-duty', role: 'duty-teacher', scope: { places: [], schools: ['c0/一年级'] } })
    expect((await desk<GateDay>('half-duty', '/campuses/c0/gate')).body.pupils.map(({ id }) => id)).toEqual(['s0', 's1'])
  })
})

describe('an alert about somebody who works at a campus', () => {
  const alerts = async (login: string) => (await desk<AlertPage>(login, '/alerts')).body
  it('opens by the rules of pupils at the data administrator, and is heard of by whoever answers for the campus', async () => {
    await report('T01', { temperatureCelsius: 38.4, healthCode: 'red' })
    await server.service.school.alerts.settled()
    for (const login of ['doctor', 'data', 'duty', 'bureau']) {
      expect([login, (await alerts(login)).alerts.map(({ rule, class: of, pupil }) => [rule, of, pupil?.id])]).toEqual([login, [['fever', STAFF_CLASS, FIRST], ['own-code', STAFF_CLASS, FIRST]]])
    }
    for (const login of ['head', 'teacher', 'every-class']) expect([login, (await alerts(login)).counts.all]).toEqual([login, 0])
    const { levels, alerts: [fever] } = await alerts('data')
    expect([levels[fever.level].role, (await desk<AlertPage>('data', '/alerts?state=mine')).body.alerts.length]).toEqual(['school-data-administrator', 2])
    const { colleagues } = (await desk<AlertDetail>('data', `/alerts/${fever.id}`)).body
    expect(colleagues.map(({ name }) => name).sort()).toEqual(['名字bureau', '名字data', '名字doctor', '名字duty'])
    // Nobody below that level was ever asked: it climbs from there.
    at('07:21')
    server.service.school.alerts.climb()
    await server.service.school.alerts.settled()
    expect(levels[(await alerts('data')).alerts[0].level].role).toBe('bureau-officer')
  })

  it('opens for a home under management, and three of them with one symptom are a cluster of theirs', async () => {
    await server.service.accept('roster', [createRosterRow(0, { studentNo: 'T03', name: '王老师', class: STAFF_CLASS, kind: 'staff', address: '测试新村1号201室' })], 'test')
    await server.service.accept('regions', [{ region: '湖北', level: 'key', from: '2020-01-23' }], 'test')
    server.service.desk.context.live()
    await server.service.accept('household', [{ registeredOn: DAY, compound: '测试新村', building: '1号', room: '201', name: '来客', phone: '10000000001', state: 'returned', origin: '湖北武汉', returnedOn: '2020-02-16' }], 'test')
    await server.service.school.alerts.settled()
    expect((await alerts('doctor')).alerts.map(({ rule, pupil }) => [rule, pupil?.id])).toEqual([['home', 's4']])
    for (const [studentNo, name] of [['T01', '欧阳老师'], ['T02', '李工友'], ['T03', '王老师']]) await report(studentNo, { name, symptoms: ['咳嗽'] })
    await server.service.school.alerts.settled()
    const [cluster] = (await alerts('data')).alerts
    expect(cluster).toMatchObject({ rule: 'cluster', class: STAFF_CLASS, grouped: 3 })
    expect((await alerts('every-class')).counts.all).toBe(0)
  })
})

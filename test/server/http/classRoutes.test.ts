import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CheckAnswer, CheckAnswersView, CheckPageView, ClassActAnswer, ClassView, FormsView, KnownChild, LinksView, MadeTeacherLink, PublishAnswer } from '../../../server/protocol/checks.ts'
import type { UnitCard } from '../../../server/protocol/desk.ts'
import type { Form, QrSheet, ResidentPageView } from '../../../server/protocol/residents.ts'
import { createPlaceTokens } from '../../../server/residents/createPlaceTokens.ts'
import { checkAnswers } from '../../../server/school/links/checkAnswers.ts'
import { createRosterRow } from '../../fixtures/createTestService.ts'
import { type AuthServer, createAuthServer, wholeScope } from '../auth/createAuthServer.ts'

/** The clock stands at noon of a Monday. */
const DAY = '2020-02-17'
const WELL = { temperatureCelsius: '36.5', unwell: 'no', healthCode: 'green', whereNow: 'home', travelled: 'no', contact: 'none' }
const CLASS = '一(1)班'
let server: AuthServer
let nextId = 0

beforeEach(async () => {
  server = await createAuthServer()
  server.clock.setNow(Date.parse(`${DAY}T06:50:00+08:00`))
  const twins = [createRosterRow(2, { name: '双胞胎' }), createRosterRow(3, { name: '双胞胎' })]
  await server.service.accept('roster', [createRosterRow(1, { name: '欧阳小明' }), ...twins, createRosterRow(4, { class: '一(2)班' }), createRosterRow(5, { school: '别处小学', name: '欧阳小明' })], 'test')
  for (const role of ['bureau-officer', 'class-teacher']) await server.lay({ login: role, role, scope: wholeScope(role) })
  await server.lay({ login: 'own-class', role: 'class-teacher', scope: { places: [], schools: [`c0/${CLASS}`] } })
})
afterEach(() => server.stop())

const freshId = (): string => `page-${String(++nextId).padStart(8, '0')}`
const at = (time: string): void => server.clock.setNow(Date.parse(`${DAY}T${time}:00+08:00`))
const desk = async <Answer>(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, login = 'bureau-officer') => {
  const answer = await server.app.inject({ method, url: `/api/v1/school${url}`, headers: server.signedIn(login), ...(payload && { payload }) })
  return { status: answer.statusCode, body: answer.json() as Answer & { code?: string } }
}
const linksOf = async (campus = 'c0'): Promise<LinksView> => (await desk<LinksView>('GET', `/links?campus=${campus}`)).body
const codeOf = async (name = CLASS): Promise<string> => (await linksOf()).classes.find((one) => one.class === name)!.path.slice(3)
const ask = async <Answer>(method: 'GET' | 'POST', url: string, payload?: object, remoteAddress = '10.1.1.1') => {
  const answer = await server.app.inject({ method, url: `/api/v1/school${url}`, remoteAddress, ...(payload && { payload }) })
  return { status: answer.statusCode, text: answer.body, body: answer.json() as Answer & { code?: string } }
}
const pick = (code: string, studentNo: string, name: string, address?: string) => ask<KnownChild>('POST', `/classes/${code}/pick`, { studentNo, name }, address)
const send = (code: string, child: string, change: object = {}, address?: string) =>
  ask<CheckAnswer>('POST', `/classes/${code}`, { id: freshId(), child, version: 3, answers: WELL, openedOn: DAY, ...change }, address)
const checksOf = (student: number) => [...server.service.desk.context.store.entriesAfter(0)].filter(({ feed, body }) => feed === 'school' && body.student === `s${student}`)

describe('the page of a class', () => {
  it('says which class it is and what is asked, and lists nobody', async () => {
    const { body, text } = await ask<CheckPageView>('GET', `/classes/${await codeOf()}`)
    expect(body).toMatchObject({ school: '测试小学', class: CLASS, today: DAY, form: { id: 'daily-check', version: 3 } })
    expect(text).not.toMatch(/欧阳|双胞胎|2020001/)
  })
  it('a child is found by number and name in any spelling, known by an opaque token, and never shown whole', async () => {
    const { body, text } = await pick(await codeOf(), ' ２０２０００１ ', ' 欧阳 小明 ')
    expect(body).toEqual({ child: expect.stringMatching(/^s[0-9a-z]+\.[\w-]{16}$/), name: '欧***', studentNo: '01', sentAt: null, expected: true })
    expect(text).not.toMatch(/小明|2020001/)
  })
  it('of twins with one name the number decides', async () => {
    const code = await codeOf()
    const [first, second] = [(await pick(code, '2020002', '双胞胎')).body, (await pick(code, '2020003', '双胞胎')).body]
    expect(first.child).not.toBe(second.child)
    await send(code, first.child)
    expect([checksOf(1).length, checksOf(2).length]).toEqual([1, 0])
  })
  it('a wrong name, a wrong number, another class’s and another school’s child are one and the same answer', async () => {
    const code = await codeOf()
    const answers = [['2020001', '双胞胎'], ['2020009', '欧阳小明'], ['2020004', '学生4'], ['2020005', '欧阳小明'], ['', ''], ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>'], ['x'.repeat(5_000), '欧阳小明']]
    const seen = await Promise.all(answers.map(async ([number, name]) => { const { status, text } = await pick(code, number, name); return `${status} ${text}` }))
    expect([...new Set(seen)]).toEqual([expect.stringMatching(/^404 .*unknown-child/)])
  })
  it('names tried for one number are too often after a dozen, whether there is such a number or not', async () => {
    const code = await codeOf()
    for (const number of ['2020001', '2029999']) {
      const statuses: number[] = []
      for (let tries = 0; tries < 14; tries++) statuses.push((await pick(code, number, `试${tries}`)).status)
      expect(statuses).toEqual([...Array.from({ length: 12 }, () => 404), 429, 429])
    }
    expect((await pick(code, '2020002', '双胞胎')).status).toBe(200)
  })
  it('a code that was made up, replaced, or whose class is no more says so', async () => {
    const code = await codeOf()
    expect((await ask('GET', '/classes/1.q1.AAAAAAAAAAAAAAAA')).body.code).toBe('unknown-class-code')
    await desk('POST', `/links/${(await linksOf()).classes[0].id}/replace`, {})
    expect((await ask('GET', `/classes/${code}`)).body.code).toBe('outdated-class-code')
    const renewed = await codeOf()
    expect((await ask('GET', `/classes/${renewed}`)).status).toBe(200)
    await server.service.accept('roster', [1, 2, 3].map((student) => createRosterRow(student, { class: '二(1)班', name: student === 1 ? '欧阳小明' : '双胞胎' })), 'test')
    expect((await ask('GET', `/classes/${renewed}`)).body.code).toBe('class-gone')
  })
})

describe('a parent’s report', () => {
  it('is a check of the day, by the server’s clock, by a parent, with the version that was answered', async () => {
    const code = await codeOf()
    const { child } = (await pick(code, '2020001', '欧阳小明')).body
    expect((await send(code, child, { answers: { ...WELL, unwell: 'yes', symptoms: ['cough'], symptomsSince: '2020-02-16', note: '欧阳小明昨晚咳嗽' }, submittedAt: '2020-02-17T03:00:00Z' })).body).toEqual({ state: 'received', minute: 410 })
    const [entry] = checksOf(0)
    expect(entry).toMatchObject({ author: 'parent', validOn: DAY, body: { by: 'parent', form: 'daily-check.3', symptoms: ['咳嗽'], temperatureCelsius: 36.5 } })
    expect(JSON.stringify(entry.body)).not.toMatch(/欧阳|昨晚/)
    expect(server.service.schoolDay('测试小学', server.service.today())).toMatchObject({ reported: 1, onTime: 1, abnormal: 1 })
  })
  it('sent by both parents is asked about, without a word of the first; then both are kept and the latest stands', async () => {
    const code = await codeOf()
    const { child } = (await pick(code, '2020001', '欧阳小明')).body
    await send(code, child, { answers: { ...WELL, temperatureCelsius: 38.1 } })
    at('07:10')
    const again = await send(code, child)
    expect(again.body).toEqual({ state: 'already-sent', minute: 410, reason: '今天 06:50 已经上报过，还要再报一次吗？' })
    expect(again.text).not.toMatch(/38/)
    expect((await send(code, child, { again: true })).body.state).toBe('received')
    expect(checksOf(0).map(({ body }) => body.temperatureCelsius)).toEqual([38.1, 36.5])
    expect(server.service.schoolDay('测试小学', server.service.today())).toMatchObject({ reported: 1, abnormal: 0 })
    expect((await ask<{ children: KnownChild[] }>('POST', `/classes/${code}/today`, { children: [child, 's0.AAAAAAAAAAAAAAAA'] })).body.children).toEqual([{ child, name: '欧***', studentNo: '01', sentAt: 430, expected: true }])
  })
  it('sent again after a lost answer counts once', async () => {
    const code = await codeOf()
    const { child } = (await pick(code, '2020001', '欧阳小明')).body
    const id = freshId()
    expect([(await send(code, child, { id })).body.state, (await send(code, child, { id })).body.state]).toEqual(['received', 'received'])
    expect(checksOf(0)).toHaveLength(1)
  })
  it('left open over midnight is asked about, and counts for the day on which it is sent', async () => {
    const code = await codeOf()
    const { child } = (await pick(code, '2020001', '欧阳小明')).body
    server.clock.setNow(Date.parse('2020-02-18T00:05:00+08:00'))
    expect((await send(code, child)).body).toMatchObject({ state: 'new-day', today: '2020-02-18' })
    expect(checksOf(0)).toEqual([])
    await send(code, child, { openedOn: '2020-02-18' })
    expect(checksOf(0)).toMatchObject([{ validOn: '2020-02-18' }])
  })
  it.each([
    ['no temperature', { temperatureCelsius: '' }, 'temperatureCelsius missing'],
    ['365 degrees', { temperatureCelsius: 365 }, 'temperatureCelsius out-of-range'],
    ['unwell without a symptom', { unwell: 'yes' }, 'symptoms missing'],
    ['a code that there is not', { healthCode: 'gold' }, 'healthCode unknown-value'],
  ])('%s is told by its field, and nothing is kept', async (_, change, expected) => {
    const code = await codeOf()
    const { child } = (await pick(code, '2020001', '欧阳小明')).body
    const { body } = await send(code, child, { answers: { ...WELL, ...change } })
    if (body.state !== 'problems') throw new Error(body.state)
    expect([body.problems.map(({ field, code: problem }) => `${field} ${problem}`)[0], checksOf(0).length]).toEqual([expected, 0])
  })
  it('for a child of another class, or by a token that was made up, is refused', async () => {
    const code = await codeOf()
    const other = (await pick(await codeOf('一(2)班'), '2020004', '学生4')).body.child
    expect([(await send(code, other)).body.code, (await send(code, 's0.AAAAAAAAAAAAAAAA')).body.code, (await send(code, '')).body.code]).toEqual(['unknown-child', 'unknown-child', 'unknown-child'])
  })
  it('a program that fills in what nobody sees is thanked, and nothing is kept', async () => {
    const code = await codeOf()
    const { child } = (await pick(code, '2020001', '欧阳小明')).body
    expect([(await send(code, child, { website: 'x' })).body.state, checksOf(0).length]).toEqual(['received', 0])
  })
})

describe('10,000 forms from one address in a minute', () => {
  it('are limited by child and by what failed, while the thousand children of a school behind the same address all get through', async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => createRosterRow(1_000 + index, { school: '大校', class: `一(${Math.floor(index / 40) + 1})班` }))
    await server.service.accept('roster', rows, 'test')
    const { classes, campus } = (await desk<LinksView>('GET', '/links?campus=c2')).body
    expect([campus, classes.length]).toEqual(['c2', 25])
    const code = await codeOf()
    const { child } = (await pick(code, '2020001', '欧阳小明', '10.9.9.9')).body
    const flood: Record<number, number> = {}
    const count = ({ status }: { status: number }): void => { flood[status] = (flood[status] ?? 0) + 1 }
    for (let sent = 0; sent < 10_000; sent += 2) {
      count(await send(code, child, { again: true }, '10.9.9.9'))
      count(await send(code, `s0.${'A'.repeat(16)}`, {}, '10.9.9.9'))
    }
    expect(flood).toEqual({ 200: 12, 404: 300, 429: 9_688 })
    const states: Record<string, number> = {}
    for (const [index, row] of rows.entries()) {
      const path = classes.find((one) => one.class === row.class)!.path.slice(3)
      const { body } = await pick(path, row.studentNo, row.name, '10.9.9.9')
      const answer = await send(path, body.child, { answers: { ...WELL, temperatureCelsius: 36 + (index % 10) / 10 } }, '10.9.9.9')
      const state = 'state' in answer.body ? answer.body.state : String((answer.body as { code?: string }).code)
      states[state] = (states[state] ?? 0) + 1
    }
    expect(states).toEqual({ received: 1_000 })
    expect(server.service.schoolDay('大校', server.service.today())).toMatchObject({ reported: 1_000 })
  }, 120_000)
})

describe('the class teacher’s link', () => {
  const make = async (login = 'own-class'): Promise<string> => {
    const { id } = (await desk<LinksView>('GET', '/links?campus=c0', undefined, login)).body.classes[0]
    return (await desk<MadeTeacherLink>('POST', `/links/${id}/teachers`, { days: 7 }, login)).body.url.split('/r/')[1]
  }
  const view = async (token: string): Promise<ClassView> => (await ask<ClassView>('GET', `/class-links/${token}`)).body
  const act = (token: string, body: object) => ask<ClassActAnswer>('POST', `/class-links/${token}`, { id: freshId(), ...body })

  it('shows who is missing, masked, and no answer of anybody', async () => {
    const token = await make()
    const code = await codeOf()
    const { child } = (await pick(code, '2020002', '双胞胎')).body
    at('07:31')
    await send(code, child, { answers: { ...WELL, temperatureCelsius: 38.7 } })
    const { text, body } = await ask<ClassView>('GET', `/class-links/${token}`)
    expect(body).toMatchObject({ class: CLASS, isSchoolDay: true, counts: { roster: 3, expected: 3, reported: 1, late: 1, missing: 2, onLeave: 0 }, path: `/r/${code}` })
    expect(body.missing.map(({ name, studentNo }) => `${name} ${studentNo}`)).toEqual(['欧*** 01', '双** 03'])
    expect(body.reported).toMatchObject([{ studentNo: '02', minute: 451, by: 'parent' }])
    expect(text).not.toMatch(/38\.7|小明|双胞胎|2020002/)
  })
  it('reports on behalf after a call, gives leave with one tap and takes it back; the log says by which class’s link', async () => {
    const token = await make()
    const [first, second, third] = (await view(token)).missing
    expect((await act(token, { act: 'report', pupil: first.id, version: 3, answers: WELL, openedOn: DAY })).body.state).toBe('received')
    expect((await act(token, { act: 'leave', pupil: second.id, kind: 'sick' })).body.state).toBe('done')
    expect((await act(token, { act: 'leave', pupil: third.id, kind: 'personal' })).body.state).toBe('done')
    expect((await act(token, { act: 'cancel-leave', pupil: third.id })).body.state).toBe('done')
    expect(await view(token)).toMatchObject({ counts: { reported: 1, missing: 1, onLeave: 1 }, missing: [{ id: third.id }], onLeave: [{ id: second.id, leave: 'sick' }], reported: [{ id: first.id, by: 'teacher' }] })
    const written = [...server.service.desk.context.store.entriesAfter(0)].filter(({ author }) => author.startsWith('class-link:'))
    expect(written.map(({ feed, author }) => `${feed} ${author}`)).toEqual(['school class-link:q1', 'absence class-link:q1', 'absence class-link:q1', 'absence class-link:q1'])
    expect([written[0].body.by, server.service.desk.context.nameOfAuthor(written[0].author)]).toEqual(['teacher', CLASS])
  })
  it('counts as the board does while halves of the class take turns: whoever reports is expected, leave is of those who come', async () => {
    await server.service.accept('roster', [createRosterRow(6, { half: 'A' }), createRosterRow(7, { half: 'B' }), createRosterRow(8, { half: 'B' })], 'test')
    await server.service.accept('calendar', [{ kind: 'halves', campus: 'c0', from: DAY, turns: 'day' }], 'a1')
    const { known, schoolFigures, today } = server.service.desk.context
    const isAway = (student: number) => !known().expectedOn(student, today())
    const [away, alsoAway] = [0, 1, 2, 5, 6, 7].filter(isAway).map((student) => `s${student}`)
    const token = await make()
    await act(token, { act: 'report', pupil: away, version: 3, answers: WELL, openedOn: DAY })
    for (const pupil of [away, alsoAway, 's5']) await act(token, { act: 'leave', pupil, kind: 'sick' })
    const { roster, expected, reported, late, missing, onLeave } = schoolFigures(today()).tallyOf(known().registers.roster.group.values[known().registers.roster.rowAt(0, today())])
    const { counts, ...lists } = await view(token)
    expect(counts).toEqual({ roster, expected, reported, late, missing, onLeave })
    expect([counts.roster, counts.reported, counts.onLeave, counts.expected + [0, 1, 2, 5, 6, 7].filter(isAway).length]).toEqual([6, 1, isAway(5) ? 0 : 1, 7])
    expect([lists.reported.length, lists.onLeave.length, lists.missing.length]).toEqual([counts.reported, counts.onLeave, counts.missing])
    await server.service.accept('calendar', [{ kind: 'holiday', campus: 'c0', from: DAY }], 'a1')
    expect(await view(token)).toMatchObject({ isSchoolDay: false, counts: { expected: 1, reported: 1, onLeave: 0, missing: 0 } })
  })
  it('reaches no pupil of another class', async () => {
    const token = await make()
    for (const pupil of ['s3', 's4', 's99', 'x']) expect((await act(token, { act: 'leave', pupil, kind: 'sick' })).body.code).toBe('unknown-child')
  })
  it('is over when it expires, when it is taken back, and a guessed one never was', async () => {
    const token = await make()
    const [{ id, teachers }] = (await linksOf()).classes
    expect(teachers).toMatchObject([{ madeBy: '名字own-class', expiresAt: Date.parse('2020-02-24T06:50:00+08:00') }])
    expect((await ask('GET', `/class-links/${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).body.code).toBe('unknown-link')
    await desk('DELETE', `/links/${id}/teachers/${teachers[0].id}`)
    expect([(await ask('GET', `/class-links/${token}`)).body.code, (await linksOf()).classes[0].teachers]).toEqual(['link-over', []])
    const later = await make()
    server.clock.setNow(Date.parse('2020-02-24T06:50:00+08:00'))
    expect((await ask('GET', `/class-links/${later}`)).body.code).toBe('link-over')
  })
  it('is kept as a hash only', async () => {
    const secret = (await make()).split('.')[2]
    const { classTables } = server.service.desk.context.store
    expect(JSON.stringify(classTables.link(1))).not.toContain(secret)
  })
})

describe('codes and links at the desk', () => {
  it('are those of the classes within the scope', async () => {
    const whole = await linksOf()
    expect([whole.campuses.map(({ name, classes }) => `${name} ${classes}`), whole.classes.map(({ class: name, pupils }) => `${name} ${pupils}`)]).toEqual([['测试小学 2', '别处小学 1'], ['一(1)班 3', '一(2)班 1']])
    const own = (await desk<LinksView>('GET', '/links', undefined, 'own-class')).body
    expect([own.campuses.map(({ classes }) => classes), own.classes.map(({ class: name }) => name)]).toEqual([[1], [CLASS]])
    expect((await desk<LinksView>('GET', '/links?campus=c1', undefined, 'own-class')).body).toMatchObject({ campus: 'c0', classes: [{ class: CLASS }] })
    const other = (await linksOf('c1')).classes[0]
    for (const id of [other.id, whole.classes[1].id, 'q99', 'x']) expect((await desk('POST', `/links/${id}/replace`, {}, 'own-class')).body.code).toBe('unknown-class')
    expect((await desk('GET', '/links/sheet?of=c1', undefined, 'own-class')).body.code).toBe('unknown-class')
  })
  it('are printed for a campus at once, and lead to this server', async () => {
    const { body } = await desk<QrSheet>('GET', '/links/sheet?of=c0')
    expect([body.title, body.codes.map(({ label }) => label), body.leadsTo.isSet]).toEqual(['测试小学', ['一(1)班', '一(2)班'], false])
    const [{ id }] = (await linksOf()).classes
    expect((await desk<QrSheet>('GET', `/links/sheet?of=${id}`)).body).toMatchObject({ title: '测试小学 一(1)班', codes: [{ id }] })
    expect(body.codes[0]).toMatchObject({ path: `/r/${await codeOf()}`, drawing: expect.stringMatching(/^M/) })
  })
  it('every act is in the audit log', async () => {
    const [{ id }] = (await linksOf()).classes
    await desk('POST', `/links/${id}/replace`, {})
    const { body } = await desk<MadeTeacherLink>('POST', `/links/${id}/teachers`, { days: 30 })
    await desk('DELETE', `/links/${id}/teachers/${body.links.teachers[0].id}`)
    expect(['class-code-replace', 'class-link-make', 'class-link-revoke'].map((action) => server.service.audit.list({ action }).map(({ subject }) => subject))).toEqual([[id], [id], [id]])
    expect(JSON.stringify(server.service.audit.list({}))).not.toContain(body.url.split('.').at(-1))
  })
})

describe('versions of the form', () => {
  const next = (change: (form: Form) => void, validFrom = '2020-02-18'): Form => {
    const form = structuredClone(server.service.desk.context.known().formBook.forms.findLast(({ id }) => id === 'daily-check')!)
    form.version = 1001
    form.validFrom = validFrom
    change(form)
    return form
  }
  const withBus = (form: Form): void => void form.schema.push({ $formkit: 'radio', name: 'bus', label: { 'zh-CN': '是否乘校车', en: 'By bus' }, validation: 'required', keep: 'log', options: [{ value: 'yes', label: { 'zh-CN': '乘坐', en: 'Yes' } }, { value: 'no', label: { 'zh-CN': '不乘', en: 'No' } }] })
  const versionsIn = (forms: readonly Form[]) => forms.filter(({ id }) => id === 'daily-check').map(({ version, validFrom }) => [version, validFrom])
  const publish = (form: unknown, login?: string) => desk<PublishAnswer>('POST', '/forms', { id: freshId(), form }, login)

  it('is asked from its day on; pages of an older one are taken as what they are; old answers keep their words', async () => {
    const code = await codeOf()
    const { child } = (await pick(code, '2020001', '欧阳小明')).body
    const { problems, forms } = (await publish(next(withBus))).body
    expect([problems, versionsIn(forms)]).toEqual([[], [[1, '2020-01-01'], [2, '2020-02-01'], [3, '2020-02-01'], [1001, '2020-02-18']]])
    expect((await ask<CheckPageView>('GET', `/classes/${code}`)).body.form!.version).toBe(3)
    server.clock.setNow(Date.parse('2020-02-18T06:50:00+08:00'))
    expect((await ask<CheckPageView>('GET', `/classes/${code}`)).body.form!.version).toBe(1001)
    expect((await send(code, child, { openedOn: '2020-02-18', version: 1001, answers: { ...WELL, bus: 'yes' } })).body.state).toBe('received')
    expect((await send(code, child, { openedOn: '2020-02-18', version: 2, again: true })).body.state).toBe('received')
    server.clock.setNow(Date.parse('2020-02-19T06:50:00+08:00'))
    expect((await send(code, child, { openedOn: '2020-02-19', version: 2 })).body.state).toBe('received')
    for (const version of [4, 1002, '2', null]) expect((await send(code, child, { openedOn: '2020-02-19', version, again: true })).body).toMatchObject({ state: 'problems', problems: [{ code: 'unknown-form' }] })
    await publish({ ...next((form) => { form.schema = form.schema.filter(({ name }) => name !== 'bus') }, '2020-02-20'), version: 1002 })
    const [first, second] = checksOf(0)
    expect(checkAnswers(server.service.desk.context, first.seq)).toEqual({ form: { id: 'daily-check', version: 1001 }, answers: expect.arrayContaining([{ key: 'bus', label: { 'zh-CN': '是否乘校车', en: 'By bus' }, value: { 'zh-CN': '乘坐', en: 'Yes' } }]) })
    const older = await desk<CheckAnswersView>('GET', `/checks/${second.seq}`)
    expect([older.body.form, older.body.answers.map(({ key }) => key)]).toEqual([{ id: 'daily-check', version: 2 }, ['temperatureCelsius', 'healthCode', 'whereNow', 'travelled', 'contact']])
  })
  it('that the program had before it was updated is taken from a parent’s page and a teacher’s that stood open, and read as it was asked', async () => {
    const code = await codeOf()
    const { child } = (await pick(code, '2020001', '欧阳小明')).body
    const answers = { ...WELL, household: [{ relation: 'mother', healthCode: 'green', travelled: 'yes' }] }
    expect((await send(code, child, { version: 1, answers })).body.state).toBe('received')
    const { id } = (await linksOf()).classes[0]
    const token = (await desk<MadeTeacherLink>('POST', `/links/${id}/teachers`, { days: 7 })).body.url.split('/r/')[1]
    const [missing] = (await ask<ClassView>('GET', `/class-links/${token}`)).body.missing
    expect((await ask<ClassActAnswer>('POST', `/class-links/${token}`, { id: freshId(), act: 'report', pupil: missing.id, version: 1, answers, openedOn: DAY })).body.state).toBe('received')
    for (const student of [0, Number.parseInt(missing.id.slice(1), 36)]) {
      const [{ seq, body }] = checksOf(student)
      expect([body.form, checkAnswers(server.service.desk.context, seq).form]).toEqual(['daily-check.1', { id: 'daily-check', version: 1 }])
    }
  })
  it('a check is read back question by question, by whose scope has the pupil', async () => {
    const code = await codeOf()
    const { child } = (await pick(code, '2020001', '欧阳小明')).body
    await send(code, child, { answers: { ...WELL, unwell: 'yes', symptoms: ['cough', 'throat'], symptomsSince: '2020-02-16', travelled: 'yes', travelledTo: '浙江温州', note: '欧阳小明昨晚咳嗽，外婆电话 13800001111', household: [{ relation: 'mother', healthCode: 'green', travelled: 'no' }, { relation: 'sibling', healthCode: 'none', travelled: 'yes', travelledTo: '江苏盐城' }] } })
    const [{ seq }] = checksOf(0)
    const { answers } = (await desk<CheckAnswersView>('GET', `/checks/${seq}`)).body
    expect(answers.map(({ label, value }) => `${label['zh-CN']}：${value['zh-CN']}`)).toEqual([
      '今天早上的体温（℃）：36.5', '哪里不舒服：咳嗽、咽痛', '从哪一天开始：2020-02-16', '孩子的健康码：绿码', '孩子现在在哪里：在家', '14 天内是否离开过本市：离开过', '去过哪些省、市、区县：浙江温州', '14 天内有没有接触：都没有', '与孩子同住的人：母亲，绿码，没有；兄弟姐妹，离开过，江苏盐城',
      '需要说明的事（可不填）：…昨晚咳嗽，外婆电话 …',
    ])
    expect(answers[1].value.en).toBe('Cough, Sore throat')
    await server.lay({ login: 'other-class', role: 'class-teacher', scope: { places: [], schools: ['c0/一(2)班'] } })
    for (const [url, login] of [[`/checks/${seq}`, 'other-class'], [`/checks/${seq - 1}`, 'bureau-officer'], ['/checks/x', 'bureau-officer'], ['/checks/999999', 'bureau-officer']]) expect((await desk('GET', url, undefined, login)).body.code).toBe('unknown-check')
  })
  it('stays after a start, also from a checkpoint', async () => {
    await publish(next(withBus))
    await server.service.checkpoint()
    const again = await server.reopen()
    expect(again.service.desk.context.known().formBook.forms.filter(({ id }) => id === 'daily-check').map(({ version }) => version)).toEqual([1, 2, 3, 1001])
    await again.service.close()
  })
  it('of two officers who publish at once one is told so', async () => {
    const answers = await Promise.all([publish(next(withBus)), publish(next((form) => { form.title = { 'zh-CN': '健康打卡', en: 'Check' } }))])
    expect(answers.flatMap(({ body }) => body.problems.map(({ code }) => code))).toEqual(['published-meanwhile'])
  })
  it('is published only by whose scope is every school; and a form of residents not here', async () => {
    await server.lay({ login: 'one-school', role: 'school-data-administrator', scope: { places: [], schools: ['c0'] } })
    expect((await desk<FormsView>('GET', '/forms', undefined, 'one-school')).body).toMatchObject({ mayPublish: false, forms: expect.arrayContaining([expect.objectContaining({ id: 'daily-check', version: 3 })]) })
    expect([(await publish(next(withBus), 'one-school')).body.code, (await publish(next(withBus), 'class-teacher')).body.code]).toEqual(['form-of-all', 'not-allowed'])
    expect((await publish({ ...next(withBus), id: 'mask-booking' })).body.code).toBe('bad-body')
  })
  it('of residents works the same way at its own door', async () => {
    await server.lay({ login: 'street', role: 'street-officer', scope: wholeScope('street-officer') })
    const headers = server.signedIn('street')
    const { forms } = (await server.app.inject({ url: '/api/v1/desk/forms', headers })).json<FormsView>()
    expect(forms.map(({ id }) => id)).toEqual(['health-registration', 'health-registration', 'mask-booking'])
    const form = { ...structuredClone(forms[1]), version: 1001, validFrom: DAY, title: { 'zh-CN': '健康登记表', en: 'Registration' } }
    form.schema.push({ $formkit: 'radio', name: 'q1', label: { 'zh-CN': '是否独居', en: 'Alone' }, keep: 'log', options: [{ value: 'o1', label: { 'zh-CN': '独居', en: 'Alone' } }] })
    const answer = await server.app.inject({ method: 'POST', url: '/api/v1/desk/forms', headers, payload: { id: freshId(), form } })
    expect(answer.json<PublishAnswer>()).toMatchObject({ problems: [], forms: [{ version: 1 }, { version: 2 }, {}, { version: 1001 }] })
    const [{ id: unit }] = server.service.units({ compound: '测试新村', building: '1号', room: '101' }, {}, 'zh-CN')
    const token = createPlaceTokens(server.service.desk.context.store).sign(unit)
    expect((await server.app.inject({ url: `/api/v1/residents/${token}` })).json<ResidentPageView>().forms.map(({ id, version }) => `${id} ${version}`)).toEqual(['health-registration 1001', 'mask-booking 1'])
    const said = { id: freshId(), form: 'health-registration', version: 1001, answers: { name: '来客甲', phone: '13800001111', state: 'stayed', truthful: true, q1: 'o1' } }
    expect((await server.app.inject({ method: 'POST', url: `/api/v1/residents/${token}`, payload: said })).json()).toMatchObject({ state: 'received' })
    const card = (await server.app.inject({ url: `/api/v1/desk/units/${unit}`, headers })).json<UnitCard>()
    expect(card.selfReports![0].fields.at(-1)).toEqual({ key: 'q1', label: { 'zh-CN': '是否独居', en: 'Alone' }, value: { 'zh-CN': '独居', en: 'Alone' } })
  })
  it('a refused one says which question, and nothing is published', async () => {
    const { body } = await publish(next((form) => { form.schema.shift() }))
    expect(body).toMatchObject({ problems: [{ code: 'question-needed', reason: '系统要用「今天早上的体温（℃）」这一题，不能取消或改为选填' }] })
    expect(versionsIn(body.forms)).toHaveLength(3)
  })
})

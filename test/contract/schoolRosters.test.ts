import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CalendarView, PromotionPlan, RosterPlan, RosterView } from '../../server/protocol/school.ts'
import type { DeskAnswer } from '../../server/protocol/desk.ts'
import type { LinksView } from '../../server/protocol/checks.ts'
import { createRosterRow, createSchoolRow } from '../fixtures/createTestService.ts'
import { createXlsx, inlineRows } from '../server/feeds/sheet/createXlsx.ts'
import { createRunningServer, type RunningServer } from './createRunningServer.ts'
import { signIn } from './signIn.ts'

/** A Monday. */
const DAY = '2020-02-17'
let server: RunningServer
let bureau: string
let school: string

beforeEach(async () => {
  server = await createRunningServer({ day: DAY })
  await server.service.accept('roster', [createRosterRow(1), createRosterRow(2), createRosterRow(3, { grade: '二年级', class: '二(1)班' }), createRosterRow(4, { school: '别处小学' })], 'test')
  bureau = await signIn(server, { role: 'bureau-officer', schools: ['all'] })
  school = await signIn(server, { role: 'school-data-administrator', schools: ['c0'] })
})
afterEach(() => server.stop())

async function ask<Answer>(cookie: string, path: string, body?: object | FormData): Promise<{ status: number; body: Answer; text: string }> {
  const isForm = body instanceof FormData
  const answer = await fetch(`${server.origin}/api/v1/school${path}`, {
    headers: { cookie, origin: server.origin, ...(body && !isForm && { 'content-type': 'application/json' }) }, ...(body && { method: 'POST', body: isForm ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: JSON.parse(text) as Answer, text }
}
const HEAD = '学校,班级,学号,姓名'
const fileOf = (content: string | Uint8Array, name = 'roster.csv'): FormData => {
  const form = new FormData()
  form.append('file', new Blob([content as BlobPart]), name)
  return form
}
const preview = async (lines: string[], cookie = school) => (await ask<RosterPlan>(cookie, '/rosters/preview', fileOf([HEAD, ...lines].join('\n')))).body
const classesOf = async (cookie = school) => (await ask<RosterView>(cookie, '/campuses/c0/roster')).body.classes.map(({ class: name, pupils }) => `${name} ${pupils}`)

describe('a roster’s file', () => {
  it('says who is new, moved and gone before anything is written; takes nobody off unless it is complete', async () => {
    const lines = ['测试小学,一(2)班,2020001,学生1', '测试小学,一(1)班,2020009,新同学', '测试小学,,2020010,没有班级', '别处小学,一(1)班,2020004,学生4']
    const plan = await preview(lines)
    expect(plan.campuses).toEqual([{ id: 'c0', name: '测试小学', new: 1, moved: 1, changed: 0, same: 0, gone: 2 }])
    expect(plan.moved).toEqual([{ name: '学**', studentNo: '01', from: '测试小学 一(1)班', to: '测试小学 一(2)班' }])
    expect(plan.gone.map(({ studentNo, from }) => `${studentNo} ${from}`)).toEqual(['02 测试小学 一(1)班', '03 测试小学 二(1)班'])
    expect(plan.rejected.map(({ code }) => code)).toEqual(['missing', 'unknown-school'])
    expect(await classesOf()).toEqual(['一(1)班 2', '二(1)班 1'])
    expect((await ask<DeskAnswer>(school, '/rosters/apply', { token: plan.token, complete: false })).body).toMatchObject({ accepted: 2, problems: [] })
    expect(await classesOf()).toEqual(['一(1)班 2', '一(2)班 1', '二(1)班 1'])
    const again = await preview(lines.slice(0, 2))
    expect(again.campuses[0]).toMatchObject({ new: 0, moved: 0, same: 2, gone: 2 })
    expect((await ask<DeskAnswer>(school, '/rosters/apply', { token: again.token, complete: true })).body).toMatchObject({ accepted: 4 })
    expect(await classesOf()).toEqual(['一(1)班 1', '一(2)班 1'])
    expect((await ask(school, '/rosters/apply', { token: again.token, complete: true })).status).toBe(409)
  })

  it('a complete file takes nobody off for a row that was not taken, with a number or without', async () => {
    const plan = await preview(['测试小学,一(1)班,2020009,新同学', '测试小学,一(1)班,2020001,', '测试小学,一(1)班,,学生2'])
    expect(plan.rejected.map(({ row, code }) => `${row} ${code}`)).toEqual(['3 missing', '4 missing'])
    expect(plan.gone.map(({ studentNo }) => studentNo)).toEqual(['03'])
    await ask(school, '/rosters/apply', { token: plan.token, complete: true })
    expect(await classesOf()).toEqual(['一(1)班 3'])
  })

  it('one number for two names, or for two classes, is asked about; a row written twice is one pupil', async () => {
    const plan = await preview(['测试小学,一(1)班,2020009,甲', '测试小学,一(1)班,２０２０００９,乙', '测试小学,一(1)班,2020001,学生1', '测试小学,一(2)班,2020001,学生1', '测试小学,一(1)班,2020010,丙', '测试小学,一(1)班,2020010,丙'])
    expect(plan.rejected.map(({ row, column, code }) => `${row} ${column} ${code}`)).toEqual([2, 3, 4, 5].map((row) => `${row} 学号 number-given-twice`))
    expect(plan.campuses[0]).toMatchObject({ new: 1, moved: 0, gone: 2 })
    expect((await ask<DeskAnswer>(school, '/rosters/apply', { token: plan.token, complete: false })).body.problems).toEqual([])
    expect(await classesOf()).toEqual(['一(1)班 3', '二(1)班 1'])
  })

  it('is not applied when the rosters have changed since', async () => {
    const { token } = await preview(['测试小学,一(2)班,2020001,学生1'])
    await server.service.accept('roster', [createRosterRow(1, { class: '一(2)班' })], 'test')
    expect((await ask(school, '/rosters/apply', { token, complete: false })).status).toBe(409)
    expect((await ask(bureau, '/rosters/apply', { token, complete: false })).status).toBe(409)
  })

  it('may have its column of classes merged downwards, and staff among the pupils', async () => {
    const bytes = createXlsx({
      sheets: [inlineRows([['学校', '班级', '学号', '姓名'], ['测试小学', '三(1)班', '31', '甲'], ['测试小学', null, '32', '乙'], ['测试小学', null, '33', '丙'], ['测试小学', '教职工', 'T1', '丁老师']])],
      afterData: '<mergeCells><mergeCell ref="B2:B4"/></mergeCells>',
    })
    const plan = (await ask<RosterPlan>(school, '/rosters/preview', fileOf(bytes, 'roster.xlsx'))).body
    expect([plan.new.map(({ to }) => to), plan.rejected]).toEqual([['测试小学 三(1)班', '测试小学 三(1)班', '测试小学 三(1)班', '测试小学 教职工'], []])
    await ask(school, '/rosters/apply', { token: plan.token, complete: false })
    expect((await ask<RosterView>(school, '/campuses/c0/roster')).body).toMatchObject({ staff: 1, mayChange: true })
    expect(await classesOf()).toContain('三(1)班 3')
  })

  it('says of each pupil which half of the class it is, however the column is called; what is neither is left as it was', async () => {
    const lines = ['学校,班级,学号,姓名,AB组', '测试小学,一(1)班,2020001,学生1,B组', '测试小学,一(1)班,2020002,学生2,甲', '测试小学,二(1)班,2020003,学生3,第三组'].join('\n')
    const imported = await server.importFile('roster', 'roster.csv', new TextEncoder().encode(lines))
    expect(imported.body).toMatchObject({ accepted: 3, rejected: 0, warnings: [{ code: 'cells-passed-over' }] })
    expect(imported.body.columns.at(-1)).toEqual({ header: 'AB组', takenFor: 'half' })
    const halves = () => [0, 1, 2].map((student) => server.service.desk.context.known().registers.studentHalf.values[student])
    expect(halves()).toEqual([1, 0, 0])
    const plan = (await ask<RosterPlan>(school, '/rosters/preview', fileOf(lines.replace('甲', '乙')))).body
    expect(plan.campuses).toMatchObject([{ new: 0, moved: 0, changed: 1, same: 2 }])
    await ask(school, '/rosters/apply', { token: plan.token, complete: false })
    expect(halves()).toEqual([1, 1, 0])
  })

  it('is nobody’s but whoever keeps that school’s data', async () => {
    const teacher = await signIn(server, { role: 'class-teacher', schools: ['c0/一(1)班'] })
    expect((await ask(teacher, '/rosters/preview', fileOf(HEAD))).status).toBe(403)
    expect((await ask<RosterView>(teacher, '/campuses/c0/roster')).body).toMatchObject({ classes: [{ class: '一(1)班', pupils: 2 }], mayChange: false })
    expect((await ask(school, '/campuses/c1/roster')).status).toBe(404)
    expect((await preview(['新学校,一(1)班,1,甲'])).rejected.map(({ code }) => code)).toEqual(['unknown-school'])
    expect((await preview(['新学校,一(1)班,1,甲'], bureau)).campuses).toMatchObject([{ id: null, name: '新学校', new: 1 }])
  })
})

describe('a roster with bare class names', () => {
  it('has a class in every grade, with a code and a scope of its own; a check in any spelling of the class counts, and so does a move', async () => {
    const rows = ['一年级', '二年级', '三年级'].map((grade, index) => createRosterRow(index + 1, { grade, class: '1班' }))
    expect(await server.service.accept('roster', rows, 'test')).toMatchObject({ rejected: [] })
    expect(await classesOf()).toEqual(['一(1)班 1', '二(1)班 1', '三(1)班 1'])
    const { classes } = (await ask<LinksView>(school, '/links?campus=c0')).body
    expect(classes.map(({ grade, class: name, pupils }) => [grade, name, pupils])).toEqual([['一年级', '一(1)班', 1], ['二年级', '二(1)班', 1], ['三年级', '三(1)班', 1]])
    const teacher = await signIn(server, { role: 'class-teacher', schools: ['c0/二(1)班'] })
    expect(await classesOf(teacher)).toEqual(['二(1)班 1'])
    const submittedAt = `${DAY}T07:00:00+08:00`
    await server.post('/api/v1/feeds/school', JSON.stringify([createSchoolRow(2, { class: '1班', submittedAt }), createSchoolRow(99, { class: '三年级1班', submittedAt })]))
    expect(server.service.schoolDay('测试小学', server.service.today())!.grades.map(({ name, reported, unknown }) => [name, reported, unknown])).toEqual([['一年级', 0, 0], ['二年级', 1, 0], ['三年级', 0, 1]])
    await ask(school, '/rosters/changes', { changes: [{ id: 'move-0001', student: 's0', from: DAY, grade: '2年级', class: '1班' }] })
    expect(await classesOf()).toEqual(['二(1)班 2', '三(1)班 1'])
  })
})

describe('the years’ promotion', () => {
  const question = { campus: 'c0', from: '2020-09-01' }
  it('moves every grade up from its day and lets the last one go, once', async () => {
    const plan = (await ask<PromotionPlan>(school, '/rosters/promotion/preview', question)).body
    expect(plan).toMatchObject({ promoted: 2, leaving: 1, grades: [{ grade: '一年级', next: '二年级', pupils: 2, classes: [{ class: '一(1)班', next: '二(1)班' }] }, { grade: '二年级', next: null, pupils: 1 }] })
    expect((await ask(school, '/rosters/promotion', { ...question, token: 'another' })).status).toBe(409)
    expect((await ask<DeskAnswer>(school, '/rosters/promotion', { ...question, token: plan.token })).body).toMatchObject({ accepted: 3, problems: [] })
    expect(await classesOf()).toEqual(['一(1)班 2', '二(1)班 1'])
    server.clock.setNow(Date.parse('2020-09-01T12:00:00+08:00'))
    expect(await classesOf()).toEqual(['二(1)班 2'])
    const day = server.service.schoolDay('测试小学', server.service.today() - 100)!
    expect(day.grades.map(({ name, roster }) => [name, roster])).toEqual([['一年级', 2], ['二年级', 1]])
  })

  it('can be told otherwise, grade by grade', async () => {
    const { body } = await ask<PromotionPlan>(school, '/rosters/promotion/preview', { ...question, next: { 二年级: '三年级' } })
    expect(body).toMatchObject({ promoted: 3, leaving: 0 })
    expect((await ask(school, '/rosters/promotion/preview', { ...question, campus: 'c1' })).status).toBe(404)
    expect((await ask(school, '/rosters/promotion/preview', { ...question, from: 'soon' })).status).toBe(400)
  })

  const plan = async (more: object = {}) => (await ask<PromotionPlan>(school, '/rosters/promotion/preview', { ...question, ...more })).body
  const promote = async (more: object = {}) => (await ask<DeskAnswer>(school, '/rosters/promotion', { ...question, ...more, token: (await plan(more)).token })).body
  const inSeptember = async () => {
    server.clock.setNow(Date.parse('2020-09-01T12:00:00+08:00'))
    return classesOf()
  }

  it('sent twice changes nothing, and another one for the same day corrects it, back and forth', async () => {
    await promote()
    const again = await plan()
    expect(again).toMatchObject({ promoted: 2, leaving: 1, prepared: 3, kept: 0, changes: 0 })
    const { rev } = server.service.desk.context.known()
    expect(await promote()).toMatchObject({ accepted: 0, problems: [], rev })
    const other = { next: { 一年级: '三年级', 二年级: '四年级' } }
    expect(await plan(other)).toMatchObject({ promoted: 3, leaving: 0, changes: 3, grades: [{ grade: '一年级', classes: [{ class: '一(1)班', next: '三(1)班' }] }, { grade: '二年级' }] })
    expect(await promote(other)).toMatchObject({ accepted: 3, problems: [] })
    expect(await promote()).toMatchObject({ accepted: 3, problems: [] })
    expect(await promote(other)).toMatchObject({ accepted: 3, problems: [] })
    expect(await inSeptember()).toEqual(['三(1)班 2', '四(1)班 1'])
  })

  it('leaves those of whom somebody said otherwise for that day, and hears what was said of earlier ones', async () => {
    await promote()
    await ask(school, '/rosters/changes', { changes: [{ student: 's0', from: question.from, grade: '一年级', class: '一(9)班' }, { student: 's1', grade: '一年级', class: '一(2)班' }] })
    expect(await plan()).toMatchObject({ promoted: 1, leaving: 1, prepared: 2, kept: 1, changes: 1 })
    await promote()
    expect(await inSeptember()).toEqual(['一(9)班 1', '二(2)班 1'])
  })

  it('single pupils move and leave by id, within reach', async () => {
    const changes = [{ student: 's0', grade: '一年级', class: '一(3)班' }, { student: 's1', left: 'transferred' }, { student: 's3', left: 'other' }]
    expect((await ask<DeskAnswer>(school, '/rosters/changes', { changes })).body).toMatchObject({ accepted: 2, problems: [{ index: 2, code: 'unknown-pupil' }] })
    expect(await classesOf()).toEqual(['一(3)班 1', '二(1)班 1'])
  })
})

describe('the calendar at the desk', () => {
  const view = async (cookie = school, query = 'campus=c0&month=2020-02') => (await ask<CalendarView>(cookie, `/calendar?${query}`)).body
  const isFree = async (day: string, cookie = school) => (await view(cookie)).days.find((each) => each.day === day)?.isSchoolDay === false
  it('a school writes its own lines, the bureau those of all; each is taken back by whoever may write it', async () => {
    expect((await ask<DeskAnswer>(school, '/calendar', { rows: [{ kind: 'holiday', campus: 'c0', from: '2020-02-18' }, { kind: 'holiday', from: '2020-02-19' }, { kind: 'holiday', campus: 'c1', from: '2020-02-19' }] })).body)
      .toMatchObject({ accepted: 1, problems: [{ index: 1, code: 'not-allowed' }, { index: 2, code: 'unknown-school' }] })
    await ask(bureau, '/calendar', { rows: [{ kind: 'holiday', from: '2020-02-20', name: '全区停课' }] })
    // Asked what would be kept, nothing is.
    expect((await ask(school, '/calendar', { check: true, rows: [{ kind: 'holiday', campus: 'c0', from: '2020-02-18', grades: ['1', '2'], classes: ['1班', '3.2班'] }, { kind: 'none', classes: ['1.1班'] }, 7] })).body)
      .toEqual({ rows: [{ kind: 'holiday', campus: 'c0', from: '2020-02-18', grades: ['一年级', '二年级'], classes: ['一(1)班', '二(1)班', '三(2)班'] }, { kind: 'none', classes: ['1.1班'] }, 7] })
    expect([await isFree('2020-02-17'), await isFree('2020-02-18'), await isFree('2020-02-19'), await isFree('2020-02-20')]).toEqual([false, true, false, true])
    const { lines } = await view()
    expect(lines.map(({ kind, from, mayChange }) => [kind, from, mayChange])).toEqual([['holiday', '2020-02-18', true], ['holiday', '2020-02-20', false]])
    expect(lines[1]).toMatchObject({ name: '全区停课', by: expect.stringMatching(/^用户/) })
    expect((await ask<DeskAnswer>(school, '/calendar', { rows: [{ remove: lines[1].id }] })).body.problems.map(({ code }) => code)).toEqual(['not-allowed'])
    expect((await ask<DeskAnswer>(school, '/calendar', { rows: [{ remove: lines[0].id }] })).body).toMatchObject({ accepted: 1 })
    expect(await isFree('2020-02-18')).toBe(false)
    expect((await ask(school, '/calendar?campus=c1')).status).toBe(404)
  })
})

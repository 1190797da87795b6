import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createService } from '../../../../server/createService.ts'
import { feedsOf } from '../../../../server/feeds/index.ts'
import type { SchoolRow } from '../../../../server/feeds/rows.ts'
import { DEFAULT_PACK } from '../../../../server/packs/index.ts'
import type { AlertQuery } from '../../../../server/school/alerts/alerts.ts'
import { GroupChangedError } from '../../../../server/school/alerts/alerts.ts'
import { checkAnswers } from '../../../../server/school/links/checkAnswers.ts'
import { createOfficer } from '../../../fixtures/createOfficer.ts'
import { createHouseholdRow, createLedger, createPersonRow, createRosterRow, createSchoolRow, createTestService, type TestService } from '../../../fixtures/createTestService.ts'

const DAY = '2020-02-17'
const CLASSES = ['一(1)班', '一(2)班', '一(3)班', '一(4)班', '一(5)班', '一(6)班', '一(7)班', '一(8)班', '一(9)班', '一(10)班', '二(1)班']
let test: TestService
const bureau = createOfficer({ id: 'a1', role: 'bureau-officer', places: [], schools: ['all'] })
const doctor = createOfficer({ id: 'a2', role: 'school-doctor', places: [], schools: ['c0'] })
const teacher = createOfficer({ id: 'a3', role: 'class-teacher', places: [], schools: ['c0/一(1)班'] })
const duty = createOfficer({ id: 'a4', role: 'duty-teacher', places: [], schools: ['c0'] })

const classOf = (student: number): string => CLASSES[Math.floor((student - 1) / 40)]
const roster = (student: number) => createRosterRow(student, { class: classOf(student), grade: classOf(student).startsWith('一') ? '一年级' : '二年级', address: student <= 6 ? `测试新村1号${Math.ceil(student / 2)}0${2 - (student % 2)}室` : '' })
const check = (student: number, row: Partial<SchoolRow> & Record<string, unknown> = {}) => createSchoolRow(student, { class: classOf(student), submittedAt: `${DAY}T07:00:00+08:00`, ...row })
const alerts = () => test.service.school.alerts
const settled = async () => alerts().settled()
async function send(kind: 'school' | 'household' | 'gate' | 'roster', rows: unknown[]): Promise<void> {
  const { rejected } = await test.service.accept(kind, rows, 'test')
  expect(rejected).toEqual([])
  await settled()
}
const list = (filter: AlertQuery['filter'] = 'all', user = bureau) => alerts().list(user, { filter, rule: null, campus: null, after: null }).alerts
const rulesOf = (user = bureau) => list('all', user).map(({ rule }) => rule)
const one = (rule: string, user = bureau) => list('all', user).find((alert) => alert.rule === rule)!
async function step(id: string, ...steps: Record<string, unknown>[]) {
  const answer = await alerts().step(bureau, id, steps, undefined, 'zh-CN')
  expect(answer!.problems).toEqual([])
}
const figures = () => test.service.schoolDay('测试小学', test.service.today())!
const tagsOf = (room: string): string[] => test.service.units({ compound: '测试新村', building: '1号', room }, {}, 'zh-CN')[0].tags
const at = (time: string, day = DAY) => test.clock.setNow(Date.parse(`${day}T${time}:00+08:00`))

beforeEach(async () => {
  test = await createTestService({ day: DAY })
  at('07:05')
  await test.service.accept('units', createLedger(), 'test')
  await test.service.accept('regions', [{ region: '湖北', level: 'key', from: '2020-01-27' }, { region: '温州', level: 'concern', from: '2020-02-04' }], 'test')
  await send('roster', Array.from({ length: 440 }, (_, index) => roster(index + 1)))
  // The layout is made anew when somebody looks, or when an import has paused.
  test.service.places()
})
afterEach(() => test.remove())

describe('an alert', () => {
  it('opens at once for each reason, masked, with what it is about', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1, symptoms: ['咳嗽'] }), check(2), check(3, { household: [{ relation: '母亲', healthCode: 'yellow' }] })])
    expect(rulesOf()).toEqual(['fever', 'symptom', 'home-code'])
    expect(one('fever')).toMatchObject({
      state: 'open', level: 0, overdue: false, class: '一(1)班', grade: '一年级', day: DAY, details: { celsius: 38.1, limit: 37.3 }, grouped: 0, group: null, verdict: null,
      campus: { id: 'c0', name: '测试小学' }, pupil: { name: '学**', studentNo: '01' }, what: { 'zh-CN': '体温 38.1 ℃，上限 37.3 ℃' },
    })
    expect(JSON.stringify(list())).not.toMatch(/学生1|2020001/)
  })

  it('of a pupil and a day there is one for each rule, however often it is reported', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1 })])
    await send('school', [check(1, { temperatureCelsius: 38.4, submittedAt: `${DAY}T07:03:00+08:00` }), check(1, { temperatureCelsius: 38.5, submittedAt: `${DAY}T07:04:00+08:00` })])
    expect(rulesOf()).toEqual(['fever'])
  })

  it('found to be none, another check later opens another; found true it does not', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1 }), check(41, { temperatureCelsius: 38.1 })])
    const [first, second] = list()
    await step(first.id, { act: 'verify', verdict: 'data-error' }, { act: 'close' })
    await step(second.id, { act: 'verify', verdict: 'true' }, { act: 'close' })
    await send('school', [check(1, { temperatureCelsius: 38.9, submittedAt: `${DAY}T07:04:00+08:00` }), check(41, { temperatureCelsius: 38.9, submittedAt: `${DAY}T07:04:00+08:00` })])
    expect(list('todo').map(({ pupil, details }) => [pupil!.studentNo, details.celsius])).toEqual([['01', 38.9]])
  })

  it('of a code, a contact or a journey that was a false alarm stays settled when a correction says it again; another code, another person is news', async () => {
    const mother = { relation: '母亲', healthCode: 'red' as const }
    const told: Partial<SchoolRow> = { healthCode: 'red', contact: 'region', travelledTo: '湖北武汉', household: [mother, { relation: '父亲', healthCode: 'green', travelledTo: '温州' }] }
    await send('school', [check(1, { temperatureCelsius: 3.65, ...told })])
    const first = list()
    expect(first.map(({ rule }) => rule).sort()).toEqual(['contact', 'home-code', 'own-code', 'travel'])
    for (const { id } of first) await step(id, { act: 'verify', verdict: 'false-alarm' }, { act: 'close' })
    let minute = 5
    const again = async (changes: Record<string, unknown>): Promise<string[]> => {
      const before = new Set(list().map(({ id }) => id))
      await send('school', [check(1, { ...told, by: 'teacher', submittedAt: `${DAY}T07:0${minute++}:00+08:00`, ...changes })])
      return list('todo').filter(({ id }) => !before.has(id)).map(({ rule, details }) => `${rule} ${details.code ?? details.contact ?? details.region}`)
    }
    at('07:10')
    expect(await again({})).toEqual([])
    expect(await again({ by: 'gate', household: [{ relation: '父亲', healthCode: 'green', travelledTo: '温州' }, mother], contact: 'none' })).toEqual([])
    expect(await again({ healthCode: 'yellow', contact: 'confirmed' })).toEqual(['own-code yellow', 'contact confirmed'])
    expect(await again({ household: [mother, { relation: '父亲', healthCode: 'red' }] })).toEqual(['home-code red'])
    // Nor does it open anew when the process begins again.
    const size = list().length
    test = await test.reopen()
    await settled()
    expect(list()).toHaveLength(size)
  })

  it('of a code that was a data error opens anew when it is said again, not when a gate has only kept it', async () => {
    const household = [{ relation: '母亲', healthCode: 'red' as const }]
    await send('school', [check(1, { household })])
    await step(one('home-code').id, { act: 'verify', verdict: 'data-error' }, { act: 'close' })
    await send('school', [check(1, { household, by: 'gate', submittedAt: `${DAY}T07:03:00+08:00` })])
    expect(list('todo')).toEqual([])
    await send('school', [check(1, { household, by: 'parent', submittedAt: `${DAY}T07:04:00+08:00` })])
    expect(list('todo').map(({ rule }) => rule)).toEqual(['home-code'])
  })

  it('names the checks that are to be read: what gave the reason, else what the pupil’s day began with; a gate reading is none', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1, contact: 'region', note: '学生1 已在家' })])
    await send('gate', [{ measuredAt: `${DAY}T07:02:00+08:00`, device: '东门', school: '测试小学', studentNo: '2020002', temperatureCelsius: 38.6, direction: 'in' }])
    const checksOf = (studentNo: string, rule: string) => alerts().detail(bureau, list().find((alert) => alert.pupil!.studentNo === studentNo && alert.rule === rule)!.id)!.checks
    const [seq] = checksOf('01', 'fever')
    const { form, answers } = checkAnswers(test.service.desk.context, seq)
    expect(form).toBeNull()
    expect(answers.map(({ label, value }) => `${label['zh-CN']}：${value['zh-CN']}`)).toEqual(['今天早上的体温（℃）：38.1', '14 天内有没有接触：来自疫情重点地区的人', '需要说明的事（可不填）：… 已在家'])
    expect(checksOf('02', 'fever')).toEqual([])
    await send('school', [check(2)])
    expect(checksOf('02', 'fever')).toHaveLength(1)
  })

  it('opens when a region is listed that somebody reported this morning, by what stands of each pupil, once', async () => {
    await send('school', [
      check(1, { travelled: true, travelledTo: '江苏盐城' }), check(2, { household: [{ travelled: true, travelledTo: '盐城响水' }] }), check(3, { whereNow: 'elsewhere', regionNow: '江苏盐城' }), check(4, { temperatureCelsius: 38.1, travelled: true, travelledTo: '江苏南京' }),
      check(5, { travelled: true, travelledTo: '江苏盐城' }), check(6, { submittedAt: '2020-02-14T07:00:00+08:00', travelled: true, travelledTo: '江苏盐城' }),
    ])
    await send('school', [check(5, { travelled: false, submittedAt: `${DAY}T07:03:00+08:00` })])
    expect(rulesOf()).toEqual(['fever'])
    at('08:00')
    const listed = { region: '江苏盐城', level: 'key', from: DAY }
    await test.service.accept('regions', [listed], 'test')
    await settled()
    expect(list().filter(({ rule }) => rule === 'travel').map(({ pupil, details }) => [pupil!.studentNo, details.who])).toEqual([['01', 'pupil'], ['02', 'home'], ['03', 'pupil']])
    await step(one('travel').id, { act: 'verify', verdict: 'false-alarm' }, { act: 'close' })
    await test.service.accept('regions', [{ region: '江苏连云港', level: 'key', from: DAY }], 'test')
    test = await test.reopen()
    await settled()
    expect(rulesOf().sort()).toEqual(['fever', 'travel', 'travel', 'travel'])
  })

  it('of last week is nobody’s work any more', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1, submittedAt: '2020-02-12T07:00:00+08:00' })])
    expect(list()).toEqual([])
  })

  it('is heard of by role and scope, and elsewhere does not exist', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1 }), check(2, { symptoms: ['腹泻'] }), check(45, { temperatureCelsius: 38.2 })])
    expect(rulesOf(teacher)).toEqual(['fever', 'symptom'])
    expect(rulesOf(duty)).toEqual(['fever', 'fever', 'symptom'])
    expect(list('all', doctor)).toHaveLength(3)
    const other = one('fever', duty).pupil!.studentNo === '45' ? one('fever', duty) : list('all', duty)[1]
    expect(alerts().detail(teacher, other.id)).toBeNull()
    expect(await alerts().step(teacher, other.id, [{ act: 'acknowledge' }], undefined, 'zh-CN')).toBeNull()
    expect(alerts().list(teacher, { filter: 'all', rule: null, campus: null, after: null }).counts.all).toBe(2)
    expect(list('all', createOfficer({ role: 'class-teacher', places: [], schools: [] }))).toEqual([])
  })

  it('is opened after a restart when the process ended in between, and never twice', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1 })])
    // As if it had ended after the check was on disk and before the alert was.
    const { service } = test
    const before = service.readMeta('alerts-followed')
    await test.service.accept('school', [check(2, { temperatureCelsius: 38.2 })], 'test')
    await settled()
    test = await test.reopen()
    test.service.writeMeta('alerts-followed', before ?? '0')
    test = await test.reopen()
    await settled()
    expect(rulesOf()).toEqual(['fever', 'fever'])
  })
})

describe('a service that is not ready yet', () => {
  it('alerts nobody while a town is laid or a history is read in; then of today only what still holds', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'liuse-alerts-'))
    const service = await createService({ dataFolder: folder, clock: test.clock, zone: 'Asia/Shanghai', pack: DEFAULT_PACK, feeds: feedsOf(DEFAULT_PACK), demo: false })
    const book = () => service.desk.context.known().alertBook
    await service.accept('units', createLedger(), 'test')
    await service.accept('regions', [{ region: '温州', level: 'concern', from: '2020-01-04' }], 'test')
    await service.accept('roster', [createRosterRow(1), createRosterRow(3, { address: '测试新村1号201室' })], 'test')
    service.places()
    const away = (person: number, room: string, more: object = {}) => createPersonRow(person, { room, state: 'returned', origin: '浙江温州', returnedOn: '2020-02-01', registeredOn: '2020-02-02', ...more })
    await service.accept('household', [away(1, '101'), away(2, '201')], 'test')
    await service.accept('school', [createSchoolRow(1, { temperatureCelsius: 38.5, submittedAt: `${DAY}T06:50:00+08:00` })], 'test')
    await service.accept('household', [away(1, '101', { registeredOn: '2020-02-16', releasedOn: '2020-02-16' })], 'test')
    await service.school.alerts.settled()
    expect(book().alerts).toEqual([])
    service.setReady(true)
    await service.school.alerts.settled()
    expect(book().alerts.map(({ rule, students }) => [rule, students]).sort()).toEqual([['fever', [0]], ['home', [1]]])
    await service.close()
    rmSync(folder, { recursive: true })
  })
})

describe('working it off', () => {
  it('acknowledge, assign, verify, close; each step with its author and its note masked; audited', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1 })])
    const { id, seq } = one('fever')
    await test.service.accounts.lay({ login: 'wang', name: '王医生', role: 'school-doctor', scope: { places: [], schools: ['c0'] } }, 'a-long-password-of-the-tests', false)
    const colleague = alerts().detail(bureau, id)!.colleagues
    expect(colleague).toMatchObject([{ name: '王医生' }])
    const answer = await alerts().step(bureau, id, [{ act: 'acknowledge' }], seq, 'zh-CN')
    expect(answer).toMatchObject({ accepted: 1, problems: [] })
    await step(id, { act: 'assign', to: colleague[0].id })
    await step(id, { act: 'verify', verdict: 'true', note: '学生1 家长 13912345678 说已就医' })
    const { alert } = alerts().detail(bureau, id)!
    expect(alert).toMatchObject({ state: 'verified', verdict: 'true', assignedTo: { name: '王医生' } })
    expect(alert.steps.map(({ act, word }) => [act, word])).toEqual([['acknowledge', ''], ['assign', '王医生'], ['verify', 'true']])
    expect(alert.steps[2].note).toContain('说已就医')
    expect(alert.steps[2].note).not.toMatch(/学生1|13912345678/)
    await step(id, { act: 'close' })
    expect(list('todo')).toEqual([])
    expect(test.service.audit.list({ action: 'alert' }).map(({ account, details }) => [account, details.acts])).toEqual([['a1', 'close'], ['a1', 'verify'], ['a1', 'assign'], ['a1', 'acknowledge']])
  })

  it('whoever has not seen the newest step is told, and nothing is overwritten', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1 })])
    const { id, seq } = one('fever')
    const answers = await Promise.all([bureau, doctor].map((user) => alerts().step(user, id, [{ act: 'verify', verdict: user === bureau ? 'true' : 'data-error' }], seq, 'zh-CN')))
    expect(answers.map((answer) => answer!.problems.map(({ code }) => code))).toEqual([[], ['alert-changed']])
    expect(one('fever').verdict).toBe('true')
  })

  it.each([
    [[{ act: 'close' }], 'verdict-needed'],
    [[{ act: 'pass-on' }], 'not-verified'],
    [[{ act: 'verify', verdict: 'false-alarm' }, { act: 'pass-on' }], 'not-verified'],
    [[{ act: 'acknowledge' }, { act: 'acknowledge' }], 'already-acknowledged'],
    [[{ act: 'assign', to: 'a99' }], 'unknown-account'],
    [[{ act: 'climb', level: 1 }], 'unknown-value'],
    [[{ act: 'open' }], 'unknown-value'],
    [[{ act: 'group', group: 'k0' }], 'unknown-value'],
    [[{ act: 'close', why: 'home-released' }], 'verdict-needed'],
    [[], 'too-many'],
    [['x'], 'unknown-value'],
  ])('%j is refused: %s', async (steps, code) => {
    await send('school', [check(1, { temperatureCelsius: 38.1 })])
    const answer = await alerts().step(bureau, one('fever').id, steps, undefined, 'zh-CN')
    expect(answer!.problems.map((problem) => problem.code)).toEqual([code])
  })

  it('only who may passes on', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1 })])
    const answer = await alerts().step(teacher, one('fever').id, [{ act: 'verify', verdict: 'true' }, { act: 'pass-on' }], undefined, 'en')
    expect(answer!.problems.map(({ code }) => code)).toEqual(['not-allowed'])
    expect(one('fever').state).toBe('open')
  })
})

describe('a data error', () => {
  it('corrects the day’s figures and erases nothing', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1 }), check(2, { temperatureCelsius: 37.9, symptoms: ['咳嗽'] }), check(3)])
    expect(figures()).toMatchObject({ reported: 3, abnormal: 2 })
    await step(list().find(({ pupil, rule }) => pupil!.studentNo === '01' && rule === 'fever')!.id, { act: 'verify', verdict: 'data-error' })
    await step(list().find(({ pupil, rule }) => pupil!.studentNo === '02' && rule === 'fever')!.id, { act: 'verify', verdict: 'data-error' })
    // The second one still coughs.
    expect(figures()).toMatchObject({ reported: 3, onTime: 3, abnormal: 1 })
    test = await test.reopen()
    expect(figures()).toMatchObject({ reported: 3, abnormal: 1 })
    // Taken back, it counts again.
    await step(list().find(({ pupil, rule }) => pupil!.studentNo === '01' && rule === 'fever')!.id, { act: 'verify', verdict: 'true' })
    expect(figures().abnormal).toBe(2)
  })

  it('takes what the other parent sent with it', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1 }), check(1, { temperatureCelsius: 38.6, submittedAt: `${DAY}T07:02:00+08:00` })])
    expect(figures().abnormal).toBe(1)
    await step(one('fever').id, { act: 'verify', verdict: 'data-error' })
    expect(figures()).toMatchObject({ abnormal: 0, reported: 1 })
  })
})

describe('the home', () => {
  it('bears the tag until the alert is settled, not only for the day', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1 })])
    expect(tagsOf('101')).toContain('school-alert')
    at('07:00', '2020-02-18')
    expect(tagsOf('101')).toContain('school-alert')
    test = await test.reopen()
    expect(tagsOf('101')).toContain('school-alert')
    const { id } = one('fever')
    await step(id, { act: 'verify', verdict: 'true' })
    expect(tagsOf('101')).toContain('school-alert')
    await step(id, { act: 'close' })
    expect(tagsOf('101')).not.toContain('school-alert')
  })

  it.each([
    ['a household’s report', async () => send('household', [createPersonRow(1, { room: '302', state: 'stayed' })])],
    ['the register of residents', async () => void await test.service.accept('residents', [{ compound: '测试新村', building: '1号', room: '302', name: '测试1', idNumber: createPersonRow(1).idNumber, phone: '' }], 'test')],
  ])('is known by the identity number also when %s comes after the roster', async (_, tell) => {
    await send('roster', [roster(7), createRosterRow(7, { class: '一(1)班', name: '测试1', idNumber: createPersonRow(1).idNumber, address: '' })])
    await send('school', [check(7, { name: '测试1', temperatureCelsius: 38.1 })])
    await tell()
    test.service.places()
    expect(test.service.school.boards.unmatched(bureau, null).pupils.map(({ id }) => id)).not.toContain('s6')
    expect(tagsOf('302')).toContain('school-alert')
    test = await test.reopen()
    expect(tagsOf('302')).toContain('school-alert')
    // Somebody else of that home comes back from where it is red.
    await send('household', [createPersonRow(2, { room: '302', state: 'returned', origin: '湖北', returnedOn: '2020-02-15', registeredOn: '2020-02-17' })])
    expect(list().filter(({ rule }) => rule === 'home').map(({ pupil }) => pupil!.studentNo)).toContain('07')
  })

  it('loses it with a false alarm; as known then it still has it', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1 })])
    const rev = test.service.rev()
    await step(one('fever').id, { act: 'verify', verdict: 'false-alarm' })
    expect(tagsOf('101')).not.toContain('school-alert')
    expect(test.service.units({ compound: '测试新村', building: '1号', room: '101' }, { rev }, 'zh-CN')[0].tags).toContain('school-alert')
  })

  it('red or orange, it alerts its pupils before the gate opens, and lets go when it is released', async () => {
    await send('household', [createPersonRow(1, { room: '101', state: 'returned', origin: '浙江温州', returnedOn: '2020-02-14', registeredOn: '2020-02-16' })])
    expect(list().map(({ rule, pupil }) => [rule, pupil!.studentNo])).toEqual([['home', '01']])
    // The school learns that there is one, not why.
    expect(one('home').details).toEqual({})
    await send('household', [createPersonRow(2, { room: '101', state: 'stayed' })])
    expect(list()).toHaveLength(1)
    await step(one('home').id, { act: 'verify', verdict: 'true' }, { act: 'close' })
    await send('household', [createPersonRow(3, { room: '101', state: 'stayed' })])
    expect(list('todo')).toEqual([])
    // Somebody comes home from elsewhere: red now.
    await send('household', [createPersonRow(2, { room: '101', state: 'returned', origin: '湖北', returnedOn: '2020-02-15', registeredOn: '2020-02-17' })])
    expect(list('todo').map(({ rule }) => rule)).toEqual(['home'])
    for (const person of [1, 2]) await send('household', [createPersonRow(person, { room: '101', state: 'returned', origin: person === 1 ? '浙江温州' : '湖北', returnedOn: person === 1 ? '2020-02-14' : '2020-02-15', releasedOn: '2020-02-17', registeredOn: '2020-02-17' })])
    expect(list('todo')).toEqual([])
  })

  it('has its alerts side by side, each with its own state: what happened by the first of them, what stands behind; of a home a reader sees only what the scope has', async () => {
    // Brothers in two classes and a sister, of one home; somebody of another class comes in between.
    const inHome = (student: number, className: string) => createRosterRow(student, { class: className, grade: '一年级', address: '测试新村1号101室' })
    await send('roster', [inHome(1, '一(1)班'), inHome(42, '一(2)班'), inHome(43, '一(2)班')])
    test.service.places()
    await send('household', [createPersonRow(1, { room: '101', state: 'returned', origin: '浙江温州', returnedOn: '2020-02-14', registeredOn: '2020-02-16' }), createPersonRow(2, { room: '102', state: 'returned', origin: '湖北', returnedOn: '2020-02-14', registeredOn: '2020-02-16' })])
    await send('school', [check(3, { temperatureCelsius: 38 }), check(42, { temperatureCelsius: 38.2 }), check(5, { symptoms: ['咳嗽'] }), check(1, { symptoms: ['腹泻'] })])
    const shown = (user = bureau, filter: AlertQuery['filter'] = 'todo') => {
      const lines = list(filter, user)
      return lines.map(({ rule, pupil, home }) => `${rule} ${pupil!.studentNo} ${home === null ? '-' : lines.findIndex(({ id }) => id === home)}`)
    }
    // Homes under management stay behind all that has happened: between the two there is no home.
    expect(shown()).toEqual(['fever 03 -', 'fever 42 1', 'symptom 01 1', 'symptom 05 -', 'home 01 4', 'home 42 4', 'home 43 4', 'home 02 -'])
    expect(shown(teacher)).toEqual(['fever 03 -', 'symptom 05 -', 'symptom 01 -', 'home 01 -', 'home 02 -'])
    expect(JSON.stringify(list('todo', teacher))).not.toMatch(/"42"|"43"|"u\d/)
    // One is closed, the others are as they were.
    const brother = list('todo').find(({ rule, pupil }) => rule === 'fever' && pupil!.studentNo === '42')!
    await step(brother.id, { act: 'verify', verdict: 'false-alarm' }, { act: 'close' })
    expect(shown()).toEqual(['fever 03 -', 'symptom 05 -', 'symptom 01 -', 'home 01 3', 'home 42 3', 'home 43 3', 'home 02 -'])
    await step(list('todo')[4]!.id, { act: 'acknowledge' })
    expect(shown()).toEqual(['fever 03 -', 'symptom 05 -', 'symptom 01 -', 'home 01 3', 'home 43 3', 'home 02 -'])
    expect(shown(bureau, 'closed')).toEqual(['fever 42 -'])
  })

  it('alerts also for a list of regions that changes, and for a roster that comes later', async () => {
    await send('household', [createPersonRow(1, { room: '101', state: 'returned', origin: '江苏盐城', returnedOn: '2020-02-14', registeredOn: '2020-02-16' }), createPersonRow(2, { room: '302', building: '2号', state: 'returned', origin: '湖北', returnedOn: '2020-02-14', registeredOn: '2020-02-16' })])
    expect(list()).toEqual([])
    await test.service.accept('regions', [{ region: '盐城', level: 'concern', from: '2020-02-10' }], 'test')
    await settled()
    expect(list().map(({ pupil }) => pupil!.studentNo)).toEqual(['01'])
    await send('roster', [createRosterRow(990, { address: '测试新村2号302室' })])
    test.service.places()
    await settled()
    expect(list().map(({ pupil }) => pupil!.studentNo).sort()).toEqual(['01', '90'])
  })

  it('once seen rests until the home changes: nothing to do, nothing due, and always behind what has happened', async () => {
    const home = (person: number, room: string, origin: string) => createPersonRow(person, { room, state: 'returned', origin, returnedOn: '2020-02-14', registeredOn: '2020-02-16' })
    await send('household', [home(1, '101', '浙江温州'), home(2, '102', '湖北'), home(3, '202', '湖北')])
    await send('school', [check(6, { symptoms: ['腹泻'] }), check(5, { household: [{ relation: '母亲', healthCode: 'yellow' }] })])
    expect(list('todo').map(({ rule }) => rule)).toEqual(['symptom', 'home', 'home', 'home', 'home-code'])
    expect(list('standing').map(({ isStanding }) => isStanding)).toEqual([true, true, true, true])
    for (const { id, rule } of list('standing')) if (rule === 'home') await step(id, { act: 'acknowledge' })
    const { counts } = alerts().list(bureau, { filter: 'todo', rule: null, campus: null, after: null })
    expect([list('todo').map(({ rule }) => rule), counts.standing, counts.todo, counts.acknowledged]).toEqual([['symptom', 'home-code'], 4, 2, 3])
    expect(alerts().counts(bureau)).toEqual([{ campus: 'c0', open: 2, todo: 2, overdue: 0 }])
    // Hours later, overdue and climbed: still behind the stomach ache, and nothing is due of what rests.
    for (const time of ['07:21', '07:37', '08:10', '11:10', '15:15', '19:20']) {
      at(time)
      alerts().climb()
      await settled()
    }
    expect([list('mine'), list('overdue')].map((alert) => alert.map(({ rule, level }) => `${rule} ${level}`))).toEqual([['symptom 3', 'home-code 3'], ['symptom 3']])
    expect(list('standing').filter(({ rule }) => rule === 'home').map(({ dueAt, level }) => [dueAt, level])).toEqual([[null, 0], [null, 0], [null, 0]])
    // The orange home turns red: told anew, in one line.
    await send('household', [createPersonRow(4, { room: '101', state: 'returned', origin: '湖北', returnedOn: '2020-02-15', registeredOn: DAY })])
    expect(list('todo').map(({ rule, pupil }) => `${rule} ${pupil!.studentNo}`)).toEqual(['symptom 06', 'home 01', 'home-code 05'])
    expect(list('standing').filter(({ pupil }) => pupil!.studentNo === '01')).toHaveLength(1)
  })

  it('whose code a parent says every morning is one line; seen, it ends by itself when it is said no longer, and another code is told anew', async () => {
    const says = async (day: string, ...codes: string[]) => {
      at('07:05', day)
      await send('school', [check(1, { submittedAt: `${day}T07:00:00+08:00`, household: codes.map((healthCode, i) => ({ relation: ['母亲', '父亲'][i], healthCode: healthCode as 'red' })) })])
      return list().filter(({ state }) => state !== 'closed').map(({ details, state }) => `${details.code} ${details.people} ${state}`)
    }
    expect(await says(DAY, 'yellow')).toEqual(['yellow 1 open'])
    expect(await says('2020-02-18', 'yellow')).toEqual(['yellow 1 open'])
    await step(one('home-code').id, { act: 'acknowledge' })
    expect(await says('2020-02-19', 'yellow', 'green')).toEqual(['yellow 1 acknowledged'])
    test = await test.reopen()
    await settled()
    expect(await says('2020-02-20', 'yellow', 'yellow')).toEqual(['yellow 2 open'])
    await step(list('todo')[0].id, { act: 'acknowledge' })
    expect(await says('2020-02-21', 'green', 'yellow')).toEqual(['yellow 2 acknowledged'])
    expect(await says('2020-02-22', 'green', 'green')).toEqual([])
    expect(await says('2020-02-24', 'yellow')).toEqual(['yellow 1 open'])
  })

  it('green ones alert nobody', async () => {
    await send('household', [createHouseholdRow({ room: '101' })])
    expect(list()).toEqual([])
  })
})

describe('a cluster', () => {
  const day = (date: string, student: number, symptoms: string[]) => {
    at('07:05', date)
    return send('school', [check(student, { symptoms, submittedAt: `${date}T07:00:00+08:00` })])
  }
  it('of three pupils of one class with one symptom in three days stands for their alerts', async () => {
    await day('2020-02-17', 1, ['咳嗽'])
    await day('2020-02-18', 2, ['干咳', '头痛'])
    expect(rulesOf()).toEqual(['symptom', 'symptom'])
    await day('2020-02-19', 3, ['有点咳嗽'])
    expect(rulesOf()).toEqual(['cluster'])
    expect(one('cluster')).toMatchObject({ grouped: 3, pupil: null, class: '一(1)班', what: { 'zh-CN': '3 天内 3 名学生咳嗽' } })
    expect(alerts().detail(teacher, one('cluster').id)!.members.map(({ rule }) => rule)).toEqual(['symptom', 'symptom', 'symptom'])
    // A fourth goes with them.
    await day('2020-02-20', 4, ['咳嗽'])
    expect(rulesOf()).toEqual(['cluster'])
    expect(one('cluster')).toMatchObject({ grouped: 4, what: { 'zh-CN': '3 天内 3 名学生咳嗽；现 4 人', en: '3 pupils within 3 days: cough; 4 by now' } })
    // Their homes keep the tag.
    expect(tagsOf('101')).toContain('school-alert')
  })
  it('is none across classes, across four days, or of different symptoms', async () => {
    await day('2020-02-17', 1, ['咳嗽'])
    await day('2020-02-17', 41, ['咳嗽'])
    await day('2020-02-18', 2, ['呕吐'])
    await day('2020-02-20', 3, ['咳嗽'])
    await day('2020-02-20', 4, ['咳嗽'])
    expect(rulesOf()).not.toContain('cluster')
  })
  it('is seen across a restart', async () => {
    await day('2020-02-17', 1, ['咳嗽'])
    await day('2020-02-18', 2, ['咳嗽'])
    test = await test.reopen()
    await day('2020-02-19', 3, ['咳嗽'])
    expect(rulesOf()).toEqual(['cluster'])
  })
})

describe('coming back', () => {
  const gate = (student: number, measuredAt: string) => ({ measuredAt, device: 'gate-1', school: '测试小学', studentNo: String(2020000 + student), temperatureCelsius: 36.4, direction: 'in' })
  it('before 48 hours without symptoms alerts at the gate', async () => {
    await send('school', [check(1, { symptoms: ['咳嗽'] })])
    at('08:00', '2020-02-18')
    await send('gate', [gate(1, '2020-02-18T07:40:00+08:00'), gate(2, '2020-02-18T07:40:00+08:00')])
    expect(one('back-early')).toMatchObject({ pupil: { studentNo: '01' }, details: { hours: 24 } })
    expect(list().filter(({ rule }) => rule === 'back-early')).toHaveLength(1)
  })
  it('after them it does not; a cough that was none keeps nobody away', async () => {
    await send('school', [check(1, { symptoms: ['咳嗽'] }), check(41, { symptoms: ['咳嗽'] })])
    await step(list().find(({ pupil }) => pupil!.studentNo === '41')!.id, { act: 'verify', verdict: 'false-alarm' })
    at('08:00', '2020-02-18')
    await send('gate', [gate(41, '2020-02-18T07:40:00+08:00')])
    at('08:00', '2020-02-19')
    await send('gate', [gate(1, '2020-02-19T07:40:00+08:00')])
    expect(rulesOf()).not.toContain('back-early')
  })
  it('counts from the end of symptoms that somebody recorded', async () => {
    await send('school', [check(1, { symptoms: ['咳嗽'] })])
    const student = one('symptom').pupil!.id
    at('08:00', '2020-02-19')
    const { rejected } = await test.service.accept('recovery' as 'school', [{ student, endedAt: '2020-02-18T18:00:00+08:00' }], 'a1')
    expect(rejected).toEqual([])
    at('08:00', '2020-02-20')
    await send('gate', [gate(1, '2020-02-20T07:40:00+08:00')])
    expect(one('back-early')).toMatchObject({ details: { hours: 37 } })
  })
})

describe('a storm', () => {
  const storm = (from: number, to: number, minute = '07:01') =>
    Array.from({ length: to - from + 1 }, (_, at) => ({ measuredAt: `${DAY}T${minute}:${String(at % 60).padStart(2, '0')}+08:00`, device: 'gate-3', school: '测试小学', studentNo: String(2020000 + from + at), temperatureCelsius: 38.5, direction: 'in' }))

  it('of 400 fevers in a minute of one thermometer is one device fault; a real fever of another class stays in sight', async () => {
    await Promise.all([send('gate', storm(1, 400)), send('school', [check(405, { temperatureCelsius: 38.9, submittedAt: `${DAY}T07:01:20+08:00`, by: 'parent' })]), send('gate', [{ ...storm(406, 406)[0], device: 'gate-1' }])])
    expect(list().map(({ rule, pupil, grouped }) => [rule, pupil?.studentNo ?? null, grouped])).toEqual([['device-fault', null, 400], ['fever', '05', 0], ['fever', '06', 0]])
    expect(one('device-fault')).toMatchObject({ details: { pupils: 9, readings: 15, device: 'gate-3' }, campus: { id: 'c0' } })
    // What a broken device says lays no tag on anybody's home.
    expect(tagsOf('101')).not.toContain('school-alert')
  })

  const reading = (student: number, temperatureCelsius: number, second: number, row: Record<string, unknown> = {}) =>
    ({ measuredAt: new Date(Date.parse(`${DAY}T07:01:00+08:00`) + second * 1000).toISOString(), device: 'gate-3', school: '测试小学', studentNo: String(2020000 + student), temperatureCelsius, direction: 'in', ...row })

  it('of a thermometer that names nobody is a device fault all the same; nobody has an alert by it', async () => {
    await send('gate', Array.from({ length: 400 }, (_, at) => reading(0, 39.2, at % 60, { studentNo: undefined, card: `unknown-${at}` })))
    expect(list().map(({ rule, pupil, grouped, details }) => [rule, pupil, grouped, details.device])).toEqual([['device-fault', null, 0, 'gate-3']])
    test = await test.reopen()
    await send('gate', [reading(0, 39.2, 70, { studentNo: undefined, card: 'one-more' })])
    expect(list()).toHaveLength(1)
  })

  it('of a thermometer that sees a fever every 8 seconds, three of four, is one device fault; the earlier ones are drawn in', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => reading(at + 1, at % 4 === 3 ? 36.5 : 38.6, at * 8))
    for (const row of rows.slice(0, 12)) await send('gate', [row])
    expect(list().map(({ rule, grouped, what }) => [rule, grouped, what['zh-CN']])).toEqual([['device-fault', 9, 'gate-3：最近 15 次测温中已有 9 人发热，疑为设备故障']])
    await send('gate', rows.slice(12))
    expect(list().map(({ rule, grouped }) => [rule, grouped])).toEqual([['device-fault', 30]])
  })

  it('of a thermometer that mostly sees nothing there is none, nor of one pupil who is measured again and again', async () => {
    await send('gate', Array.from({ length: 40 }, (_, at) => reading(at + 1, at % 2 === 0 ? 38.6 : 36.5, at * 8)))
    await send('gate', Array.from({ length: 15 }, (_, at) => reading(50, 38.6, at * 8, { device: 'gate-1' })))
    expect(new Set(rulesOf())).toEqual(new Set(['fever']))
    expect(list()).toHaveLength(21)
  })

  it('is the same when it comes row by row, and goes on after a restart', async () => {
    const rows = storm(1, 40)
    for (const row of rows.slice(0, 20)) await send('gate', [row])
    expect(list().map(({ rule, grouped }) => [rule, grouped])).toEqual([['device-fault', 20]])
    test = await test.reopen()
    for (const row of rows.slice(20)) await send('gate', [row])
    expect(list().map(({ rule, grouped }) => [rule, grouped])).toEqual([['device-fault', 40]])
  })

  const fevers = (from: number, to: number, row: Record<string, unknown> = {}) => Array.from({ length: to - from + 1 }, (_, at) => check(from + at, { temperatureCelsius: 38.5, submittedAt: `${DAY}T07:01:${String(at % 60).padStart(2, '0')}+08:00`, ...row }))

  it('of parents at home there is none: each has a thermometer', async () => {
    await send('school', fevers(1, 20, { by: 'parent', device: 'ear' }))
    expect(rulesOf()).toEqual(['cluster'])
    expect(one('cluster').grouped).toBe(20)
  })

  it('of checks by teachers is one per class, the class having one thermometer; and no cluster', async () => {
    await send('school', fevers(1, 80, { by: 'teacher' }))
    expect(list().map(({ rule, class: name, grouped }) => [rule, name, grouped]).sort()).toEqual([['device-fault', '一(1)班', 40], ['device-fault', '一(2)班', 40]])
  })

  it('closed at once with one confirmation of how many: the figures are right again', async () => {
    await send('school', [...fevers(1, 400), check(405, { temperatureCelsius: 38.9, by: 'parent' })])
    expect(figures().abnormal).toBe(401)
    expect(list('todo').filter(({ rule }) => rule === 'device-fault')).toHaveLength(10)
    const { id } = list('todo').find((alert) => alert.rule === 'device-fault' && alert.class === '一(2)班')!
    await expect(alerts().closeGroup(bureau, id, 'data-error', '', 39, 'zh-CN')).rejects.toEqual(new GroupChangedError(40))
    expect(await alerts().closeGroup(teacher, id, 'data-error', '', 40, 'zh-CN')).toBeNull()
    const answer = await alerts().closeGroup(bureau, id, 'data-error', '测温仪未校准', 40, 'zh-CN')
    expect(answer).toMatchObject({ problems: [] })
    expect(figures()).toMatchObject({ abnormal: 361, reported: 401 })
    expect(list('closed')).toMatchObject([{ id, rule: 'device-fault', verdict: 'true' }])
    expect(test.service.audit.list({ action: 'alert-group' })).toMatchObject([{ account: 'a1', details: { count: 40, verdict: 'data-error' } }])
  })

  it('is closed by nobody who does not see all of it', async () => {
    await send('gate', storm(30, 60))
    expect(await alerts().closeGroup(teacher, one('device-fault').id, 'data-error', '', 31, 'zh-CN')).toBe('beyond-scope')
    expect(one('device-fault', teacher).grouped).toBe(11)
  })

  it('its group is not closed over the heads of those in it', async () => {
    await send('gate', storm(1, 20))
    const answer = await alerts().step(bureau, one('device-fault').id, [{ act: 'verify', verdict: 'true' }, { act: 'close' }], undefined, 'zh-CN')
    expect(answer!.problems.map(({ code }) => code)).toEqual(['group-open'])
  })

  it('lets go of them when the device is found right', async () => {
    await send('gate', storm(1, 20))
    await step(one('device-fault').id, { act: 'verify', verdict: 'false-alarm' }, { act: 'close' })
    expect(list('todo').filter(({ rule }) => rule === 'fever')).toHaveLength(20)
    expect(tagsOf('101')).toContain('school-alert')
    // What it says next is believed.
    await send('gate', storm(41, 55, '07:04'))
    expect(list('todo').filter(({ rule }) => rule === 'fever')).toHaveLength(35)
    test = await test.reopen()
    await settled()
    expect(list('todo').filter(({ rule, group }) => rule === 'fever' && group === null)).toHaveLength(35)
  })

  it('that looked like a cluster before it was one takes it back', async () => {
    for (let student = 1; student <= 9; student++) await send('school', fevers(student, student))
    expect(list('todo').map(({ rule, grouped }) => [rule, grouped])).toEqual([['cluster', 9]])
    await send('school', fevers(10, 12))
    expect(list('todo').map(({ rule, grouped }) => [rule, grouped])).toEqual([['device-fault', 12]])
    expect(one('cluster').state).toBe('closed')
  })

  it('a pupil measured ten times at a terminal is one pupil', async () => {
    await send('gate', Array.from({ length: 15 }, (_, second) => ({ measuredAt: `${DAY}T07:01:${String(second).padStart(2, '0')}+08:00`, device: 'gate-1', school: '测试小学', studentNo: '2020001', temperatureCelsius: 38.5, direction: 'in' })))
    expect(rulesOf()).toEqual(['fever'])
  })
})

describe('an overdue alert', () => {
  it('climbs one level after the other, by day, and stays at the top', async () => {
    await send('school', [check(1, { temperatureCelsius: 38.1 })])
    const levels: number[] = []
    for (const time of ['07:10', '07:21', '07:25', '07:37', '08:10', '12:00', '19:00']) {
      at(time)
      alerts().climb()
      await settled()
      levels.push(one('fever').level)
    }
    expect(levels).toEqual([0, 1, 1, 2, 3, 3, 3])
    expect(one('fever').overdue).toBe(true)
    expect(list('overdue')).toHaveLength(1)
    await step(one('fever').id, { act: 'acknowledge' })
    expect(one('fever').overdue).toBe(false)
  })
  it('is whose turn it has become: from its level on, and whom it was assigned to; overdue ones first', async () => {
    const head = createOfficer({ id: 'a5', role: 'grade-head', places: [], schools: ['c0'] })
    const mine = (user: typeof head) => list('mine', user).map(({ rule }) => rule)
    await send('school', [check(1, { symptoms: ['腹泻'] }), check(41, { symptoms: ['腹泻'] })])
    expect([mine(teacher), mine(head), mine(doctor), mine(bureau)]).toEqual([['symptom'], [], [], []])
    at('07:21')
    alerts().climb()
    await settled()
    expect([mine(teacher), mine(head), mine(bureau)]).toEqual([['symptom'], ['symptom', 'symptom'], []])
    await send('school', [check(3, { temperatureCelsius: 38.1, submittedAt: `${DAY}T07:20:00+08:00` })])
    await step(one('fever').id, { act: 'acknowledge' })
    at('07:36')
    alerts().climb()
    await settled()
    at('08:07')
    expect(list('mine', teacher).map(({ rule, overdue }) => [rule, overdue])).toEqual([['symptom', true], ['fever', false]])
    await test.service.accounts.lay({ login: 'wang', name: '王医生', role: 'school-doctor', scope: { places: [], schools: ['c0'] } }, 'a-long-password-of-the-tests', false)
    const { id } = one('fever')
    const [{ id: account }] = alerts().detail(bureau, id)!.colleagues
    await step(id, { act: 'assign', to: account })
    expect(mine(createOfficer({ id: account, role: 'school-doctor', places: [], schools: ['c0'] }))).toEqual(['fever'])
    expect(alerts().list(head, { filter: 'todo', rule: null, campus: null, after: null }).counts.mine).toBe(2)
    expect(list('todo')[0].rule).toBe('fever')
  })
  it('wakes nobody at night', async () => {
    at('22:30')
    await send('school', [check(1, { temperatureCelsius: 38.1, submittedAt: `${DAY}T22:20:00+08:00` })])
    at('23:30')
    alerts().climb()
    await settled()
    expect(one('fever').level).toBe(0)
    at('06:10', '2020-02-18')
    alerts().climb()
    await settled()
    expect(one('fever').level).toBe(1)
  })
  it('those in a group climb with it, as one', async () => {
    await send('school', Array.from({ length: 20 }, (_, each) => check(each + 1, { temperatureCelsius: 38.5 })))
    at('08:00')
    alerts().climb()
    await settled()
    const { alert, members } = alerts().detail(bureau, one('device-fault').id)!
    expect(alert.level).toBe(1)
    expect(new Set(members.map(({ level }) => level))).toEqual(new Set([0]))
  })
})

describe('times', () => {
  it('from opened to taken up and closed: how many, median and p90, per campus and rule, within scope', async () => {
    at('07:00')
    await send('school', [1, 2, 45, 85].map((student) => check(student, { temperatureCelsius: 38.1, submittedAt: `${DAY}T06:59:00+08:00` })))
    const ids = new Map(list().map(({ id, pupil }) => [pupil!.studentNo, id]))
    for (const [number, time] of [['01', '07:04'], ['02', '07:10'], ['45', '07:30']]) {
      at(time)
      await step(ids.get(number)!, { act: 'acknowledge' })
    }
    at('08:00')
    await step(ids.get('01')!, { act: 'verify', verdict: 'true' }, { act: 'close' })
    const today = test.service.today()
    const { whole, campuses } = alerts().times(bureau, today, today)
    expect(whole).toEqual({ opened: 4, acknowledged: { count: 3, median: 10, p90: 30 }, closed: { count: 1, median: 60, p90: 60 } })
    expect(campuses).toMatchObject([{ campus: { name: '测试小学' }, rule: 'fever', opened: 4 }])
    expect(alerts().times(teacher, today, today).whole.opened).toBe(2)
    expect(alerts().times(bureau, today - 5, today - 1).whole.opened).toBe(0)
  })
})

describe('changes', () => {
  it('are told by campus, as counts within the scope', async () => {
    alerts().takeChanges()
    await send('school', [check(1, { temperatureCelsius: 38.1 }), check(45, { temperatureCelsius: 38.1 })])
    const changed = alerts().takeChanges()!
    expect(alerts().takeChanges()).toBeNull()
    expect(alerts().changes(bureau, changed)).toEqual({ rev: test.service.rev(), campuses: [{ campus: 'c0', open: 2, todo: 2, overdue: 0 }] })
    expect(alerts().changes(teacher, changed)!.campuses).toEqual([{ campus: 'c0', open: 1, todo: 1, overdue: 0 }])
    expect(alerts().changes(createOfficer({ role: 'class-teacher', places: [], schools: ['c7'] }), changed)).toBeNull()
  })
})

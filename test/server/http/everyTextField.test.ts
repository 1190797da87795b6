import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROUTE_ACCESS } from '../../../server/auth/accessTable.ts'
import { createPlaceTokens } from '../../../server/residents/createPlaceTokens.ts'
import type { AlertPage } from '../../../server/protocol/school.ts'
import type { ResidentPageView } from '../../../server/protocol/residents.ts'
import type { CheckPageView, KnownChild, LinksView } from '../../../server/protocol/checks.ts'
import { createPersonRow, createRosterRow, createSchoolRow } from '../../fixtures/createTestService.ts'
import { type AuthServer, createAuthServer, HOST, OWN_ORIGIN, PASSWORD, wholeScope } from '../auth/createAuthServer.ts'

/** Longer than any text that is taken, and short enough for every door's limit of bytes. */
const TOO_LONG = 'x'.repeat(2_001)
const MARKUP = `<img src=x onerror="window.__hit=1"><script>window.__hit=1</script>"'&`
/** What pages fill in themselves: ids, days, choices. A refusal need not name them for people. */
const NOT_TYPED = /^(id|unit|person|task|campus|place|places|child|form|round|student|pupil|token|openedOn|act|kind|role|on|from|to|day|validFrom|state|outcome|paper|found|answer|mark|level|step|url|days|origin|direction|site|decision|\d+)$/
/** Texts whose own rule is told instead: it names the field, too. */
const OWN_WORDS = /^(bad-login|bad-account-name|wrong-password|wrong-old-password|weak-password|bad-time|bad-webhook|bad-target|unknown-child)$/

interface Door { role: string | null; path: (turn: number) => string; body: (turn: number) => object }
let server: AuthServer
const id = (turn: number): string => `page-${String(turn).padStart(8, '0')}`
const unitOf = (room: string, compound = '测试新村'): string => server.service.units({ compound, building: '1号', room }, {}, 'zh-CN')[0].id
const known: { person: string; alert: string; alertSeq: number; classToken: string; linkToken: string; children: string[]; formVersion: number; checkVersion: number; pupil: string; account: string; device: string; building: string } = {} as never
const ROOMS = ['101', '102', '201', '202', '301', '302'].flatMap((room) => [['测试新村', room], ['别处新村', room]])
/** As many as there are homes: of one child or home only a dozen reports an hour are taken. */
const PUPILS = Array.from({ length: 12 }, (_, i) => i + 1)
const fixed = (path: string) => () => path
const reports = (make: () => object): Door => ({ role: 'street-officer', path: fixed('/api/v1/desk/reports'), body: (turn) => ({ reports: [{ id: id(turn), unit: unitOf('101'), ...make() }] }) })

const codePath = (turn: number): string => `/api/v1/residents/${createPlaceTokens(server.service.desk.context.store).sign(unitOf(ROOMS[turn % 12][1], ROOMS[turn % 12][0]))}`

/** Every door that takes a typed text, with a body that it takes. */
const DOORS: Record<string, Door | Door[]> = {
  'POST /api/v1/session': { role: null, path: fixed('/api/v1/session'), body: () => ({ login: 'street-officer', password: PASSWORD }) },
  'POST /api/v1/session/password': { role: 'viewer', path: fixed('/api/v1/session/password'), body: () => ({ old: PASSWORD, new: 'another long password' }) },
  'POST /api/v1/accounts': { role: 'administrator', path: fixed('/api/v1/accounts'), body: (turn) => ({ login: `new${turn}`, name: '新人', role: 'viewer', places: ['all'], schools: [] }) },
  'PUT /api/v1/accounts/:id': { role: 'administrator', path: () => `/api/v1/accounts/${known.account}`, body: () => ({ name: '改名', role: 'viewer', places: ['all'] }) },
  'POST /api/v1/desk/buildings/:id/taken-down': { role: 'administrator', path: () => `/api/v1/desk/buildings/${known.building}/taken-down`, body: () => ({ from: '2020-03-01' }) },
  'POST /api/v1/desk/reports': [
    reports(() => ({ kind: 'officer', newPerson: { name: '甲', phone: '10009400001', idNumber: '990101197701010000' }, state: 'returned', origin: '浙江温州', transit: '杭州', transport: 'G1', returnedOn: '2020-02-15', note: '备注' })),
    reports(() => ({ kind: 'call', person: known.person, outcome: 'no-answer', note: '备注' })),
    reports(() => ({ kind: 'care', person: known.person, day: '2020-02-16', temperatureCelsius: 36.5, outing: '买菜', note: '备注' })),
    reports(() => ({ kind: 'mark', mark: 'needs-help', on: true, note: '备注' })), reports(() => ({ kind: 'note', note: '备注' })), reports(() => ({ kind: 'paper', person: known.person, paper: 'notice' })),
    reports(() => ({ kind: 'resident', person: known.person, newPerson: { name: '乙', phone: '10009400002', idNumber: '990101197701010001' }, relation: '租客', from: '2019-09-01', plates: ['沪A00001'] })),
    reports(() => ({ kind: 'visit', found: 'at-home' })),
  ],
  'POST /api/v1/desk/regions': { role: 'street-officer', path: fixed('/api/v1/desk/regions'), body: (turn) => ({ lines: [{ region: `地区${turn}`, level: 'concern', from: '2020-02-04' }] }) },
  'POST /api/v1/desk/regions/preview': { role: 'street-officer', path: fixed('/api/v1/desk/regions/preview'), body: () => ({ lines: [{ region: '温州', level: 'concern', from: '2020-02-04' }] }) },
  'POST /api/v1/desk/rounds': { role: 'street-officer', path: fixed('/api/v1/desk/rounds'), body: (turn) => ({ name: `第${turn}轮`, opensAt: server.service.now() - 1, closesAt: server.service.now() + 9_000_000, quantity: 99, perHousehold: 5, pickUp: '居委会门口' }) },
  'POST /api/v1/desk/bookings': { role: 'street-officer', path: fixed('/api/v1/desk/bookings'), body: (turn) => ({ bookings: [{ id: id(turn), unit: unitOf(ROOMS[turn % 12][1], ROOMS[turn % 12][0]), round: 'r0', act: 'book', quantity: 1, name: '甲', phone: '10009400001' }] }) },
  'POST /api/v1/desk/papers': { role: 'street-officer', path: fixed('/api/v1/desk/papers'), body: () => ({ unit: unitOf('101'), paper: 'notice' }) },
  'POST /api/v1/residents/:token': {
    role: null, path: (turn) => codePath(turn),
    body: (turn) => ({ id: id(turn), form: 'health-registration', version: known.formVersion, again: true, answers: { name: '来客甲', phone: '10009400001', state: 'returned', returnedOn: '2020-02-14', origin: '湖北武汉', transit: '合肥', truthful: true } }),
  },
  'POST /api/v1/school/classes/:token': {
    role: null, path: () => `/api/v1/school/classes/${known.classToken}`,
    body: (turn) => ({ id: id(turn), child: known.children[turn % 12], version: known.checkVersion, openedOn: '2020-02-16', again: true, answers: { temperatureCelsius: '36.5', unwell: 'no', healthCode: 'green', whereNow: 'home', travelled: 'no', contact: 'none', note: '备注' } }),
  },
  'POST /api/v1/school/classes/:token/pick': { role: null, path: () => `/api/v1/school/classes/${known.classToken}/pick`, body: () => ({ studentNo: '2020001', name: '学生1' }) },
  'POST /api/v1/desk/daily-time': { role: 'street-officer', path: fixed('/api/v1/desk/daily-time'), body: () => ({ time: '10:30' }) },
  'POST /api/v1/desk/hand-over/notes': { role: 'street-officer', path: fixed('/api/v1/desk/hand-over/notes'), body: () => ({ place: 'all', note: '备注' }) },
  'POST /api/v1/school/missing': { role: 'bureau-officer', path: fixed('/api/v1/school/missing'), body: () => ({ campus: 'c0', grade: '一年级', class: '一(1)班' }) },
  'POST /api/v1/school/reports': [
    { role: 'bureau-officer', path: fixed('/api/v1/school/reports'), body: (turn) => ({ reports: [{ kind: 'check', id: id(turn), student: known.pupil, temperatureCelsius: 36.5, symptoms: ['咳嗽'] }] }) },
    { role: 'bureau-officer', path: fixed('/api/v1/school/reports'), body: (turn) => ({ reports: [{ kind: 'leave', id: id(turn), student: known.pupil, day: '2020-02-17', leave: 'sick', act: 'leave', note: '备注' }] }) },
  ],
  'POST /api/v1/school/rosters/promotion/preview': { role: 'bureau-officer', path: fixed('/api/v1/school/rosters/promotion/preview'), body: () => ({ campus: 'c0', from: '2020-09-01', next: { 一年级: '二年级' } }) },
  'POST /api/v1/school/rosters/changes': { role: 'bureau-officer', path: fixed('/api/v1/school/rosters/changes'), body: () => ({ changes: [{ student: known.pupil, from: '2020-02-16', grade: '一年级', class: '一(1)班' }] }) },
  'POST /api/v1/school/calendar': { role: 'bureau-officer', path: fixed('/api/v1/school/calendar'), body: () => ({ rows: [{ kind: 'holiday', from: '2020-03-02', to: '2020-03-03', name: '假期', grades: ['一年级'] }] }) },
  'POST /api/v1/school/chase/targets': { role: 'bureau-officer', path: fixed('/api/v1/school/chase/targets'), body: () => ({ campus: 'c0', grade: '一年级', class: '一(1)班', step: 'class-teacher', kind: 'dingtalk', address: 'https://robot.example/send', secret: 'a-secret-of-the-tests', withNames: false, enabled: true }) },
  'POST /api/v1/school/alerts/:id/steps': { role: 'bureau-officer', path: () => `/api/v1/school/alerts/${known.alert}/steps`, body: (turn) => ({ steps: [{ act: 'note', id: id(turn), note: '备注' }] }) },
  'PUT /api/v1/school/authority': { role: 'bureau-officer', path: fixed('/api/v1/school/authority'), body: () => ({ url: 'https://cdc.example/take', secret: 'a-secret-of-the-tests', enabled: false }) },
  'POST /api/v1/school/campuses/:id/gate/cards': { role: 'bureau-officer', path: fixed('/api/v1/school/campuses/c0/gate/cards'), body: () => ({ cards: [{ card: '0001', studentNo: '2020001' }] }) },
  'POST /api/v1/school/campuses/:id/gate/passes': { role: 'bureau-officer', path: fixed('/api/v1/school/campuses/c0/gate/passes'), body: (turn) => ({ passes: [{ id: id(turn), student: known.pupil, at: server.service.now(), direction: 'in', temperatureCelsius: 36.5, site: 'forehead', decision: 'allowed' }] }) },
  'POST /api/v1/school/devices': { role: 'bureau-officer', path: fixed('/api/v1/school/devices'), body: () => ({ name: '测温柱', campus: 'c0', gate: '东门', kind: 'plain' }) },
  'PUT /api/v1/school/devices/:id': { role: 'bureau-officer', path: () => `/api/v1/school/devices/${known.device}`, body: () => ({ name: '测温柱', gate: '西门' }) },
}
/** Doors without a typed text, or whose texts are tried elsewhere. */
const ELSEWHERE: Record<string, string> = {
  'a file': 'accounts/import desk/lists/import desk/imports desk/imports/preview desk/regions/read desk/report-forms school/rosters/preview school/campuses/:id/gate/cards/preview import/:kind',
  'a key, not a person: test/contract/badInput.test.ts': 'feeds/:feed people/erase devices/readings devices/heartbeat',
  'ids and switches only': `desk/people/:id/show desk/people/:id/call desk/units/:id/landlord/show desk/units/:id/landlord/call desk/units/:id/plates/show desk/tasks/:id/show desk/tasks/:id/call desk/codes/rotate
    desk/self-reports/:seq/confirm desk/bookings/:seq/call school/classes/:token/today school/links/:id/replace school/links/:id/teachers desk/hand-over/notes/:id/done school/pupils/:id/show school/pupils/:id/call
    school/rosters/apply school/rosters/promotion school/pupils/:id/home school/chase/targets/:id/test school/chase/steps school/campuses/:id/gate/settings school/devices/:id/key`,
  'a question, of which nothing is kept: test/server/http/tooLong.test.ts': 'desk/search',
  'test/server/desk/lists/lists.test.ts, test/server/http/desk/listRoutes.test.ts': 'desk/lists/:id/export desk/tasks/answers',
  'test/server/forms/readForm.test.ts, test/server/http/desk/reportRoutes.test.ts': 'school/forms desk/forms desk/report-forms/:id/mapping',
  'its answers go the way of a class\'s page, its note the way of a step': 'school/class-links/:token school/alerts/:id/group',
}

beforeAll(async () => {
  server = await createAuthServer()
  for (const role of ['administrator', 'street-officer', 'bureau-officer', 'viewer']) await server.lay({ login: role, role, scope: wholeScope(role) })
  known.account = await server.lay({ login: 'somebody', role: 'viewer', scope: { places: ['all'], schools: [] } })
  const { service } = server
  await service.accept('roster', PUPILS.map((student) => createRosterRow(student)), 'test')
  await service.accept('household', [createPersonRow(1, { state: 'returned', origin: '浙江温州', returnedOn: '2020-02-14' })], 'test')
  await service.accept('rounds', [{ name: '第一轮', opensAt: service.now() - 1_000, closesAt: service.now() + 86_400_000, quantity: 100, perHousehold: 5 }], 'a1')
  await service.accept('school', [createSchoolRow(1, { temperatureCelsius: 38.5 })], 'test')
  await service.school.alerts.settled()
  const get = async <Answer>(role: string, path: string): Promise<Answer> => (await server.app.inject({ url: path, headers: server.signedIn(role) })).json<Answer>()
  const [alert] = (await get<AlertPage>('bureau-officer', '/api/v1/school/alerts')).alerts
  Object.assign(known, { alert: alert?.id, alertSeq: alert?.seq, pupil: 's0' })
  const [one] = (await get<LinksView>('bureau-officer', '/api/v1/school/links?campus=c0')).classes
  known.classToken = one.path.slice(3)
  const pick = async (student: number): Promise<string> => (await server.app.inject({ method: 'POST', url: `/api/v1/school/classes/${known.classToken}/pick`, payload: { studentNo: String(2020000 + student), name: `学生${student}` } })).json<KnownChild>().child
  known.children = await Promise.all(PUPILS.map(pick))
  const card = await get<{ building: { id: string }; people: { id: string }[] }>('street-officer', `/api/v1/desk/units/${unitOf('101')}`)
  known.person = card.people[0].id
  known.building = (await get<{ building: { id: string } }>('street-officer', `/api/v1/desk/units/${unitOf('101', '别处新村')}`)).building.id
  known.checkVersion = (await server.app.inject({ url: `/api/v1/school/classes/${known.classToken}` })).json<CheckPageView>().form!.version
  known.formVersion = (await server.app.inject({ url: codePath(1) })).json<ResidentPageView>().forms.find(({ id: form }) => form === 'health-registration')!.version
  const manager = service.accounts.signInBySubject('test bureau-officer', 'bureau-officer')!.session.user
  known.device = service.gate.register(manager, { name: '东门', campus: 'c0', gate: '', kind: 'plain' })!.device.id
})
afterAll(() => server.stop())

let turn = 0
/** Status, content type, and what was refused: `{code, reason}` of the whole, or the first problem of an answer that has some. */
async function send(key: string, door: Door, change?: (body: object) => object) {
  turn++
  const headers = { ...(door.role === null ? { host: HOST, origin: OWN_ORIGIN } : server.signedIn(door.role)), 'accept-language': 'zh-CN' }
  const answer = await server.app.inject({ method: key.split(' ')[0] as 'POST', url: door.path(turn), headers, payload: change ? change(door.body(turn)) : door.body(turn), remoteAddress: `10.1.${turn % 250}.1` })
  const body = answer.json<{ code?: string; reason?: string; state?: string; problems?: { code: string; reason: string }[] }>()
  const problem = answer.statusCode >= 400 ? body : body.state === 'new-day' ? { code: body.state, reason: body.reason } : body.problems?.[0]
  return { status: answer.statusCode, problem: problem ? { code: problem.code!, reason: problem.reason! } : null, type: String(answer.headers['content-type']) }
}
/** Where texts stand in a body. */
const textPaths = (value: unknown, path: string[] = []): string[][] =>
  typeof value === 'string' ? [path] : typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, each]) => textPaths(each, [...path, key])) : []
function withText(body: object, path: readonly string[], text: string): object {
  const copy = structuredClone(body) as Record<string, unknown>
  const parent = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, copy)
  parent[path.at(-1)!] = text
  return copy
}

it('every door that takes a body is tried here, or says why not', () => {
  const elsewhere = Object.values(ELSEWHERE).flatMap((paths) => paths.trim().split(/\s+/)).map((path) => `/api/v1/${path}`)
  const listed = [...Object.keys(DOORS).map((key) => key.split(' ')[1]), ...elsewhere]
  const served = ROUTE_ACCESS.filter(({ method }) => method === 'POST' || method === 'PUT').map(({ path }) => path)
  expect([served.filter((path) => !listed.includes(path)), listed.filter((path) => !served.includes(path))]).toEqual([[], []])
})

describe.each(Object.entries(DOORS).flatMap(([key, doors]) => [doors].flat().map((door, at) => [`${key}${at > 0 ? ` (${at + 1})` : ''}`, key, door] as const)))('%s', (_, key, door) => {
  it('takes the body as it stands; a text that is too long is refused by name; markup is a text like any other, or refused', async () => {
    const good = await send(key, door)
    expect([good.status, good.problem]).toEqual([expect.toSatisfy((status: number) => status < 300), null])
    const seen: unknown[] = []
    for (const path of textPaths(door.body(0))) {
      const field = path.at(-1)!
      const { status, problem } = await send(key, door, (body) => withText(body, path, TOO_LONG))
      const isNamed = problem !== null && (NOT_TYPED.test(field) || OWN_WORDS.test(problem.code) || /「.+」/.test(problem.reason))
      if (!isNamed || status >= 500) seen.push([path.join('.'), status, problem])
      const hostile = await send(key, door, (body) => withText(body, path, MARKUP))
      if (hostile.status >= 500 || !hostile.type.startsWith('application/json') || hostile.problem?.reason.includes('<')) seen.push([path.join('.'), 'markup', hostile])
    }
    expect(seen).toEqual([])
  })
})

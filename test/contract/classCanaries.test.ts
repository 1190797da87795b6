import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROUTE_ACCESS } from '../../server/auth/accessTable.ts'
import type { KnownChild } from '../../server/protocol/checks.ts'
import { makeClassLink } from '../../server/school/links/classDoor.ts'
import { createClassTokens } from '../../server/school/links/classTokens.ts'
import { createRosterRow } from '../fixtures/createTestService.ts'
import { createRunningServer, type RunningServer } from './createRunningServer.ts'

/** Signs that occur nowhere else: the whole name, the whole number, what was answered, who lives there. */
const SECRET = ['麴小鸟', '小鸟', '20207771', '38.4', 'canary-note', '禤家长', '13912345678', '武汉']
const DAY = '2020-02-17'
const WELL = { temperatureCelsius: 36.5, unwell: 'no', healthCode: 'green', whereNow: 'home', travelled: 'no', contact: 'none' }
/** In use for every parameter `:token`. */
let tokens: Record<'code' | 'link' | 'child' | 'otherCode', string>
let server: RunningServer

beforeAll(async () => {
  server = await createRunningServer({ day: DAY })
  const { service } = server
  const pupil = { school: '别处小学', class: '三(2)班', studentNo: '20207771', name: '麴小鸟' }
  const { rejected } = await service.accept('roster', [createRosterRow(1, { ...pupil, guardianName: '禤家长', guardianPhone: '13912345678' }), createRosterRow(2)], 'test')
  expect(rejected).toEqual([])
  await service.accept('school', [{ ...pupil, submittedAt: `${DAY}T06:50:00+08:00`, temperatureCelsius: 38.4, symptoms: ['发热'], travelled: true, travelledTo: '湖北武汉', note: 'canary-note' }], 'test')
  const { context } = service.desk
  const signer = createClassTokens(context.store)
  const { registers } = context.known()
  const [code, other] = ['别处小学', '测试小学'].map((school) => context.store.classTables.codeOf(registers.findCampus(school), school === '别处小学' ? '三(2)班' : '一(1)班', service.now()))
  tokens = {
    code: signer.signClass(code.id, code.version), otherCode: signer.signClass(other.id, other.version), child: signer.signChild(0),
    link: makeClassLink(context, code, { by: 'a0', expiresAt: service.now() + 86_400_000 }),
  }
})
afterAll(() => server.stop())

let sent = 0
async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }> {
  const answer = await fetch(server.origin + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) })
  return { status: answer.status, text: `${await answer.text()}${JSON.stringify([...answer.headers])}` }
}
const leaks = (text: string): string[] => SECRET.filter((sign) => text.includes(sign))

describe('a planted pupil whose check is in', () => {
  const routes = ROUTE_ACCESS.filter(({ path }) => /^\/api\/v1\/school\/(classes|class-links)\//.test(path))
  const bodies = (): unknown[] => {
    const report = { id: `canary-${String(++sent).padStart(6, '0')}`, version: 3, answers: WELL, openedOn: DAY }
    return [
      undefined, {}, [], 'x', { studentNo: '20207771', name: '不是他' }, { studentNo: '20207772', name: '麴某' }, { studentNo: '', name: '' }, { children: [tokens.child, 's0.AAAAAAAAAAAAAAAA'] }, { children: 7 },
      { ...report, child: tokens.child }, { ...report, child: tokens.child, answers: {} }, { ...report, child: tokens.child, openedOn: '2020-02-16' }, { ...report, child: 's0.AAAAAAAAAAAAAAAA' },
      { ...report, act: 'report', pupil: 's0' }, { ...report, act: 'leave', pupil: 's1', kind: 'sick' }, { ...report, act: 'show', pupil: 's0' },
    ]
  }
  it('is given away by no route of parents and of the class’s link, whatever is sent', async () => {
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toHaveLength(6)
    const found: unknown[] = []
    const statuses = new Set<number>()
    for (const { method, path } of routes) for (const token of [...Object.values(tokens), 'x', '1.q1.AAAAAAAAAAAAAAAA', 't.1.AAAAAAAAAAAAAAAAAAAAAA']) for (const body of method === 'GET' ? [undefined] : bodies()) {
      const { status, text } = await ask(method, path.replace(':token', token), body)
      statuses.add(status)
      if (leaks(text).length > 0) found.push([method, path, body, leaks(text)])
    }
    expect(found).toEqual([])
    expect([...statuses].filter((status) => status >= 500)).toEqual([])
  })
  it('is shown to whoever names number and name as one character and two digits, and that somebody reported; nothing of the report', async () => {
    const { status, text } = await ask('POST', `/api/v1/school/classes/${tokens.code}/pick`, { studentNo: '20207771', name: '麴小鸟' })
    expect([status, leaks(text)]).toEqual([200, []])
    expect(JSON.parse(text.slice(0, text.indexOf('}') + 1)) as KnownChild).toMatchObject({ name: '麴**', studentNo: '71', sentAt: 410 })
  })
  it('by another class’s code is not there at all', async () => {
    const { text } = await ask('POST', `/api/v1/school/classes/${tokens.otherCode}/today`, { children: [tokens.child] })
    expect(text.startsWith('{"children":[]}')).toBe(true)
    expect((await ask('POST', `/api/v1/school/classes/${tokens.otherCode}/pick`, { studentNo: '20207771', name: '麴小鸟' })).status).toBe(404)
  })
  it('is in no log line, and neither is a token', () => {
    expect(leaks(server.logged.join(''))).toEqual([])
    for (const token of Object.values(tokens)) expect(server.logged.join('')).not.toContain(token)
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChaseDay, ChaseTargets, NamedList } from '../../../server/protocol/school.ts'
import { createRosterRow, createSchoolRow } from '../../fixtures/createTestService.ts'
import { type AuthServer, createAuthServer } from '../auth/createAuthServer.ts'

/** A Monday. */
const DAY = '2020-02-17'
let server: AuthServer

beforeEach(async () => {
  server = await createAuthServer()
  // Before the first step: the chase looks every second by itself, and must not find half of this.
  server.clock.setNow(Date.parse(`${DAY}T07:05:00+08:00`))
  await server.service.accept('roster', [
    createRosterRow(1), createRosterRow(2), createRosterRow(3, { class: '一(2)班' }), createRosterRow(4, { school: '别处小学' }),
  ], 'test')
  await server.service.accept('school', [createSchoolRow(1, { submittedAt: `${DAY}T07:00:00+08:00` })], 'test')
  server.clock.setNow(Date.parse(`${DAY}T07:25:00+08:00`))
  const lay = (login: string, role: string, schools: string[]) => server.lay({ login, role, scope: { places: [], schools } })
  await lay('bureau', 'bureau-officer', ['all'])
  await lay('data', 'school-data-administrator', ['c0'])
  await lay('teacher', 'class-teacher', ['c0/一(1)班'])
  await lay('empty', 'class-teacher', [])
})
afterEach(() => server.stop())

const ask = async <Answer>(login: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) => {
  const answer = await server.app.inject({ method, url: `/api/v1/school${url}`, headers: server.signedIn(login), ...(payload && { payload }) })
  return { status: answer.statusCode, text: answer.body, body: answer.json() as Answer & { code?: string } }
}
const channel = { campus: 'c0', grade: '', class: '', step: 'parent', kind: 'dingtalk', address: 'https://oapi.dingtalk.com/robot/send?access_token=topsecret', secret: 'SECret', withNames: false, enabled: true }

describe('who is missing, by name', () => {
  it('is told to whoever\'s scope it is, after the audit entry, and ready to be sent on', async () => {
    const { body } = await ask<NamedList>('data', 'POST', '/missing', { campus: 'c0' })
    expect(body.missing).toBe(2)
    expect(body.classes.map((one) => [one.class, one.expected, one.pupils.map(({ name }) => name)])).toEqual([['一(1)班', 2, ['学生2']], ['一(2)班', 1, ['学生3']]])
    expect(body.text).toBe(`测试小学 ${DAY} 07:25 晨检未填报 2 人\n一(1)班（1 人）：学生2\n一(2)班（1 人）：学生3`)
    const [entry] = server.service.audit.list({ action: 'pupils-named' })
    expect(entry).toMatchObject({ subject: 'c0' })
    await server.service.accept('roster', [createRosterRow(5, { grade: '二年级', class: '二(1)班' })], 'test')
    expect((await ask<NamedList>('data', 'POST', '/missing', { campus: 'c0' })).body.classes.map((one) => one.class)).toEqual(['一(1)班', '一(2)班', '二(1)班'])
  })
  it('a class teacher sees the own class only; another school, and everything to an empty scope, does not exist', async () => {
    const { body } = await ask<NamedList>('teacher', 'POST', '/missing', { campus: 'c0' })
    expect(body.classes.map((one) => one.class)).toEqual(['一(1)班'])
    expect((await ask('teacher', 'POST', '/missing', { campus: 'c0', class: '一(2)班' })).text).not.toContain('学生3')
    for (const [login, campus] of [['teacher', 'c1'], ['data', 'c1'], ['empty', 'c0'], ['bureau', 'c99']]) expect((await ask(login, 'POST', '/missing', { campus })).status).toBe(404)
  })
})

describe('the chase', () => {
  it('tells of the steps that were taken, each within its reader\'s scope', async () => {
    server.clock.setNow(Date.parse(`${DAY}T07:10:00+08:00`))
    server.service.school.chase.takeDue()
    server.clock.setNow(Date.parse(`${DAY}T07:25:00+08:00`))
    const of = async (login: string) => (await ask<ChaseDay>(login, 'GET', '/chase?campus=c0')).body.taken.filter(({ step }) => step === 'parent').map((row) => [row.step, row.class, row.missing])
    // At 07:00 one of the first class had reported: the check of this morning came in at once.
    expect(await of('data')).toEqual([['parent', '一(1)班', 1], ['parent', '一(2)班', 1]])
    expect(await of('teacher')).toEqual([['parent', '一(1)班', 1]])
  })
  it('a channel is set up, kept secret, tried and removed by who manages the school, and each act is in the audit log', async () => {
    const made = await ask<{ id: string }>('data', 'POST', '/chase/targets', channel)
    expect(made.status).toBe(200)
    const { text, body } = await ask<ChaseTargets>('data', 'GET', '/chase/targets')
    expect(text).not.toMatch(/topsecret|SECret/)
    expect(body.targets).toMatchObject([{ campus: { id: 'c0', name: '测试小学' }, address: 'oapi.dingtalk.com/…', hasSecret: true }])
    expect((await ask('data', 'DELETE', `/chase/targets/${made.body.id}`)).status).toBe(200)
    expect((await ask<ChaseTargets>('data', 'GET', '/chase/targets')).body.targets).toEqual([])
    expect(server.service.audit.list({}).map(({ action }) => action)).toEqual(expect.arrayContaining(['chase-channel-set', 'chase-channel-remove']))
    expect(JSON.stringify(server.service.audit.list({}))).not.toMatch(/topsecret|SECret/)
  })
  it('nobody sets up a channel for a school of somebody else\'s, or for all of them without having all', async () => {
    expect((await ask('data', 'POST', '/chase/targets', { ...channel, campus: 'c1' })).status).toBe(404)
    expect((await ask('data', 'POST', '/chase/targets', { ...channel, campus: null })).status).toBe(404)
    expect((await ask('data', 'POST', '/chase/steps', { minutes: { parent: 420 } })).status).toBe(404)
    expect((await ask('teacher', 'POST', '/chase/targets', channel)).status).toBe(403)
    const { body: { id } } = await ask<{ id: string }>('bureau', 'POST', '/chase/targets', { ...channel, campus: null })
    expect((await ask('data', 'DELETE', `/chase/targets/${id}`)).status).toBe(404)
    expect((await ask('data', 'POST', '/chase/targets', { ...channel, id })).status).toBe(404)
  })
  it('an address that is none, and steps out of order, are refused with the reason', async () => {
    expect((await ask('data', 'POST', '/chase/targets', { ...channel, address: 'http://example.com/x' })).body.code).toBe('bad-target')
    expect((await ask('bureau', 'POST', '/chase/steps', { minutes: { parent: 445 } })).body.code).toBe('bad-steps')
    expect((await ask<{ steps: ChaseDay['steps'] }>('bureau', 'POST', '/chase/steps', { minutes: { parent: 420 } })).body.steps[0].minute).toBe(420)
  })
})

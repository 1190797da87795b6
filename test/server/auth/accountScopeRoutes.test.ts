import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AuditPage, CampusGrade, ScopeNode } from '../../../server/protocol/accounts.ts'
import { createRosterRow } from '../../fixtures/createTestService.ts'
import { type AuthServer, createAuthServer } from './createAuthServer.ts'

let server: AuthServer
beforeEach(async () => {
  server = await createAuthServer()
  await server.service.accept('roster', [createRosterRow(2, { school: '别处小学', studentNo: '20207772' })], 'test')
  await server.lay({ login: 'admin', role: 'administrator', scope: { places: ['all'], schools: ['all'] } })
  await server.lay({ login: 'of-one-school', role: 'administrator', scope: { places: [], schools: ['c0'] } })
})
afterEach(() => server.stop())

const get = async <Answer>(login: string, url: string): Promise<Answer> => (await server.app.inject({ url, headers: server.signedIn(login) })).json<Answer>()

describe('what scopes of schools are chosen from', () => {
  it('are the campuses within the administrator’s own scope, each with its grades and classes', async () => {
    const all = await get<ScopeNode[]>('admin', '/api/v1/accounts/campuses')
    expect(all.map(({ name }) => name)).toContain('别处小学')
    expect((await get<ScopeNode[]>('of-one-school', '/api/v1/accounts/campuses')).map(({ id }) => id)).toEqual(['c0'])
    const [grade] = await get<CampusGrade[]>('of-one-school', '/api/v1/accounts/campuses/c0')
    expect(grade.classes.length).toBeGreaterThan(0)
    // What is offered is taken.
    const { statusCode } = await server.app.inject({
      method: 'POST', url: '/api/v1/accounts', headers: server.signedIn('admin'), payload: { login: 'teacher', name: '某老师', role: 'class-teacher', schools: [`c0/${grade.grade}`, `c0/${grade.classes[0]}`] },
    })
    expect(statusCode).toBe(200)
  })

  it('a campus outside the scope is not found', async () => {
    const other = (await get<ScopeNode[]>('admin', '/api/v1/accounts/campuses')).find(({ name }) => name === '别处小学')!
    expect(await get('of-one-school', `/api/v1/accounts/campuses/${other.id}`)).toMatchObject({ code: 'unknown-school' })
    expect(await get('admin', '/api/v1/accounts/campuses/c99')).toMatchObject({ code: 'unknown-school' })
  })
})

describe('an administrator of one committee', () => {
  let place: string
  beforeEach(async () => {
    place = server.service.places().find(({ name }) => name === '测试新村')!.id
    await server.lay({ login: 'local', role: 'administrator', scope: { places: [place], schools: [] } })
    await server.lay({ login: 'colleague', scope: { places: [place], schools: [] } })
  })
  const send = async (method: 'POST' | 'PUT' | 'DELETE', url: string, payload?: object): Promise<number> =>
    (await server.app.inject({ method, url, headers: server.signedIn('local'), ...(payload && { payload }) })).statusCode
  const idOf = (login: string): string => server.accounts.findByLogin(login)!.id

  it('gives no more than the own scope, to nobody, also not to itself', async () => {
    const draft = { login: 'new-one', name: '新人', role: 'committee-officer' }
    const other = server.service.places().find(({ name }) => name === '别处新村')!.id
    for (const scope of [{ places: ['all'] }, { places: [other] }, { schools: ['all'] }, { schools: ['c0'] }]) {
      expect([scope, await send('POST', '/api/v1/accounts', { ...draft, ...scope })]).toEqual([scope, 400])
      expect([scope, await send('PUT', `/api/v1/accounts/${idOf('local')}`, scope)]).toEqual([scope, 400])
    }
    expect(await send('POST', '/api/v1/accounts', { ...draft, places: [place] })).toBe(200)
  })

  it('does not know accounts that have more: taking their password would be taking their scope', async () => {
    const logins = (await get<{ login: string }[]>('local', '/api/v1/accounts')).map(({ login }) => login)
    expect(logins.sort()).toEqual(['colleague', 'local'])
    expect(await send('PUT', `/api/v1/accounts/${idOf('admin')}`, { resetPassword: true })).toBe(404)
    expect(await send('DELETE', `/api/v1/accounts/${idOf('admin')}/sessions`)).toBe(404)
    expect(await send('PUT', `/api/v1/accounts/${idOf('colleague')}`, { resetPassword: true })).toBe(200)
  })
})

describe('signing somebody out everywhere', () => {
  it('ends that account’s sessions, is written down, and nobody else is touched', async () => {
    const id = await server.lay({ login: 'li' })
    const [li, admin] = [server.signedIn('li'), server.signedIn('admin')]
    const asked = (headers: Record<string, string>) => server.app.inject({ url: '/api/v1/session', headers })
    expect((await asked(li)).statusCode).toBe(200)
    expect((await server.app.inject({ method: 'DELETE', url: `/api/v1/accounts/${id}/sessions`, headers: admin })).statusCode).toBe(204)
    expect((await asked(li)).statusCode).toBe(401)
    expect((await asked(admin)).statusCode).toBe(200)
    const { entries } = await get<AuditPage>('admin', `/api/v1/audit?subject=${id}&action=sign-out-everywhere`)
    expect(entries).toMatchObject([{ account: server.accounts.findByLogin('admin')!.id }])
    expect((await server.app.inject({ method: 'DELETE', url: '/api/v1/accounts/anobody/sessions', headers: admin })).statusCode).toBe(404)
  })
})

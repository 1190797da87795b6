import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SESSION_COOKIE } from '../../../../server/auth/readCookie.ts'
import { createHttpServer } from '../../../../server/http/createHttpServer.ts'
import { createLogger } from '../../../../server/logger.ts'
import { idOf } from '../../../../server/merge/opaqueId.ts'
import { readSettings } from '../../../../server/settings.ts'
import { createLedger, createTestService, type TestService } from '../../../fixtures/createTestService.ts'

const PASSWORD = 'korrekt-pferd-batterie-9'
const ROUTE = '/api/v1/desk/search'

let test: TestService
let app: FastifyInstance
const logged: string[] = []
const cookies = new Map<string, string>()

beforeAll(async () => {
  test = await createTestService()
  const { service } = test
  for (const compound of ['东里', '西里']) await service.accept('units', createLedger({ compound, committee: `${compound}居委会` }), 'test')
  await service.accept('residents', [{ compound: '东里', building: '1号', room: '101', name: '金丝雀', phone: '10012345678', idNumber: '990101198001018765' }], 'test')
  const { places } = service.desk.context.known().registers
  const committee = (name: string): string[] => [idOf('n', places.findIndex((place) => place.name === name))]
  const { accounts } = service
  for (const [login, role, scope] of [['east', 'committee-officer', committee('东里居委会')], ['west', 'committee-officer', committee('西里居委会')], ['nowhere', 'committee-officer', []], ['doctor', 'school-doctor', []]] as const) {
    expect(await accounts.lay({ login, name: login, role, scope: { places: scope, schools: role === 'school-doctor' ? ['all'] : [] } }, PASSWORD, false)).toBe(true)
    const answer = await accounts.signIn(login, PASSWORD)
    if (answer.ok) cookies.set(login, `${SESSION_COOKIE}=${answer.token}`)
  }
  app = createHttpServer({
    service, accounts, audit: service.audit, settings: readSettings({}), apiKey: 'key-of-the-tests', screenToken: null,
    logger: createLogger({ level: 'debug', to: { write: (line: string) => { logged.push(line) } } }), webRoot: '/nonexistent',
  })
})
afterAll(async () => {
  await app.close()
  await test.remove()
})

const post = (login: string | null, payload: unknown) => app.inject({ method: 'POST', url: ROUTE, headers: { 'content-type': 'application/json', host: 'localhost:8066', origin: 'http://localhost:8066', ...(login === null ? {} : { cookie: cookies.get(login)! }) }, payload: payload as object })

describe(`POST ${ROUTE}`, () => {
  it('answers within the scope, masked, and is in nobody\'s cache', async () => {
    const answer = await post('east', { text: 'jsq' })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    const { hits } = answer.json<{ hits: unknown[] }>()
    expect(hits).toEqual([expect.objectContaining({ kind: 'person', title: '金**', detail: '东里 1号 101 · 100****5678' })])
    expect(answer.body).not.toContain('金丝雀')
  })

  it.each(['west', 'nowhere'])('what lies outside the scope of %s does not exist', async (login) => {
    for (const text of ['金丝雀', 'jsq', 'jinsique', '2345', '8765', '10012345678', '990101198001018765', '东里1号101', '东里', 'dongli', '东里居委会']) {
      const answer = await post(login, { text })
      expect([text, answer.statusCode, answer.body]).toEqual([text, 200, '{"hits":[]}'])
    }
  })

  it('is for signed-in people who may read homes', async () => {
    expect((await post(null, { text: '金丝雀' })).statusCode).toBe(401)
    expect((await post('doctor', { text: '金丝雀' })).statusCode).toBe(403)
    expect((await app.inject({ method: 'POST', url: ROUTE, headers: { authorization: 'Bearer key-of-the-tests' }, payload: { text: '金丝雀' } })).statusCode).toBeGreaterThanOrEqual(401)
    expect((await app.inject({ method: 'GET', url: `${ROUTE}?text=x`, headers: { cookie: cookies.get('east')! } })).statusCode).toBe(404)
  })

  it.each([[{}], [{ text: 1 }], [{ text: '王小', limit: 0 }], [{ text: '王小', limit: 'many' }], [[]]])('refuses %j', async (body) => expect((await post('east', body)).statusCode).toBe(400))

  it('takes a long text as finding nothing, and a longer body not at all', async () => {
    expect((await post('east', { text: 'x'.repeat(3_000) })).json()).toEqual({ hits: [] })
    expect((await post('east', { text: '王'.repeat(10_000) })).statusCode).toBe(413)
  })

  it('writes nothing of it down', async () => {
    await post('east', { text: '金丝雀 5678' })
    expect(logged.join('\n')).toContain(ROUTE)
    for (const text of ['金丝雀', '5678', 'jsq', '东里']) expect(logged.join('\n')).not.toContain(text)
  })
})

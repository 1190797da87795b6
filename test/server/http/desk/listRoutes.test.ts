import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AUTH_KEY, type AuthServer, createAuthServer } from '../../auth/createAuthServer.ts'
import { createListFile, listRow } from '../../desk/lists/createListFile.ts'

let server: AuthServer
const EVERYTHING = { places: ['all'], schools: [] }

beforeEach(async () => {
  server = await createAuthServer()
  await server.lay({ login: 'street', role: 'street-officer', scope: EVERYTHING })
  const foreign = server.service.places().find(({ name }) => name === '别处新村')!.id
  await server.lay({ login: 'local', role: 'committee-officer', scope: { places: [server.service.places().find(({ name }) => name === '测试新村')!.id], schools: [] } })
  await server.lay({ login: 'other', role: 'street-officer', scope: { places: [foreign], schools: [] } })
})
afterEach(() => server.stop())

const ask = async (login: string, method: 'GET' | 'POST', url: string, payload?: unknown) => {
  const answer = await server.app.inject({ method, url, headers: server.signedIn(login), ...(payload === undefined ? {} : { payload: payload as Record<string, unknown> }) })
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload, body: answer.headers['content-type']?.toString().startsWith('application/json') ? answer.json() : null }
}
const send = (login: string, url: string, name: string, bytes: Uint8Array, fields: Record<string, string> = {}) => {
  const boundary = 'b-of-the-tests'
  const text = Object.entries(fields).map(([field, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`).join('')
  const payload = Buffer.concat([Buffer.from(`${text}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
  return server.app.inject({ method: 'POST', url, payload, headers: { ...server.signedIn(login), 'content-type': `multipart/form-data; boundary=${boundary}` } })
}
const importList = (login: string, fields: Record<string, string> = {}) =>
  send(login, '/api/v1/desk/lists/import', 'list.xlsx', createListFile([listRow(1, '测试新村1号101室', null), listRow(2, '别处新村1号101室', null, '金丝雀'), listRow(3, '乱写', null, '金丝雀乙')]), fields)

describe('verification lists over HTTP', () => {
  it('come in with a name and a deadline, by those who manage them only', async () => {
    expect((await importList('local')).statusCode).toBe(403)
    const answer = (await importList('street', { list: '派出所第一批', dueOn: '2020-02-20' })).json()
    expect(answer).toMatchObject({ rows: 3, accepted: 3, duplicates: 0, rejected: 0, list: '派出所第一批', rejectsCsv: null })
    expect((await ask('street', 'GET', `/api/v1/desk/lists/${answer.id}`)).body).toMatchObject({ list: { name: '派出所第一批', open: 3, dueOn: '2020-02-20', unmatched: 1 }, next: null })
    expect((await importList('street', { dueOn: 'soon' })).statusCode).toBe(400)
    const nothing = await send('street', '/api/v1/desk/lists/import', 'a.csv', Buffer.from('一,二\n1,2\n'))
    expect([nothing.statusCode, nothing.json().code]).toEqual([422, expect.any(String)])
  })

  it('are answered by a committee within its scope; nothing of others reaches it, and nothing personal the server’s log', async () => {
    const { id } = (await importList('street')).json()
    const page = await ask('local', 'GET', `/api/v1/desk/lists/${id}?filter=open`)
    expect(page.body.tasks).toHaveLength(1)
    const task = page.body.tasks[0].id
    const foreign = (await ask('street', 'GET', `/api/v1/desk/lists/${id}`)).body.tasks[1].id
    expect((await ask('local', 'POST', '/api/v1/desk/tasks/answers', { answers: [{ task, answer: 'found', note: '在' }, { task: foreign, answer: 'found' }] })).body).toMatchObject({ accepted: 1, problems: [{ index: 1, code: 'unknown-task' }] })
    for (const url of [`/api/v1/desk/tasks/${foreign}`, `/api/v1/desk/lists/t7x`]) expect((await ask('local', 'GET', url)).status).toBe(404)
    expect((await ask('local', 'POST', `/api/v1/desk/tasks/${foreign}/show`, {})).status).toBe(404)
    expect((await ask('local', 'GET', `/api/v1/desk/tasks/${task}/candidates`)).status).toBe(403)
    expect((await ask('other', 'GET', `/api/v1/desk/tasks/${foreign}/candidates`)).status).toBe(200)
    expect((await ask('local', 'POST', `/api/v1/desk/tasks/${task}/call`, {})).body).toEqual({ tel: '10000000001' })
    const lists = await ask('local', 'GET', '/api/v1/desk/lists')
    expect(JSON.stringify([page.body, lists.body])).not.toMatch(/金丝|别处|乱写/)
    expect(server.logged.join()).not.toMatch(/金丝|10000000001|测试1/)
  })

  it('come in by the import command’s door, too', async () => {
    const form = new FormData()
    form.append('file', new Blob([createListFile([listRow(1, '测试新村1号101室')]) as Uint8Array<ArrayBuffer>]), 'list.xlsx')
    const { headers, payload } = await new Response(form).arrayBuffer().then((bytes) => ({ payload: Buffer.from(bytes), headers: { 'content-type': `multipart/form-data; boundary=${Buffer.from(bytes).toString('latin1').slice(2, Buffer.from(bytes).indexOf('\r'))}` } }))
    const answer = await server.app.inject({ method: 'POST', url: '/api/v1/import/verification', payload, headers: { ...headers, authorization: `Bearer ${AUTH_KEY}` } })
    expect(answer.json()).toMatchObject({ kind: 'verification', rows: 1, accepted: 1, list: '浦江派出所协查核实名单(2020年2月15日)' })
  })

  it('go back filled in: masked for all, in clear with the permission and a reason', async () => {
    const { id } = (await importList('street')).json()
    const url = `/api/v1/desk/lists/${id}/export`
    const masked = await ask('local', 'POST', url, {})
    expect([masked.status, masked.headers['content-type'], masked.bytes.subarray(0, 2).toString()]).toEqual([200, expect.stringContaining('spreadsheetml'), 'PK'])
    expect(masked.headers['content-disposition']).toMatch(/^attachment; filename="list.xlsx"; filename\*=UTF-8''%E6/)
    expect((await ask('local', 'POST', url, { clear: true, reason: '反馈派出所' })).status).toBe(403)
    expect((await ask('street', 'POST', url, { clear: true, reason: ' ' })).body.code).toBe('reason-needed')
    expect((await ask('street', 'POST', url, { clear: true, reason: '很'.repeat(301) })).body).toMatchObject({ code: 'too-long', reason: expect.stringContaining('「理由」') })
    expect((await ask('street', 'POST', url, { clear: true, reason: '反馈派出所' })).status).toBe(200)
    expect(server.service.audit.list({ action: 'export' }).map(({ details }) => [details.clear, details.rows, details.reason])).toEqual([[true, 3, '反馈派出所'], [false, 1, undefined]])
  })
})

describe('the region list over HTTP', () => {
  it('is read from a file, previewed and applied by those who manage it', async () => {
    const file = Buffer.from('地区,等级,生效日期\n湖北,重点疫区,2020-01-20\n温州,重点关注,没有日期\n')
    expect((await send('local', '/api/v1/desk/regions/read', 'r.csv', file)).statusCode).toBe(403)
    const { lines, problems } = (await send('street', '/api/v1/desk/regions/read', 'r.csv', file)).json()
    expect([lines, problems]).toMatchObject([[{ region: '湖北', level: 'key', from: '2020-01-20' }], [{ row: 3, code: 'not-a-date' }]])
    expect((await ask('street', 'POST', '/api/v1/desk/regions/preview', { lines })).body).toMatchObject({ lines: 1, units: 0, problems: [] })
    expect((await ask('street', 'GET', '/api/v1/desk/regions')).body.lines).toEqual([])
    expect((await ask('street', 'POST', '/api/v1/desk/regions', { lines })).body).toMatchObject({ accepted: 1 })
    expect((await ask('street', 'GET', '/api/v1/desk/regions')).body.lines).toMatchObject([{ region: '湖北', state: 'in-force', author: '名字street' }])
    expect((await ask('street', 'POST', '/api/v1/desk/regions', {})).status).toBe(400)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServer, type TestServer, WITH_KEY } from './createTestServer.ts'

let server: TestServer
beforeAll(() => { server = createTestServer() })
afterAll(() => server.app.close())
const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ method: 'GET', url, headers: { ...WITH_KEY, ...headers } })

describe('the questions', () => {
  it('answers summary, units, places and a school’s day', async () => {
    expect((await get('/api/v1/summary')).json()).toMatchObject({ asOf: '2020-02-15', counts: { green: 2 } })
    expect((await get('/api/v1/units?compound=x&building=12&room=302', { 'accept-language': 'en' })).json()[0].reason.text).toBe('at home')
    expect((await get('/api/v1/places')).json()).toEqual([{ id: 'p1', kind: 'committee', name: '浦南', parent: null, buildings: 1, units: 2 }])
    expect((await get(`/api/v1/schools/${encodeURIComponent('浦南小学')}/days/2020-04-13`)).json().cutOff).toBe('07:30')
  })

  it.each([
    ['/api/v1/summary?date=2020-02-30', 400, 'bad-date'],
    ['/api/v1/summary?date=yesterday', 400, 'bad-date'],
    ['/api/v1/summary?rev=abc', 400, 'bad-revision'],
    ['/api/v1/summary?rev=-1', 400, 'bad-revision'],
    ['/api/v1/summary?rev=1e3', 400, 'bad-revision'],
    ['/api/v1/summary?rev=99999999', 400, 'bad-revision'],
    ['/api/v1/summary?place=nowhere', 404, 'unknown-place'],
    ['/api/v1/summary?place=a&place=b', 400, 'bad-query'],
    [`/api/v1/units?room=${'1'.repeat(300)}`, 400, 'bad-query'],
    ['/api/v1/units?room=%00', 400, 'bad-url'],
    ['/api/v1/schools/none/days/2020-04-13', 404, 'unknown-school'],
    ['/api/v1/schools/%E0%A4%A/days/2020-04-13', 400, 'bad-url'],
    ['/api/v1/nothing', 404, 'not-found'],
  ])('%s → %i %s, in the reader’s language', async (url, status, code) => {
    const [chinese, english] = [await get(url), await get(url, { 'accept-language': 'en' })]
    expect([chinese.statusCode, chinese.json().code]).toEqual([status, code])
    expect(chinese.json().reason).toMatch(/\p{Script=Han}/u)
    expect(english.json().reason).not.toMatch(/\p{Script=Han}/u)
  })

  it('says 401 and why, and damps a flood of wrong keys without shutting out the right one', async () => {
    expect((await server.app.inject({ url: '/api/v1/places' })).json().code).toBe('key-needed')
    const wrong = { authorization: 'Bearer wrong' }
    const codes: number[] = []
    for (let i = 0; i < 40; i++) codes.push((await server.app.inject({ url: '/api/v1/places', headers: wrong })).statusCode)
    expect(codes.slice(0, 20)).toEqual(Array(20).fill(401))
    expect(codes.at(-1)).toBe(429)
    expect((await get('/api/v1/places')).statusCode).toBe(200)
  })

  it('health needs no key and is 503 until feeds can be accepted', async () => {
    expect((await server.app.inject('/healthz')).json()).toEqual({ status: 'ok', rev: 1 })
    server.service.setReady(false)
    expect((await server.app.inject('/healthz')).statusCode).toBe(503)
    expect((await get('/api/v1/summary')).statusCode).toBe(503)
    server.service.setReady(true)
  })

  it('erases by number or by name and phone, and by nothing else', async () => {
    const erase = (payload: unknown) => server.app.inject({ method: 'POST', url: '/api/v1/people/erase', headers: { ...WITH_KEY, 'content-type': 'application/json' }, payload: JSON.stringify(payload) })
    expect((await erase({ idNumber: '310000000000000000' })).json()).toEqual({ erased: true })
    expect((await erase({ name: '张三', phone: '13812345678' })).statusCode).toBe(404)
    for (const body of [{}, { name: '张三' }, [], null, { idNumber: 1 }, { idNumber: '3', name: 'x' }]) expect((await erase(body)).statusCode).toBe(400)
    expect((await server.app.inject({ method: 'POST', url: '/api/v1/people/erase', headers: { ...WITH_KEY, 'content-type': 'application/json' }, payload: '{"idNumber": "31000' })).json().code).toBe('broken-json')
    expect(server.logged.join()).not.toMatch(/张三|31000/)
  })
})

describe('the description of the interface', () => {
  it('is served whole from here, with every route that takes a key', async () => {
    const page = await server.app.inject('/api/docs/')
    expect(page.statusCode).toBe(200)
    const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1])
    expect(files.length).toBeGreaterThan(3)
    for (const file of files) {
      expect(file).not.toMatch(/^(https?:)?\/\//)
      expect((await server.app.inject(new URL(file, 'http://localhost/api/docs/').pathname)).statusCode).toBe(200)
    }
    expect((await server.app.inject('/api/docs/static/swagger-initializer.js')).body).not.toContain('validator.swagger.io')
    const description = (await server.app.inject('/api/docs/json')).json()
    expect(Object.keys(description.paths)).toEqual(expect.arrayContaining(['/api/v1/feeds/{feed}', '/api/v1/import/{kind}', '/api/v1/summary', '/api/v1/units', '/api/v1/places', '/healthz']))
    expect(description.paths['/api/v1/feeds/{feed}'].post.requestBody.content).toHaveProperty('application/x-ndjson')
  })
})

import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreUnavailableError } from '../../../server/service.ts'
import { createTestServer, type TestServer, TEST_KEY, WITH_KEY } from './createTestServer.ts'

let server: TestServer
beforeEach(() => { server = createTestServer() })
afterEach(() => server.app.close())

const send = (payload: string | Buffer, headers: Record<string, string> = { 'content-type': 'application/json' }, feed = 'household') =>
  server.app.inject({ method: 'POST', url: `/api/v1/feeds/${feed}`, payload, headers: { ...WITH_KEY, ...headers } })
const NDJSON = { 'content-type': 'application/x-ndjson' }

describe('POST /api/v1/feeds/:feed', () => {
  it('takes an array and answers with the counts and the revision', async () => {
    const answer = await send(JSON.stringify([{ a: 1 }, { bad: true }]))
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ accepted: 1, duplicates: 0, rejected: [{ index: 1, field: 'room', code: 'unknown-unit', reason: '没有这户' }], rev: 2 })
    expect(server.service.batches[0]).toMatchObject({ kind: 'household', author: 'api' })
  })

  it('words the reason in the reader’s language', async () => {
    const answer = await send('[{"bad":true}]', { 'content-type': 'application/json', 'accept-language': 'en-GB,en;q=0.9,zh;q=0.1' })
    expect(answer.json().rejected[0].reason).toBe('no such unit')
  })

  it('reads JSON whatever the client calls it, but NDJSON only by its own name', async () => {
    expect((await send('[{}]', { 'content-type': 'text/plain' })).statusCode).toBe(200)
    expect((await send('{"a":1}\n{"a":2}', { 'content-type': 'application/json' })).json().code).toBe('broken-json')
    expect((await send('{"a":1}\n{"a":2}', NDJSON)).json().accepted).toBe(2)
  })

  it.each([['{"a":1}', 'not-an-array'], ['"text"', 'not-an-array'], ['null', 'not-an-array'], ['[{"a":', 'broken-json'], ['', 'broken-json']])('answers 400 to %s', async (body, code) => {
    const answer = await send(body)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code, reason: expect.any(String) })
    expect(server.service.batches).toEqual([])
  })

  it('rejects only the broken lines of NDJSON; blank lines do not count', async () => {
    const answer = await send('{"a":1}\n\n{"broken\n   \r\n{"bad":true}\r\n{"a":2}', NDJSON)
    expect(answer.json()).toMatchObject({ accepted: 2, rejected: [{ index: 1, field: '', code: 'broken-json' }, { index: 2, code: 'unknown-unit' }] })
  })

  it('does not take bytes that are no UTF-8 for text', async () => {
    const gb18030 = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xd5, 0xc5]), Buffer.from('"}')])
    expect((await send(Buffer.concat([Buffer.from('['), gb18030, Buffer.from(']')]))).json().code).toBe('broken-json')
    expect((await send(Buffer.concat([gb18030, Buffer.from('\n{"a":1}')]), NDJSON)).json()).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: 'broken-json' }] })
  })

  it('drops keys that reach a prototype, however they are spelt', async () => {
    await send('[{"__proto__":{"polluted":1},"a":1},{"\\u005f_proto__":{"x":1}},{"__pr\\u006Fto__":{"x":1}}]')
    for (const row of server.service.batches[0].rows) expect(Object.keys(row as object)).not.toContain('__proto__')
  })

  it('slices a large batch so that others get in between, and counts indexes over the whole', async () => {
    const rows = Array.from({ length: 4500 }, (_, index) => ({ bad: index === 4400 }))
    const large = send(JSON.stringify(rows))
    const small = send('[{"small":true}]', undefined, 'school')
    expect((await large).json()).toMatchObject({ accepted: 4499, rejected: [{ index: 4400 }] })
    await small
    expect(server.service.batches.map((batch) => batch.rows.length).sort()).toEqual([1, 2000, 2000, 500].sort())
  })

  it('answers 413 above 10 MB, with a length or in chunks', async () => {
    const answer = await send(Buffer.alloc(10 * 1024 * 1024 + 1, 0x20))
    expect(answer.statusCode).toBe(413)
    expect(answer.json().code).toBe('too-large')
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = server.app.server.address() as AddressInfo
    const chunk = new Uint8Array(1024 * 1024).fill(0x20)
    let sent = 0
    const body = new ReadableStream({ pull(controller) { if (sent++ < 12) controller.enqueue(chunk); else controller.close() } })
    const chunked = await fetch(`http://127.0.0.1:${port}/api/v1/feeds/household`, { method: 'POST', body, headers: WITH_KEY, duplex: 'half' } as RequestInit)
    expect(chunked.status).toBe(413)
  })

  it.each([['an array', `[${'1,'.repeat(125_000)}1]`, undefined], ['lines', 'x\n'.repeat(125_001), NDJSON]])('answers 413 to %s of more rows than could mean something, and takes none', async (_, body, headers) => {
    const answer = await send(body, headers)
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'too-many-rows'])
    expect(server.service.batches).toEqual([])
  })

  it('answers 200 MB with 413 and lives', async () => {
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = server.app.server.address() as AddressInfo
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/feeds/household`, { method: 'POST', body: new Uint8Array(200 * 1024 * 1024), headers: WITH_KEY })
    expect(answer.status).toBe(413)
    expect((await send('[{}]')).statusCode).toBe(200)
  })

  it.each([['a wrong key', 'x', 401], ['a right one', TEST_KEY, 413]])('lets a client that wants the connection closed finish sending before it hears of %s', async (_, key, status) => {
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = server.app.server.address() as AddressInfo
    const answered = await new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1')
      const heard: Buffer[] = []
      socket.on('data', (data) => { heard.push(data) })
      socket.on('error', reject)
      const body = Buffer.alloc(11 * 1024 * 1024, 0x20)
      socket.write(`POST /api/v1/feeds/household HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`)
      // As many clients do: the answer is looked at when everything has gone out.
      socket.write(body, () => {
        const look = (): void => {
          socket.destroy()
          resolve(Buffer.concat(heard).toString().slice(9, 12))
        }
        // All of it may lie with the system before the server has read a byte.
        if (heard.length > 0) look()
        else socket.once('data', look)
      })
    })
    expect(answered).toBe(String(status))
  })

  it('refuses compressed bodies', async () => {
    expect((await send('[]', { 'content-type': 'application/json', 'content-encoding': 'gzip' })).statusCode).toBe(415)
  })

  it('checks the key before a byte of the body is read', async () => {
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = server.app.server.address() as AddressInfo
    const socket = connect(port, '127.0.0.1')
    // The body never comes; an answer can only be had from the head.
    socket.write(`POST /api/v1/feeds/household HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer x${TEST_KEY}\r\nContent-Length: 1000000\r\n\r\n`)
    const head = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())))
    socket.destroy()
    expect(head).toMatch(/^HTTP\/1\.1 401 /)
  })

  it('answers 401 before it says whether the feed exists, and 404 after', async () => {
    expect((await server.app.inject({ method: 'POST', url: '/api/v1/feeds/none', payload: '[]' })).statusCode).toBe(401)
    expect((await send('[]', undefined, 'none')).json().code).toBe('unknown-feed')
    expect((await send('[]', undefined, 'units')).statusCode).toBe(404)
  })

  it('answers 503 with Retry-After when the log cannot be written or nothing is ready', async () => {
    server.service.failNext(new StoreUnavailableError('disk-full'))
    const full = await send('[{}]')
    expect([full.statusCode, full.headers['retry-after'], full.json().code]).toEqual([503, '5', 'disk-full'])
    server.service.setReady(false)
    expect((await send('[{}]')).json().code).toBe('not-ready')
  })

  it('says nothing of what went wrong inside, nor of whom it was about', async () => {
    server.service.failNext(new Error('张三 13812345678 broke it'))
    const answer = await send('[{}]')
    expect(answer.statusCode).toBe(500)
    expect(answer.body + server.logged.join()).not.toMatch(/张三|138123/)
    expect(answer.body).not.toContain('at ')
    expect(server.logged.join()).toContain('request failed')
  })

  it('logs the route’s pattern and never the query', async () => {
    await server.app.inject({ method: 'GET', url: '/api/v1/units?compound=secretplace', headers: WITH_KEY })
    await server.app.inject({ method: 'GET', url: '/nothing/secretpath?x=secretquery' })
    expect(server.logged.join()).toContain('/api/v1/units')
    expect(server.logged.join()).not.toMatch(/secret/)
  })
})

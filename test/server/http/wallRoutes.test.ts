import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodeFrame } from '../../../server/protocol/frame.ts'
import { createTestServer, type TestServer } from './createTestServer.ts'

let server: TestServer
beforeEach(() => { server = createTestServer() })
afterEach(() => server.app.close())
const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ method: 'GET', url, headers })
const revOf = async (url: string): Promise<number> => {
  const frame = decodeFrame(new Uint8Array((await get(url)).rawPayload))
  return frame.kind === 'snapshot' ? frame.rev : NaN
}

describe('what a wall fetches', () => {
  it('sends the layout of a hash for ever, compressed as accepted', async () => {
    const plain = await get('/api/v1/layout/layout-1')
    expect(plain.rawPayload.length).toBe(20_000)
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    const brotli = await get('/api/v1/layout/layout-1', { 'accept-encoding': 'gzip, deflate, br' })
    expect(brotli.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(brotli.rawPayload)).toEqual(plain.rawPayload)
    const zipped = await get('/api/v1/layout/layout-1', { 'accept-encoding': 'gzip, br;q=0' })
    expect(gunzipSync(zipped.rawPayload)).toEqual(plain.rawPayload)
    expect((await get('/api/v1/layout/other')).json().code).toBe('unknown-layout')
  })

  it('keeps what needs a token out of shared caches', async () => {
    const guarded = createTestServer({ screenToken: 'token' })
    const answer = await guarded.app.inject({ url: '/api/v1/layout/layout-1', headers: { authorization: 'Bearer token' } })
    expect(answer.headers['cache-control']).toMatch(/^private/)
    expect((await guarded.app.inject({ url: '/api/v1/layout/layout-1', headers: { authorization: 'Bearer tokem' } })).statusCode).toBe(401)
    await guarded.app.close()
  })

  it('sends the snapshot of that revision while it is held, a newer one otherwise', async () => {
    expect(await revOf('/api/v1/snapshot/world-a/1')).toBe(1)
    server.service.change()
    expect(await revOf('/api/v1/snapshot/world-a/1')).toBe(1)
    expect(await revOf('/api/v1/snapshot/world-a/2')).toBe(2)
    for (let i = 0; i < 10; i++) {
      server.service.change()
      await revOf(`/api/v1/snapshot/world-a/${server.service.rev()}`)
    }
    const late = await get('/api/v1/snapshot/world-a/1')
    expect(late.headers['cache-control']).toBe('no-store')
    expect((await get(`/api/v1/snapshot/world-a/${server.service.rev()}`)).headers['cache-control']).toBe('private, no-cache')
  })

  it('never serves a picture of before a change that kept its revision', async () => {
    const url = '/api/v1/snapshot/world-a/1'
    const before = await get(url)
    server.service.endDay([5])
    const after = await get(url, { 'if-none-match': String(before.headers.etag) })
    expect(after.statusCode).toBe(200)
    expect(decodeFrame(new Uint8Array(after.rawPayload))).not.toEqual(decodeFrame(new Uint8Array(before.rawPayload)))
    expect((await get(url, { 'if-none-match': String(after.headers.etag) })).statusCode).toBe(304)
  })

  it('answers another world’s address with this world, not to be kept', async () => {
    const answer = await get('/api/v1/snapshot/world-z/1')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(decodeFrame(new Uint8Array(answer.rawPayload))).toMatchObject({ worldId: 'world-a' })
    expect((await get('/api/v1/snapshot/world-a/abc')).statusCode).toBe(400)
  })
})

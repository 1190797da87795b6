import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServer, type TestServer } from './createTestServer.ts'

let server: TestServer
const folder = mkdtempSync(join(tmpdir(), 'liuse-web-'))
beforeAll(() => {
  mkdirSync(join(folder, 'web', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'web', 'index.html'), '<!doctype html><title>Liuse</title>')
  writeFileSync(join(folder, 'web', 'assets', 'main-abc123.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  server = createTestServer({ webRoot: join(folder, 'web') })
})
afterAll(async () => {
  await server.app.close()
  rmSync(folder, { recursive: true })
})

describe('the web app', () => {
  it.each(['/', '/wall', '/desk', '/brief', '/wall?place=p1&layer=density'])('%s is the page', async (url) => {
    const answer = await server.app.inject(url)
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-cache'])
    expect(answer.body).toContain('<title>Liuse')
  })

  it.each(['/walls', '/wall/x', '/admin', '/assets/none.js', '/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt'])('%s is nothing', async (url) => {
    const answer = await server.app.inject(url)
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
    expect(answer.body).not.toContain('secret')
  })

  it('keeps hashed files for ever', async () => {
    const answer = await server.app.inject('/assets/main-abc123.js')
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('names no outside host and may be framed by itself only', async () => {
    const { headers } = await server.app.inject('/wall')
    const policy = String(headers['content-security-policy'])
    expect(policy).not.toMatch(/https?:|\*/)
    expect(policy).toContain("frame-ancestors 'self'")
    expect(policy).toContain('worker-src \'self\' blob:')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  })
})

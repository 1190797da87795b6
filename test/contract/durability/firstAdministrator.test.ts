import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const MAIN = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'liuse-first-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts the built server, waits for its addresses, does `work` and ends it; returns what it printed. */
async function run(work: (origin: string, printed: string) => Promise<void>): Promise<string> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LIUSE_DATA: folder, LIUSE_DEMO: '0', LIUSE_API_KEY: 'key-of-the-tests' }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = once(child, 'exit')
  let printed = ''
  const origin = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString()
      const found = /(http:\/\/\S+?)\/api\/docs/.exec(printed)
      if (found) resolve(found[1])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', (chunk: Buffer) => { printed += chunk.toString() })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed}`)))
  })
  await work(origin, printed)
  child.kill('SIGTERM')
  await gone
  return printed
}

const ONE_TIME = /one-time password \(shown once\): (\S+)/
const send = (origin: string, path: string, body: object, cookie = ''): Promise<Response> =>
  fetch(origin + path, { method: 'POST', headers: { origin, 'content-type': 'application/json', ...(cookie && { cookie }) }, body: JSON.stringify(body) })

describe('the first administrator', () => {
  it('is printed with a one-time password until it is used, which lets nothing else be done before it is changed', async () => {
    const first = ONE_TIME.exec(await run(async () => {}))![1]
    const printed = await run(async (origin, soFar) => {
      const password = ONE_TIME.exec(soFar)![1]
      expect(password).not.toBe(first)
      expect((await send(origin, '/api/v1/session', { login: 'admin', password: first })).status).toBe(401)
      const answer = await send(origin, '/api/v1/session', { login: 'admin', password })
      expect(await answer.json()).toMatchObject({ account: { login: 'admin', role: 'administrator' }, mustChangePassword: true })
      const cookie = answer.headers.getSetCookie()[0].split(';')[0]
      expect((await fetch(`${origin}/api/v1/accounts`, { headers: { cookie } })).status).toBe(403)
      expect((await send(origin, '/api/v1/session/password', { old: password, new: 'a quiet long password' }, cookie)).status).toBe(200)
      expect((await fetch(`${origin}/api/v1/accounts`, { headers: { cookie } })).status).toBe(200)
      // The demo's password opens nothing here.
      expect((await send(origin, '/api/v1/session', { login: 'admin', password: 'liuse-demo' })).status).toBe(401)
      expect(await (await fetch(`${origin}/api/v1/session/options`)).json()).toEqual({ signedIn: false, demo: false, oidc: null, accounts: [] })
    })
    expect(printed).not.toContain('a quiet long password')
    const third = await run(async (origin) => {
      expect((await send(origin, '/api/v1/session', { login: 'admin', password: 'a quiet long password' })).status).toBe(200)
    })
    expect(third).not.toMatch(ONE_TIME)
    const kept = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => readFileSync(join(folder, name)))
    expect(kept.some((bytes) => bytes.includes('a quiet long password'))).toBe(false)
  })
})
